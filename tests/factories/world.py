"""One supplier with something of everything, a second one beside it, and a person of every role."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.core.files.base import ContentFile

from assessments.models import AnswerEvidence, Assessment, IssuedReport
from assessments.rules.assessment import EvidenceDecision, NotApplicableDecision
from assessments.services.assessment import submit_assessment
from assessments.services.review import decide_evidence, decide_not_applicable, start_review, verify_assessment
from suppliers.models import Account, Evidence, Invitation, Job, Notice, RegionCount, Signature, Supplier
from suppliers.rules.appeal import AppealAgainst
from suppliers.rules.job import JobKind, JobState
from suppliers.rules.role import BUYER_ROLES, SUPPLIER_ROLES, Role
from suppliers.services.appeal import file_appeal
from tests.factories.account import make_account
from tests.factories.application import make_approved_application
from tests.factories.assessment import answer_example, make_assessment, worked_example
from tests.factories.carbon import make_agreement, make_year
from tests.factories.certificate import certificate_ids
from tests.factories.evaluation import make_published, make_raters
from tests.factories.register import register_ids
from tests.factories.selection import selection_ids
from tests.factories.supplier import make_supplier
from tests.factories.tier import tier_ids
from tests.factories.trade import trade_ids

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CANARY = "Canaryfish"


@dataclass(frozen=True)
class World:
    """`ours` is the supplier every id in the addresses belongs to; `people` by a short name."""

    ours: Supplier
    people: dict[str, Account]
    ids: dict[str, object]


def make_world() -> World:
    """Rows for every address that names a record, all of them of one supplier called Canaryfish."""
    application = make_approved_application(3)
    ours = application.supplier
    Supplier.objects.filter(pk=ours.pk).update(
        name_en=f"{CANARY} Ltd (fictional)",
        name_zh=f"{CANARY}有限公司（虚构）",
        standing="ACTIVE",
        category="service",
        profile="office",
    )
    ours.refresh_from_db()
    theirs = make_supplier(name_en="Neighbour Ltd (fictional)", name_zh="邻居有限公司（虚构）")
    people = {role.lower(): make_account(role, ours if role in SUPPLIER_ROLES else None) for role in SUPPLIER_ROLES | BUYER_ROLES}
    people["neighbour"] = make_account(Role.SUPPLIER_ADMIN, theirs)
    locked = _locked_assessment(ours, people)
    open_one = make_assessment(ours, at=AT + timedelta(days=1), occasion="YEARLY")
    ids = (
        _evaluation_ids(ours, people)
        | _ids(ours, people, application, locked, open_one)
        | register_ids(ours, theirs, people["procurement"])
    )
    ids |= selection_ids(ours, people["procurement"]) | tier_ids(ours, people["manager"])
    return World(ours, people, ids)


def _locked_assessment(ours: Supplier, people: dict[str, Account]) -> Assessment:
    assessment = make_assessment(ours, at=AT)
    answer_example(assessment, worked_example("EX1"), people["supplier_admin"], at=AT)
    submit_assessment(assessment, by=people["supplier_admin"], at=AT)
    start_review(assessment, by=people["auditor"], at=AT)
    for proof in AnswerEvidence.objects.filter(answer__assessment=assessment):
        decide_evidence(proof, EvidenceDecision.VERIFIED, by=people["auditor"], at=AT)
    for answer in assessment.answers.filter(not_applicable=True):
        decide_not_applicable(answer, NotApplicableDecision.ACCEPTED, by=people["auditor"], at=AT)
    verify_assessment(assessment, by=people["auditor"], at=AT)
    assessment.refresh_from_db()
    return assessment


def _evaluation_ids(ours, people) -> dict[str, object]:
    """A published evaluation of today, the requesting department's part in it, and an appeal against it."""
    people["requester"].department = "Film production"
    people["requester"].save(update_fields=["department"])
    evaluation = make_published(
        ours,
        at=datetime.now(UTC),
        raters=(*make_raters()[:2], people["requester"]),
        period_from=date(2025, 4, 1),
        period_to=date(2025, 6, 30),
    )
    request = evaluation.rating_requests.get(rater=people["requester"]).pk
    appeal = file_appeal(
        AppealAgainst.EVALUATION, evaluation.pk, grounds=CANARY, by=people["supplier_admin"], at=datetime.now(UTC)
    )
    return {"evaluation": evaluation.pk, "rating": request, "ratingrequest": request, "appeal": appeal.pk}


def _ids(ours, people, application, locked, open_one) -> dict[str, object]:
    proof = AnswerEvidence.objects.filter(answer__assessment=locked).first()
    job = Job.objects.create(kind=JobKind.AUDIT_REPORT, key="world", state=JobState.DONE, supplier=ours, requested_at=AT)
    report = IssuedReport.objects.create(
        number="AUD-2026-00001",
        supplier=ours,
        assessment=locked,
        language="en",
        as_of=date(2026, 11, 20),
        file=ContentFile(b"%PDF-1.7 world", name="report.pdf"),
        size=14,
        pages=1,
        sha256="e" * 64,
        dataset={},
        dataset_sha256="d" * 64,
        issued_at=AT,
        job=job,
    )
    invitation = Invitation.objects.create(
        supplier=ours,
        email="colleague@example.com",
        role=Role.SUPPLIER_CONTRIBUTOR,
        nonce="world",
        invited_by=people["supplier_admin"],
        expires_at=datetime.now(UTC) + timedelta(days=3),
    )
    agreement = make_agreement(ours, people["procurement"], people["supplier_signatory"])
    year = make_year(agreement, people["supplier_admin"])
    count = RegionCount.objects.create(as_of=date(2026, 11, 19), counted_at=AT, total=0, groups={}, provinces={}, countries={})
    return {
        "supplier": ours.pk,
        "admittance": application.pk,
        "application": application.pk,
        "account": people["supplier_contributor"].pk,
        "evidence": Evidence.objects.filter(supplier=ours).order_by("pk").first().pk,
        "document": Signature.objects.filter(supplier=ours).first().document_id,
        "signature": Signature.objects.filter(supplier=ours).first().pk,
        "history": ours.history.order_by("sequence").first().pk,
        "invitation": invitation.pk,
        "job": job.pk,
        "notice": Notice.objects.filter(account=people["supplier_admin"]).order_by("pk").first().pk,
        "region-count": count.pk,
        "locked": locked.pk,
        "assessment": open_one.pk,
        "proof": proof.pk,
        "score": locked.score_sheet.pk,
        "report": report.pk,
        "questionnaire": locked.questionnaire_id,
        "carbon-agreement": agreement.pk,
        "carbon-year": year.pk,
        "milestone": agreement.milestones.first().pk,
        **certificate_ids(ours, people["supplier_admin"]),
        **trade_ids(ours, people["procurement"]),
    }
