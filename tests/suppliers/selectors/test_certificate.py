"""Queues and states asked of the database, lapsed qualifications, and whose rows are seen."""

from datetime import date, timedelta

import pytest

from suppliers.models import Certificate, WasteContractor
from suppliers.rules.certificate import CertificateState, CertificateStatus, RegistryStatus, is_valid_on, state_on
from suppliers.rules.role import Role
from suppliers.rules.waste import ContractorState, ContractorStatus, contractor_state
from suppliers.selectors.certificate import (
    certificate_worklist,
    in_state,
    qualification_lapsed,
    valid_certificates,
    visible_certificates,
)
from suppliers.selectors.waste import contractors_in_state, visible_contractors, waste_worklist
from tests.factories.account import make_account
from tests.factories.certificate import TODAY, make_certificate, make_contractor
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
SPANS = [
    (TODAY - timedelta(days=10), TODAY - timedelta(days=1)),
    (TODAY - timedelta(days=10), TODAY),
    (TODAY, TODAY + timedelta(days=90)),
    (TODAY, TODAY + timedelta(days=91)),
    (TODAY, None),
    (TODAY + timedelta(days=1), TODAY + timedelta(days=30)),
]


def test_the_database_gives_every_paper_the_state_the_rules_give_it():
    supplier = make_supplier()
    owner = make_account(Role.SUPPLIER_ADMIN, supplier)
    for status in CertificateStatus:
        for register in RegistryStatus:
            for start, end in SPANS:
                facts = {"status": status, "registry_status": register, "valid_from": start, "valid_to": end}
                make_certificate(supplier, "ISO_14001", by=owner, **facts)
    rows = list(Certificate.objects.all())

    by_database = {
        state: set(in_state(Certificate.objects.all(), state, TODAY).values_list("pk", flat=True)) for state in CertificateState
    }

    assert by_database == {state: {row.pk for row in rows if state_on(row, TODAY) == state} for state in CertificateState}
    assert set(valid_certificates(TODAY).values_list("pk", flat=True)) == {row.pk for row in rows if is_valid_on(row, TODAY)}


def test_the_database_gives_every_contractor_the_state_the_rules_give_it():
    supplier = make_supplier()
    owner = make_account(Role.SUPPLIER_ADMIN, supplier)
    for status in ContractorStatus:
        for register in RegistryStatus:
            for start, end in SPANS:
                facts = {"status": status, "registry_status": register, "valid_from": start}
                make_contractor(supplier, by=owner, valid_to=end or date(2031, 1, 1), **facts)
    rows = list(WasteContractor.objects.all())

    for state in ContractorState:
        found = set(contractors_in_state(WasteContractor.objects.all(), state, TODAY).values_list("pk", flat=True))
        assert found == {row.pk for row in rows if contractor_state(row, TODAY) == state}, state


def test_a_supplier_sees_its_own_papers_and_nobody_elses():
    ours, theirs = make_supplier(), make_supplier()
    mine = make_certificate(ours)
    make_certificate(theirs)
    make_contractor(theirs)
    owner = mine.entered_by

    assert list(visible_certificates(owner)) == [mine]
    assert not visible_contractors(owner).exists()
    assert visible_certificates(make_account(Role.AUDITOR)).count() == 2
    assert not visible_certificates(make_account(Role.FINANCE)).exists()


@pytest.mark.parametrize("suppliers", [1, 3])
def test_lapsed_qualifications_take_one_query(suppliers, django_assert_num_queries):
    lapsed = [make_supplier() for _number in range(suppliers)]
    for supplier in lapsed:
        make_certificate(supplier, "DISCHARGE_PERMIT", valid_to=TODAY - timedelta(days=1))
        make_certificate(supplier, "WEEE_LICENCE")
    sound = make_supplier()
    make_certificate(sound, "DISCHARGE_PERMIT")
    ids = [supplier.pk for supplier in [*lapsed, sound]]

    with django_assert_num_queries(1):
        found = qualification_lapsed(ids, TODAY)

    assert found == {supplier.pk for supplier in lapsed}


@pytest.mark.parametrize("papers", [1, 3])
def test_the_work_list_names_what_others_entered_in_two_queries(papers, django_assert_num_queries):
    auditor = make_account(Role.AUDITOR)
    for _number in range(papers):
        make_certificate(make_supplier(), "ISO_14001", status="SUBMITTED", registry_status="UNKNOWN")
        make_certificate(make_supplier(), "CCC", next_check_on=date(2026, 1, 1))
        make_contractor(make_supplier(), status="SUBMITTED")

    with django_assert_num_queries(2):
        tasks = certificate_worklist(auditor)
    with django_assert_num_queries(1):
        contractors = waste_worklist(auditor)

    assert len(tasks) == papers + 1
    assert tasks[-1].words == f"Look up {papers} paper{'s' if papers > 1 else ''} again"
    assert len(contractors) == papers
    assert certificate_worklist(make_account(Role.MANAGER)) == []
