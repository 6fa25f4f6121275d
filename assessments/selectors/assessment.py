"""Reading self-assessments, always as somebody."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from assessments.models import Assessment
from assessments.rules.assessment import OPEN, WRITABLE, AssessmentStatus
from suppliers.models import Supplier
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.standing import Standing
from suppliers.selectors.supplier import visible_suppliers

YEAR = timedelta(days=365)


def visible_assessments(account: Any) -> QuerySet[Assessment]:
    """The assessments this person may know of: those of the suppliers it may know of."""
    rows = Assessment.objects.select_related("supplier", "questionnaire").defer("questionnaire__definition")
    if reads_all_suppliers(account):
        return rows
    return rows.filter(supplier__in=visible_suppliers(account))


def open_assessment(supplier: Supplier) -> Assessment | None:
    """The one assessment of the supplier that is not finished, if there is one."""
    return _with_relations().filter(supplier=supplier, status__in=OPEN).first()


def latest_locked_assessment(supplier: Supplier) -> Assessment | None:
    """The assessment whose score counts now."""
    rows = _with_relations().filter(supplier=supplier, status=AssessmentStatus.LOCKED)
    return rows.order_by("-verified_at", "-pk").first()


def previous_assessments(assessment: Assessment) -> QuerySet[Assessment]:
    """Finished assessments of the same supplier besides this one, the latest first: there last year's figures stand."""
    rows = Assessment.objects.filter(supplier_id=assessment.supplier_id, status=AssessmentStatus.LOCKED)
    return rows.exclude(pk=assessment.pk).order_by("-verified_at", "-pk")


def suppliers_without_assessment() -> QuerySet[Supplier]:
    """Active suppliers whose category and profile are known and that were never asked."""
    return _askable().filter(assessments__isnull=True)


def suppliers_due_again(today: date) -> QuerySet[Supplier]:
    """Active suppliers whose last assessment was verified a year ago or more, and that are not being asked now."""
    busy = Assessment.objects.filter(status__in=OPEN)
    recent = Assessment.objects.filter(verified_at__date__gt=today - YEAR)
    asked = _askable().filter(assessments__status=AssessmentStatus.LOCKED)
    return asked.exclude(pk__in=busy.values("supplier")).exclude(pk__in=recent.values("supplier")).distinct()


def unfinished_until(day: date) -> QuerySet[Assessment]:
    """Assessments in the supplier's hands that are due on this day or before."""
    return _with_relations().filter(status__in=WRITABLE, due_on__lte=day).order_by("due_on", "pk")


def returned_past_due(today: date) -> QuerySet[Assessment]:
    """Sent-back assessments whose term is over: it ends at the end of its last day."""
    return _with_relations().filter(status=AssessmentStatus.RETURNED, due_on__lt=today)


def is_overdue(assessment: Assessment, today: date) -> bool:
    """Whether the supplier's term is over. Overdue is a matter of dates, not a state."""
    return assessment.status in WRITABLE and assessment.due_on < today


def _askable() -> QuerySet[Supplier]:
    return Supplier.objects.filter(standing=Standing.ACTIVE).exclude(Q(category="") | Q(profile=""))


def _with_relations() -> QuerySet[Assessment]:
    return Assessment.objects.select_related("supplier", "questionnaire").defer("questionnaire__definition")
