"""The buyer's pages of evaluations, ratings and appeals."""

import pytest
import time_machine
from django.urls import reverse

from suppliers.models import Appeal, Evaluation, HistoryEntry
from suppliers.rules.appeal import AppealAgainst
from suppliers.rules.role import Role
from suppliers.selectors.evaluation import evaluation_worklist
from suppliers.services.appeal import file_appeal
from suppliers.services.evaluation_score import hand_in_evaluation
from tests.factories.account import make_account
from tests.factories.evaluation import AT, all_rated, make_evaluation, make_published, make_raters, make_scored, rate_as
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
READERS = {Role.PROCUREMENT, Role.MANAGER, Role.INTEGRITY, Role.AUDITOR}


def page(name: str, *args: object) -> str:
    return reverse(f"admin:suppliers_{name}", args=args)


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(AT, tick=False):
        yield


def test_a_manager_plans_for_a_category_and_again_nothing_is_doubled(as_role):
    for category in ("media", "media", "event"):
        make_supplier(category=category)
    raters = make_raters()
    client = as_role(Role.MANAGER)
    typed = {
        "kind": "PERIODIC",
        "period_from": "2026-07-01",
        "period_to": "2026-09-30",
        "scope": "category:media",
        "raters": [rater.pk for rater in raters],
    }

    first = client.post(page("evaluation_plan"), typed, follow=True).content.decode()
    second = client.post(page("evaluation_plan"), typed, follow=True).content.decode()

    assert "2 evaluations planned." in first
    assert "0 evaluations planned. 2 were there already." in second
    assert Evaluation.objects.count() == 2


def test_a_refused_plan_keeps_what_was_typed_and_says_why(as_role):
    buyer = make_account(Role.PROCUREMENT, department="One")
    typed = {"kind": "DYNAMIC", "period_from": "2026-07-01", "period_to": "2026-07-31", "scope": "all", "raters": [buyer.pk]}

    response = as_role(Role.PROCUREMENT).post(page("evaluation_plan"), typed)

    assert response.status_code == 422
    assert "Say what the dynamic evaluation is about" in response.content.decode()
    assert "2026-07-31" in response.content.decode()


def test_the_whole_way_by_clicks_takes_two_people(as_account, as_role):
    supplier = make_supplier()
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)
    evaluation = make_evaluation(supplier)
    for request in evaluation.rating_requests.select_related("rater", "evaluation"):
        rate_as(request, all_rated("4"))
    scorer, manager = as_role(Role.PROCUREMENT), as_role(Role.MANAGER)

    scorer.post(page("evaluation_score", evaluation.pk))
    texts = scorer.get(page("evaluation_hand_in", evaluation.pk)).content.decode()
    scorer.post(page("evaluation_hand_in", evaluation.pk), {"strengths": "Fast.", "gaps": "Dear."})
    refused = scorer.post(page("evaluation_approve", evaluation.pk), follow=True).content.decode()
    manager.post(page("evaluation_approve", evaluation.pk))
    manager.post(page("evaluation_publish", evaluation.pk))

    evaluation.refresh_from_db()
    assert "No dimension falls behind." in texts
    assert "This is not possible now" in refused
    assert (evaluation.status, str(evaluation.performance)) == ("PUBLISHED", "75.00")
    result = as_account(admin).get(reverse("portal:evaluation", args=[evaluation.pk])).content.decode()
    assert "Performance: 75.00 of 100" in result


def test_the_release_page_shows_the_frozen_sum_and_that_the_planner_may_not_release(as_account):
    planner = make_account(Role.MANAGER)
    evaluation = make_scored(make_supplier(), by=planner)
    as_account(evaluation.scored_by).post(page("evaluation_hand_in", evaluation.pk), {"strengths": "Fast.", "gaps": "Dear."})

    text = as_account(planner).get(page("evaluation_change", evaluation.pk)).content.decode()

    assert "P = 7500 ÷ 100 = <strong>75.00</strong>" in text
    assert evaluation.receipt_sha256 in text
    assert "another manager has to release it" in text
    assert page("evaluation_approve", evaluation.pk) not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_at_any_length(as_role, rows, django_assert_num_queries):
    for _number in range(rows):
        make_evaluation(make_supplier())
    client = as_role(Role.AUDITOR)
    client.get(page("evaluation_changelist"))

    with django_assert_num_queries(4):
        response = client.get(page("evaluation_changelist"))

    assert response.content.decode().count("0 of 3") == rows


@pytest.mark.parametrize("role", sorted({*READERS, Role.REQUESTER, Role.FINANCE, Role.ADMINISTRATOR}))
def test_evaluations_and_appeals_are_for_those_who_work_with_suppliers(as_role, role):
    evaluation = make_evaluation(make_supplier())

    found = [as_role(role).get(address).status_code for address in (
        page("evaluation_changelist"), page("evaluation_change", evaluation.pk), page("appeal_changelist"),
    )]  # fmt: skip

    assert found == ([200, 200, 200] if role in READERS else [403, 403, 403])


