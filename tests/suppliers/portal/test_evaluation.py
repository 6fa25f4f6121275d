"""The supplier's results and the way to object."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from suppliers.models import Appeal
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.evaluation import AT, make_evaluation, make_orders, make_published
from tests.factories.supplier import make_supplier
from tests.factories.upload import pdf, upload

pytestmark = pytest.mark.django_db
LAST_MINUTE = datetime(2026, 10, 20, 15, 59, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def supplier():
    return make_supplier()


@pytest.fixture
def admin(supplier):
    return make_account(Role.SUPPLIER_ADMIN, supplier)


def client_of(account) -> Client:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"portal:{name}", args=args)


def test_the_page_shows_every_dimension_what_it_comes_from_and_the_sum(supplier, admin):
    make_orders(supplier, orders=10, late=1, accepted_pct=99, hours="8")
    evaluation = make_published(supplier)

    text = client_of(admin).get(page("evaluation", evaluation.pk)).content.decode()

    for words in (
        "Performance: 80.25 of 100",
        "9 of 10 orders on time: 90.00 %",
        "Accepted at first inspection: 99.00 %",
        "Median time to answer: 8.00 hours",
        "Ratings: 4, 4, 4",
        "P = 8025 ÷ 100 = <strong>80.25</strong>",
        "20 October 2026",
        evaluation.receipt_sha256,
    ):
        assert words in text
    assert str(evaluation.rating_requests.first().rater) not in text


def test_the_receipt_is_the_file_whose_digest_is_on_the_page(supplier, admin):
    evaluation = make_published(supplier)

    response = client_of(admin).get(page("evaluation_receipt", evaluation.pk))

    assert receipt_digest(response.json()) == evaluation.receipt_sha256
    assert b"rater" not in response.content


def test_nothing_is_seen_before_publication_nor_of_others(supplier, admin):
    unpublished = make_evaluation(supplier)
    foreign = make_published(make_supplier())
    client = client_of(admin)

    listed = client.get(page("evaluations")).content.decode()
    found = [client.get(page(name, row.pk)).status_code for row in (unpublished, foreign) for name in (
        "evaluation", "objection", "evaluation_receipt",
    )]  # fmt: skip

    assert "No result yet" in listed
    assert found == [404] * 6


def test_an_objection_with_a_file_arrives_once(supplier, admin):
    evaluation = make_published(supplier)
    client = client_of(admin)
    typed = {"grounds": "Two orders were on time.", "file": upload("proof.pdf", pdf())}

    first = client.post(page("objection", evaluation.pk), typed, follow=True).content.decode()
    second = client.post(page("objection", evaluation.pk), {"grounds": "Again."})

    appeal = Appeal.objects.get()
    assert [file.original_name for file in appeal.files.all()] == ["proof.pdf"]
    assert "Two orders were on time." in first
    assert "4 November 2026" in first
    assert second.status_code == 422
    assert "An objection has been filed already" in second.content.decode()


@pytest.mark.parametrize(("late_by", "status"), [(timedelta(0), 302), (timedelta(minutes=1), 422)])
def test_the_term_ends_with_its_last_minute(supplier, admin, late_by, status):
    evaluation = make_published(supplier)

    with time_machine.travel(LAST_MINUTE + late_by, tick=False):
        response = client_of(admin).post(page("objection", evaluation.pk), {"grounds": "Two orders were on time."})

    assert response.status_code == status
    assert Appeal.objects.count() == (1 if status == 302 else 0)


def test_a_refused_file_keeps_the_words_and_files_nothing(supplier, admin):
    evaluation = make_published(supplier)
    typed = {"grounds": "Two orders were on time.", "file": upload("proof.exe", b"MZ")}

    response = client_of(admin).post(page("objection", evaluation.pk), typed)

    assert response.status_code == 422
    assert "Two orders were on time." in response.content.decode()
    assert Appeal.objects.count() == 0


@pytest.mark.parametrize("role", [Role.SUPPLIER_SIGNATORY, Role.SUPPLIER_CONTRIBUTOR])
def test_a_colleague_reads_and_does_not_object(supplier, admin, role):
    evaluation = make_published(supplier)
    client = client_of(make_account(role, supplier))

    text = client.get(page("evaluation", evaluation.pk)).content.decode()

    assert "can object." in text
    assert client.get(page("objection", evaluation.pk)).status_code == 403


def test_an_objection_can_be_withdrawn_until_it_is_decided(supplier, admin):
    evaluation = make_published(supplier)
    client = client_of(admin)
    client.post(page("objection", evaluation.pk), {"grounds": "Two orders were on time."})
    withdraw = page("appeal_withdraw", Appeal.objects.get().pk)

    first = client.post(withdraw, follow=True).content.decode()
    second = client.post(withdraw, follow=True).content.decode()

    assert "Your objection is withdrawn." in first
    assert "This is not possible now" in second


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_at_any_length(supplier, admin, rows, django_assert_num_queries):
    quarters = [("2026-07-01", "2026-09-30"), ("2026-04-01", "2026-06-30"), ("2026-01-01", "2026-03-31")]
    for first, last in quarters[:rows]:
        make_published(supplier, period_from=datetime.fromisoformat(first).date(), period_to=datetime.fromisoformat(last).date())
    client = client_of(admin)

    with django_assert_num_queries(5):
        text = client.get(page("evaluations")).content.decode()

    assert text.count("75.00") == rows
