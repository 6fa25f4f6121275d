"""The workbench: acts by the right person, refusals in words, nothing typed lost and nothing written by a refusal."""

import pytest
from django.urls import reverse

from suppliers.models import Admittance, Approval, HistoryEntry, QualificationCheck, ReturnItem
from suppliers.rules.application import Section
from suppliers.rules.qualification import CheckResult
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.services.admittance import submit_application
from suppliers.services.check import start_checking
from tests.factories.account import make_account
from tests.factories.application import (
    AT,
    complete_draft,
    make_checked_application,
    make_documents,
    make_draft_application,
    make_submitted_application,
)

pytestmark = pytest.mark.django_db


def address(admittance, part="change"):
    return reverse(f"admin:suppliers_admittance_{part}", args=[admittance.pk])


def standing_of(admittance):
    return Admittance.objects.select_related("supplier").get(pk=admittance.pk).supplier.standing


def test_procurement_starts_checking_once_however_often_it_clicks(as_role):
    admittance = make_submitted_application()
    client = as_role(Role.PROCUREMENT)

    client.post(address(admittance, "start"))
    again = client.post(address(admittance, "start"), follow=True)

    assert standing_of(admittance) == Standing.CHECKING
    assert admittance.checks.count() == 10
    assert HistoryEntry.objects.filter(action="supplier.start_checking").count() == 1
    assert b"a-message-error" in again.content


def test_opening_an_act_by_its_address_changes_nothing(as_role):
    admittance = make_submitted_application()

    response = as_role(Role.PROCUREMENT).get(address(admittance, "start"))

    assert response.status_code == 302
    assert standing_of(admittance) == Standing.SUBMITTED


def test_who_entered_the_data_finds_no_button_and_the_reason(as_account):
    officer = make_account(Role.PROCUREMENT)
    admittance = make_draft_application(intake="PROCUREMENT", by=officer)
    submit_application(admittance, by=officer, at=AT)
    client = as_account(officer)

    page = client.get(address(admittance))
    before = HistoryEntry.objects.count()
    client.post(address(admittance, "start"))

    assert address(admittance, "start") not in page.content.decode()
    assert "somebody else has to decide on it" in page.content.decode()
    assert standing_of(admittance) == Standing.SUBMITTED
    assert HistoryEntry.objects.count() == before


def test_a_check_is_saved_in_place(as_role):
    admittance = start_checking(make_submitted_application(), by=make_account(Role.PROCUREMENT), at=AT)
    typed = {"code": "H1", "result": "PASSED", "source": "GSXT, 2026-11-02", "note": ""}

    response = as_role(Role.PROCUREMENT).post(address(admittance, "check"), typed, headers={"HX-Request": "true"})

    row = QualificationCheck.objects.get(admittance=admittance, code="H1")
    assert (row.result, row.source) == (CheckResult.PASSED, "GSXT, 2026-11-02")
    assert 'id="check-H1"' in response.content.decode()
    assert "1 of 10 checks done" in response.content.decode()
    assert "Saved at " in response.content.decode()


def test_a_refused_check_keeps_what_was_typed_and_writes_nothing(as_role):
    admittance = start_checking(make_submitted_application(), by=make_account(Role.PROCUREMENT), at=AT)
    before = HistoryEntry.objects.count()

    response = as_role(Role.PROCUREMENT).post(
        address(admittance, "check"), {"code": "H4", "result": "FAILED", "source": "the court’s list", "note": ""}
    )

    row = QualificationCheck.objects.get(admittance=admittance, code="H4")
    assert response.status_code == 422
    assert "the court’s list" in response.content.decode()
    assert "Please state the reason" in response.content.decode()
    assert (row.result, row.source) == (CheckResult.OPEN, "")
    assert HistoryEntry.objects.count() == before


def test_sending_back_needs_a_reason_beside_a_part(as_role):
    admittance = start_checking(make_submitted_application(), by=make_account(Role.PROCUREMENT), at=AT)
    client = as_role(Role.PROCUREMENT)

    refused = client.post(address(admittance, "send_back"), {})
    done = client.post(address(admittance, "send_back"), {"bank": "The paper is cut off at the bottom."})

    assert refused.status_code == 200
    assert "what has to be mended" in refused.content.decode()
    assert done.status_code == 302
    assert standing_of(admittance) == Standing.RETURNED
    assert list(ReturnItem.objects.values_list("section", "reason")) == [("bank", "The paper is cut off at the bottom.")]


