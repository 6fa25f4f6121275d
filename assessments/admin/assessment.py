"""Self-assessments: the queue, each one's page, and assigning a new one. The review's own pages stand in `review`."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.admin.assignment import candidates, first_choice
from assessments.admin.review import ReviewPages
from assessments.admin.words import due_words, status_badge
from assessments.forms.review import AssignForm
from assessments.models import Assessment
from assessments.models.labels import ASSESSMENT_STATUS
from assessments.rules.assessment import OPEN, AssessmentStatus
from assessments.selectors.review import HowFar, assessment_queue, how_far, overdue_filter
from assessments.services.assessment import TERMS, assign_assessment
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.words import grade_badge
from suppliers.forms.refusal import refusals, sentence
from suppliers.models.labels import CATEGORY, PROFILE, choices
from suppliers.permissions import assigns_assessments
from suppliers.selectors.clock import now, today
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers

YEARS_SHOWN = 6


class OverdueFilter(admin.SimpleListFilter):
    """Past the date, while the supplier still has it."""

    title = gettext_lazy("date")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, object]]:  # noqa: ARG002 -- Django's signature
        return [("yes", gettext_lazy("Overdue")), ("no", gettext_lazy("Not overdue"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        if self.value() == "yes":
            return queryset.filter(overdue_filter(today()))
        return queryset.exclude(overdue_filter(today())) if self.value() == "no" else queryset


def _years() -> list[tuple[str, str]]:
    this_year = today().year
    return [(str(year), str(year)) for year in range(this_year + 1, this_year + 1 - YEARS_SHOWN, -1)]


@admin.register(Assessment)
class AssessmentAdmin(ReviewPages, ReadingAdmin):
    """The queue and the pages of one self-assessment."""

    visible = staticmethod(lambda account: assessment_queue(account, today()))
    page_template = "admin/pages/assessment.html"
    change_list_template = "admin/pages/assessment_list.html"
    list_acts = {"assign": "assign"}
    acts = {
        "start-review": "start_review",
        "review": "review",
        "decide-proof": "decide_proof",
        "decide-not-applicable": "decide_not_applicable",
        "accept-together": "accept_together",
        "send-back": "send_back",
        "verify": "verify",
    }
    list_title = gettext_lazy("Self-assessments")
    list_intro = gettext_lazy("What waits for a review comes first, then what is past its date.")
    list_empty = gettext_lazy(
        "No supplier has been asked yet. A newly admitted supplier is asked by itself; you can also assign one."
    )
    list_display = ("supplier_shown", "occasion_shown", "status_shown", "due_shown", "progress_shown", "score_figure")
    list_display_links = ("supplier_shown",)
    sortable_by = ()
    search_fields = ("supplier__number", "supplier__name_zh", "supplier__name_en")
    search_help_text = gettext_lazy("Name, former name, number or identifier of the supplier")
    list_filter = (
        code_filter(gettext_lazy("state"), "status", lambda: choices(ASSESSMENT_STATUS)),
        OverdueFilter,
        code_filter(gettext_lazy("category"), "category", lambda: choices(CATEGORY)),
        code_filter(gettext_lazy("profile"), "profile", lambda: choices(PROFILE)),
        code_filter(gettext_lazy("year"), "year", _years),
    )

    @admin.display(description=gettext_lazy("supplier"))
    def supplier_shown(self, row: Assessment) -> str:
        return two_lines(row.supplier, f"{row.supplier.number} · {row.get_category_display()}")

    @admin.display(description=gettext_lazy("occasion"))
    def occasion_shown(self, row: Assessment) -> str:
        return two_lines(row.get_occasion_display(), row.year)

    @admin.display(description=gettext_lazy("state"))
    def status_shown(self, row: Assessment) -> str:
        return status_badge(row, today())

    @admin.display(description=gettext_lazy("due"))
    def due_shown(self, row: Assessment) -> str:
        return due_words(row.due_on) if row.status in OPEN else "–"

    @admin.display(description=gettext_lazy("progress"))
    def progress_shown(self, row: Assessment) -> str:
        return format_html('<span class="a-tight">{}</span>', progress_words(row, getattr(row, "how_far", None)))

    @admin.display(description=gettext_lazy("ESG score (0-100)"))
    def score_figure(self, row: Assessment) -> str:
        sheet = getattr(row, "score_sheet", None)
        if sheet is not None:
            return format_html("{} {}", sheet.esg, grade_badge(sheet.grade))
        progress: HowFar | None = getattr(row, "how_far", None)
        if progress is None or progress.esg is None:
            return "–"
        return two_lines(format_html("{} {}", progress.esg, grade_badge(progress.grade)), _("provisional"))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:  # noqa: ARG002 -- Django's signature
        return ("urgency", "-verified_at", "due_on", "pk")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """By the supplier, as the register searches."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(supplier__in=matching_suppliers(visible_suppliers(request.user), search_term)), False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list with how far its rows are, read for all rows at once."""
        listing = super().get_changelist_instance(request)
        rows = list(listing.result_list)
        progress = how_far(rows, today())
        for row in rows:
            row.how_far = progress.get(row.pk)
        listing.result_list = rows
        return listing

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_assign": assigns_assessments(request.user), **(extra_context or {})})

    def assign(self, request: HttpRequest) -> HttpResponse:
        """Ask a supplier: find it, say why and for which year."""
        if not assigns_assessments(request.user):
            raise PermissionDenied
        form = AssignForm(request.POST or None, this_year=today().year, initial=first_choice(request))
        refusal = ""
        if request.method == "POST" and form.is_valid():
            chosen = form.cleaned_data
            supplier = visible_suppliers(request.user).filter(pk=chosen["supplier"]).first()
            try:
                if supplier is None:
                    form.add_error("supplier", _("Choose a supplier."))
                else:
                    asked = assign_assessment(supplier, chosen["occasion"], chosen["year"], by=request.user, at=now())
                    messages.success(request, _("The self-assessment is assigned, and the supplier’s people have been told."))
                    return redirect(self.address(asked))
            except refusals() as error:
                refusal = sentence(error)
        status = 422 if request.method == "POST" else 200
        return self.page(
            request,
            None,
            "admin/pages/assessment_assign.html",
            status,
            title=_("Assign a self-assessment"),
            form=form,
            refusal=refusal,
            terms=TERMS,
            **candidates(request),
        )


def progress_words(row: Assessment, progress: HowFar | None) -> str:
    """`34 of 62 answered` while the supplier has it, `17 of 23 decided` in review."""
    if progress is None:
        return "–"
    if row.status in {AssessmentStatus.SUBMITTED, AssessmentStatus.IN_REVIEW}:
        return _("%(decided)d of %(to_decide)d decided") % {"decided": progress.decided, "to_decide": progress.to_decide}
    return _("%(answered)d of %(asked)d answered") % {"answered": progress.answered, "asked": progress.asked}
