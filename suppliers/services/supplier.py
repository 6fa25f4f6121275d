"""Bringing a supplier into the register: its number, its first standing, its application file, its admission."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from suppliers.models import Account, Admittance, Supplier
from suppliers.permissions import NotAllowed, corrects_registrations, invites_suppliers, works_for
from suppliers.rules.region import RegionGroup
from suppliers.rules.role import Role
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import people_of, staff_in
from suppliers.selectors.region import region_table
from suppliers.selectors.signature import signed_kinds
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.numbering import next_number
from suppliers.services.transitions import date_standing, move_supplier

WAIT_AFTER_REJECTION = timedelta(days=90)
FILLED_IN_BY_APPLICATION = frozenset({Standing.DRAFT, Standing.RETURNED})
"""Standings in which the place of registration is what the open application says when it is submitted."""


class StillWaiting(Exception):
    """A new application may be made from `free_at` on."""

    def __init__(self, free_at: datetime) -> None:
        super().__init__(free_at.isoformat())
        self.free_at = free_at


class PlaceNotDetermined(Exception):
    """Country and province name no place that can be counted."""


class NothingToCorrect(Exception):
    """The register says this already."""


class CorrectedByApplication(Exception):
    """The application is open for changes: the place is corrected there, and submitting it writes the register."""


@transaction.atomic
def register_supplier(*, by: Account | None, at: datetime, intake: str, name_zh: str = "", name_en: str = "") -> Admittance:
    """T1: a supplier in DRAFT with its running number and an open application; returns the application.

    `intake` is SELF (by an invitation, or by its own registration: `by` None) or PROCUREMENT. Raises NotAllowed.
    """
    if by is not None and not invites_suppliers(by):
        raise NotAllowed
    supplier = Supplier.objects.create(
        number=f"SUP-{next_number('SUP'):06}", name_zh=name_zh.strip(), name_en=name_en.strip(), standing=Standing.DRAFT
    )
    date_standing(supplier, at=at)
    admittance = Admittance.objects.create(
        supplier=supplier, intake=intake, entered_by=by if intake == "PROCUREMENT" else None, draft=first_draft(supplier)
    )
    record("supplier.register", supplier, by=by, at=at, supplier=supplier, facts={"intake": intake})
    return admittance


@transaction.atomic
def reapply(supplier: Supplier, *, by: Account, at: datetime) -> Admittance:
    """T16: a new application of a supplier that was not admitted or has left; what it declared last is filled in.

    Raises StillWaiting, NotAllowed, MoveNotAllowed.
    """
    if not (works_for(by, supplier.pk) and by.role == Role.SUPPLIER_ADMIN) and not invites_suppliers(by):
        raise NotAllowed
    if supplier.merged_into_id is not None:
        # The company goes on as another entry of the register.
        raise MoveNotAllowed("reapply", supplier.standing)
    last = supplier.admittances.order_by("-opened_at", "-pk").first()
    if last is not None and last.closed_at is not None and supplier.standing == Standing.REJECTED:
        free_at = last.closed_at + WAIT_AFTER_REJECTION
        if at < free_at:
            raise StillWaiting(free_at)
    move_supplier(supplier, "reapply", by=by, at=at)
    return Admittance.objects.create(
        supplier=supplier,
        intake="SELF" if by.is_supplier else "PROCUREMENT",
        entered_by=None if by.is_supplier else by,
        draft=last.draft if last else first_draft(supplier),
        draft_version=last.draft_version if last else 0,
    )


@transaction.atomic
def correct_registration(
    supplier: Supplier, *, country: str, province: str, address: str, reason: str, by: Account, at: datetime
) -> Supplier:
    """Write the right place of registration to the register, with the reason; a new place counts from the day of `at` on.

    Days before keep what was counted on them. One person is enough; the history names it. Raises NotAllowed,
    ReasonNeeded, CorrectedByApplication, PlaceNotDetermined, NothingToCorrect.
    """
    if not corrects_registrations(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonNeeded("correct_registration")
    row = Supplier.objects.select_for_update().get(pk=supplier.pk)
    if row.standing in FILLED_IN_BY_APPLICATION:
        raise CorrectedByApplication
    table = region_table()
    place = table.locate(country, province)
    group = table.group_of(place.country, place.province)
    if group is RegionGroup.UNKNOWN:
        raise PlaceNotDetermined
    before = (row.registered_country, row.registered_province)
    moved, readdressed = before != (place.country, place.province), row.registered_address != address.strip()
    if not moved and not readdressed:
        raise NothingToCorrect
    row.registered_country, row.registered_province, row.region_group = place.country, place.province, group
    row.registered_address = address.strip()
    row.save(update_fields=["registered_country", "registered_province", "region_group", "registered_address", "updated_at"])
    facts: dict[str, object] = {"address_changed": True} if readdressed else {}
    if moved:
        date_standing(row, at=at)
        facts |= {"place_before": before[1] or before[0], "place_now": place.province or place.country}
    record("supplier.correct_registration", row, by=by, at=at, supplier=row, facts=facts, reason=reason.strip())
    return row


def first_draft(supplier: Supplier) -> dict[str, dict[str, object]]:
    """What is known at the invitation stands in the form already."""
    return {"company": {"raw": {"name_zh": supplier.name_zh, "name_en": supplier.name_en}, "version": 0}}


def close_application(admittance: Admittance, *, kind: str, at: datetime, facts: dict[str, Any] | None = None) -> None:
    """Close the file and tell the supplier's administrators, in the caller's transaction."""
    admittance.closed_at = at
    admittance.due_on = None
    admittance.save(update_fields=["closed_at", "due_on"])
    for person in people_of(admittance.supplier_id, Role.SUPPLIER_ADMIN):
        queue_notice(
            kind,
            key=f"{kind}:{admittance.pk}:{person.pk}",
            at=at,
            to=person,
            supplier=admittance.supplier,
            facts={"number": admittance.supplier.number, **(facts or {})},
            url="/supplier/application/",
        )


def admit_when_signed(supplier: Supplier, *, at: datetime) -> bool:
    """T7: admit when everything needed is signed and the supplier stands by its data. True when it was admitted now."""
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    if supplier.standing != Standing.AWAITING_SIGNATURE:
        return False
    held = signed_kinds(supplier.pk, today=local_day(at))
    admittance = supplier.admittances.filter(closed_at__isnull=True).first()
    if admittance is None or not set(REQUIRED_FOR_ADMITTANCE) <= held:
        return False
    if admittance.intake == "PROCUREMENT" and admittance.confirmed_at is None:
        return False
    move_supplier(supplier, "admit", by=None, at=at)
    close_application(admittance, kind="supplier_admitted", at=at)
    for officer in staff_in(Role.PROCUREMENT):
        queue_notice(
            "supplier_admitted_staff",
            key=f"supplier_admitted_staff:{admittance.pk}:{officer.pk}",
            at=at,
            to=officer,
            supplier=supplier,
            facts={"number": supplier.number},
            url=f"/admin/suppliers/supplier/{supplier.pk}/change/",
        )
    return True
