"""Reading applications, always as somebody."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from suppliers.models import Admittance, ReturnItem, Supplier
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.application import TABLES, Section
from suppliers.rules.application_match import ApplicationContext, Note
from suppliers.rules.application_reading import ApplicationReading, is_untouched, read_application
from suppliers.rules.identifier import Identifier
from suppliers.rules.role import SUPPLIER_ROLES
from suppliers.rules.standing import EDITABLE
from suppliers.selectors.region import region_table


class SectionState(StrEnum):
    """How far a part of the form is."""

    EMPTY = "EMPTY"
    ATTENTION = "ATTENTION"
    COMPLETE = "COMPLETE"


@dataclass(frozen=True)
class SectionProgress:
    """One part of the form on the overview: `returned` are open reasons for sending back."""

    section: Section
    state: SectionState
    minutes: int
    problems: tuple[Note, ...]
    warnings: tuple[Note, ...]
    returned: tuple[ReturnItem, ...]


def visible_admittances(account: Any) -> QuerySet[Admittance]:
    """Applications this person may know of: all for the buyer's staff, the own ones for a supplier's people, else none."""
    found = Admittance.objects.select_related("supplier")
    if reads_all_suppliers(account):
        return found
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        return found.filter(supplier_id=account.supplier_id)
    return found.none()


def current_admittance(account: Any, supplier_id: int) -> Admittance | None:
    """The newest application of a supplier that this person may see."""
    return visible_admittances(account).filter(supplier_id=supplier_id).order_by("-opened_at", "-pk").first()


def is_editable(admittance: Admittance) -> bool:
    """Whether the application may still be written."""
    return admittance.closed_at is None and admittance.supplier.standing in EDITABLE


def typed_section(admittance: Admittance, section: Section) -> dict[str, Any]:
    """One part as it was typed."""
    kept = admittance.draft.get(section) or {}
    return dict(kept.get("raw") or {})


def section_version(admittance: Admittance, section: Section) -> int:
    """The draft version at which a part was saved last; 0 if never."""
    return int((admittance.draft.get(section) or {}).get("version", 0))


def typed_application(admittance: Admittance) -> dict[str, dict[str, Any]]:
    """All parts as they were typed."""
    return {table.section: typed_section(admittance, table.section) for table in TABLES}


def application_reading(admittance: Admittance, *, today: date) -> ApplicationReading:
    """Values, problems and warnings of the draft. No query."""
    context = ApplicationContext(region_table(), has_bank_paper=admittance.bank_paper_id is not None)
    return read_application(typed_application(admittance), today=today, context=context)


def section_progress(admittance: Admittance, *, today: date) -> list[SectionProgress]:
    """The parts of the form in order, each with its state, what blocks, and why it was sent back. One query."""
    reading = application_reading(admittance, today=today)
    returned = list(admittance.return_items.filter(settled_at__isnull=True))
    found = []
    for table in TABLES:
        part = reading.of(table.section)
        state = SectionState.ATTENTION if part.problems else SectionState.COMPLETE
        if part.problems and is_untouched(typed_section(admittance, table.section)):
            state = SectionState.EMPTY
        items = tuple(item for item in returned if item.section == table.section)
        if items and not _touched_since(admittance, table.section, items):
            state = SectionState.ATTENTION
        found.append(SectionProgress(table.section, state, table.minutes, part.problems, part.warnings, items))
    return found


def _touched_since(admittance: Admittance, section: Section, items: tuple[ReturnItem, ...]) -> bool:
    """Whether a part was saved after it was sent back: a person has seen the reason and done something about it."""
    saved_at = parse_datetime(str((admittance.draft.get(section) or {}).get("at", "")))
    return saved_at is not None and saved_at > max(item.returned_at for item in items)


def editor_ids(admittance: Admittance) -> frozenset[int]:
    """Everybody who entered or submitted data: none of them may decide on it."""
    ids = set(admittance.editors.values_list("pk", flat=True))
    return frozenset(ids | {pk for pk in (admittance.entered_by_id, admittance.submitted_by_id) if pk is not None})


def needs_confirmation(admittance: Admittance) -> bool:
    """Whether the supplier has yet to confirm what procurement submitted on its behalf."""
    return admittance.submitted_at is not None and admittance.intake == "PROCUREMENT" and admittance.confirmed_at is None


def identifier_taken(identifier: Identifier, *, besides: int) -> bool:
    """Whether another supplier holds this identifier."""
    return same_identifier(identifier, besides=besides).exists()


def same_identifier(identifier: Identifier, *, besides: int) -> QuerySet[Supplier]:
    """Other suppliers with this identifier: none or one."""
    return Supplier.objects.filter(
        identifier_scheme=identifier.scheme, identifier_country=identifier.country, identifier_value=identifier.value
    ).exclude(pk=besides)
