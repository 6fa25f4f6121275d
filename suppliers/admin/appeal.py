"""Appeals of suppliers, whatever they are against: the list with its days, and a page to decide on each."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.history_words import history_line
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.evaluation import AppealDecisionForm
from suppliers.models import Appeal
from suppliers.models.labels import choices
from suppliers.models.labels_trade import APPEAL_AGAINST, APPEAL_STATUS
from suppliers.permissions import decides_appeals
from suppliers.rules.appeal import AppealAgainst, AppealStatus
from suppliers.selectors.appeal import visible_appeals
from suppliers.selectors.clock import local_day, now, today
from suppliers.selectors.history import visible_history
from suppliers.services.appeal import decide_appeal

TONE = {AppealStatus.FILED: "attention", AppealStatus.UPHELD: "good", AppealStatus.PARTLY_UPHELD: "good"}
SUBJECT_PAGES: dict[str, str] = {AppealAgainst.EVALUATION: "admin:suppliers_evaluation_change"}
"""The page of what is appealed against; others add theirs."""


@admin.register(Appeal)
class AppealAdmin(ReadingAdmin):
    """The list, and a page per appeal."""

    visible = staticmethod(visible_appeals)
    page_template = "admin/pages/appeal.html"
    acts = {"decide": "decide"}
    list_title = gettext_lazy("Appeals")
    list_intro = gettext_lazy("Decided within 30 days by a person who was not involved.")
    list_empty = gettext_lazy("No supplier has appealed.")
    list_display = ("supplier_shown", "against_shown", "status_shown", "filed_shown", "due_shown")
    list_display_links = ("supplier_shown",)
    ordering = ("decided_at", "decide_by", "-pk")
    sortable_by = ()
    list_filter = (
        code_filter(gettext_lazy("state"), "status", lambda: choices(APPEAL_STATUS)),
        code_filter(gettext_lazy("against"), "against", lambda: choices(APPEAL_AGAINST)),
    )

    @admin.display(description=gettext_lazy("supplier"))
    def supplier_shown(self, row: Appeal) -> str:
        return two_lines(row.supplier, row.supplier.number)

    @admin.display(description=gettext_lazy("against"))
    def against_shown(self, row: Appeal) -> str:
        return row.get_against_display()

    @admin.display(description=gettext_lazy("state"))
    def status_shown(self, row: Appeal) -> str:
        return appeal_badge(row)

    @admin.display(description=gettext_lazy("filed"))
    def filed_shown(self, row: Appeal) -> str:
        return day_words(local_day(row.filed_at))

    @admin.display(description=gettext_lazy("to be decided by"))
    def due_shown(self, row: Appeal) -> str:
        return day_words(row.decide_by) if row.status == AppealStatus.FILED else "–"

    def page_context(self, request: HttpRequest, row: Appeal) -> dict[str, Any]:
        history = visible_history(request.user).filter(subject_type="suppliers.appeal", subject_id=str(row.pk))
        return {
            "title": _("Appeal of %(supplier)s") % {"supplier": row.supplier},
            "state": appeal_badge(row),
            "subject_page": _subject_page(row),
            "files": row.files.all(),
            "is_open": row.status == AppealStatus.FILED,
            "may_decide": _may_decide(row, request.user),
            "is_involved": decides_appeals(request.user) and request.user.pk in row.involved,
            "lines": [history_line(entry) for entry in history],
        }

    def decide(self, request: HttpRequest, row: Appeal) -> HttpResponse:
        """A page of its own: the decision has its reasons, and the supplier reads them."""
        if not decides_appeals(request.user):
            raise PermissionDenied
        form = AppealDecisionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            act = partial(decide_appeal, row, given["outcome"], decision=given["decision"], by=request.user, at=now())
            return self.attempt(request, row, act, _("Decided. The supplier has been told."))
        status = 422 if request.method == "POST" else 200
        context = {**self.page_context(request, row), "title": _("Decide on the appeal"), "form": form}
        return self.page(request, row, "admin/pages/appeal_decide.html", status, **context)


def _may_decide(row: Appeal, account: Any) -> bool:
    return row.status == AppealStatus.FILED and decides_appeals(account) and account.pk not in row.involved


def _subject_page(row: Appeal) -> str:
    try:
        return reverse(SUBJECT_PAGES[row.against], args=[row.subject_id])
    except (KeyError, NoReverseMatch):
        return ""


def appeal_badge(row: Appeal) -> str:
    """Its state; past its day it says so."""
    state = AppealStatus(row.status)
    if state == AppealStatus.FILED and row.decide_by < today():
        return badge(_("Overdue"), "problem")
    return badge(APPEAL_STATUS[state], TONE.get(state, "neutral"))
