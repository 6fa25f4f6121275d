import pytest
from django.utils import timezone

from suppliers.models import Notice
from suppliers.rules.role import Role
from suppliers.services.notice import queue_notice
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def told(to, key, name="Zhao Min", url="/supplier/people/"):
    facts = {"name": name, "role": "SUPPLIER_SIGNATORY"}
    return queue_notice("joined", key=key, at=timezone.now(), to=to, supplier=to.supplier, facts=facts, url=url)


@pytest.fixture
def reader(client):
    account = make_account(Role.SUPPLIER_ADMIN, make_supplier())
    client.force_login(account)
    return account


def test_a_person_reads_the_own_notices_only(client, reader):
    told(reader, "a")
    told(make_account(Role.SUPPLIER_ADMIN, reader.supplier), "b", name="Somebody Foreign")

    page = client.get("/supplier/notices/").content.decode()

    assert "Zhao Min has joined" in page
    assert "Somebody Foreign" not in page


def test_what_carries_a_secret_is_mailed_and_never_shown(client, reader):
    queue_notice("password_reset", key="r", at=timezone.now(), to=reader)

    page = client.get("/supplier/notices/").content.decode()

    assert "No notices" in page
    assert 'class="count"' not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_one_and_for_many(client, reader, rows, django_assert_num_queries):
    for number in range(rows):
        told(reader, str(number))

    with django_assert_num_queries(6):
        client.get("/supplier/notices/")


def test_going_there_marks_it_as_read(client, reader):
    notice = told(reader, "a")
    other = told(reader, "b")

    response = client.post(f"/supplier/notices/{notice.pk}/")

    notice.refresh_from_db()
    other.refresh_from_db()
    assert response["Location"] == "/supplier/people/"
    assert notice.read_at is not None
    assert other.read_at is None


def test_looking_at_the_list_marks_nothing_and_the_button_marks_all(client, reader):
    for key in "abc":
        told(reader, key)
    client.get("/supplier/notices/")
    assert Notice.objects.filter(read_at__isnull=True).count() == 3

    client.post("/supplier/notices/read/")

    assert Notice.objects.filter(read_at__isnull=True).count() == 0


def test_a_foreign_and_a_missing_notice_are_the_same_404(client, reader):
    foreign = told(make_account(Role.SUPPLIER_ADMIN, make_supplier()), "f")

    codes = [client.post(f"/supplier/notices/{pk}/").status_code for pk in (foreign.pk, 10**9)]

    foreign.refresh_from_db()
    assert (codes, foreign.read_at) == ([404, 404], None)


def test_a_notice_that_points_elsewhere_leads_nowhere(client, reader):
    notice = told(reader, "a", url="//elsewhere.example/")

    assert client.post(f"/supplier/notices/{notice.pk}/")["Location"] == "/supplier/notices/"


def test_a_name_with_markup_stays_text(client, reader):
    told(reader, "a", name="<script>alert(1)</script>")

    page = client.get("/supplier/notices/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; has joined" in page
