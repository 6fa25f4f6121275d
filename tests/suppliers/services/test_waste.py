"""Contractors to whom waste is handed over."""

from datetime import date, timedelta

import pytest

from suppliers.models import Notice
from suppliers.permissions import NotAllowed
from suppliers.rules.certificate import RegistryStatus
from suppliers.rules.role import Role
from suppliers.rules.waste import WasteKind
from suppliers.rules.workflow import ReasonNeeded, SecondPersonNeeded
from suppliers.services.waste import (
    ContractorDraft,
    ContractorExists,
    ContractorFileMissing,
    ContractorNotLicensed,
    LicenceEndsBeforeStart,
    check_contractor,
    end_contractor,
    enter_contractor,
    reject_contractor,
    verify_contractor,
    waste_clock,
)
from tests.factories.account import make_account
from tests.factories.certificate import AT, TODAY, make_contractor, make_evidence
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
VALID = RegistryStatus.VALID


@pytest.fixture
def supplier():
    return make_supplier()


@pytest.fixture
def owner(supplier):
    return make_account(Role.SUPPLIER_ADMIN, supplier)


def draft(**fields: object) -> ContractorDraft:
    facts = {
        "kind": WasteKind.E_WASTE,
        "name": "Demo Recycling (fictional)",
        "licence_number": "e 0001",
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2027, 1, 1),
        **fields,
    }
    return ContractorDraft(**facts)


def test_a_contractor_is_verified_by_somebody_else(supplier):
    procurement = make_account(Role.PROCUREMENT)
    row = enter_contractor(supplier, draft(), make_evidence(supplier, procurement), by=procurement, at=AT)

    with pytest.raises(SecondPersonNeeded):
        verify_contractor(row, found=VALID, by=procurement, at=AT)
    row = verify_contractor(row, found=VALID, by=make_account(Role.AUDITOR), at=AT)

    assert (row.status, row.registry_status, row.licence_number) == ("VERIFIED", "VALID", "E 0001")


def test_only_a_licence_in_force_is_verified(supplier, owner):
    auditor, file = make_account(Role.AUDITOR), make_evidence(supplier, owner)
    row = enter_contractor(supplier, draft(), file, by=owner, at=AT)
    with pytest.raises(ContractorNotLicensed):
        verify_contractor(row, found=RegistryStatus.REVOKED, by=auditor, at=AT)

    over = enter_contractor(supplier, draft(licence_number="E 2", valid_to=date(2026, 11, 19)), file, by=owner, at=AT)
    with pytest.raises(ContractorNotLicensed):
        verify_contractor(over, found=VALID, by=auditor, at=AT)

    bare = enter_contractor(supplier, draft(licence_number="E 3"), None, by=owner, at=AT)
    with pytest.raises(ContractorFileMissing):
        verify_contractor(bare, found=VALID, by=auditor, at=AT)


def test_entering_is_checked(supplier, owner):
    enter_contractor(supplier, draft(), None, by=owner, at=AT)

    with pytest.raises(ContractorExists):
        enter_contractor(supplier, draft(licence_number="E  0001"), None, by=owner, at=AT)
    with pytest.raises(LicenceEndsBeforeStart):
        enter_contractor(supplier, draft(valid_to=date(2025, 1, 1)), None, by=owner, at=AT)
    with pytest.raises(NotAllowed):
        enter_contractor(supplier, draft(), None, by=make_account(Role.SUPPLIER_ADMIN, make_supplier()), at=AT)


def test_a_rejection_says_why(supplier, owner):
    row = enter_contractor(supplier, draft(), None, by=owner, at=AT)

    with pytest.raises(ReasonNeeded):
        reject_contractor(row, reason="", by=make_account(Role.AUDITOR), at=AT)
    reject_contractor(row, reason="Another holder.", by=make_account(Role.AUDITOR), at=AT)

    assert Notice.objects.get(kind="waste_contractor_rejected").facts["reason"] == "Another holder."


def test_bad_news_act_at_once(supplier, owner):
    row = make_contractor(supplier, by=owner)

    row = check_contractor(row, found=RegistryStatus.SUSPENDED, by=make_account(Role.PROCUREMENT), at=AT)

    assert row.registry_status == "SUSPENDED"
    assert Notice.objects.get(kind="waste_contractor_registry").account == owner


def test_a_contractor_no_longer_used_can_be_entered_again(supplier, owner):
    row = enter_contractor(supplier, draft(), None, by=owner, at=AT)

    assert end_contractor(row, by=owner, at=AT).status == "ENDED"
    assert enter_contractor(supplier, draft(), None, by=owner, at=AT).status == "SUBMITTED"


def test_the_supplier_is_warned_before_a_licence_ends_and_told_when_it_has(supplier, owner):
    end = TODAY + timedelta(days=100)
    make_contractor(supplier, by=owner, valid_to=end)
    counts = []
    for day in (9, 10, 11, 40, 70, 93, 100, 101, 102):
        waste_clock(at=AT + timedelta(days=day))
        kinds = [notice.kind for notice in Notice.objects.all()]
        counts.append((kinds.count("waste_contractor_expiring"), kinds.count("waste_contractor_expired")))

    assert counts == [(0, 0), (1, 0), (1, 0), (2, 0), (3, 0), (4, 0), (4, 0), (4, 1), (4, 1)]
