"""Signing: the exact text, the right person, the code that came by mail, the receipt."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from suppliers.models import DocumentVersion, HistoryEntry, Notice, Signature, SignatureCode, StandingPeriod, Supplier
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.signature import Authority, DocumentKind, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed
from suppliers.selectors.signature import signed_text_sha256
from suppliers.services.admittance import confirm_application, submit_application
from suppliers.services.check import approve, confirm_profile, start_checking
from suppliers.services.document import publish_document
from suppliers.services.signature import (
    AuthorityPaperMissing,
    CodeMissing,
    CodeTooSoon,
    CodeWrong,
    DocumentNotPublished,
    NotTheLegalRepresentative,
    SignatoryMissing,
    SigningAct,
    TextChanged,
    code_for,
    receipt_sha256,
    request_code,
    sign,
    view_document,
)
from tests.factories.account import make_account
from tests.factories.application import (
    AT,
    make_approved_application,
    make_documents,
    make_draft_application,
    make_evidence,
    pass_all_checks,
    supplier_admin,
)
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def signatory_of(supplier):
    return make_account(Role.SUPPLIER_SIGNATORY, supplier)


def act_on(task: Signature, **changes) -> SigningAct:
    act = SigningAct(
        text_sha256=task.document.sha256,
        name="林澄",
        title="总经理",
        authority=Authority.LEGAL_REPRESENTATIVE,
        address="192.0.2.7",
        user_agent="test",
    )
    return replace(act, **changes)


def give(task: Signature, person, *, at=AT) -> Signature:
    """The whole way of one signature: open, ask for the code, sign."""
    view_document(task, by=person, at=at)
    code = request_code(task, by=person, at=at)
    return sign(task, act_on(task), by=person, code=code_for(code), at=at)


def tasks_of(supplier: Supplier) -> list[Signature]:
    return list(Signature.objects.filter(supplier=supplier, status__in=["ASSIGNED", "VIEWED"]).select_related("document"))


def ready_to_sign():
    """A task that is open, its signatory, and the code that was mailed."""
    supplier = make_approved_application().supplier
    person = signatory_of(supplier)
    task = tasks_of(supplier)[0]
    view_document(task, by=person, at=AT)
    return task, person, code_for(request_code(task, by=person, at=AT))


def everything():
    return (
        list(Supplier.objects.order_by("pk").values()),
        list(Signature.objects.order_by("pk").values()),
        HistoryEntry.objects.count(),
        Notice.objects.count(),
    )


def test_the_last_signature_admits_and_only_then_the_supplier_counts():
    admittance = make_approved_application()
    person = signatory_of(admittance.supplier)
    first, second = tasks_of(admittance.supplier)

    give(first, person)
    assert Supplier.objects.get(pk=admittance.supplier_id).standing == Standing.AWAITING_SIGNATURE
    assert Supplier.objects.counted().count() == 0
    give(second, person)

    supplier = Supplier.objects.get(pk=admittance.supplier_id)
    assert (supplier.standing, supplier.active_since) == (Standing.ACTIVE, date(2026, 11, 2))
    assert Supplier.objects.counted().count() == 1
    admittance.refresh_from_db()
    assert admittance.closed_at == AT
    assert [period.standing for period in StandingPeriod.objects.filter(supplier=supplier)] == [
        "DRAFT",
        "SUBMITTED",
        "CHECKING",
        "AWAITING_SIGNATURE",
        "ACTIVE",
    ]
    assert Notice.objects.get(kind="supplier_admitted").account == supplier_admin(admittance)


def test_a_signature_keeps_text_person_authority_time_and_term():
    task, person, code = ready_to_sign()

    signed = sign(task, act_on(task), by=person, code=code, at=AT)

    signed = Signature.objects.get(pk=signed.pk)
    assert (signed.status, signed.signed_at, signed.signed_by) == (SignatureStatus.SIGNED, AT, person)
    assert (signed.signatory_name, signed.signatory_title, signed.authority) == ("林澄", "总经理", "LEGAL_REPRESENTATIVE")
    assert (signed.text_sha256, signed.method, signed.address) == (task.document.sha256, "CODE_BY_MAIL", "192.0.2.7")
    assert signed.valid_until == date(2029, 11, 2)
    assert signed.receipt_sha256 == receipt_sha256(signed)


def test_changing_anything_a_receipt_states_changes_its_digest():
    task, person, code = ready_to_sign()
    signed = sign(task, act_on(task), by=person, code=code, at=AT)

    for field, value in (
        ("signatory_name", "周岚"),
        ("signed_at", AT + timedelta(seconds=1)),
        ("text_sha256", "0" * 64),
        ("valid_until", date(2030, 1, 1)),
        ("address", "192.0.2.8"),
    ):
        other = Signature.objects.get(pk=signed.pk)
        setattr(other, field, value)
        assert receipt_sha256(other) != signed.receipt_sha256


def test_the_code_is_six_digits_and_lies_in_no_table():
    _task, person, code = ready_to_sign()

    assert (len(code), code.isdigit()) == (6, True)
    notice = Notice.objects.get(kind="signature_code")
    assert notice.account == person
    assert code not in str(notice.facts)
    assert code not in str(list(SignatureCode.objects.values("signature", "account", "attempts")))


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.MANAGER, Role.INTEGRITY, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_on_the_buyers_side_can_sign(role):
    task, _person, code = ready_to_sign()
    buyer = make_account(role)
    before = everything()

    for attempt in (
        lambda: view_document(task, by=buyer, at=AT),
        lambda: request_code(task, by=buyer, at=AT),
        lambda: sign(task, act_on(task), by=buyer, code=code, at=AT),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    assert everything() == before


@pytest.mark.parametrize("role", [Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR])
def test_only_the_signatory_of_a_supplier_signs(role):
    task, _person, code = ready_to_sign()
    before = everything()

    with pytest.raises(NotAllowed):
        sign(task, act_on(task), by=make_account(role, task.supplier), code=code, at=AT)

    assert everything()[:3] == before[:3]


def test_the_signatory_of_another_supplier_does_not_sign():
    task, _person, code = ready_to_sign()

    with pytest.raises(NotAllowed):
        sign(task, act_on(task), by=signatory_of(make_supplier()), code=code, at=AT)


def test_a_wrong_code_counts_and_after_five_the_right_one_is_void_too():
    task, person, code = ready_to_sign()
    wrong = "000000" if code != "000000" else "111111"

    left = []
    for _attempt in range(5):
        with pytest.raises(CodeWrong) as refusal:
            sign(task, act_on(task), by=person, code=wrong, at=AT)
        left.append(refusal.value.attempts_left)

    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(CodeMissing):
        sign(task, act_on(task), by=person, code=code, at=AT)
    assert Signature.objects.get(pk=task.pk).status == SignatureStatus.VIEWED


def test_a_code_lasts_15_minutes():
    task, person, code = ready_to_sign()

    with pytest.raises(CodeMissing):
        sign(task, act_on(task), by=person, code=code, at=AT + timedelta(minutes=15))

    assert sign(task, act_on(task), by=person, code=code, at=AT + timedelta(minutes=14, seconds=59)).status == "SIGNED"


def test_a_new_code_voids_the_one_before_and_waits_a_minute():
    task, person, old = ready_to_sign()

    with pytest.raises(CodeTooSoon):
        request_code(task, by=person, at=AT + timedelta(seconds=59))
    new = code_for(request_code(task, by=person, at=AT + timedelta(seconds=60)))

    with pytest.raises(CodeWrong):
        sign(task, act_on(task), by=person, code=old if old != new else "x", at=AT + timedelta(seconds=61))
    sign(task, act_on(task), by=person, code=f" {new[:3]} {new[3:]} ", at=AT + timedelta(seconds=61))


def test_a_second_click_on_sign_is_told_the_state():
    task, person, code = ready_to_sign()
    sign(task, act_on(task), by=person, code=code, at=AT)
    before = everything()

    with pytest.raises(MoveNotAllowed):
        sign(task, act_on(task), by=person, code=code, at=AT)

    assert everything() == before


def test_another_text_than_the_one_on_the_page_is_not_signed():
    task, person, code = ready_to_sign()
    before = everything()

    with pytest.raises(TextChanged):
        sign(task, act_on(task, text_sha256="0" * 64), by=person, code=code, at=AT)

    assert everything() == before


def test_a_text_changed_behind_our_back_is_not_signed():
    task, person, code = ready_to_sign()
    DocumentVersion.objects.filter(pk=task.document_id).update(text_en="Something else.")

    with pytest.raises(TextChanged):
        sign(task, act_on(task), by=person, code=code, at=AT)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": " "}, SignatoryMissing),
        ({"title": ""}, SignatoryMissing),
        ({"name": "周岚"}, NotTheLegalRepresentative),
        ({"name": "周岚", "authority": Authority.WRITTEN_AUTHORITY}, AuthorityPaperMissing),
    ],
)
def test_who_signs_shows_on_whose_authority(changes, refusal):
    task, person, code = ready_to_sign()
    before = everything()

    with pytest.raises(refusal):
        sign(task, act_on(task, **changes), by=person, code=code, at=AT)

    assert everything() == before


def test_a_written_authority_of_the_supplier_is_taken_and_that_of_another_is_not():
    task, person, code = ready_to_sign()
    own = make_evidence(task.supplier, person, "authority")
    foreign = make_evidence(make_supplier(), person, "authority")
    act = act_on(task, name="周岚", authority=Authority.WRITTEN_AUTHORITY)

    with pytest.raises(AuthorityPaperMissing):
        sign(task, replace(act, authority_paper=foreign), by=person, code=code, at=AT)
    signed = sign(task, replace(act, authority_paper=own), by=person, code=code, at=AT)

    assert (signed.authority, signed.authority_paper) == ("WRITTEN_AUTHORITY", own)


def test_a_retired_version_is_not_signed():
    task, person, code = ready_to_sign()
    DocumentVersion.objects.filter(pk=task.document_id).update(status="RETIRED")

    with pytest.raises(DocumentNotPublished):
        sign(task, act_on(task), by=person, code=code, at=AT)


def test_a_signature_of_31_january_holds_to_the_end_of_a_shorter_month():
    task, person, _code = ready_to_sign()
    document = task.document
    document.term_months = 1
    document.save()
    at = AT.replace(year=2027, month=1, day=31)
    code = request_code(task, by=person, at=at)

    assert sign(task, act_on(task), by=person, code=code_for(code), at=at).valid_until == date(2027, 2, 28)


def test_what_procurement_entered_admits_only_when_the_supplier_has_confirmed():
    make_documents()
    officer, checker = make_account(Role.PROCUREMENT), make_account(Role.PROCUREMENT)
    admittance = submit_application(make_draft_application(intake="PROCUREMENT", by=officer), by=officer, at=AT)
    start_checking(admittance, by=checker, at=AT)
    pass_all_checks(admittance, checker)
    confirm_profile(admittance, "office", by=checker, at=AT)
    for role in (Role.MANAGER, Role.INTEGRITY):
        approve(admittance, by=make_account(role), at=AT)
    person = signatory_of(admittance.supplier)
    for task in tasks_of(admittance.supplier):
        give(task, person)

    assert Supplier.objects.get(pk=admittance.supplier_id).standing == Standing.AWAITING_SIGNATURE
    confirm_application(admittance, by=supplier_admin(admittance), at=AT)
    assert Supplier.objects.get(pk=admittance.supplier_id).standing == Standing.ACTIVE


def published_successor(kind: DocumentKind) -> DocumentVersion:
    before = DocumentVersion.objects.get(kind=kind)
    after = DocumentVersion(
        kind=kind,
        version="2.0",
        title_en=before.title_en,
        title_zh=before.title_zh,
        text_en="New.",
        text_zh="新。",
        status="APPROVED",
    )
    after.sha256 = signed_text_sha256(after)
    after.save()
    return publish_document(after, by=make_account(Role.INTEGRITY), at=AT + timedelta(days=400))


def test_a_new_version_is_asked_for_in_30_days_and_the_old_signature_holds_until_then():
    admittance = make_approved_application()
    person = signatory_of(admittance.supplier)
    for task in tasks_of(admittance.supplier):
        give(task, person)

    document = published_successor(DocumentKind.INTEGRITY_UNDERTAKING)

    later = AT + timedelta(days=401)
    task = tasks_of(admittance.supplier)[0]
    assert (task.document, task.due_on) == (document, date(2028, 1, 6))
    assert Signature.objects.filter(status="SIGNED").count() == 2
    give(Signature.objects.select_related("document").get(pk=task.pk), person, at=later)
    assert sorted(Signature.objects.values_list("document__kind", "document__version", "status")) == [
        ("COC", "1.0", "SIGNED"),
        ("IU", "1.0", "SUPERSEDED"),
        ("IU", "2.0", "SIGNED"),
    ]


def test_a_task_of_the_old_version_is_withdrawn_when_the_new_one_is_published():
    supplier = make_approved_application().supplier

    published_successor(DocumentKind.CODE_OF_CONDUCT)

    assert sorted(Signature.objects.filter(supplier=supplier).values_list("document__kind", "document__version", "status")) == [
        ("COC", "1.0", "WITHDRAWN"),
        ("COC", "2.0", "ASSIGNED"),
        ("IU", "1.0", "ASSIGNED"),
    ]
