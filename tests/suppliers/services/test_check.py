"""The check list, sending back, rejecting, and approving by two."""

import pytest

from suppliers.models import Admittance, Approval, HistoryEntry, Notice, QualificationCheck, Signature, Supplier
from suppliers.permissions import NotAllowed
from suppliers.rules.application import Section
from suppliers.rules.qualification import Check, CheckResult, Gap, GapReason
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.selectors.worklist import Waiting, admittance_worklist
from suppliers.services.admittance import submit_application
from suppliers.services.check import (
    ApprovedAlready,
    NothingFailed,
    NotQualified,
    ProfileNotConfirmed,
    ProofMissing,
    ResultNotPossible,
    approve,
    confirm_profile,
    record_check,
    reject,
    send_back,
    start_checking,
)
from suppliers.services.signature import DocumentNotPublished
from tests.factories.account import make_account
from tests.factories.application import (
    AT,
    make_checked_application,
    make_documents,
    make_draft_application,
    make_evidence,
    make_submitted_application,
    pass_all_checks,
    supplier_admin,
)
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def everything() -> tuple[object, ...]:
    """What a refusal must leave as it was."""
    return (
        list(Supplier.objects.order_by("pk").values()),
        list(Admittance.objects.order_by("pk").values()),
        list(QualificationCheck.objects.order_by("pk").values()),
        list(Approval.objects.order_by("pk").values()),
        list(Signature.objects.order_by("pk").values()),
        HistoryEntry.objects.count(),
        Notice.objects.count(),
    )


def row(admittance: Admittance, check: Check) -> QualificationCheck:
    return admittance.checks.get(code=check)


def notes(admittance: Admittance, check: Check) -> list[tuple[str, bool]]:
    return [(note["code"], note["is_concern"]) for note in row(admittance, check).finding["notes"]]


def test_starting_opens_ten_checks_with_what_assay_finds_by_itself():
    admittance = start_checking(make_submitted_application(), by=make_account(Role.PROCUREMENT), at=AT)

    assert list(admittance.checks.order_by("code").values_list("code", "result")) == [
        (code, "OPEN") for code in ("H1", "H2", "H3", "H4", "H5", "H6", "W1", "W2", "W3", "W4")
    ]
    assert {check: notes(admittance, check) for check in Check} == {
        Check.IDENTITY: [("IDENTIFIER_HOLDS", False)],
        Check.BANK: [("BANK_PAPER_FITS", False), ("HOLDER_MATCHES", False)],
        Check.LICENCES: [("NO_LICENCES", False)],
        Check.INSOLVENCY: [],
        Check.BLACKLIST: [("BLACKLIST_CLEAR", False)],
        Check.SANCTIONS: [],
        Check.SCALE: [("SCALE_SUFFICES", False)],
        Check.PENALTIES: [("NO_PENALTIES", False)],
        Check.CONFLICT: [("NO_CONFLICT", False)],
        Check.PROVINCE: [("PROVINCE_MATCHES", False)],
    }


def test_who_entered_the_data_checks_nothing():
    officer = make_account(Role.PROCUREMENT)
    admittance = make_draft_application(intake="PROCUREMENT", by=officer)
    admittance = submit_application(admittance, by=officer, at=AT)
    before = everything()

    with pytest.raises(SecondPersonNeeded):
        start_checking(admittance, by=officer, at=AT)

    assert everything() == before
    start_checking(admittance, by=make_account(Role.PROCUREMENT), at=AT)
    before = everything()
    for act in (
        lambda: record_check(row(admittance, Check.IDENTITY), CheckResult.PASSED, by=officer, at=AT, source="GSXT"),
        lambda: confirm_profile(admittance, "office", by=officer, at=AT),
        lambda: send_back(admittance, [(Section.BANK, "why")], by=officer, at=AT),
    ):
        with pytest.raises(SecondPersonNeeded):
            act()
    assert everything() == before


@pytest.mark.parametrize(
    ("check", "result", "given", "refusal"),
    [
        (Check.IDENTITY, CheckResult.PASSED, {}, ProofMissing),
        (Check.IDENTITY, CheckResult.EXPLAINED, {"note": "why"}, ResultNotPossible),
        (Check.IDENTITY, CheckResult.NOT_APPLICABLE, {"note": "why"}, ResultNotPossible),
        (Check.PROVINCE, CheckResult.NOT_APPLICABLE, {"note": "why"}, ResultNotPossible),
        (Check.SCALE, CheckResult.EXPLAINED, {}, ReasonNeeded),
        (Check.IDENTITY, CheckResult.FAILED, {"source": "GSXT"}, ReasonNeeded),
    ],
)
def test_a_result_that_proves_nothing_is_refused(check, result, given, refusal):
    officer = make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)
    before = everything()

    with pytest.raises(refusal):
        record_check(row(admittance, check), result, by=officer, at=AT, **given)

    assert everything() == before


