"""Two entries of one company become one, and are put back."""

from datetime import date, timedelta

import pytest

from suppliers.models import Contact, DuplicatePair, HistoryEntry, Invoice, Site, StandingPeriod, Supplier, SupplierMerge
from suppliers.permissions import NotAllowed
from suppliers.rules.duplicate import DuplicateGround, DuplicateStatus, MergeStatus
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.selectors.region_count import region_counts
from suppliers.services.history_chain import chain_differences
from suppliers.services.merge import (
    MergeFollowed,
    MergeNotPossible,
    MergeOpen,
    confirm_merge,
    drop_merge,
    propose_merge,
    undo_merge,
)
from suppliers.services.supplier import reapply
from tests.factories.account import make_account
from tests.factories.application import AT
from tests.factories.signature import make_document, make_signature
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
LATER = AT + timedelta(days=10)


@pytest.fixture
def officer():
    return make_account(Role.PROCUREMENT)


@pytest.fixture
def manager():
    return make_account(Role.MANAGER)


def invoice(supplier: Supplier, number: str) -> Invoice:
    return Invoice.objects.create(
        supplier=supplier,
        number=number,
        invoiced_on=date(2026, 5, 1),
        accepted_on=date(2026, 5, 2),
        amount=1,
        amount_cny=1,
        rate=1,
    )


def merged(kept: Supplier, other: Supplier, officer, manager) -> SupplierMerge:
    return confirm_merge(propose_merge(kept, other, reason="One company.", by=officer, at=AT), by=manager, at=AT)


def test_what_belongs_to_the_company_changes_hands_and_the_history_does_not(officer, manager):
    kept, other = make_supplier(), make_supplier()
    person = make_account(Role.SUPPLIER_ADMIN, other)
    site = Site.objects.create(supplier=other, kind="office", address="演示路1号")
    merge = merged(kept, other, officer, manager)

    for row in (person, site, other):
        row.refresh_from_db()
    assert (person.supplier, site.supplier, other.merged_into) == (kept, kept, kept)
    assert merge.moved == {"suppliers.Account": [person.pk], "suppliers.Site": [site.pk]}
    assert HistoryEntry.objects.filter(supplier=other, action="supplier.confirm_merge").count() == 1
    assert list(chain_differences()) == []


def test_the_company_counts_once_from_the_day_of_the_merge_on_and_twice_before(officer, manager):
    kept, other = make_supplier(), make_supplier()

    merged(kept, other, officer, manager)

    other.refresh_from_db()
    assert other.standing == Standing.EXITED
    assert region_counts(TODAY - timedelta(days=1)).total == 2
    assert region_counts(TODAY).total == 1


def test_taking_it_back_puts_every_row_back(officer, manager):
    kept, other = make_supplier(), make_supplier(Standing.SUSPENDED)
    contact = Contact.objects.create(supplier=other, kind="main", name="Jiang")
    own = Contact.objects.create(supplier=kept, kind="main", name="Lin")
    merge = merged(kept, other, officer, manager)
    since = Contact.objects.create(supplier=kept, kind="esg", name="Wen")

    undo_merge(merge, reason="Two companies after all.", by=officer, at=LATER)

    for row in (contact, own, since, other, merge):
        row.refresh_from_db()
    assert (contact.supplier, own.supplier, since.supplier) == (other, kept, kept)
    assert (other.standing, other.merged_into, merge.status) == (Standing.SUSPENDED, None, MergeStatus.UNDONE)
    assert [region_counts(TODAY + timedelta(days=days)).total for days in (-1, 0, 9, 10)] == [2, 1, 1, 2]
    assert StandingPeriod.objects.filter(supplier=other, valid_to__isnull=True).count() == 1


def test_two_people_are_needed_where_either_is_active(officer, manager):
    merge = propose_merge(make_supplier(), make_supplier(Standing.EXITED), reason="One.", by=officer, at=AT)

    with pytest.raises(SecondPersonNeeded):
        confirm_merge(merge, by=officer, at=AT)

    assert confirm_merge(merge, by=manager, at=AT).status == MergeStatus.DONE


def test_one_person_may_clear_up_what_is_not_active(officer):
    merge = propose_merge(make_supplier(Standing.EXITED), make_supplier(Standing.REJECTED), reason="One.", by=officer, at=AT)

    confirm_merge(merge, by=officer, at=AT)

    merge.merged.refresh_from_db()
    assert (merge.merged.standing, merge.merged.merged_into) == (Standing.REJECTED, merge.kept)


