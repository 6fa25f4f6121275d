"""Training pages: the whole way, wrong lines, figures and who still has to come."""

import csv
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from suppliers.models import Attendance, TrainingInvitation, TrainingSession
from suppliers.rules.role import Role
from suppliers.selectors.clock import now
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.training import make_held_session, make_session

pytestmark = pytest.mark.django_db

LIST = "admin:suppliers_trainingsession_changelist"
PLAN = {
    "module": "INTEGRITY",
    "title": "Honesty in daily business",
    "starts_at": "2030-03-04T14:00",
    "minutes": "90",
    "mode": "ONLINE",
    "trainer": "Demo Trainer",
    "language": "zh-hans",
    "pass_percent": "80",
}


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def act(session, part: str) -> str:
    return reverse(f"admin:suppliers_trainingsession_{part}", args=[session.pk])


@pytest.fixture
def officer():
    return make_account(Role.PROCUREMENT)


def test_a_training_goes_from_plan_to_invitation_on_pages(as_account, officer):
    media = make_supplier()
    make_supplier(category="logistics")
    client = as_account(officer)

    client.post(reverse("admin:suppliers_trainingsession_new"), PLAN)
    session = TrainingSession.objects.get()
    client.post(act(session, "open"))
    page = words(client.get(act(session, "invite"), {"category": "media"}))
    assert re.findall(r'name="supplier" value="(\d+)"', page) == [str(media.pk)]
    client.post(act(session, "invite"), {"supplier": [media.pk, "x"]})

    session.refresh_from_db()
    assert (session.status, session.starts_at.hour) == ("OPEN", 6)
    assert list(TrainingInvitation.objects.values_list("supplier_id", flat=True)) == [media.pk]


def test_pasted_lines_and_a_file_are_entered_together(as_account, officer):
    supplier = make_supplier(number="SUP-000001")
    session = make_held_session(has_test=True, starts_at=now() - timedelta(days=1))
    pasted = "供应商\t姓名\nsup-000001\t林澄\tlin@example.com\t60\t85%\n"
    file = SimpleUploadedFile("came.csv", "\ufeffSUP-000001,Wang Wei,,,\n".encode(), content_type="text/csv")

    response = as_account(officer).post(act(session, "attendance"), {"lines": pasted, "file": file})

    assert response.status_code == 302
    rows = Attendance.objects.filter(supplier=supplier).order_by("pk")
    assert [(row.person, row.email, row.minutes, row.test_score) for row in rows] == [
        ("林澄", "lin@example.com", 60, 85),
        ("Wang Wei", "", 90, None),
    ]


def test_every_wrong_line_is_named_and_nothing_is_written(as_account, officer):
    make_supplier(number="SUP-000001")
    session = make_held_session(starts_at=now() - timedelta(days=1))
    client = as_account(officer)

    unread = client.post(act(session, "attendance"), {"lines": "SUP-000001,Lin,x@,60\nSUP-000001\nSUP-000001,Wang,,many"})
    unknown = client.post(act(session, "attendance"), {"lines": "SUP-000001,Lin,,60\nSUP-9,Zhao,,60"})

    assert "Line 1: “x@” is not an e-mail address." in words(unread)
    assert "Line 2: 1 columns" in words(unread)
    assert "Line 3: “many” is not a number." in words(unread)
    assert "Line 2: No supplier has the number “SUP-9”." in words(unknown)
    assert "SUP-9,Zhao" in unknown.content.decode()
    assert (unread.status_code, unknown.status_code, Attendance.objects.count()) == (422, 422, 0)


def test_a_person_entered_by_mistake_is_taken_off_until_it_is_closed(as_account, officer):
    supplier = make_supplier()
    session = make_held_session(supplier, starts_at=now() - timedelta(days=1))
    row = Attendance.objects.get()
    client = as_account(officer)

    assert client.post(act(session, "remove"), {"attendance": str(row.pk + 1)}).status_code == 404
    client.post(act(session, "remove"), {"attendance": str(row.pk)})

    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("part", ["edit", "invite", "attendance"])
def test_an_auditor_reads_and_changes_nothing(part, as_role):
    session = make_held_session(make_supplier())
    client = as_role(Role.AUDITOR)

    assert client.get(act(session, "change")).status_code == 200
    assert client.get(act(session, part)).status_code == 403
    assert client.get(reverse("admin:suppliers_trainingsession_new")).status_code == 403


def test_figures_of_a_period_are_shown_and_given_as_a_file(as_role):
    first, second = make_supplier(tier="A"), make_supplier(tier="C", spend_class="S")
    make_held_session(first, second)
    make_held_session(first, module="DATA_SECURITY")
    client = as_role(Role.AUDITOR)
    period = {"from": "2026-01-01", "to": "2026-12-31"}

    page = words(client.get(reverse("admin:suppliers_trainingsession_figures"), period))
    response = client.get(reverse("admin:suppliers_trainingsession_figures_csv"), period)

    assert "<strong>2</strong><span>suppliers reached, each once</span>" in page
    assert "<strong>100.00 %</strong><span>1 of 1 major suppliers</span>" in page
    rows = list(csv.reader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))
    assert rows[-1] == ["All modules, each supplier once", "2", "2", "2", "3", "4.50", "0", "0", ""]


@pytest.mark.parametrize("typed", [{"from": "2026-02-30"}, {"from": "2026-02-01", "to": "2026-01-01"}])
def test_a_wrong_period_is_said(typed, as_role):
    page = as_role(Role.MANAGER).get(reverse("admin:suppliers_trainingsession_figures"), typed)

    assert page.status_code == 200
    assert 'role="alert"' in words(page)


def test_who_still_has_to_come_is_listed(as_role):
    late = make_supplier(since=date(2020, 1, 1), name_en="Demo Late (fictional)")
    make_held_session(make_supplier(name_en="Demo Trained (fictional)"))

    page = words(as_role(Role.INTEGRITY).get(reverse("admin:suppliers_trainingsession_missing")))

    assert str(late.name_en) in page
    assert "Demo Trained" not in page
    assert "Overdue" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_and_pages_take_as_many_queries_for_many_as_for_one(rows, as_account, officer, django_assert_num_queries):
    session = make_held_session(*(make_supplier() for _ in range(rows)))
    for _ in range(rows):
        make_session(by=officer)
    client = as_account(officer)
    client.get(reverse(LIST))

    with django_assert_num_queries(4):
        client.get(reverse(LIST))
    with django_assert_num_queries(6):
        client.get(act(session, "change"))