def test_a_check_keeps_who_looked_where_and_the_file():
    officer = make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)
    proof = make_evidence(admittance.supplier, officer, "lookup")

    check = record_check(row(admittance, Check.IDENTITY), CheckResult.PASSED, by=officer, at=AT, evidence=[proof])

    assert (check.result, check.checked_by, check.checked_at) == ("PASSED", officer, AT)
    assert list(check.evidence.all()) == [proof]
    entry = HistoryEntry.objects.get(action="qualificationcheck.record")
    assert entry.facts == {"check": "H1", "before": "OPEN", "after": "PASSED", "files": [proof.sha256]}


def test_a_file_of_another_supplier_proves_nothing():
    officer = make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)
    foreign = make_evidence(make_supplier(), officer, "lookup")

    with pytest.raises(NotAllowed):
        record_check(row(admittance, Check.IDENTITY), CheckResult.PASSED, by=officer, at=AT, evidence=[foreign])


def test_sending_back_gives_14_days_and_a_reason_per_item():
    officer = make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)

    send_back(admittance, [(Section.BANK, "Not legible."), (Section.SCALE, "Revenue?")], by=officer, at=AT)

    admittance.refresh_from_db()
    assert admittance.due_on.isoformat() == "2026-11-16"
    assert sorted(admittance.return_items.values_list("section", "reason")) == [("bank", "Not legible."), ("scale", "Revenue?")]
    notice = Notice.objects.get(kind="application_returned")
    assert (notice.account, notice.facts["due_on"]) == (supplier_admin(admittance), "2026-11-16")


@pytest.mark.parametrize("items", [[], [(Section.BANK, "  ")]])
def test_sending_back_without_words_is_refused(items):
    officer = make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)
    before = everything()

    with pytest.raises(ReasonNeeded):
        send_back(admittance, items, by=officer, at=AT)

    assert everything() == before


def test_a_manager_rejects_for_a_failed_hard_check_only():
    officer, manager = make_account(Role.PROCUREMENT), make_account(Role.MANAGER)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)

    with pytest.raises(NothingFailed):
        reject(admittance, by=manager, at=AT, reason="no")
    record_check(row(admittance, Check.SANCTIONS), CheckResult.FAILED, by=officer, at=AT, source="list", note="A match.")
    with pytest.raises(MoveNotAllowed):
        reject(admittance, by=officer, at=AT, reason="no")
    with pytest.raises(ReasonNeeded):
        reject(admittance, by=manager, at=AT, reason=" ")
    reject(admittance, by=manager, at=AT, reason="A sanctions list has the company.")

    admittance.refresh_from_db()
    assert admittance.closed_at == AT
    assert Supplier.objects.get(pk=admittance.supplier_id).standing == Standing.REJECTED
    assert Notice.objects.get(kind="application_rejected").facts["failed"] == ["H6"]


def test_two_approvals_of_two_roles_assign_the_documents():
    make_documents()
    manager, integrity = make_account(Role.MANAGER), make_account(Role.INTEGRITY)
    admittance = make_checked_application()
    signatory = make_account(Role.SUPPLIER_SIGNATORY, admittance.supplier)

    approve(admittance, by=manager, at=AT)
    assert Supplier.objects.get(pk=admittance.supplier_id).standing == Standing.CHECKING
    approve(admittance, by=integrity, at=AT, note="Screened.")

    assert Supplier.objects.get(pk=admittance.supplier_id).standing == Standing.AWAITING_SIGNATURE
    tasks = Signature.objects.order_by("document__kind").values_list("document__kind", "status", "due_on")
    assert [(kind, status, due.isoformat()) for kind, status, due in tasks] == [
        ("COC", "ASSIGNED", "2026-12-02"),
        ("IU", "ASSIGNED", "2026-12-02"),
    ]
    assert Notice.objects.filter(kind="approval_wanted").get().account == integrity
    assert Notice.objects.filter(kind="signature_assigned", account=signatory).count() == 2


def test_one_role_does_not_approve_twice():
    admittance = make_checked_application()
    approve(admittance, by=make_account(Role.MANAGER), at=AT)
    before = everything()

    with pytest.raises(ApprovedAlready):
        approve(admittance, by=make_account(Role.MANAGER), at=AT)

    assert everything() == before


