"""Trainings and labels in the portal: one's own, and nobody else's."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from suppliers.models import Attendance, TrainingInvitation
from suppliers.rules.role import Role
from suppliers.selectors.clock import now
from suppliers.services.training import close_session, invite_suppliers
from tests.factories.account import make_account
from tests.factories.label import make_performer
from tests.factories.supplier import make_supplier
from tests.factories.training import make_held_session, make_session

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def supplier():
    return make_supplier(since=now().date())


@pytest.fixture
def invitation(supplier):
    officer = make_account(Role.PROCUREMENT)
    session = make_session(by=officer, starts_at=now() + timedelta(days=9))
    invite_suppliers(session, [supplier.pk], by=officer, at=now())
    return TrainingInvitation.objects.get()


def test_an_invitation_is_answered_from_home_page_to_answer(client, supplier, invitation):
    client.force_login(make_account(Role.SUPPLIER_ADMIN, supplier))

    assert "Answer the invitation: Honesty in daily business" in words(client.get(reverse("portal:home")))
    client.post(reverse("portal:training", args=[invitation.pk]), {"seats": "3"})
    assert "3 people will come" in words(client.get(reverse("portal:trainings")))
    client.post(reverse("portal:training", args=[invitation.pk]), {"decline": "1"})

    invitation.refresh_from_db()
    assert (invitation.seats, invitation.declined_at is None) == (None, False)
    assert "Answer the invitation" not in words(client.get(reverse("portal:home")))


def test_a_wrong_number_is_said_beside_the_field(client, supplier, invitation):
    client.force_login(make_account(Role.SUPPLIER_ADMIN, supplier))

    response = client.post(reverse("portal:training", args=[invitation.pk]), {"seats": "0"})

    assert response.status_code == 422
    assert "error-summary" in words(response)


def test_who_may_not_answer_reads_only(client, supplier, invitation):
    client.force_login(make_account(Role.SUPPLIER_CONTRIBUTOR, supplier))
    address = reverse("portal:training", args=[invitation.pk])

    assert "The administrator of your company" in words(client.get(address))
    client.post(address, {"seats": "3"})

    invitation.refresh_from_db()
    assert invitation.seats is None


def test_a_certificate_can_be_printed_once_the_training_is_closed(client, supplier):
    session = make_held_session(supplier, has_test=True, starts_at=now() - timedelta(days=2))
    Attendance.objects.update(test_score=Decimal("79.00"))
    row = Attendance.objects.get()
    client.force_login(make_account(Role.SUPPLIER_CONTRIBUTOR, supplier))
    address = reverse("portal:training_certificate", args=[row.pk])

    assert client.get(address).status_code == 404
    close_session(session, by=make_account(Role.PROCUREMENT), at=now())
    page = words(client.get(address))

    assert f"{session.number}-{row.pk}" in page
    assert "not passed" in page


def test_another_suppliers_invitation_and_certificate_do_not_exist(client, supplier, invitation):
    make_held_session(supplier, close=True, starts_at=now() - timedelta(days=2))
    row = Attendance.objects.get()
    client.force_login(make_account(Role.SUPPLIER_ADMIN, make_supplier()))

    assert client.get(reverse("portal:training", args=[invitation.pk])).status_code == 404
    assert client.post(reverse("portal:training", args=[invitation.pk]), {"seats": "3"}).status_code == 404
    assert client.get(reverse("portal:training_certificate", args=[row.pk])).status_code == 404
    assert TrainingInvitation.objects.get().seats is None


def test_the_mandatory_module_waits_on_the_home_page_until_it_was_attended(client, supplier):
    client.force_login(make_account(Role.SUPPLIER_ADMIN, supplier))
    sentence = "Attend the module on honesty and integrity"

    assert sentence in words(client.get(reverse("portal:home")))
    make_held_session(supplier, starts_at=now() - timedelta(days=1))
    assert sentence not in words(client.get(reverse("portal:home")))


def test_labels_say_what_is_missing_and_where_to_mend_it(client):
    supplier = make_performer(esg_score=Decimal("79.99"), esg_scored_on=now().date())
    client.force_login(make_account(Role.SUPPLIER_CONTRIBUTOR, supplier))

    page = words(client.get(reverse("portal:labels")))

    assert "The ESG score is 79.99; the label asks for 80 or more." in page
    assert f'<a href="{reverse("answers:assessments")}">' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_many_as_for_one(rows, client, supplier, django_assert_num_queries):
    for day in range(rows):
        make_held_session(supplier, starts_at=now() - timedelta(days=day + 1))
    client.force_login(make_account(Role.SUPPLIER_ADMIN, supplier))
    client.get(reverse("portal:trainings"))

    with django_assert_num_queries(8):
        client.get(reverse("portal:trainings"))
