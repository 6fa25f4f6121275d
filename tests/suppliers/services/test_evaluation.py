"""Evaluations from plan to archive: who may do what, what is frozen, what nobody may do twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from suppliers.models import Evaluation, HistoryEntry, Notice, RatingRequest
from suppliers.permissions import NotAllowed
from suppliers.rules.evaluation import EvaluationKind, OccasionMissing, PeriodNotFitting
from suppliers.rules.performance import Dimension
from suppliers.rules.rating import DepartmentMissing, TooFewDepartments, TooFewRaters
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.selectors import conflict
from suppliers.services.evaluation import (
    DueBeforeToday,
    EvaluatedAlready,
    NotEvaluable,
    ask_rater,
    cancel_evaluation,
    plan_evaluation,
    plan_evaluations,
)
from suppliers.services.evaluation_clock import evaluation_clock
from suppliers.services.evaluation_release import ReceiptChanged, approve_evaluation
from suppliers.services.evaluation_score import (
    CommentsMissing,
    RatingsOutstanding,
    TextsMissing,
    hand_in_evaluation,
    score_evaluation,
    send_back_evaluation,
)
from suppliers.services.rating import CommentNeeded, ConflictDeclared, GivenRating, NotCollecting, RatingMissing, rate
from tests.factories.account import make_account
from tests.factories.evaluation import (
    AT,
    all_rated,
    make_evaluation,
    make_orders,
    make_plan,
    make_published,
    make_raters,
    make_scored,
    rate_as,
)
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier():
    return make_supplier()


@pytest.fixture
def buyer():
    return make_account(Role.PROCUREMENT, department="Category purchasing")


def requests_of(evaluation: Evaluation) -> list[RatingRequest]:
    return list(evaluation.rating_requests.select_related("rater", "evaluation").order_by("pk"))


# Planning


def test_a_past_quarter_collects_at_once_and_tells_each_rater_once(supplier, buyer):
    raters = make_raters()

    evaluation = plan_evaluation(supplier, make_plan(raters), by=buyer, at=AT)
    plan_evaluation(make_supplier(), make_plan(raters), by=buyer, at=AT)

    assert (evaluation.status, evaluation.due_on) == ("COLLECTING", date(2026, 10, 19))
    assert [request.department for request in requests_of(evaluation)] == [
        "Category purchasing",
        "Purchasing operations",
        "Film production",
    ]
    assert Notice.objects.filter(kind="rating_asked").count() == 3


def test_a_quarter_that_still_runs_waits_for_its_end(supplier):
    evaluation = make_evaluation(supplier, period_from=date(2026, 10, 1), period_to=date(2026, 12, 31))
    last_minute = AT.replace(month=12, day=31, hour=15, minute=59)

    evaluation_clock(at=last_minute)
    evaluation.refresh_from_db()
    before = evaluation.status
    evaluation_clock(at=last_minute + timedelta(minutes=1))
    evaluation.refresh_from_db()

    assert (before, evaluation.status) == ("PLANNED", "COLLECTING")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"period_to": date(2026, 9, 29)}, PeriodNotFitting),
        ({"period_from": date(2026, 6, 1), "period_to": date(2026, 8, 31)}, PeriodNotFitting),
        ({"kind": EvaluationKind.ANNUAL}, PeriodNotFitting),
        ({"kind": EvaluationKind.DYNAMIC}, OccasionMissing),
        ({"due_on": date(2026, 10, 4)}, DueBeforeToday),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_and_nothing_is_written(supplier, buyer, changes, refusal):
    with pytest.raises(refusal):
        plan_evaluation(supplier, make_plan(make_raters(), **changes), by=buyer, at=AT)

    assert Evaluation.objects.count() == 0


def test_raters_are_two_for_what_is_always_rated_and_of_two_departments(supplier, buyer):
    first, second, requester = make_raters()
    same = make_account(Role.PROCUREMENT, department="ｃategory  Purchasing")
    nowhere = make_account(Role.PROCUREMENT, name="Nemo", department=" ")

    with pytest.raises(TooFewRaters) as cost:
        plan_evaluation(supplier, make_plan((first, requester)), by=buyer, at=AT)
    with pytest.raises(TooFewDepartments) as departments:
        plan_evaluation(supplier, make_plan((first, same)), by=buyer, at=AT)
    with pytest.raises(DepartmentMissing) as missing:
        plan_evaluation(supplier, make_plan((first, second, nowhere)), by=buyer, at=AT)
    with pytest.raises(NotAllowed):
        plan_evaluation(supplier, make_plan((first, second, make_account(Role.INTEGRITY))), by=buyer, at=AT)

    assert (cost.value.dimension, cost.value.found, cost.value.needed) == (Dimension.COST, 1, 2)
    assert (departments.value.found, missing.value.names) == (1, ("Nemo",))


@pytest.mark.parametrize("role", [Role.INTEGRITY, Role.AUDITOR, Role.REQUESTER, Role.FINANCE, Role.ADMINISTRATOR])
def test_only_procurement_and_its_managers_plan(supplier, role):
    with pytest.raises(NotAllowed):
        plan_evaluation(supplier, make_plan(make_raters()), by=make_account(role), at=AT)


def test_one_evaluation_a_period_unless_the_first_was_cancelled(supplier, buyer):
    first = make_evaluation(supplier)

    with pytest.raises(EvaluatedAlready) as refused:
        make_evaluation(supplier)
    cancel_evaluation(first, by=buyer, at=AT, reason="Wrong raters.")
    again = make_evaluation(supplier)

    assert (refused.value.evaluation, again.status) == (first, "COLLECTING")


def test_a_supplier_one_does_not_work_with_is_not_evaluated(buyer):
    with pytest.raises(NotEvaluable):
        plan_evaluation(make_supplier(Standing.CHECKING), make_plan(make_raters()), by=buyer, at=AT)


def test_planning_for_many_again_plans_only_what_is_missing(supplier, buyer):
    others = [make_supplier(), make_supplier()]
    plan = make_plan(make_raters())
    plan_evaluation(supplier, plan, by=buyer, at=AT)

    first = plan_evaluations([supplier, *others], plan, by=buyer, at=AT)
    second = plan_evaluations([supplier, *others], plan, by=buyer, at=AT)

    assert (len(first.planned), first.kept, len(second.planned), second.kept) == (2, 1, 0, 3)
    assert Evaluation.objects.count() == 3


# Rating


def test_each_role_rates_what_it_knows_and_orders_save_the_asking(supplier):
    make_orders(supplier, orders=5)
    evaluation = make_evaluation(supplier)
    buyer, _second, requester = requests_of(evaluation)

    rate_as(buyer, all_rated())
    rate_as(requester, all_rated())

    assert list(buyer.ratings.values_list("dimension", flat=True)) == ["cost", "technology"]
    assert list(requester.ratings.values_list("dimension", flat=True)) == ["technology"]


def test_a_requesting_department_does_not_rate_delivery_and_cost(supplier):
    requester = requests_of(make_evaluation(supplier))[2]

    rate(requester, all_rated(), by=requester.rater, at=AT)

    assert list(requester.ratings.values_list("dimension", flat=True)) == ["quality", "responsiveness", "technology"]


def test_nobody_rates_for_somebody_else_nor_before_nor_after(supplier, buyer):
    evaluation = make_evaluation(supplier)
    first, second, _third = requests_of(evaluation)

    with pytest.raises(NotAllowed):
        rate(first, all_rated(), by=second.rater, at=AT)
    with pytest.raises(RatingMissing) as missing:
        rate(first, {Dimension.COST: GivenRating(Decimal(3))}, by=first.rater, at=AT)
    cancel_evaluation(evaluation, by=buyer, at=AT, reason="Planned twice.")
    with pytest.raises(NotCollecting):
        rate(first, all_rated(), by=first.rater, at=AT)

    assert Dimension.COST not in missing.value.dimensions
    assert len(missing.value.dimensions) == 4


def test_a_declared_conflict_bars_from_planning_and_from_rating(supplier, buyer, monkeypatch):
    raters = make_raters()
    evaluation = make_evaluation(supplier, raters=raters)
    barred = raters[0]
    monkeypatch.setattr(conflict, "SOURCES", [lambda account, other: (account, other) == (barred.pk, supplier.pk)])

    with pytest.raises(ConflictDeclared) as refused:
        rate(requests_of(evaluation)[0], all_rated(), by=barred, at=AT)
    with pytest.raises(ConflictDeclared):
        make_evaluation(supplier, raters=raters, kind=EvaluationKind.DYNAMIC, occasion="A late delivery")
    report = plan_evaluations(
        [supplier, make_supplier()], make_plan(raters, period_from=date(2026, 4, 1), period_to=date(2026, 6, 30)), by=buyer, at=AT
    )

    assert refused.value.names == (barred.name,)
    assert (len(report.planned), report.conflicted) == (1, 1)


def test_a_rating_far_from_the_others_takes_a_comment_and_the_first_rater_is_asked_for_one(supplier):
    evaluation = make_evaluation(supplier)
    first, second, third = requests_of(evaluation)
    silent = {one: GivenRating(Decimal(5)) for one in Dimension}
    rate(first, silent, by=first.rater, at=AT)

    with pytest.raises(CommentNeeded) as refused:
        rate(second, {one: GivenRating(Decimal(3)) for one in Dimension}, by=second.rater, at=AT)
    rate(second, all_rated("3"), by=second.rater, at=AT)
    rate(third, all_rated("4"), by=third.rater, at=AT)
    with pytest.raises(CommentsMissing) as missing:
        score_evaluation(evaluation, by=make_account(Role.PROCUREMENT), at=AT)

    assert refused.value.dimensions == tuple(Dimension)
    # With the third rating of 4 the mean of the others is 3.5 where three rate, and stays 3 where two do.
    assert missing.value.missing == ((first.rater.name, Dimension.COST), (first.rater.name, Dimension.DELIVERY))
    asked = Notice.objects.filter(kind="rating_comment_wanted", account=first.rater)
    assert asked.count() == 5


# Scoring


def test_by_ratings_alone_every_dimension_counts(supplier):
    evaluation = make_scored(supplier, rating="4")

    assert evaluation.performance == Decimal("75.00")
    assert evaluation.marks == dict.fromkeys(["technology", "quality", "responsiveness", "delivery", "cost"], "75.00")
    assert (evaluation.receipt["weighted_sum"], evaluation.receipt["weight_sum"]) == ("7500", "100")


def test_with_five_orders_figures_count_and_the_receipt_recomputes_by_hand(supplier):
    make_orders(supplier, orders=10, late=1, accepted_pct=99, hours="8")
    evaluation = make_scored(supplier, rating="4")

    rows = {
        row["dimension"]: (row["source"], row["figure"], row["mark"], row["product"]) for row in evaluation.receipt["dimensions"]
    }

    # 15 * 75 + 25 * 90 + 15 * 85 + 25 * 75 + 20 * 75 = 8025
    assert rows == {
        "technology": ("ratings", None, "75.00", "1125"),
        "quality": ("orders", "99.00", "90.00", "2250"),
        "responsiveness": ("orders", "8.00", "85.00", "1275"),
        "delivery": ("orders", "90.00", "75.00", "1875"),
        "cost": ("ratings", None, "75.00", "1500"),
    }
    assert (evaluation.receipt["weighted_sum"], evaluation.performance) == ("8025", Decimal("80.25"))
    assert receipt_digest(evaluation.receipt) == evaluation.receipt_sha256


def test_four_orders_are_no_rate(supplier):
    make_orders(supplier, orders=4, late=4)

    evaluation = make_scored(supplier, rating="5")

    assert evaluation.performance == Decimal("100.00")


def test_everything_it_rests_on_is_frozen(supplier):
    evaluation = make_scored(supplier, rating="3")

    make_orders(supplier, orders=9, late=9)
    evaluation.refresh_from_db()

    assert evaluation.performance == Decimal("50.00")
    assert sorted(evaluation.inputs) == [
        "esg_receipt_sha256", "esg_result", "orders", "period", "points", "policy", "ratings", "spend",
    ]  # fmt: skip
    assert evaluation.inputs["period"] == {"from": "2026-07-01", "to": "2026-09-30"}
    assert evaluation.inputs["spend"] == {"from": "2025-10-01", "to": "2026-09-30", "cny": "0.00"}
    assert evaluation.inputs["orders"]["orders"] == 0
    assert len(evaluation.inputs["ratings"]) == 5 + 5 + 3


def test_before_the_day_all_have_to_rate_and_after_it_those_who_did_have_to_be_enough(supplier):
    scorer = make_account(Role.PROCUREMENT)
    evaluation = make_evaluation(supplier)
    first, second, third = requests_of(evaluation)
    rate_as(first, all_rated())
    late = AT + timedelta(days=15)

    with pytest.raises(RatingsOutstanding) as waiting:
        score_evaluation(evaluation, by=scorer, at=AT)
    with pytest.raises(TooFewRaters):
        score_evaluation(evaluation, by=scorer, at=late)
    rate_as(second, all_rated())
    scored = score_evaluation(evaluation, by=scorer, at=late)

    assert waiting.value.names == (second.rater.name, third.rater.name)
    assert (scored.status, scored.performance) == ("SCORED", Decimal("75.00"))


def test_somebody_can_be_asked_in_place_of_a_rater_who_is_away(supplier, buyer):
    evaluation = make_evaluation(supplier)
    stand_in = make_account(Role.REQUESTER, department="Film production")

    ask_rater(evaluation, stand_in, by=buyer, at=AT)
    ask_rater(evaluation, stand_in, by=buyer, at=AT)

    assert [request.rater for request in requests_of(evaluation)].count(stand_in) == 1
    assert Notice.objects.filter(kind="rating_asked", account=stand_in).count() == 1


# Release


def test_release_takes_a_manager_who_neither_planned_nor_scored_nor_rated(supplier):
    planner = make_account(Role.MANAGER)
    evaluation = make_scored(supplier, by=planner)
    with pytest.raises(TextsMissing):
        hand_in_evaluation(evaluation, strengths=" ", gaps="Price.", by=evaluation.scored_by, at=AT)
    hand_in_evaluation(evaluation, strengths="Delivery.", gaps="Price.", by=evaluation.scored_by, at=AT)

    with pytest.raises(SecondPersonNeeded):
        approve_evaluation(evaluation, by=planner, at=AT)
    with pytest.raises(MoveNotAllowed):
        approve_evaluation(evaluation, by=evaluation.scored_by, at=AT)
    rater = requests_of(evaluation)[0].rater
    rater.role = Role.MANAGER
    rater.save()
    with pytest.raises(SecondPersonNeeded):
        approve_evaluation(evaluation, by=rater, at=AT)
    approved = approve_evaluation(evaluation, by=make_account(Role.MANAGER), at=AT)

    assert approved.status == "APPROVED"
    assert not Notice.objects.filter(kind="evaluation_to_release", account=planner).exists()


def test_a_receipt_that_was_changed_is_not_released(supplier):
    evaluation = make_scored(supplier)
    hand_in_evaluation(evaluation, strengths="Delivery.", gaps="Price.", by=evaluation.scored_by, at=AT)
    changed = {**evaluation.receipt, "performance": "99.00"}
    Evaluation.objects.filter(pk=evaluation.pk).update(receipt=changed)

    with pytest.raises(ReceiptChanged):
        approve_evaluation(evaluation, by=make_account(Role.MANAGER), at=AT)


def test_sent_back_it_is_collected_again_and_scored_anew(supplier):
    manager = make_account(Role.MANAGER)
    evaluation = make_scored(supplier, rating="4")
    hand_in_evaluation(evaluation, strengths="Delivery.", gaps="Price.", by=evaluation.scored_by, at=AT)

    with pytest.raises(ReasonNeeded):
        send_back_evaluation(evaluation, by=manager, at=AT, reason=" ")
    send_back_evaluation(evaluation, by=manager, at=AT, reason="Cost was rated by mistake.")
    for request in requests_of(evaluation):
        rate_as(request, all_rated("5"))
    again = score_evaluation(evaluation, by=evaluation.scored_by, at=AT)

    assert (again.status, again.performance) == ("SCORED", Decimal("100.00"))
    assert Notice.objects.get(kind="evaluation_sent_back").facts == {"reason": "Cost was rated by mistake."}


def test_published_it_tells_the_supplier_and_opens_the_term_to_object(supplier):
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)

    evaluation = make_published(supplier)

    supplier.refresh_from_db()
    notice = Notice.objects.get(kind="evaluation_published")
    assert (evaluation.status, evaluation.object_until) == ("PUBLISHED", date(2026, 10, 20))
    assert supplier.performance_score == Decimal("75.00")
    assert (notice.account, notice.facts["object_until"]) == (admin, "2026-10-20")


def test_an_older_period_published_later_changes_no_score(supplier):
    make_published(supplier, rating="4")

    make_published(supplier, rating="2", period_from=date(2026, 4, 1), period_to=date(2026, 6, 30))

    supplier.refresh_from_db()
    assert supplier.performance_score == Decimal("75.00")


def test_it_is_archived_the_minute_the_term_to_object_is_over(supplier):
    evaluation = make_published(supplier)
    end = AT.replace(day=20, hour=16, minute=0)

    evaluation_clock(at=end - timedelta(minutes=1))
    evaluation.refresh_from_db()
    before = evaluation.status
    evaluation_clock(at=end)
    evaluation_clock(at=end + timedelta(days=400))
    evaluation.refresh_from_db()

    assert (before, evaluation.status) == ("PUBLISHED", "ARCHIVED")
    assert HistoryEntry.objects.filter(action="evaluation.archive").count() == 1


def test_raters_are_reminded_once_before_the_day_and_once_after_it(supplier):
    evaluation = make_evaluation(supplier)
    rate_as(requests_of(evaluation)[0], all_rated())

    for day in range(40):
        evaluation_clock(at=AT + timedelta(days=day))

    assert Notice.objects.filter(kind="rating_reminder").count() == 2
    assert Notice.objects.filter(kind="rating_overdue").count() == 2
    names = [request.rater.name for request in requests_of(evaluation)[1:]]
    assert [notice.facts["names"] for notice in Notice.objects.filter(kind="evaluation_overdue")] == [names]
