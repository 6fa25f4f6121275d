"""Drafts, submitting, confirming."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from suppliers.models import Account, Admittance, HistoryEntry, Notice, Supplier
from suppliers.permissions import NotAllowed
from suppliers.rules.application import Section
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed
from suppliers.selectors.admittance import typed_section
from suppliers.services.admittance import (
    DraftConflict,
    DraftTooLarge,
    DuplicateSupplier,
    NotComplete,
    NotEditable,
    NothingToConfirm,
    attach_bank_paper,
    confirm_application,
    idle_admittances,
    lapse_idle_application,
    object_to_application,
    save_draft,
    submit_application,
)
from suppliers.services.check import send_back, start_checking
from suppliers.services.supplier import StillWaiting, reapply
from tests.factories.account import make_account
from tests.factories.application import (
    AT,
    make_draft_application,
    make_evidence,
    make_submitted_application,
    supplier_admin,
)
from tests.factories.draft import complete_draft, credit_code
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db


def everything() -> tuple[object, ...]:
    """What a refusal must leave as it was."""
    return (
        list(Supplier.objects.order_by("pk").values()),
        list(Admittance.objects.order_by("pk").values()),
        HistoryEntry.objects.count(),
        Notice.objects.count(),
    )


def test_a_draft_is_kept_as_typed_right_or_wrong():
    admittance = make_draft_application()
    admin = supplier_admin(admittance)

    saved = save_draft(
        admittance,
        Section.COMPANY,
        {"identifier_value": " ９１110105ＤＥＭ ", "identifier_scheme": "USCC", "registered_on": "soon", "not_asked": "x"},
        expected_version=admittance.draft_version,
        by=admin,
        at=AT,
    )

    admittance.refresh_from_db()
    assert typed_section(admittance, Section.COMPANY) == {
        "identifier_value": " ９１110105ＤＥＭ ",
        "identifier_scheme": "USCC",
        "registered_on": "soon",
    }
    assert {(note.path, note.code) for note in saved.reading.problems} >= {
        ("registered_on", "NOT_A_DATE"),
        ("identifier_value", "WRONG_LENGTH"),
        ("name_en", "NAME_REQUIRED"),
    }
    assert saved.version == admittance.draft_version


def test_characters_no_database_takes_are_dropped_from_a_draft():
    admittance = make_draft_application()

    save_draft(
        admittance,
        Section.DECLARATIONS,
        {"conflict_details": "a\x00b\ud800c\nd"},
        expected_version=admittance.draft_version,
        by=supplier_admin(admittance),
        at=AT,
    )

    admittance.refresh_from_db()
    assert typed_section(admittance, Section.DECLARATIONS) == {"conflict_details": "abc\nd"}


def test_the_second_of_two_people_sees_the_first_ones_text_and_nothing_is_lost():
    admittance = make_draft_application()
    read_at = admittance.draft_version
    first, second = supplier_admin(admittance), make_account(Role.SUPPLIER_CONTRIBUTOR, admittance.supplier)
    save_draft(admittance, Section.SCALE, {"staff_number": "40"}, expected_version=read_at, by=first, at=AT)

    with pytest.raises(DraftConflict) as conflict:
        save_draft(admittance, Section.SCALE, {"staff_number": "50"}, expected_version=read_at, by=second, at=AT)

    assert conflict.value.stored == {"staff_number": "40"}
    assert conflict.value.saved_by == first
    chosen = save_draft(
        admittance, Section.SCALE, {"staff_number": "50"}, expected_version=conflict.value.version, by=second, at=AT
    )
    assert chosen.version == conflict.value.version + 1


def test_two_people_in_different_parts_do_not_disturb_each_other():
    admittance = make_draft_application()
    read_at = admittance.draft_version
    admin = supplier_admin(admittance)
    save_draft(admittance, Section.SCALE, {"staff_number": "40"}, expected_version=read_at, by=admin, at=AT)

    saved = save_draft(admittance, Section.BANK, {"bank_name": "演示"}, expected_version=read_at, by=admin, at=AT)

    assert saved.version == read_at + 2


def test_saving_what_is_stored_already_is_no_conflict_and_no_new_version():
    admittance = make_draft_application()
    admin = supplier_admin(admittance)
    first = save_draft(
        admittance, Section.SCALE, {"staff_number": "40"}, expected_version=admittance.draft_version, by=admin, at=AT
    )

    again = save_draft(admittance, Section.SCALE, {"staff_number": "40"}, expected_version=0, by=admin, at=AT)

    assert again.version == first.version


@pytest.mark.parametrize("role", [Role.SUPPLIER_SIGNATORY, Role.MANAGER, Role.AUDITOR, Role.INTEGRITY, Role.ADMINISTRATOR])
def test_others_write_nothing_into_an_application(role):
    admittance = make_draft_application()
    person = make_account(role, admittance.supplier if role == Role.SUPPLIER_SIGNATORY else None)
    before = everything()

    with pytest.raises(NotAllowed):
        save_draft(admittance, Section.SCALE, {"staff_number": "1"}, expected_version=99, by=person, at=AT)

    assert everything() == before


def test_another_supplier_writes_nothing_into_an_application():
    admittance = make_draft_application()
    stranger = make_account(Role.SUPPLIER_ADMIN, make_supplier())
    before = everything()

    for act in (
        lambda: save_draft(admittance, Section.SCALE, {"staff_number": "1"}, expected_version=99, by=stranger, at=AT),
        lambda: submit_application(admittance, by=stranger, at=AT),
        lambda: attach_bank_paper(admittance, make_evidence(admittance.supplier, stranger), by=stranger, at=AT),
        lambda: confirm_application(admittance, by=stranger, at=AT),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert everything() == before


def test_a_file_of_another_supplier_is_no_bank_paper():
    admittance = make_draft_application()
    foreign = make_evidence(make_supplier(), make_account(Role.PROCUREMENT))

    with pytest.raises(NotAllowed):
        attach_bank_paper(admittance, foreign, by=supplier_admin(admittance), at=AT)


def test_a_part_too_large_is_refused():
    admittance = make_draft_application()

    with pytest.raises(DraftTooLarge):
        save_draft(
            admittance,
            Section.DECLARATIONS,
            {"conflict_details": "x" * 200_001},
            expected_version=99,
            by=supplier_admin(admittance),
            at=AT,
        )


def test_one_save_takes_under_15_queries(django_assert_max_num_queries):
    admittance = make_draft_application()
    admin = supplier_admin(admittance)

    with django_assert_max_num_queries(14):
        save_draft(admittance, Section.SCALE, {"staff_number": "41"}, expected_version=admittance.draft_version, by=admin, at=AT)


def test_submitting_writes_values_snapshot_region_and_notices():
    officer = make_account(Role.PROCUREMENT)

    admittance = make_submitted_application()

    supplier = Supplier.objects.get(pk=admittance.supplier_id)
    assert supplier.standing == Standing.SUBMITTED
    assert (supplier.identifier_scheme, supplier.identifier_country, supplier.identifier_value) == ("USCC", "CN", credit_code(1))
    assert (supplier.region_group, supplier.registered_province) == ("MAINLAND", "CN-BJ")
    assert str(supplier.registered_capital) == "5000000.00"
    assert [site.headcount for site in supplier.sites.all()] == [32]
    assert len(admittance.snapshot_sha256) == 64
    assert admittance.snapshot["company"]["registered_on"] == "2018-03-01"
    assert admittance.confirmed_by == admittance.submitted_by == supplier_admin(admittance)
    assert sorted(Notice.objects.values_list("kind", "account")) == [
        ("application_received", supplier_admin(admittance).pk),
        ("application_submitted", officer.pk),
    ]


def test_a_second_click_on_submit_is_told_the_state_and_changes_nothing():
    admittance = make_submitted_application()
    before = everything()

    with pytest.raises(MoveNotAllowed) as refusal:
        submit_application(admittance, by=supplier_admin(admittance), at=AT)

    assert refusal.value.state == Standing.SUBMITTED
    assert everything() == before


def test_nothing_is_typed_into_a_submitted_application():
    admittance = make_submitted_application()
    before = everything()

    with pytest.raises(NotEditable):
        save_draft(admittance, Section.SCALE, {"staff_number": "1"}, expected_version=99, by=supplier_admin(admittance), at=AT)

    assert everything() == before


def test_an_incomplete_application_names_every_gap_and_writes_nothing():
    admittance = make_draft_application()
    admin = supplier_admin(admittance)
    for section, raw in {Section.SCALE: {}, Section.CONTACTS: {}}.items():
        save_draft(admittance, section, raw, expected_version=99, by=admin, at=AT)
    before = everything()

    with pytest.raises(NotComplete) as refusal:
        submit_application(admittance, by=admin, at=AT)

    assert [(str(note.section), note.path, note.code) for note in refusal.value.problems] == [
        ("scale", "registered_capital", "REQUIRED"),
        ("scale", "staff_number", "REQUIRED"),
        ("scale", "revenue_last_year", "REQUIRED"),
        ("contacts", "contacts", "TOO_FEW_ROWS"),
    ]
    assert everything() == before


def test_a_contributor_may_not_submit():
    admittance = make_draft_application()
    before = everything()

    with pytest.raises(MoveNotAllowed):
        submit_application(admittance, by=make_account(Role.SUPPLIER_CONTRIBUTOR, admittance.supplier), at=AT)

    assert everything()[0] == before[0]
    assert everything()[2:] == before[2:]


def test_a_duplicate_identifier_is_refused():
    make_submitted_application(1)
    twin = make_draft_application(1)
    before = everything()

    with pytest.raises(DuplicateSupplier):
        submit_application(twin, by=supplier_admin(twin), at=AT)

    assert everything() == before


def test_a_duplicate_that_slips_in_between_is_refused_by_the_database(monkeypatch):
    first = make_submitted_application(1)
    twin = make_draft_application(1)
    before = everything()
    # Both applicants looked at the same instant and saw nobody: the first question finds nothing, as it did for them.
    answers = iter([Supplier.objects.none(), Supplier.objects.filter(pk=first.supplier_id)])
    monkeypatch.setattr("suppliers.services.admittance.same_identifier", lambda *_args, **_kwargs: next(answers))

    with pytest.raises(DuplicateSupplier) as refusal:
        submit_application(twin, by=supplier_admin(twin), at=AT)

    assert isinstance(refusal.value.__cause__, IntegrityError)
    assert everything() == before


def test_a_blacklisted_duplicate_is_refused_in_the_same_words_and_told_to_integrity():
    listed = make_supplier(
        Standing.BLACKLISTED, identifier_scheme="USCC", identifier_country="CN", identifier_value=credit_code(1)
    )
    officer = make_account(Role.INTEGRITY)
    admittance = make_draft_application(1)

    with pytest.raises(DuplicateSupplier):
        submit_application(admittance, by=supplier_admin(admittance), at=AT)

    notice = Notice.objects.get(kind="blacklist_match")
    assert notice.account == officer
    assert notice.facts["matches"] == [{"number": listed.number, "shared": "identifier"}]
    assert Supplier.objects.get(pk=admittance.supplier_id).standing == Standing.DRAFT


def test_a_shared_legal_representative_of_a_blacklisted_supplier_alerts_integrity_but_not_the_applicant():
    listed = make_supplier(Standing.BLACKLISTED, legal_representative="林澄")
    make_account(Role.INTEGRITY)

    admittance = make_submitted_application()

    assert admittance.supplier.standing == Standing.SUBMITTED
    alert = Notice.objects.get(kind="blacklist_match")
    assert alert.facts["matches"] == [{"number": listed.number, "shared": "legal_representative"}]
    assert not Notice.objects.filter(kind="blacklist_match", account=supplier_admin(admittance)).exists()


def test_what_procurement_submits_the_supplier_confirms():
    officer = make_account(Role.PROCUREMENT)
    admittance = make_draft_application(intake="PROCUREMENT", by=officer)
    admin = supplier_admin(admittance)

    admittance = submit_application(admittance, by=officer, at=AT)

    assert (admittance.intake, admittance.confirmed_by) == ("PROCUREMENT", None)
    assert Notice.objects.get(account=admin).kind == "application_confirm"
    confirmed = confirm_application(admittance, by=admin, at=AT)
    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (admin, AT)
    with pytest.raises(NothingToConfirm):
        confirm_application(admittance, by=admin, at=AT)


def test_procurement_never_confirms_for_a_supplier():
    officer = make_account(Role.PROCUREMENT)
    admittance = submit_application(make_draft_application(intake="PROCUREMENT", by=officer), by=officer, at=AT)
    before = everything()

    with pytest.raises(NotAllowed):
        confirm_application(admittance, by=officer, at=AT)

    assert everything() == before


def test_an_objection_is_told_to_procurement_with_its_reason():
    officer = make_account(Role.PROCUREMENT)
    admittance = make_draft_application(intake="PROCUREMENT", by=officer)
    admin = supplier_admin(admittance)
    submit_application(admittance, by=officer, at=AT)

    object_to_application(admittance, by=admin, at=AT, reason="The account is not ours.")

    assert Notice.objects.get(kind="application_objection").facts["reason"] == "The account is not ours."
    assert HistoryEntry.objects.filter(action="admittance.object", reason="The account is not ours.").count() == 1


def sent_back() -> Admittance:
    officer = make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(), by=officer, at=AT)
    return send_back(admittance, [(Section.BANK, "The sheet is not legible.")], by=officer, at=AT)


@pytest.mark.parametrize(("days", "lapses"), [(59, False), (60, True)])
def test_an_application_untouched_for_60_days_lapses(days, lapses):
    admittance = sent_back()
    later = AT + timedelta(days=days)

    for idle in list(idle_admittances(at=later)):
        lapse_idle_application(idle, at=later)

    admittance.refresh_from_db()
    admittance.supplier.refresh_from_db()
    assert admittance.supplier.standing == (Standing.REJECTED if lapses else Standing.RETURNED)
    assert (admittance.closed_at is not None) == lapses


def test_what_was_sent_back_can_be_mended_and_submitted_again():
    admittance = sent_back()
    admin = supplier_admin(admittance)

    submit_application(admittance, by=admin, at=AT + timedelta(days=3))

    admittance.refresh_from_db()
    assert admittance.due_on is None
    assert [item.settled_at for item in admittance.return_items.all()] == [AT + timedelta(days=3)]


def test_a_new_application_waits_90_days_and_starts_from_what_was_declared():
    admittance = sent_back()
    lapse_idle_application(admittance, at=AT)
    supplier = Supplier.objects.get(pk=admittance.supplier_id)
    admin = Account.objects.get(supplier=supplier)

    with pytest.raises(StillWaiting):
        reapply(supplier, by=admin, at=AT + timedelta(days=89))
    again = reapply(supplier, by=admin, at=AT + timedelta(days=90))

    assert again.supplier.standing == Standing.DRAFT
    assert typed_section(again, Section.SCALE) == complete_draft()[Section.SCALE]