def test_a_requesting_department_rates_on_its_own_page_and_sees_nothing_else(as_account):
    raters = make_raters()
    requester = raters[2]
    ours, theirs = make_supplier(name_en="Asked Ltd"), make_supplier(name_en="Hidden Ltd")
    evaluation = make_evaluation(ours, raters=raters)
    make_evaluation(theirs)
    mine = evaluation.rating_requests.get(rater=requester)
    client = as_account(requester)

    home = client.get(reverse("admin:index")).content.decode()
    listed = client.get(page("ratingrequest_changelist")).content.decode()
    form = client.get(page("ratingrequest_change", mine.pk)).content.decode()
    typed = {"technology": "4", "quality": "5", "responsiveness": "3", "responsiveness_comment": "Slow on Mondays."}
    client.post(page("ratingrequest_rate", mine.pk), typed)
    foreign = client.get(page("ratingrequest_change", evaluation.rating_requests.exclude(pk=mine.pk).first().pk))

    assert "Rate Asked Ltd" in home
    assert "Asked Ltd" in listed
    assert "Hidden Ltd" not in home + listed
    assert "Technology" in form
    assert "Delivery" not in form
    assert dict(mine.ratings.values_list("dimension", "comment"))["responsiveness"] == "Slow on Mondays."
    assert foreign.status_code == 404


def test_a_rating_without_its_comment_comes_back_with_everything_typed(as_account):
    raters = make_raters()
    evaluation = make_evaluation(make_supplier(), raters=raters)
    first, _second, third = evaluation.rating_requests.select_related("rater", "evaluation").order_by("pk")
    rate_as(first, all_rated("5"))

    typed = {"technology": "1", "quality": "5", "responsiveness": "5", "quality_comment": "Kept words"}
    response = as_account(third.rater).post(page("ratingrequest_rate", third.pk), typed)

    text = response.content.decode()
    assert response.status_code == 422
    assert "more than 1.5 from the mean of the others for: Technology." in text
    assert "Kept words" in text
    assert third.ratings.count() == 0


def test_home_tells_each_person_the_next_step_and_nobody_else():
    supplier = make_supplier(name_en="Waiting Ltd")
    evaluation = make_scored(supplier)
    buyer, manager, auditor = make_account(Role.PROCUREMENT), make_account(Role.MANAGER), make_account(Role.AUDITOR)

    before = [task.words for task in evaluation_worklist(buyer)]
    hand_in_evaluation(evaluation, strengths="Fast.", gaps="Dear.", by=evaluation.scored_by, at=AT)

    assert before == ["Hand in the evaluation of Waiting Ltd"]
    assert [task.words for task in evaluation_worklist(manager)] == ["Release the evaluation of Waiting Ltd"]
    assert evaluation_worklist(buyer) == evaluation_worklist(auditor) == []


@pytest.mark.parametrize(("requests", "lines"), [(5, 5), (6, 1)])
def test_more_than_five_of_a_kind_are_one_line_at_home(requests, lines):
    raters = make_raters()
    for _number in range(requests):
        make_evaluation(make_supplier(), raters=raters)

    tasks = evaluation_worklist(raters[2])

    assert len(tasks) == lines
    assert (tasks[0].words == "Rate 6 suppliers") is (lines == 1)


def test_an_appeal_is_decided_by_somebody_who_was_not_involved(as_account, as_role):
    supplier = make_supplier()
    admin = make_account(Role.SUPPLIER_ADMIN, supplier)
    evaluation = make_published(supplier)
    appeal = file_appeal(AppealAgainst.EVALUATION, evaluation.pk, grounds="Two orders were on time.", by=admin, at=AT)
    typed = {"outcome": "DISMISSED", "decision": "The records show otherwise."}

    involved = as_account(evaluation.approved_by)
    own_page = involved.get(page("appeal_change", appeal.pk)).content.decode()
    refused = involved.post(page("appeal_decide", appeal.pk), typed, follow=True).content.decode()
    as_role(Role.AUDITOR).post(page("appeal_decide", appeal.pk), typed)
    appeal.refresh_from_db()
    before = appeal.status
    as_role(Role.INTEGRITY).post(page("appeal_decide", appeal.pk), typed)
    appeal.refresh_from_db()

    assert "You were involved in what is appealed against" in own_page
    assert "somebody else has to decide" in refused
    assert (before, appeal.status) == ("FILED", "DISMISSED")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_appeals_costs_the_same_queries_at_any_length(as_role, rows, django_assert_num_queries):
    for _number in range(rows):
        supplier = make_supplier()
        evaluation = make_published(supplier)
        admin = make_account(Role.SUPPLIER_ADMIN, supplier)
        file_appeal(AppealAgainst.EVALUATION, evaluation.pk, grounds="Two orders were on time.", by=admin, at=AT)
    client = as_role(Role.AUDITOR)
    client.get(page("appeal_changelist"))

    with django_assert_num_queries(4):
        client.get(page("appeal_changelist"))

    assert Appeal.objects.count() == rows


def test_the_suppliers_page_lists_its_evaluations(as_role):
    supplier = make_supplier()
    evaluation = make_published(supplier)

    text = as_role(Role.PROCUREMENT).get(reverse("admin:suppliers_supplier_change", args=[supplier.pk])).content.decode()

    assert page("evaluation_change", evaluation.pk) in text
    assert f"{page('evaluation_plan')}?supplier={supplier.pk}" in text


def test_the_history_of_an_evaluation_reads_in_words(as_role):
    evaluation = make_published(make_supplier())

    text = as_role(Role.AUDITOR).get(page("evaluation_change", evaluation.pk)).content.decode()

    assert "Evaluation released by a second person" in text
    assert HistoryEntry.objects.filter(action__startswith="evaluation.").count() == 6
