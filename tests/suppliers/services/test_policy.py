"""A policy is a row that a second person puts in force; what was decided before keeps its version."""

from datetime import timedelta
from decimal import Decimal

import pytest

from suppliers.models import Job, PolicySimulation, ScoringPolicy, TierDecision
from suppliers.permissions import NotAllowed
from suppliers.rules.job import JobKind, JobState
from suppliers.rules.policy import PolicyError
from suppliers.rules.policy_draft import with_figures
from suppliers.rules.role import Role
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.selectors.policy import policy_of, scoring_policy, shipped_definition
from suppliers.services.job import run_job
from suppliers.services.policy import (
    NothingChanged,
    PolicyVersionExists,
    activate_policy,
    change_policy,
    draft_policy,
    load_policy,
    propose_policy,
    revise_policy,
)
from suppliers.services.policy_simulation import request_simulation, simulate_for_job
from suppliers.services.tier import decide_tiers_for_job, record_esg_score
from tests.factories.account import make_account
from tests.factories.tier import AT, make_ready, publish_performance, published_esg

pytestmark = pytest.mark.django_db
CUT_OF_A = ("overall", "bands", 0, "gte")


@pytest.fixture
def boss():
    return make_account(Role.MANAGER)


def drafted(boss, cut: str = "84") -> ScoringPolicy:
    row = draft_policy(by=boss, at=AT)
    return change_policy(row, with_figures(row.definition, {CUT_OF_A: cut}), note="A is for the best.", by=boss, at=AT)


def proposed(boss, cut: str = "84") -> ScoringPolicy:
    return propose_policy(drafted(boss, cut), by=boss, at=AT)


def test_the_policy_that_ships_is_put_in_force_once():
    first = load_policy(shipped_definition(), at=AT)
    again = load_policy(shipped_definition(), at=AT + timedelta(days=1))

    assert (first.pk, first.status, first.active_from) == (again.pk, "ACTIVE", AT)
    assert ScoringPolicy.objects.count() == 1


def test_other_figures_under_the_same_version_are_refused():
    load_policy(shipped_definition(), at=AT)

    with pytest.raises(PolicyVersionExists):
        load_policy(with_figures(shipped_definition(), {CUT_OF_A: "84"}), at=AT)


def test_a_draft_takes_the_figures_in_force_and_changes_nothing(boss):
    row = drafted(boss)

    assert (row.version, row.status, row.based_on.version) == ("1.1", "DRAFT", "1.0")
    assert scoring_policy().version == "1.0"


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (("overall", "weights", "esg"), "0.5", "weights_do_not_sum"),
        (("overall", "bands", 1, "gte"), "80", "bands_overlap"),
        (("overall", "bands", 3, "gte"), "5", "bands_do_not_reach_0"),
    ],
)
def test_figures_that_do_not_fit_are_not_stored(boss, path, value, reason):
    row = draft_policy(by=boss, at=AT)

    with pytest.raises(PolicyError) as refusal:
        change_policy(row, with_figures(row.definition, {path: value}), note="x", by=boss, at=AT)

    assert [problem.reason for problem in refusal.value.problems] == [reason]
    row.refresh_from_db()
    assert row.definition["overall"] == shipped_definition()["overall"]


def test_a_proposal_needs_a_change_and_a_note(boss):
    row = draft_policy(by=boss, at=AT)

    with pytest.raises(NothingChanged):
        propose_policy(row, by=boss, at=AT)
    row = change_policy(row, with_figures(row.definition, {CUT_OF_A: "84"}), note=" ", by=boss, at=AT)
    with pytest.raises(ReasonNeeded):
        propose_policy(row, by=boss, at=AT)


def test_whoever_wrote_a_version_does_not_put_it_in_force(boss):
    row = proposed(boss)

    with pytest.raises(SecondPersonNeeded):
        activate_policy(row, by=boss, at=AT)

    assert scoring_policy().version == "1.0"


@pytest.mark.parametrize("role", [Role.MANAGER, Role.INTEGRITY])
def test_a_second_person_puts_it_in_force_and_the_old_one_retires(boss, role):
    activate_policy(proposed(boss), by=make_account(role), at=AT)

    assert [(row.version, row.status) for row in ScoringPolicy.objects.order_by("version")] == [
        ("1.0", "RETIRED"),
        ("1.1", "ACTIVE"),
    ]
    assert (scoring_policy().version, policy_of("1.0").version) == ("1.1", "1.0")
    assert Job.objects.get(kind=JobKind.TIERS).facts == {"policy": "1.1", "cause": "policy"}


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.AUDITOR])
def test_others_neither_draft_nor_put_in_force(boss, role):
    with pytest.raises(NotAllowed):
        draft_policy(by=make_account(role), at=AT)
    with pytest.raises(MoveNotAllowed):
        activate_policy(proposed(boss), by=make_account(role), at=AT)


def test_a_proposal_given_back_can_be_changed_again(boss):
    row = revise_policy(proposed(boss), "The cut is too high.", by=make_account(Role.INTEGRITY), at=AT)

    row = change_policy(row, with_figures(row.definition, {CUT_OF_A: "82"}), note="Lower.", by=boss, at=AT)

    assert row.definition["overall"]["bands"][0]["gte"] == "82"


def test_the_simulator_says_who_would_move_and_writes_no_tier(boss):
    falls, stays = make_ready(), make_ready()
    for supplier, score in ((falls, "83.00"), (stays, "90.00")):
        publish_performance(supplier, score)
        record_esg_score(supplier, published_esg(score), at=AT)
    written = TierDecision.objects.count()
    job = request_simulation(drafted(boss), by=boss, at=AT)

    run_job(job.pk, simulate_for_job)

    found = PolicySimulation.objects.get()
    assert found.summary == {
        "before": {"A": 2, "N": 0},
        "after": {"A": 1, "B": 1, "N": 0},
        "moves": {"A>B": 1},
        "steps": {"BANDS": 1},
        "suppliers": 2,
    }
    assert [(move["supplier"], move["from"], move["to"], move["step"]) for move in found.moves] == [
        (falls.number, "A", "B", "BANDS")
    ]
    assert TierDecision.objects.count() == written


def test_after_activation_tiers_follow_and_old_decisions_keep_their_version(boss):
    supplier = make_ready()
    publish_performance(supplier, "83.00")
    record_esg_score(supplier, published_esg("83.00"), at=AT)
    activate_policy(proposed(boss), by=make_account(Role.INTEGRITY), at=AT)

    run_job(Job.objects.get(kind=JobKind.TIERS).pk, decide_tiers_for_job)

    rows = TierDecision.objects.filter(supplier=supplier).order_by("pk")
    assert [(row.tier, row.overall, row.policy.version, row.cause) for row in rows] == [
        ("A", Decimal("83.00"), "1.0", "esg"),
        ("B", Decimal("83.00"), "1.1", "policy"),
    ]
    assert Job.objects.get(kind=JobKind.TIERS).state == JobState.DONE
