"""A signatory who does not sign says why; a person, not the clock, asks again."""

from datetime import date, timedelta

import pytest

from suppliers.models import HistoryEntry, Notice, Signature, Supplier
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.signature import DocumentStatus, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded
from suppliers.services.notice import notice_text
from suppliers.services.signature import DocumentNotPublished, code_for, request_code, sign, view_document
from suppliers.services.signature_refusal import ask_again, refuse_signature
from suppliers.services.signature_term import renew_signatures
from tests.factories.account import make_account
from tests.factories.application import AT, make_approved_application
from tests.suppliers.services.test_signature import act_on, everything, give, ready_to_sign, signatory_of, tasks_of

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


def refused() -> Signature:
    supplier = make_approved_application().supplier
    return refuse_signature(tasks_of(supplier)[0], by=signatory_of(supplier), reason="Clause 4.", at=AT)


def test_a_refusal_keeps_reason_person_and_time_and_leaves_the_standing():
    supplier = make_approved_application().supplier
    person = signatory_of(supplier)

    refuse_signature(tasks_of(supplier)[0], by=person, reason=" Clause 4 cannot be kept. ", at=AT)

    task = Signature.objects.get(supplier=supplier, status=SignatureStatus.REFUSED)
    assert (task.refused_at, task.refused_by, task.refusal_reason) == (AT, person, "Clause 4 cannot be kept.")
    assert Supplier.objects.get(pk=supplier.pk).standing == Standing.AWAITING_SIGNATURE
    entry = HistoryEntry.objects.get(action="signature.refuse")
    assert (entry.actor, entry.reason, entry.facts["to"]) == (person, "Clause 4 cannot be kept.", "REFUSED")


def test_procurement_and_integrity_are_told_with_the_reason():
    told = [make_account(role, language="en") for role in (Role.PROCUREMENT, Role.INTEGRITY)]
    make_account(Role.AUDITOR)
    task = refused()

    notices = Notice.objects.filter(kind="signature_refused")
    assert set(told) <= {notice.account for notice in notices}
    assert {notice.account.role for notice in notices} == {"PROCUREMENT", "INTEGRITY"}
    subject, body = notice_text(notices.get(account=told[0]))
    assert subject == f"{task.supplier.name_in('en')} does not sign: {task.document.get_kind_display()}"
    assert "Clause 4." in body
    assert f"/admin/suppliers/signature/{task.pk}/change/" in body


def test_a_code_that_was_mailed_signs_nothing_any_more():
    task, person, code = ready_to_sign()

    refuse_signature(task, by=person, reason="Clause 4.", at=AT)

    with pytest.raises(MoveNotAllowed):
        sign(task, act_on(task), by=person, code=code, at=AT)
    assert not task.codes.filter(expires_at__gt=AT).exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_refusal_without_a_reason_changes_nothing(reason):
    supplier = make_approved_application().supplier
    person = signatory_of(supplier)
    before = everything()

    with pytest.raises(ReasonNeeded):
        refuse_signature(tasks_of(supplier)[0], by=person, reason=reason, at=AT)

    assert everything() == before


@pytest.mark.parametrize("role", [Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR, Role.PROCUREMENT, Role.INTEGRITY])
def test_only_the_signatory_refuses(role):
    supplier = make_approved_application().supplier
    other = make_account(role, supplier if role.startswith("SUPPLIER") else None)

    with pytest.raises(NotAllowed):
        refuse_signature(tasks_of(supplier)[0], by=other, reason="Clause 4.", at=AT)


def test_what_is_signed_can_no_longer_be_refused():
    supplier = make_approved_application().supplier
    person = signatory_of(supplier)
    task = tasks_of(supplier)[0]
    give(task, person)

    with pytest.raises(MoveNotAllowed):
        refuse_signature(task, by=person, reason="Clause 4.", at=LATER)


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.INTEGRITY])
def test_asking_again_gives_a_new_task_that_can_be_signed(role):
    task = refused()
    person = signatory_of(task.supplier)

    again = ask_again(task, by=make_account(role), at=LATER)

    assert (again.status, again.document, again.due_on) == (SignatureStatus.ASSIGNED, task.document, date(2026, 12, 5))
    assert Signature.objects.get(pk=task.pk).status == SignatureStatus.REFUSED
    assert Notice.objects.filter(kind="signature_assigned", key__startswith=f"signature_assigned:{again.pk}:").exists()
    view_document(again, by=person, at=LATER)
    code = request_code(again, by=person, at=LATER)
    assert sign(again, act_on(again), by=person, code=code_for(code), at=LATER).status == SignatureStatus.SIGNED


def test_asking_twice_is_asking_once():
    task, staff = refused(), make_account(Role.PROCUREMENT)

    assert ask_again(task, by=staff, at=LATER) == ask_again(task, by=staff, at=LATER)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_do_not_ask_again(role):
    with pytest.raises(NotAllowed):
        ask_again(refused(), by=make_account(role), at=LATER)


def test_only_what_was_refused_is_asked_again():
    task, _person, _code = ready_to_sign()

    with pytest.raises(MoveNotAllowed):
        ask_again(task, by=make_account(Role.PROCUREMENT), at=AT)


def test_a_supplier_that_is_gone_is_not_asked_again():
    task = refused()
    Supplier.objects.filter(pk=task.supplier_id).update(standing=Standing.REJECTED)

    with pytest.raises(MoveNotAllowed):
        ask_again(task, by=make_account(Role.PROCUREMENT), at=LATER)


def test_a_document_no_longer_in_force_is_not_asked_again():
    task = refused()
    type(task.document).objects.filter(pk=task.document_id).update(status=DocumentStatus.RETIRED)

    with pytest.raises(DocumentNotPublished):
        ask_again(task, by=make_account(Role.PROCUREMENT), at=LATER)


def test_a_refused_renewal_is_not_asked_for_every_morning():
    supplier = make_approved_application().supplier
    person = signatory_of(supplier)
    for task in tasks_of(supplier):
        give(task, person)
    soon = AT + timedelta(days=365 * 3 - 20)
    assert renew_signatures(at=soon) == 2

    for task in tasks_of(supplier):
        refuse_signature(task, by=person, reason="We stop.", at=soon)

    assert renew_signatures(at=soon + timedelta(days=1)) == 0
