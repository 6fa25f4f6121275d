"""Self-assessments inside the buyer's pages of the lower app: what waits, and a supplier's panel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.rules.assessment import OPEN
from assessments.selectors import worklist
from assessments.selectors.audit_report import assessment_to_report, visible_issued_reports
from assessments.selectors.review import assessment_queue
from assessments.selectors.worklist import WorkItem, WorkKind
from suppliers.forms.listing import listed
from suppliers.models import Supplier
from suppliers.permissions import assigns_assessments, orders_reports, reads_all_suppliers
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import local_day, today

register = template.Library()

REPORTS_SHOWN = 5
MOST_OVERDUE, NAMED = 3, 2


@dataclass(frozen=True)
class Task:
    """One thing that waits, in the form of the home page's own tasks."""

    words: str
    detail: str
    url: str
    since: datetime | None
    due_on: date | None

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < today()


@register.simple_tag(takes_context=True)
def assessment_worklist(context: RequestContext, others: Iterable[Any] = ()) -> list[Any]:
    """The home page's tasks together with those in self-assessments, the most urgent first. Three queries."""
    account = context["request"].user
    items = worklist.assessment_worklist(account, today()) if reads_all_suppliers(account) else []
    overdue = [item for item in items if item.kind is WorkKind.OVERDUE]
    if len(overdue) > MOST_OVERDUE:
        items = [item for item in items if item.kind is not WorkKind.OVERDUE]
    tasks = [_task(item) for item in items] + ([_overdue(overdue)] if len(overdue) > MOST_OVERDUE else [])
    return sorted([*others, *tasks], key=_urgency)


@register.inclusion_tag("admin/parts/supplier_assessments.html", takes_context=True)
def supplier_assessments(context: RequestContext, supplier: Supplier) -> dict[str, Any]:
    """A supplier's self-assessments and reports, with what can be done, or why not. At most five queries."""
    account, day = context["request"].user, today()
    rows = list(assessment_queue(account, day).filter(supplier=supplier))
    is_busy = any(row.status in OPEN for row in rows)
    why_not_assign = ""
    if supplier.standing != Standing.ACTIVE:
        why_not_assign = _("Only an active supplier is asked.")
    elif is_busy:
        why_not_assign = _("The supplier is being asked now.")
    reports = visible_issued_reports(account).filter(supplier=supplier) if orders_reports(account) else ()
    return {
        "supplier": supplier,
        "assessments": rows,
        "today": day,
        "may_assign": assigns_assessments(account),
        "why_not_assign": why_not_assign,
        "may_order": orders_reports(account),
        "has_report": assessment_to_report(supplier) is not None,
        "reports": reports[:REPORTS_SHOWN],
    }


def _task(item: WorkItem) -> Task:
    facts = {"name": item.supplier}
    words = {
        WorkKind.REVIEW: _("Begin to review the self-assessment of %(name)s"),
        WorkKind.GO_ON_REVIEWING: _("Finish reviewing the self-assessment of %(name)s"),
        WorkKind.OVERDUE: _("Ask for the overdue self-assessment of %(name)s"),
        WorkKind.APPRAISE: _("Appraise the carbon figures of %(name)s"),
    }
    page = {
        WorkKind.GO_ON_REVIEWING: "admin:assessments_assessment_review",
        WorkKind.APPRAISE: "admin:assessments_carbonyear_change",
    }.get(item.kind, "admin:assessments_assessment_change")
    return Task(
        words=words[item.kind] % facts,
        detail=item.supplier_number,
        url=reverse(page, args=[item.assessment_id]),
        since=None if item.kind is WorkKind.OVERDUE else item.waits_since,
        due_on=item.due_on,
    )


def _overdue(items: list[WorkItem]) -> Task:
    """Many that are late are one task with the list behind it, lest they bury the rest."""
    words = ngettext("Ask for %(count)d overdue self-assessment", "Ask for %(count)d overdue self-assessments", len(items))
    names = listed(item.supplier for item in items[:NAMED])
    return Task(
        words=words % {"count": len(items)},
        detail=_("%(names)s and others") % {"names": names},
        url=f"{reverse('admin:assessments_assessment_changelist')}?overdue=yes",
        since=None,
        due_on=min(item.due_on for item in items if item.due_on is not None),
    )


def _urgency(task: Any) -> tuple[date, str]:
    """By the day until when, else by the day since when it waits."""
    return task.due_on or (local_day(task.since) if task.since else date.max), task.url