def test_two_different_people_approve_and_the_second_finishes(as_role, as_account):
    make_documents()
    admittance = make_checked_application()
    manager = make_account(Role.MANAGER)

    as_account(manager).post(address(admittance, "approve"), {"note": "fine"})
    twice = as_account(manager).post(address(admittance, "approve"), {"note": "again"})
    after_one = standing_of(admittance)
    as_role(Role.INTEGRITY).post(address(admittance, "approve"), {})

    assert twice.status_code == 422
    assert after_one == Standing.CHECKING
    assert standing_of(admittance) == Standing.AWAITING_SIGNATURE
    assert list(Approval.objects.values_list("role", "note").order_by("pk")) == [("MANAGER", "fine"), ("INTEGRITY", "")]


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.AUDITOR, Role.ADMINISTRATOR])
def test_no_other_role_reaches_the_approval(role, as_role):
    admittance = make_checked_application()

    response = as_role(role).post(address(admittance, "approve"), {})

    assert response.status_code == 403
    assert Approval.objects.count() == 0


def test_a_manager_rejects_only_what_failed(as_role):
    admittance = make_checked_application()

    response = as_role(Role.MANAGER).post(address(admittance, "reject"), {"reason": "I would rather not."})

    assert response.status_code == 422
    assert "I would rather not." in response.content.decode()
    assert standing_of(admittance) == Standing.CHECKING


def test_an_auditor_sees_the_account_number_masked(as_role):
    admittance = make_submitted_application()

    page = as_role(Role.AUDITOR).get(address(admittance)).content.decode()

    assert "6222000000000000001" not in page
    assert "•••• 0001" in page


def test_changes_since_the_last_submission_are_marked(as_role):
    admittance = make_submitted_application()
    admittance.refresh_from_db()
    admittance.previous_snapshot = {**admittance.snapshot, "scale": {**admittance.snapshot["scale"], "staff_number": 12}}
    admittance.save(update_fields=["previous_snapshot"])

    page = as_role(Role.AUDITOR).get(address(admittance)).content.decode()

    assert page.count("changed since the last submission") == 1
    assert '<span class="a-was">12</span>' in page


def test_procurement_enters_a_supplier_part_by_part(as_account):
    officer = make_account(Role.PROCUREMENT)
    client = as_account(officer)

    opened = client.post(reverse("admin:suppliers_admittance_enter"), {"name_zh": "霁野", "name_en": ""})
    admittance = Admittance.objects.get()
    typed = {**complete_draft()[Section.COMPANY], "identifier_value": "91310000MA1FL3C0X", "version": "0"}
    client.post(f"{address(admittance, 'fill')}?section=company", typed)
    page = client.get(f"{address(admittance, 'fill')}?section=company").content.decode()

    admittance.refresh_from_db()
    assert opened.url == f"{address(admittance, 'fill')}?section=company"
    assert admittance.intake == "PROCUREMENT"
    assert admittance.draft["company"]["raw"]["identifier_value"] == "91310000MA1FL3C0X"
    assert "This has 17 characters; the identifier has exactly 18." in page


def test_the_second_of_two_writers_sees_the_first_ones_text(as_role):
    admittance = make_draft_application(intake="PROCUREMENT", by=make_account(Role.PROCUREMENT))
    path = f"{address(admittance, 'fill')}?section=scale"
    shown = admittance.draft_version
    as_role(Role.PROCUREMENT).post(path, {"staff_number": "40", "version": str(shown)})

    response = as_role(Role.PROCUREMENT).post(path, {"staff_number": "55", "version": str(shown)})

    admittance.refresh_from_db()
    assert response.status_code == 409
    assert 'value="55"' in response.content.decode()
    assert "<dd>40</dd>" in response.content.decode()
    assert admittance.draft["scale"]["raw"]["staff_number"] == "40"


def test_an_incomplete_application_lists_what_is_missing_instead_of_a_button(as_account):
    officer = make_account(Role.PROCUREMENT)
    client = as_account(officer)
    client.post(reverse("admin:suppliers_admittance_enter"), {"name_zh": "霁野", "name_en": ""})
    admittance = Admittance.objects.get()

    page = client.get(address(admittance, "submit")).content.decode()
    refused = client.post(address(admittance, "submit"))

    assert "Still missing or wrong" in page
    assert "Submit the application</button>" not in page
    assert refused.status_code == 422
    assert standing_of(admittance) == Standing.DRAFT
