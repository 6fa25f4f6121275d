"""Entering, handing in, verifying and looking up papers."""

from datetime import date, timedelta

import pytest

from suppliers.models import HistoryEntry, Notice, RegistryCheck, Supplier
from suppliers.permissions import NotAllowed
from suppliers.rules.certificate import CertificateKind, RegistryStatus
from suppliers.rules.role import Role
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.services.certificate import (
    CertificateDraft,
    CertificateExists,
    CertificateFileMissing,
    CertificateRefused,
    LookUp,
    LookUpInFuture,
    RegisterNotLookedUp,
    RegisterRefuses,
    attach_certificate_file,
    enter_certificate,
    record_registry_check,
    reject_certificate,
    reopen_certificate,
    submit_certificate,
    verify_certificate,
)
from tests.factories.account import make_account
from tests.factories.certificate import AT, TODAY, make_certificate, make_evidence, make_product
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
VALID = LookUp(RegistryStatus.VALID)


def iso(supplier: Supplier, **fields: object) -> CertificateDraft:
    facts = {
        "kind": CertificateKind.ISO_14001,
        "number": "EMS 2026-1",
        "holder_name": supplier.name_zh,
        "issuer": "Demo Certification (fictional)",
        "valid_from": date(2026, 5, 1),
        "valid_to": date(2029, 4, 30),
        "standard_edition": "ISO 14001:2026",
        **fields,
    }
    return CertificateDraft(**facts)


@pytest.fixture
def people():
    supplier = make_supplier()
    return {
        "supplier": supplier,
        "admin": make_account(Role.SUPPLIER_ADMIN, supplier),
        "contributor": make_account(Role.SUPPLIER_CONTRIBUTOR, supplier),
        "procurement": make_account(Role.PROCUREMENT),
        "auditor": make_account(Role.AUDITOR),
        "manager": make_account(Role.MANAGER),
    }


def handed_in(people, **fields):
    supplier = people["supplier"]
    row = enter_certificate(supplier, iso(supplier, **fields), by=people["admin"], at=AT)
    attach_certificate_file(row, make_evidence(supplier, people["admin"]), by=people["admin"], at=AT)
    return submit_certificate(row, by=people["admin"], at=AT)


def test_the_way_from_a_draft_to_a_paper_that_counts(people):
    row = verify_certificate(handed_in(people), VALID, by=people["auditor"], at=AT)

    row.refresh_from_db()
    people["supplier"].refresh_from_db()
    assert (row.status, row.registry_status, row.registry_checked_on) == ("VERIFIED", "VALID", TODAY)
    assert row.next_check_on == TODAY + timedelta(days=365)
    assert row.decided_by == people["auditor"]
    assert people["supplier"].next_expiry_on == date(2029, 4, 30)
    written = HistoryEntry.objects.filter(subject_id=str(row.pk), subject_type="suppliers.certificate").order_by("sequence")
    acts = [action.removeprefix("certificate.") for action in written.values_list("action", flat=True)]
    assert acts == ["enter", "attach", "submit", "verify", "registry_check"]
    assert Notice.objects.get(account=people["admin"]).kind == "certificate_verified"


def test_who_may_do_what(people):
    supplier, neighbour = people["supplier"], make_account(Role.SUPPLIER_ADMIN, make_supplier())

    with pytest.raises(NotAllowed):
        enter_certificate(supplier, iso(supplier), by=neighbour, at=AT)
    row = enter_certificate(supplier, iso(supplier), by=people["contributor"], at=AT)
    with pytest.raises(NotAllowed):
        submit_certificate(row, by=people["contributor"], at=AT)
    row = handed_in(people, number="EMS 2")
    for person in ("admin", "manager"):
        with pytest.raises(NotAllowed):
            verify_certificate(row, VALID, by=people[person], at=AT)


def test_nobody_verifies_or_rejects_what_they_entered_changed_or_uploaded(people):
    supplier, procurement = people["supplier"], people["procurement"]
    row = enter_certificate(supplier, iso(supplier), by=people["admin"], at=AT)
    enter_certificate(supplier, iso(supplier, scope="All sites"), by=procurement, at=AT, certificate=row)
    attach_certificate_file(row, make_evidence(supplier, people["admin"]), by=people["admin"], at=AT)
    submit_certificate(row, by=people["admin"], at=AT)

    with pytest.raises(SecondPersonNeeded):
        verify_certificate(row, VALID, by=procurement, at=AT)
    with pytest.raises(SecondPersonNeeded):
        reject_certificate(row, reason="Wrong.", by=procurement, at=AT)

    assert verify_certificate(row, VALID, by=people["auditor"], at=AT).status == "VERIFIED"


def test_a_paper_is_handed_in_with_its_file_and_without_contradictions(people):
    supplier, admin = people["supplier"], people["admin"]
    row = enter_certificate(supplier, iso(supplier, holder_name="另一家有限公司"), by=admin, at=AT)

    with pytest.raises(CertificateFileMissing):
        submit_certificate(row, by=admin, at=AT)
    attach_certificate_file(row, make_evidence(supplier, admin), by=admin, at=AT)
    with pytest.raises(CertificateRefused) as refused:
        submit_certificate(row, by=admin, at=AT)

    assert [remark.code for remark in refused.value.remarks] == ["HOLDER_DIFFERENT"]
    row.refresh_from_db()
    assert row.status == "DRAFT"


def test_a_paper_that_ends_before_it_begins_is_not_even_a_draft(people):
    with pytest.raises(CertificateRefused) as refused:
        enter_certificate(people["supplier"], iso(people["supplier"], valid_to=date(2026, 4, 30)), by=people["admin"], at=AT)

    assert [remark.code for remark in refused.value.remarks] == ["ENDS_BEFORE_START"]
    assert not people["supplier"].certificates.exists()


