"""My ratings: what a person of the buyer is asked to rate, on a page that works on a phone."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.evaluation_view import period_words
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words, moment_words
from suppliers.forms.evaluation import RatingForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import RatingRequest
from suppliers.permissions import rates_performance
from suppliers.rules.evaluation import EvaluationStatus
from suppliers.selectors.clock import now, today
from suppliers.selectors.evaluation import visible_rating_requests
from suppliers.selectors.evaluation_source import dimensions_asked
from suppliers.services.rating import rate


@admin.register(RatingRequest)
class RatingRequestAdmin(ReadingAdmin):
    """The reader's own requests, and a page to answer each."""

    reads = staticmethod(rates_performance)
    visible = staticmethod(visible_rating_requests)
    page_template = "admin/pages/rating.html"
    acts = {"rate": "rate"}
    list_title = gettext_lazy("My ratings")
    list_intro = gettext_lazy("Suppliers you are asked to rate. It takes a minute each; a supplier never sees who rated what.")
    list_empty = gettext_lazy("Nobody has asked you to rate. When somebody does, a mail tells you.")
    list_display = ("supplier_shown", "period_shown", "state_shown", "due_shown")
    list_display_links = ("supplier_shown",)
    ordering = ("done_at", "evaluation__due_on", "pk")
    sortable_by = ()

    @admin.display(description=gettext_lazy("supplier"))
    def supplier_shown(self, row: RatingRequest) -> str:
        return str(row.evaluation.supplier)

    @admin.display(description=gettext_lazy("evaluation"))
    def period_shown(self, row: RatingRequest) -> str:
        return two_lines(row.evaluation.get_kind_display(), period_words(row.evaluation))

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, row: RatingRequest) -> str:
        return request_badge(row)

    @admin.display(description=gettext_lazy("due"))
    def due_shown(self, row: RatingRequest) -> str:
        return day_words(row.evaluation.due_on)

    def page_context(self, request: HttpRequest, row: RatingRequest) -> dict[str, Any]:
        return {**self._frame(row), "form": self._form(request, row), "refusal": ""}

    def _frame(self, row: RatingRequest) -> dict[str, Any]:
        return {
            "title": str(row.evaluation.supplier),
            "period": period_words(row.evaluation),
            "state": request_badge(row),
            "is_open": row.evaluation.status == EvaluationStatus.COLLECTING,
            "given": row.ratings.all(),
        }

    def _form(self, request: HttpRequest, row: RatingRequest, data: Any = None) -> RatingForm:
        asked = dimensions_asked(row.evaluation, request.user.acting_role)
        return RatingForm(data, dimensions=asked, before={one.dimension: one for one in row.ratings.all()})

    def rate(self, request: HttpRequest, row: RatingRequest) -> HttpResponse:
        """All marks at once; a refusal shows the page again with everything that was typed."""
        if request.method != "POST":
            return redirect(self.address(row))
        form, refusal = self._form(request, row, request.POST), ""
        if form.is_valid():
            try:
                rate(row, form.given(), by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("Your ratings are saved. You may change them while ratings are collected."))
                return redirect("admin:suppliers_ratingrequest_changelist")
        return self.page(request, row, self.page_template, 422, **{**self._frame(row), "form": form, "refusal": refusal})


def request_badge(row: RatingRequest) -> str:
    """Rated, open, overdue, or closed."""
    if row.done_at:
        return badge(_("Rated on %(moment)s") % {"moment": moment_words(row.done_at)}, "good")
    if row.evaluation.status != EvaluationStatus.COLLECTING:
        return badge(_("No longer asked for"), "neutral")
    is_late = row.evaluation.due_on is not None and row.evaluation.due_on < today()
    return badge(_("Overdue"), "problem") if is_late else badge(_("To be rated"), "attention")