def test_who_once_typed_into_the_application_never_approves_it():
    make_documents()
    officer = make_account(Role.PROCUREMENT)
    admittance = make_draft_application(intake="PROCUREMENT", by=officer)
    submit_application(admittance, by=officer, at=AT)
    checker = make_account(Role.PROCUREMENT)
    start_checking(admittance, by=checker, at=AT)
    pass_all_checks(admittance, checker)
    confirm_profile(admittance, "office", by=checker, at=AT)
    officer.role = Role.MANAGER  # promoted in the meantime
    officer.save()
    before = everything()

    with pytest.raises(SecondPersonNeeded):
        approve(admittance, by=officer, at=AT)

    assert everything() == before


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.AUDITOR, Role.ADMINISTRATOR, Role.SUPPLIER_ADMIN])
def test_other_roles_do_not_approve(role):
    admittance = make_checked_application()
    person = make_account(role, admittance.supplier if role == Role.SUPPLIER_ADMIN else None)
    before = everything()

    with pytest.raises(NotAllowed):
        approve(admittance, by=person, at=AT)

    assert everything() == before


def test_an_open_check_keeps_the_application_back():
    officer = make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)
    pass_all_checks(admittance, officer)
    record_check(row(admittance, Check.BANK), CheckResult.FAILED, by=officer, at=AT, source="call", note="Holder differs.")
    confirm_profile(admittance, "office", by=officer, at=AT)
    before = everything()

    with pytest.raises(NotQualified) as refusal:
        approve(admittance, by=make_account(Role.MANAGER), at=AT)

    assert refusal.value.gaps == [Gap(Check.BANK, GapReason.FAILED)]
    assert everything()[:6] == before[:6]


def test_the_profile_is_confirmed_before_approval():
    officer = make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)
    pass_all_checks(admittance, officer)

    with pytest.raises(ProfileNotConfirmed):
        approve(admittance, by=make_account(Role.MANAGER), at=AT)


def test_a_check_changed_after_an_approval_voids_it():
    admittance = make_checked_application()
    officer = make_account(Role.PROCUREMENT)
    approve(admittance, by=make_account(Role.MANAGER), at=AT)

    record_check(row(admittance, Check.SCALE), CheckResult.EXPLAINED, by=officer, at=AT, note="New figures.")

    assert Approval.objects.count() == 0
    assert HistoryEntry.objects.get(action="admittance.void_approvals").facts == {"roles": ["MANAGER"]}


def test_without_published_documents_the_second_approval_is_refused_whole():
    admittance = make_checked_application()
    approve(admittance, by=make_account(Role.MANAGER), at=AT)
    integrity = make_account(Role.INTEGRITY)
    before = everything()

    with pytest.raises(DocumentNotPublished):
        approve(admittance, by=integrity, at=AT)

    assert everything() == before


def test_the_worklist_names_the_next_step_of_each_person_and_nothing_of_their_own():
    officer, manager = make_account(Role.PROCUREMENT), make_account(Role.MANAGER)
    ready = make_checked_application(1, officer=officer)
    waiting = make_submitted_application(2)
    begun = start_checking(make_submitted_application(3), by=officer, at=AT)
    own = make_draft_application(4, intake="PROCUREMENT", by=officer)
    failed = start_checking(make_submitted_application(5), by=officer, at=AT)
    pass_all_checks(failed, officer)
    record_check(row(failed, Check.BANK), CheckResult.FAILED, by=officer, at=AT, note="Holder differs.")

    def steps(account):
        return {(item.waiting, item.admittance_id, item.open_checks) for item in admittance_worklist(account)}

    assert steps(officer) == {
        (Waiting.START_CHECKING, waiting.pk, 0),
        (Waiting.FINISH_CHECKING, begun.pk, 10),
        (Waiting.COMPLETE_DRAFT, own.pk, 0),
    }
    assert steps(manager) == {(Waiting.APPROVE, ready.pk, 0), (Waiting.DECIDE_FAILED, failed.pk, 0)}
    assert steps(make_account(Role.INTEGRITY)) == {(Waiting.APPROVE, ready.pk, 0)}
    assert steps(make_account(Role.AUDITOR)) == set()
    submit_application(own, by=officer, at=AT)
    assert (Waiting.START_CHECKING, own.pk, 0) not in steps(officer)
    assert (Waiting.START_CHECKING, own.pk, 0) in steps(make_account(Role.PROCUREMENT))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_worklist_takes_four_queries_however_long(rows, django_assert_num_queries):
    officer = make_account(Role.PROCUREMENT)
    for serial in range(rows):
        start_checking(make_submitted_application(serial), by=officer, at=AT)

    with django_assert_num_queries(4):
        assert len(admittance_worklist(officer)) == rows
