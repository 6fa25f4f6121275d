"""Appeals: filed to the last minute, decided by somebody else, upheld into a new result beside the old one."""

from datetime import UTC, datetime, timedelta

import pytest

from suppliers.models import Appeal, Evaluation, Notice, TierDecision
from suppliers.permissions import NotAllowed
from suppliers.rules.appeal import AppealAgainst, AppealStatus, GroundsMissing, ObjectionClosed
from suppliers.rules.role import Role
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.services.appeal import (
    AppealedAlready,
    AppealKind,
    AppealSubject,
    ForeignFile,
    NothingToAppeal,
    decide_appeal,
    file_appeal,
    join_appeals,
    withdraw_appeal,
)
from suppliers.services.appeal_clock import appeal_clock
from suppliers.services.evaluation_clock import evaluation_clock
from suppliers.services.evaluation_release import approve_evaluation, publish_evaluation
from suppliers.services.evaluation_score import hand_in_evaluation, score_evaluation
from tests.factories.account import make_account
from tests.factories.assessment import make_evidence
from tests.factories.evaluation import AT, all_rated, make_published, make_scored, rate_as
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
# Published on 5 October in Shanghai: the term ends on 20 October, 24:00 there.
LAST_MINUTE = datetime(2026, 10, 20, 15, 59, tzinfo=UTC)
AGAINST = AppealAgainst.EVALUATION


@pytest.fixture
def supplier():
    return make_supplier()


@pytest.fixture
def admin(supplier):
    return make_account(Role.SUPPLIER_ADMIN, supplier)


@pytest.fixture
def evaluation(supplier, admin):
    return make_published(supplier)


def object_to(evaluation: Evaluation, admin, *, at=AT, **changes) -> Appeal:
    return file_appeal(AGAINST, evaluation.pk, **{"grounds": "Two orders were on time.", **changes}, by=admin, at=at)


def test_on_the_last_minute_of_the_last_day_it_is_in_time(evaluation, admin):
    appeal = object_to(evaluation, admin, at=LAST_MINUTE)

    assert (appeal.status, appeal.decide_by.isoformat()) == ("FILED", "2026-11-19")


def test_one_minute_later_it_is_not(evaluation, admin):
    with pytest.raises(ObjectionClosed) as refused:
        object_to(evaluation, admin, at=LAST_MINUTE + timedelta(minutes=1))

    assert refused.value.until.isoformat() == "2026-10-20"
    assert Appeal.objects.count() == 0


def test_the_supplier_gets_a_receipt_and_only_those_who_were_not_involved_are_told(evaluation, admin):
    manager, integrity = make_account(Role.MANAGER), make_account(Role.INTEGRITY)

    appeal = object_to(evaluation, admin)

    told = Notice.objects.filter(kind="appeal_to_decide").values_list("account_id", flat=True)
    assert set(told) == {manager.pk, integrity.pk}
    assert evaluation.approved_by_id in appeal.involved
    assert Notice.objects.get(kind="appeal_filed").account == admin


def test_what_is_refused_writes_nothing(evaluation, admin, supplier):
    stranger = make_account(Role.SUPPLIER_ADMIN, make_supplier())
    foreign = make_evidence(stranger.supplier, stranger)

    with pytest.raises(NothingToAppeal):
        object_to(evaluation, stranger)
    with pytest.raises(NotAllowed):
        object_to(evaluation, make_account(Role.SUPPLIER_CONTRIBUTOR, supplier))
    with pytest.raises(NotAllowed):
        object_to(evaluation, make_account(Role.PROCUREMENT))
    with pytest.raises(GroundsMissing):
        object_to(evaluation, admin, grounds="  ")
    with pytest.raises(ForeignFile):
        object_to(evaluation, admin, files=[foreign])
    with pytest.raises(NothingToAppeal):
        object_to(make_scored(make_supplier()), admin)
    assert Appeal.objects.count() == 0

    object_to(evaluation, admin)
    with pytest.raises(AppealedAlready):
        object_to(evaluation, admin)


def test_nobody_who_planned_rated_scored_or_released_decides(evaluation, admin):
    appeal = object_to(evaluation, admin)
    involved = {
        "planned": evaluation.planned_by,
        "rated": evaluation.rating_requests.first().rater,
        "scored": evaluation.scored_by,
        "released": evaluation.approved_by,
    }

    for person in involved.values():
        person.role = Role.MANAGER
        person.save()
        with pytest.raises(SecondPersonNeeded):
            decide_appeal(appeal, AppealStatus.DISMISSED, decision="As it is.", by=person, at=AT)
    with pytest.raises(NotAllowed):
        decide_appeal(appeal, AppealStatus.DISMISSED, decision="As it is.", by=make_account(Role.PROCUREMENT), at=AT)
    with pytest.raises(ReasonNeeded):
        decide_appeal(appeal, AppealStatus.DISMISSED, decision=" ", by=make_account(Role.INTEGRITY), at=AT)

    appeal.refresh_from_db()
    assert appeal.status == "FILED"


