"""Who is told what about a self-assessment. The wording stands in templates/notices/assessment_*.txt."""

from datetime import datetime

from django.urls import reverse

from assessments.models import Assessment
from suppliers.models import Account
from suppliers.rules.role import Role
from suppliers.services.notice import queue_notice

WRITERS = (Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR)


def tell_supplier(assessment: Assessment, kind: str, *, occasion: str, at: datetime) -> None:
    """One notice to each of the supplier's people who write answers; the same occasion is told once."""
    people = Account.objects.filter(supplier_id=assessment.supplier_id, role__in=WRITERS, is_active=True)
    url = reverse("answers:overview", args=[assessment.pk])
    for person in people:
        _tell(assessment, kind, person, occasion, at, url)


def tell_reviewers(assessment: Assessment, kind: str, *, occasion: str, at: datetime) -> None:
    """One notice to the reviewer, if one has begun; else to procurement, who shares the queue."""
    people = Account.objects.filter(role=Role.PROCUREMENT, is_active=True)
    if assessment.reviewer_id:
        people = Account.objects.filter(pk=assessment.reviewer_id, is_active=True)
    url = reverse("admin:assessments_assessment_change", args=[assessment.pk])
    for person in people:
        _tell(assessment, kind, person, occasion, at, url)


def _tell(assessment: Assessment, kind: str, person: Account, occasion: str, at: datetime, url: str) -> None:
    queue_notice(
        kind,
        key=f"assessment:{assessment.pk}:{occasion}:{person.pk}",
        at=at,
        to=person,
        supplier=assessment.supplier,
        facts={"year": assessment.year, "due_on": assessment.due_on.isoformat(), "assessment": assessment.pk},
        url=url,
    )
