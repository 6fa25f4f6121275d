"""What the date does to the mandatory module: suppliers that have not attended it are reminded."""

from datetime import date, datetime

from django.db import transaction

from suppliers.models import Account, Notice
from suppliers.rules.role import Role
from suppliers.rules.training import reminder_band
from suppliers.selectors.clock import local_day
from suppliers.selectors.training import Untrained, untrained_suppliers
from suppliers.services.notice import queue_notice

KIND = "training_mandatory"


@transaction.atomic
def training_clock(*, at: datetime) -> int:
    """Remind of the integrity module 30 and 7 days before its last day, and once when it is over. Returns the notices.

    A day without a clock loses nothing: the nearest band that has come is told. Four queries when nothing is due.
    """
    due = [(each, band) for each in untrained_suppliers(local_day(at)) if (band := reminder_band(each.days_left)) is not None]
    people: dict[int, list[Account]] = {}
    suppliers = [each.supplier.pk for each, _band in due]
    for person in Account.objects.filter(supplier_id__in=suppliers, role=Role.SUPPLIER_ADMIN, is_active=True).order_by("pk"):
        people.setdefault(person.supplier_id or 0, []).append(person)
    told = set(Notice.objects.filter(kind=KIND, supplier_id__in=suppliers).values_list("key", flat=True))
    number = 0
    for each, band in due:
        for person in people.get(each.supplier.pk, []):
            key = f"{KIND}:{each.supplier.pk}:{each.due_on}:{band}:{person.pk}"
            if key not in told:
                _remind(each, person, key, each.due_on, at)
                number += 1
    return number


def _remind(each: Untrained, person: Account, key: str, due_on: date, at: datetime) -> None:
    facts = {"due_on": due_on.isoformat(), "is_over": each.days_left < 0}
    queue_notice(KIND, key=key, at=at, to=person, supplier=each.supplier, facts=facts, url="/supplier/trainings/")