def test_dismissed_changes_nothing_and_is_final(evaluation, admin):
    appeal = object_to(evaluation, admin)

    decide_appeal(appeal, AppealStatus.DISMISSED, decision="The records show otherwise.", by=make_account(Role.INTEGRITY), at=AT)

    with pytest.raises(MoveNotAllowed):
        decide_appeal(appeal, AppealStatus.UPHELD, decision="Or not.", by=make_account(Role.MANAGER), at=AT)
    assert Evaluation.objects.count() == 1
    assert Notice.objects.get(kind="appeal_decided").facts["decision"] == "The records show otherwise."


def test_withdrawn_by_the_supplier_only(evaluation, admin):
    appeal = object_to(evaluation, admin)

    with pytest.raises(NotAllowed):
        withdraw_appeal(appeal, by=make_account(Role.MANAGER), at=AT)

    assert withdraw_appeal(appeal, by=admin, at=AT).status == "WITHDRAWN"


@pytest.mark.parametrize("outcome", [AppealStatus.UPHELD, AppealStatus.PARTLY_UPHELD])
def test_upheld_it_is_worked_out_anew_and_the_old_result_stays(evaluation, admin, supplier, outcome):
    appeal = object_to(evaluation, admin)
    receipt, digest = evaluation.receipt, evaluation.receipt_sha256
    decide_appeal(appeal, outcome, decision="Delivery was rated too low.", by=make_account(Role.INTEGRITY), at=AT)
    corrected = Evaluation.objects.get(corrects=evaluation)
    before = (corrected.status, corrected.kind, corrected.rating_requests.count(), corrected.period_to)

    for request in corrected.rating_requests.select_related("rater", "evaluation"):
        rate_as(request, all_rated("5"))
    scored = score_evaluation(corrected, by=evaluation.scored_by, at=AT)
    hand_in_evaluation(scored, strengths="All.", gaps="None.", by=scored.scored_by, at=AT)
    manager = make_account(Role.MANAGER)
    published = publish_evaluation(approve_evaluation(scored, by=manager, at=AT), by=manager, at=AT)

    evaluation.refresh_from_db()
    supplier.refresh_from_db()
    assert before == ("COLLECTING", "DYNAMIC", 3, evaluation.period_to)
    assert (str(published.performance), published.receipt["corrects"]) == ("100.00", evaluation.pk)
    assert (evaluation.status, evaluation.receipt, evaluation.receipt_sha256) == ("ARCHIVED", receipt, digest)
    assert str(evaluation.performance) == "75.00"
    assert str(supplier.performance_score) == "100.00"
    assert set(TierDecision.objects.filter(supplier=supplier).values_list("cause", flat=True)) <= {
        "evaluation.periodic",
        "evaluation.corrected",
    }


def test_whoever_upheld_does_not_release_the_correction(evaluation, admin):
    decider = make_account(Role.MANAGER)
    decide_appeal(object_to(evaluation, admin), AppealStatus.UPHELD, decision="Right.", by=decider, at=AT)
    corrected = score_evaluation(Evaluation.objects.get(corrects=evaluation), by=evaluation.scored_by, at=AT)
    hand_in_evaluation(corrected, strengths="All.", gaps="None.", by=corrected.scored_by, at=AT)

    with pytest.raises(SecondPersonNeeded):
        approve_evaluation(corrected, by=decider, at=AT)


def test_an_open_appeal_keeps_the_result_from_the_archive(evaluation, admin):
    object_to(evaluation, admin)

    evaluation_clock(at=LAST_MINUTE + timedelta(days=5))

    evaluation.refresh_from_db()
    assert evaluation.status == "PUBLISHED"


def test_those_who_may_decide_are_reminded_once_before_the_day_and_once_after_it(evaluation, admin):
    integrity = make_account(Role.INTEGRITY)
    object_to(evaluation, admin)

    for day in range(60):
        appeal_clock(at=AT + timedelta(days=day))

    kinds = Notice.objects.filter(account=integrity).order_by("created_at").values_list("kind", flat=True)
    assert list(kinds) == ["appeal_to_decide", "appeal_reminder", "appeal_overdue"]


def test_other_decisions_join_with_the_same_terms(supplier, admin, monkeypatch):
    upheld = []
    subject = AppealSubject(supplier, AT.date(), frozenset({7}), "/supplier/")
    monkeypatch.setattr("suppliers.services.appeal.KINDS", {})
    join_appeals(AppealAgainst.TIER, AppealKind(lambda _pk: subject, lambda appeal, _by, _at: upheld.append(appeal.subject_id)))

    appeal = file_appeal(AppealAgainst.TIER, 31, grounds="Wrong tier.", by=admin, at=AT)
    decide_appeal(appeal, AppealStatus.UPHELD, decision="Right.", by=make_account(Role.INTEGRITY), at=AT)

    assert (upheld, appeal.involved) == ([31], [7])