def test_a_number_is_entered_once_per_supplier(people):
    handed_in(people)

    with pytest.raises(CertificateExists):
        enter_certificate(people["supplier"], iso(people["supplier"], number="ems  2026-1"), by=people["admin"], at=AT)


def test_products_and_predecessors_of_others_are_left_out(people):
    other = make_supplier()
    theirs, old = make_product(other), make_certificate(other, "ISO_14001")
    draft = iso(people["supplier"], products=(theirs.pk,), replaces=old.pk)

    row = enter_certificate(people["supplier"], draft, by=people["admin"], at=AT)

    assert (row.products.count(), row.replaces) == (0, None)


def test_nothing_is_verified_without_a_look_up_that_says_valid_or_suspended(people):
    row, auditor = handed_in(people), people["auditor"]

    with pytest.raises(RegisterNotLookedUp):
        verify_certificate(row, LookUp(RegistryStatus.UNKNOWN), by=auditor, at=AT)
    for found in (RegistryStatus.REVOKED, RegistryStatus.CANCELLED, RegistryStatus.EXPIRED):
        with pytest.raises(RegisterRefuses):
            verify_certificate(row, LookUp(found), by=auditor, at=AT)
    with pytest.raises(LookUpInFuture):
        verify_certificate(row, LookUp(RegistryStatus.VALID, TODAY + timedelta(days=1)), by=auditor, at=AT)

    row.refresh_from_db()
    assert (row.status, RegistryCheck.objects.count()) == ("SUBMITTED", 0)


def test_a_certificate_of_the_old_edition_counts_until_that_edition_lapses(people):
    row = handed_in(people, standard_edition="ISO 14001:2015", valid_from=date(2026, 11, 1), valid_to=date(2029, 10, 31))

    row = verify_certificate(row, VALID, by=people["auditor"], at=AT)

    assert row.valid_to == date(2029, 4, 30)
    assert HistoryEntry.objects.get(action="certificate.verify").facts["printed_end"] == "2029-10-31"


def test_a_rejected_paper_says_why_and_can_be_mended(people):
    row = handed_in(people)

    with pytest.raises(ReasonNeeded):
        reject_certificate(row, reason=" ", by=people["auditor"], at=AT)
    row = reject_certificate(row, reason="The scan is cut off.", by=people["auditor"], at=AT)
    row = reopen_certificate(row, by=people["admin"], at=AT)

    assert (row.status, row.reason) == ("DRAFT", "The scan is cut off.")
    assert Notice.objects.get(kind="certificate_rejected").facts["reason"] == "The scan is cut off."
    assert submit_certificate(row, by=people["admin"], at=AT).reason == ""


@pytest.mark.parametrize("found", ["SUSPENDED", "REVOKED", "CANCELLED", "EXPIRED"])
def test_bad_news_from_the_register_act_at_once(people, found):
    row = verify_certificate(handed_in(people), VALID, by=people["auditor"], at=AT)

    record_registry_check(row, LookUp(RegistryStatus(found)), by=people["procurement"], at=AT)

    people["supplier"].refresh_from_db()
    row.refresh_from_db()
    assert (row.registry_status, people["supplier"].next_expiry_on) == (found, None)
    assert Notice.objects.get(kind="certificate_registry").facts["found"] == found


def test_who_entered_a_paper_may_report_bad_news_but_not_good(people):
    row = make_certificate(people["supplier"], "ISO_14001", by=people["procurement"])

    record_registry_check(row, LookUp(RegistryStatus.SUSPENDED), by=people["procurement"], at=AT)
    with pytest.raises(SecondPersonNeeded):
        record_registry_check(row, VALID, by=people["procurement"], at=AT)

    check = record_registry_check(row, VALID, by=people["auditor"], at=AT)
    assert check.found == "VALID"


def test_a_look_up_does_not_go_back_in_time(people):
    row = make_certificate(people["supplier"], "CCC", registry_checked_on=TODAY)

    with pytest.raises(LookUpInFuture):
        record_registry_check(row, LookUp(RegistryStatus.VALID, TODAY - timedelta(days=1)), by=people["auditor"], at=AT)


def test_a_3c_certificate_is_looked_up_again_after_90_days(people):
    row = make_certificate(people["supplier"], "CCC")

    record_registry_check(row, VALID, by=people["auditor"], at=AT)

    row.refresh_from_db()
    assert row.next_check_on == TODAY + timedelta(days=90)


def test_a_renewal_takes_the_old_papers_place_when_it_begins(people):
    old = make_certificate(people["supplier"], "ISO_14001", number="EMS OLD", valid_to=date(2026, 12, 31))
    later = handed_in(people, replaces=old.pk, valid_from=date(2027, 1, 1), valid_to=date(2029, 12, 31))

    verify_certificate(later, VALID, by=people["auditor"], at=AT)
    old.refresh_from_db()
    assert old.status == "VERIFIED"

    now_ = handed_in(people, number="EMS NOW", replaces=old.pk)
    verify_certificate(now_, VALID, by=people["auditor"], at=AT)
    old.refresh_from_db()
    assert old.status == "SUPERSEDED"


def test_a_verified_paper_is_not_edited(people):
    row = make_certificate(people["supplier"], "ISO_14001")

    with pytest.raises(MoveNotAllowed):
        enter_certificate(people["supplier"], iso(people["supplier"]), by=people["admin"], at=AT, certificate=row)
