"""Appeals of suppliers: filed in term, decided by somebody who was not involved, whatever they are against."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from suppliers.models import Account, Appeal, Evaluation, Evidence, Supplier
from suppliers.permissions import NotAllowed, decides_appeals, files_appeals
from suppliers.rules.appeal import (
    WORKFLOW,
    AppealAgainst,
    AppealStatus,
    GroundsMissing,
    check_in_term,
    decide_by,
)
from suppliers.rules.evaluation import SHOWN_TO_SUPPLIER
from suppliers.rules.role import Role
from suppliers.selectors.clock import local_day
from suppliers.selectors.evaluation_source import involved_in
from suppliers.selectors.recipient import people_of
from suppliers.services.evaluation_correction import correct_evaluation
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.transitions import apply_move

APPEALS_PAGE = "/admin/suppliers/appeal/"
UPHELD = (AppealStatus.UPHELD, AppealStatus.PARTLY_UPHELD)
MOVES = {
    AppealStatus.UPHELD: "uphold",
    AppealStatus.PARTLY_UPHELD: "uphold_in_part",
    AppealStatus.DISMISSED: "dismiss",
}


class AppealedAlready(Exception):
    """One decision is appealed against once."""


class ForeignFile(Exception):
    """A file of another supplier proves nothing here."""


class NothingToAppeal(Exception):
    """There is no such decision, or it has not been published."""


@dataclass(frozen=True)
class AppealSubject:
    """What is appealed against: whose it is, the last day of the term, who was involved, where the supplier reads it."""

    supplier: Supplier
    until: date | None
    involved: frozenset[int]
    page: str


@dataclass(frozen=True)
class AppealKind:
    """How appeals against one kind of decision are found and, when upheld, put into effect."""

    find: Callable[[int], AppealSubject | None]
    uphold: Callable[[Appeal, Account, datetime], object]


def _evaluation_subject(pk: int) -> AppealSubject | None:
    row = Evaluation.objects.filter(pk=pk, status__in=SHOWN_TO_SUPPLIER).select_related("supplier").first()
    if row is None:
        return None
    return AppealSubject(row.supplier, row.object_until, involved_in(row), f"/supplier/evaluations/{row.pk}/")


def _correct(appeal: Appeal, by: Account, at: datetime) -> object:
    return correct_evaluation(Evaluation.objects.get(pk=appeal.subject_id), by=by, at=at, reason=appeal.decision)


KINDS: dict[str, AppealKind] = {AppealAgainst.EVALUATION: AppealKind(_evaluation_subject, _correct)}
"""By what is appealed against. Others join with `join_appeals`."""


def join_appeals(against: str, kind: AppealKind) -> None:
    """Let another kind of decision be appealed against, on the same pages and with the same terms."""
    KINDS[against] = kind


@transaction.atomic
def file_appeal(
    against: str, subject_id: int, *, grounds: str, files: Sequence[Evidence] = (), by: Account, at: datetime
) -> Appeal:
    """File an appeal with its grounds; it has to be decided within 30 days.

    Raises NothingToAppeal, NotAllowed, ObjectionClosed, GroundsMissing, ForeignFile, AppealedAlready.
    """
    subject = KINDS[against].find(subject_id) if against in KINDS else None
    if subject is None or by.supplier_id not in {None, subject.supplier.pk}:
        # Somebody else's decision is as missing as none.
        raise NothingToAppeal
    if not files_appeals(by, subject.supplier.pk):
        raise NotAllowed
    check_in_term(subject.until, local_day(at))
    if not grounds.strip():
        raise GroundsMissing
    if any(file.supplier_id != subject.supplier.pk for file in files):
        raise ForeignFile
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                supplier=subject.supplier,
                against=against,
                subject_id=subject_id,
                grounds=grounds.strip(),
                filed_by=by,
                filed_at=at,
                decide_by=decide_by(local_day(at)),
                involved=sorted(subject.involved),
            )
    except IntegrityError as error:
        raise AppealedAlready from error
    appeal.files.set(files)
    facts = {"against": str(against), "due_on": appeal.decide_by.isoformat(), "files": [file.sha256 for file in files]}
    record("appeal.file", appeal, by=by, at=at, supplier=appeal.supplier, facts=facts, reason=appeal.grounds)
    _tell_supplier("appeal_filed", appeal, page=subject.page, at=at)
    tell_deciders("appeal_to_decide", appeal, at=at)
    return appeal


@transaction.atomic
def withdraw_appeal(appeal: Appeal, *, by: Account, at: datetime) -> Appeal:
    """The supplier takes it back. Raises NotAllowed, MoveNotAllowed."""
    if not files_appeals(by, appeal.supplier_id):
        raise NotAllowed
    return apply_move(appeal, WORKFLOW, "withdraw", by=by, at=at)


@transaction.atomic
def decide_appeal(appeal: Appeal, outcome: AppealStatus, *, decision: str, by: Account, at: datetime) -> Appeal:
    """Uphold (in part) or dismiss, with reasons the supplier reads; an upheld one is put into effect at once.

    Raises NotAllowed, MoveNotAllowed, SecondPersonNeeded (whoever was involved), ReasonNeeded.
    """
    if not decides_appeals(by) or outcome not in MOVES:
        raise NotAllowed
    involved = {*appeal.involved, appeal.filed_by_id}
    apply_move(appeal, WORKFLOW, MOVES[outcome], by=by, at=at, reason=decision, entered_by=involved)
    appeal.decided_by, appeal.decided_at, appeal.decision = by, at, decision.strip()
    appeal.save(update_fields=["decided_by", "decided_at", "decision"])
    kind = KINDS[appeal.against]
    subject = kind.find(appeal.subject_id)
    if outcome in UPHELD:
        kind.uphold(appeal, by, at)
    _tell_supplier("appeal_decided", appeal, page=subject.page if subject else "/supplier/evaluations/", at=at)
    return appeal


def deciders_of(appeal: Appeal) -> QuerySet[Account]:
    """Everybody who may decide: managers and integrity and compliance, without those who were involved."""
    people = Account.objects.filter(role__in=[Role.MANAGER, Role.INTEGRITY], is_active=True)
    return people.exclude(pk__in=appeal.involved).order_by("pk")


def tell_deciders(kind: str, appeal: Appeal, *, at: datetime) -> int:
    """Write to everybody who may decide, once for each kind of notice; returns to how many."""
    people = list(deciders_of(appeal))
    for person in people:
        queue_notice(
            kind,
            key=f"{kind}:{appeal.pk}:{person.pk}",
            at=at,
            to=person,
            supplier=appeal.supplier,
            facts={"against": appeal.against, "decide_by": appeal.decide_by.isoformat()},
            url=f"{APPEALS_PAGE}{appeal.pk}/change/",
        )
    return len(people)


def _tell_supplier(kind: str, appeal: Appeal, *, page: str, at: datetime) -> None:
    facts = {
        "against": appeal.against,
        "decide_by": appeal.decide_by.isoformat(),
        "status": str(appeal.status),
        "decision": appeal.decision,
    }
    for person in people_of(appeal.supplier_id, Role.SUPPLIER_ADMIN):
        queue_notice(
            kind, key=f"{kind}:{appeal.pk}:{person.pk}", at=at, to=person, supplier=appeal.supplier, facts=facts, url=page
        )
