"""Keeping the register of lawsuits: entered with their source, closed with their outcome."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from suppliers.models import Account, Evidence, Litigation, Supplier
from suppliers.permissions import NotAllowed, keeps_lawsuits
from suppliers.rules.litigation import LitigationKind
from suppliers.selectors.clock import local_day
from suppliers.services.history import record


class LawsuitKnown(Exception):
    """The supplier has a lawsuit with this case number already."""

    def __init__(self, case_number: str) -> None:
        super().__init__(case_number)
        self.case_number = case_number


class LawsuitDayWrong(Exception):
    """A lawsuit is filed today or before, and closed between its filing and today."""


class LawsuitClosed(Exception):
    """The lawsuit has its outcome already."""


class OutcomeMissing(Exception):
    """Closing says how the lawsuit ended."""


@dataclass(frozen=True)
class Lawsuit:
    """What is entered: what it is about, where it runs, since when, and where that was found."""

    kind: LitigationKind
    court: str
    case_number: str
    filed_on: date
    source: str
    proof: Evidence | None = None


def enter_lawsuit(supplier: Supplier, lawsuit: Lawsuit, *, by: Account, at: datetime) -> Litigation:
    """Put a lawsuit into the register. Raises NotAllowed, LawsuitDayWrong, LawsuitKnown."""
    if not keeps_lawsuits(by):
        raise NotAllowed
    if lawsuit.filed_on > local_day(at):
        raise LawsuitDayWrong
    if lawsuit.proof is not None and lawsuit.proof.supplier_id != supplier.pk:
        raise NotAllowed
    try:
        with transaction.atomic():
            row = Litigation.objects.create(
                supplier=supplier,
                kind=lawsuit.kind,
                court=lawsuit.court.strip(),
                case_number=lawsuit.case_number.strip(),
                filed_on=lawsuit.filed_on,
                source=lawsuit.source.strip(),
                proof=lawsuit.proof,
                entered_by=by,
                entered_at=at,
            )
            facts = {"about": str(lawsuit.kind), "case_number": row.case_number, "filed_on": row.filed_on.isoformat()}
            record("litigation.enter", row, by=by, at=at, supplier=supplier, facts=facts)
    except IntegrityError as error:
        raise LawsuitKnown(lawsuit.case_number.strip()) from error
    return row


@transaction.atomic
def close_lawsuit(row: Litigation, *, closed_on: date, outcome: str, by: Account, at: datetime) -> Litigation:
    """Note how a lawsuit ended; it counts until the day before.

    Raises NotAllowed, LawsuitClosed, LawsuitDayWrong, OutcomeMissing.
    """
    if not keeps_lawsuits(by):
        raise NotAllowed
    row = Litigation.objects.select_for_update().select_related("supplier").get(pk=row.pk)
    if row.closed_on is not None:
        raise LawsuitClosed
    if not row.filed_on <= closed_on <= local_day(at):
        raise LawsuitDayWrong
    if not outcome.strip():
        raise OutcomeMissing
    row.closed_on, row.outcome = closed_on, outcome.strip()
    row.save(update_fields=["closed_on", "outcome"])
    facts = {"case_number": row.case_number, "closed_on": closed_on.isoformat()}
    record("litigation.close", row, by=by, at=at, supplier=row.supplier, facts=facts, reason=row.outcome)
    return row
