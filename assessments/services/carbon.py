"""Carbon agreements: proposing, beginning with the signature, milestones, ending."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from assessments.models import CarbonAgreement, CarbonMilestone
from assessments.reports.carbon_agreement import agreement_text
from assessments.rules.carbon import AGREEMENT_WORKFLOW, AgreementStatus
from assessments.selectors.carbon import open_agreement
from suppliers.models import Account, Evidence, Supplier
from suppliers.permissions import NotAllowed, appraises_carbon, reports_carbon
from suppliers.rules.role import Role
from suppliers.rules.signature import OPEN_SIGNATURES, SIGNATURE_WORKFLOW, DocumentKind, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import people_of
from suppliers.services.agreement_text import publish_agreement_text
from suppliers.services.document import DocumentText
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.numbering import next_number
from suppliers.services.signature import assign_document
from suppliers.services.transitions import apply_move

SIGN_WITHIN = timedelta(days=30)


class AgreementOpen(Exception):
    """The supplier has an agreement already, proposed or in force."""


class NotAnActiveSupplier(Exception):
    """Only an active supplier is invited to the programme."""


class MilestonesMissing(Exception):
    """An agreement names at least one measure with its day."""


class TargetNotAfterBase(Exception):
    """The target year comes after the base year and lies not in the past."""


class MilestoneDayInFuture(Exception):
    """What has been done has been done by today."""


@dataclass(frozen=True)
class Terms:
    """What is agreed: years, boundary, tCO2e of the base year, reductions and renewable share in percent."""

    baseline_year: int
    target_year: int
    boundary: str
    baseline_scope_1: Decimal
    baseline_scope_2: Decimal
    reduction_scope_1: Decimal
    reduction_scope_2: Decimal
    renewable_share: Decimal
    reduction_scope_3: Decimal | None = None


@transaction.atomic
def propose_agreement(
    supplier: Supplier, terms: Terms, milestones: list[tuple[date, str]], *, by: Account, at: datetime
) -> CarbonAgreement:
    """Offer an agreement; the supplier's signatory is asked to sign its exact text.

    `milestones` are (due day, measure). Raises NotAllowed, NotAnActiveSupplier, AgreementOpen, TargetNotAfterBase,
    MilestonesMissing; then nothing is written.
    """
    if not appraises_carbon(by):
        raise NotAllowed
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    today = local_day(at)
    if supplier.standing != Standing.ACTIVE:
        raise NotAnActiveSupplier
    if open_agreement(supplier.pk) is not None:
        raise AgreementOpen
    if terms.target_year <= terms.baseline_year or terms.target_year < today.year:
        raise TargetNotAfterBase
    wanted = [(day, " ".join(title.split())) for day, title in milestones if title.strip()]
    if not wanted:
        raise MilestonesMissing
    agreement = CarbonAgreement.objects.create(supplier=supplier, proposed_by=by, proposed_at=at, **vars(terms))
    steps = [CarbonMilestone(agreement=agreement, due_on=day, title=title) for day, title in sorted(wanted)]
    CarbonMilestone.objects.bulk_create(steps)
    text = agreement_text(agreement, steps)
    document = publish_agreement_text(
        DocumentText(kind=DocumentKind.CARBON_AGREEMENT, version=f"CA-{next_number('CAA'):05}", **vars(text)),
        term_months=max((terms.target_year - today.year) * 12 + 12 - today.month, 1),
        by=by,
        at=at,
    )
    agreement.signature = assign_document(supplier, document, due_on=today + SIGN_WITHIN, at=at)
    agreement.save(update_fields=["signature"])
    record(
        "carbonagreement.propose",
        agreement,
        by=by,
        at=at,
        supplier=supplier,
        facts={"document": document.version, "sha256": document.sha256, "target_year": terms.target_year},
    )
    return agreement


@transaction.atomic
def begin_signed_agreements(*, at: datetime, supplier_id: int | None = None) -> int:
    """Put agreements in force whose signature has been given. Returns how many; may run as often as anybody likes."""
    signed = CarbonAgreement.objects.filter(status=AgreementStatus.PROPOSED, signature__status=SignatureStatus.SIGNED)
    if supplier_id is not None:
        signed = signed.filter(supplier_id=supplier_id)
    begun = 0
    for agreement in signed.select_related("supplier", "signature"):
        apply_move(agreement, AGREEMENT_WORKFLOW, "begin", by=None, at=at)
        signed_at = agreement.signature.signed_at if agreement.signature else None
        agreement.in_force_from = local_day(signed_at or at)
        agreement.save(update_fields=["in_force_from"])
        _tell(agreement, "carbon_agreement_in_force", at=at)
        begun += 1
    return begun


@transaction.atomic
def end_agreement(agreement: CarbonAgreement, *, reason: str, by: Account, at: datetime) -> CarbonAgreement:
    """End an agreement before its time, with the reason. Raises NotAllowed, ReasonNeeded, MoveNotAllowed."""
    if not appraises_carbon(by):
        raise NotAllowed
    agreement = CarbonAgreement.objects.select_for_update().get(pk=agreement.pk)
    apply_move(agreement, AGREEMENT_WORKFLOW, "end", by=by, at=at, reason=reason)
    agreement.ended_on = local_day(at)
    agreement.save(update_fields=["ended_on"])
    task = agreement.signature
    if task is not None and task.status in OPEN_SIGNATURES:
        apply_move(task, SIGNATURE_WORKFLOW, "withdraw", by=None, at=at)
    _tell(agreement, "carbon_agreement_ended", at=at, reason=reason)
    return agreement


@transaction.atomic
def finish_milestone(
    milestone: CarbonMilestone, *, done_on: date, proof: Evidence | None, by: Account, at: datetime
) -> CarbonMilestone:
    """The supplier says a measure is done, with its proof. Raises NotAllowed, MilestoneDayInFuture."""
    agreement = milestone.agreement
    if not reports_carbon(by, agreement.supplier_id) or (proof is not None and proof.supplier_id != agreement.supplier_id):
        raise NotAllowed
    if done_on > local_day(at):
        raise MilestoneDayInFuture
    milestone.done_on, milestone.proof = done_on, proof or milestone.proof
    milestone.save(update_fields=["done_on", "proof"])
    record(
        "carbonmilestone.finish",
        milestone,
        by=by,
        at=at,
        supplier=agreement.supplier,
        facts={"due_on": milestone.due_on.isoformat(), "done_on": done_on.isoformat(), "proof": proof.sha256 if proof else ""},
    )
    return milestone


def _tell(agreement: CarbonAgreement, kind: str, *, at: datetime, reason: str = "") -> None:
    for person in people_of(agreement.supplier_id, Role.SUPPLIER_ADMIN, Role.SUPPLIER_SIGNATORY):
        queue_notice(
            kind,
            key=f"{kind}:{agreement.pk}:{person.pk}",
            at=at,
            to=person,
            supplier=agreement.supplier,
            facts={"target_year": agreement.target_year, "reason": reason},
            url=reverse("carbon:programme"),
        )
