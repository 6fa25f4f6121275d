"""Reading waste contractors, always as somebody."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.models import HistoryEntry, WasteContractor
from suppliers.permissions import reads_all_suppliers, verifies_certificates
from suppliers.rules.certificate import BANDS, RegistryStatus
from suppliers.rules.waste import ContractorState, ContractorStatus, WasteKind, contractor_state
from suppliers.selectors.supplier import visible_suppliers
from suppliers.selectors.task import Task

WORKLIST_SHOWN = 50
KIND_OF_QUESTION = {"HW-02": WasteKind.HAZARDOUS_WASTE, "HW-12": WasteKind.E_WASTE}
"""The questions about handing over waste, and the contractors that are the proof."""


def visible_contractors(account: Any) -> QuerySet[WasteContractor]:
    """All for the buyer's staff; the own ones for a supplier's people, else none."""
    found = WasteContractor.objects.select_related("supplier", "file", "entered_by", "decided_by")
    if reads_all_suppliers(account):
        return found
    return found.filter(supplier__in=visible_suppliers(account))


def contractors_in_state(rows: QuerySet[WasteContractor], state: ContractorState, on: date) -> QuerySet[WasteContractor]:
    """Those of the rows that are in a state on a day; the same answer as `contractor_state`, asked of the database."""
    if state.value in set(ContractorStatus):
        return rows.filter(status=state.value)
    over, begun = Q(valid_to__lt=on), Q(valid_from__lte=on)
    listed = Q(registry_status=RegistryStatus.VALID) & ~over
    soon = Q(valid_to__lte=on + timedelta(days=max(BANDS)))
    conditions = {
        ContractorState.EXPIRED: over,
        ContractorState.NOT_VALID_IN_REGISTER: ~Q(registry_status=RegistryStatus.VALID) & ~over,
        ContractorState.NOT_YET_VALID: listed & ~begun,
        ContractorState.EXPIRING: listed & begun & soon,
        ContractorState.VALID: listed & begun & ~soon,
    }
    return rows.filter(conditions[state], status=ContractorStatus.VERIFIED)


def contractor_states(rows: Collection[WasteContractor], on: date) -> list[tuple[WasteContractor, ContractorState]]:
    """Each with its state on a day."""
    return [(row, contractor_state(row, on)) for row in rows]


def contractor_entered_by(contractor: WasteContractor) -> set[int]:
    """All who entered it or its file; none of them verifies. One query."""
    written = HistoryEntry.objects.filter(
        subject_type="suppliers.wastecontractor",
        subject_id=str(contractor.pk),
        action="wastecontractor.enter",
        actor__isnull=False,
    )
    people = {contractor.entered_by_id, *written.values_list("actor_id", flat=True)}
    if contractor.file is not None:
        people.add(contractor.file.uploaded_by_id)
    return people


def waste_worklist(account: Any) -> list[Task]:
    """The contractors this person verifies. One query."""
    if not verifies_certificates(account):
        return []
    submitted = visible_contractors(account).filter(status=ContractorStatus.SUBMITTED).exclude(entered_by=account)
    return [
        Task(
            words=_("Verify the waste contractor %(contractor)s of %(name)s") % {"contractor": row.name, "name": row.supplier},
            detail=f"{row.supplier.number} · {row.licence_number}",
            url=reverse("admin:suppliers_wastecontractor_change", args=[row.pk]),
            since=row.entered_at,
        )
        for row in submitted.order_by("entered_at", "pk")[:WORKLIST_SHOWN]
    ]