@pytest.mark.parametrize(
    ("kept", "other"),
    [
        (Standing.ACTIVE, Standing.BLACKLISTED),
        (Standing.BLACKLISTED, Standing.ACTIVE),
        (Standing.ACTIVE, Standing.CHECKING),
        (Standing.ACTIVE, Standing.AWAITING_SIGNATURE),
        (Standing.EXITED, Standing.ACTIVE),
        (Standing.REJECTED, Standing.SUSPENDED),
    ],
)
def test_no_open_application_no_blacklisting_and_no_count_is_lost_in_a_merge(kept, other, officer):
    with pytest.raises(MergeNotPossible):
        propose_merge(make_supplier(kept), make_supplier(other), reason="One.", by=officer, at=AT)

    assert not SupplierMerge.objects.exists()


def test_what_both_have_under_one_number_stays(officer, manager):
    kept, other = make_supplier(), make_supplier()
    invoice(kept, "R-1")
    double, single = invoice(other, "R-1"), invoice(other, "R-2")

    merge = merged(kept, other, officer, manager)

    double.refresh_from_db()
    single.refresh_from_db()
    assert (double.supplier, single.supplier) == (other, kept)
    assert merge.moved == {"suppliers.Invoice": [single.pk]}


def test_signatures_stay_and_what_is_lacking_is_asked_for(officer, manager):
    kept, other = make_supplier(), make_supplier()
    undertaking, code = make_document("IU"), make_document("COC")
    signature = make_signature(other, undertaking, signed_on=date(2026, 1, 5))
    make_signature(kept, code, signed_on=date(2026, 1, 5))

    merged(kept, other, officer, manager)

    signature.refresh_from_db()
    assert signature.supplier == other
    assert list(kept.signatures.filter(status="ASSIGNED").values_list("document__kind", flat=True)) == ["IU"]


def test_a_merged_supplier_does_not_apply_again(officer, manager):
    kept, other = make_supplier(), make_supplier()
    merged(kept, other, officer, manager)
    other.refresh_from_db()

    with pytest.raises(MoveNotAllowed):
        reapply(other, by=officer, at=LATER)


def test_the_last_merge_of_a_chain_is_taken_back_first(officer, manager):
    first, second, third = make_supplier(), make_supplier(), make_supplier()
    earlier = merged(second, first, officer, manager)
    second.refresh_from_db()
    later = merged(third, second, officer, manager)

    with pytest.raises(MergeFollowed):
        undo_merge(earlier, reason="Back.", by=officer, at=LATER)
    undo_merge(later, reason="Back.", by=officer, at=LATER)
    undo_merge(earlier, reason="Back.", by=officer, at=LATER)

    assert set(Supplier.objects.values_list("standing", "merged_into")) == {("ACTIVE", None)}


def test_the_pair_follows_the_merge(officer, manager):
    one, other = make_supplier(), make_supplier()
    pair = DuplicatePair.objects.create(first=one, second=other, ground=DuplicateGround.NAME, likeness=90, found_at=AT)
    merge = merged(other, one, officer, manager)
    pair.refresh_from_db()
    assert pair.status == DuplicateStatus.MERGED

    undo_merge(merge, reason="Back.", by=officer, at=LATER)

    pair.refresh_from_db()
    assert pair.status == DuplicateStatus.OPEN


def test_a_proposal_can_be_dropped_and_made_again(officer):
    one, other = make_supplier(), make_supplier()
    merge = propose_merge(one, other, reason="One.", by=officer, at=AT)
    with pytest.raises(MergeOpen):
        propose_merge(other, one, reason="The other way.", by=officer, at=AT)

    drop_merge(merge, by=officer, at=AT)

    assert propose_merge(other, one, reason="The other way.", by=officer, at=AT).status == MergeStatus.PROPOSED


def test_a_merge_says_why(officer, manager):
    one, other = make_supplier(), make_supplier()
    with pytest.raises(ReasonNeeded):
        propose_merge(one, other, reason=" ", by=officer, at=AT)
    merge = merged(one, other, officer, manager)

    with pytest.raises(ReasonNeeded):
        undo_merge(merge, reason="", by=officer, at=LATER)


@pytest.mark.parametrize("role", [Role.INTEGRITY, Role.AUDITOR, Role.ADMINISTRATOR, Role.FINANCE])
def test_only_procurement_merges(role, officer):
    person = make_account(role)
    merge = propose_merge(make_supplier(), make_supplier(), reason="One.", by=officer, at=AT)

    for act in (confirm_merge, drop_merge):
        with pytest.raises(NotAllowed):
            act(merge, by=person, at=AT)
    with pytest.raises(NotAllowed):
        propose_merge(make_supplier(), make_supplier(), reason="One.", by=person, at=AT)
