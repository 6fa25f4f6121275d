"""Filters kept under a name."""

import pytest

from suppliers.models import SavedFilter
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.selectors.saved_filter import visible_saved_filters
from suppliers.services.saved_filter import FilterEmpty, FilterNameTaken, drop_filter, keep_filter
from tests.factories.account import make_account
from tests.factories.application import AT
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
PAGE = "suppliers_supplier_changelist"


def test_a_filter_is_kept_without_the_page_one_was_on():
    kept = keep_filter(
        PAGE, " Media in Zhejiang ", "category=media&p=3&q=%E6%9C%AA", is_shared=False, by=make_account(Role.PROCUREMENT), at=AT
    )

    assert (kept.name, kept.query) == ("Media in Zhejiang", "category=media&q=%E6%9C%AA")


def test_own_ones_and_shared_ones_are_shown():
    mine, colleague = make_account(Role.PROCUREMENT), make_account(Role.MANAGER)
    own = keep_filter(PAGE, "b", "tier=C", is_shared=False, by=mine, at=AT)
    shared = keep_filter(PAGE, "a", "tier=D", is_shared=True, by=colleague, at=AT)
    keep_filter(PAGE, "c", "tier=A", is_shared=False, by=colleague, at=AT)
    keep_filter("another_list", "d", "tier=A", is_shared=True, by=colleague, at=AT)

    assert list(visible_saved_filters(mine, PAGE)) == [shared, own]
    assert list(visible_saved_filters(make_account(Role.SUPPLIER_ADMIN, make_supplier()), PAGE)) == []


@pytest.mark.parametrize(("name", "query"), [("", "tier=A"), ("x", ""), ("x", "p=2"), ("x", "q=" + "a" * 1000)])
def test_there_has_to_be_something_to_keep(name, query):
    with pytest.raises(FilterEmpty):
        keep_filter(PAGE, name, query, is_shared=False, by=make_account(Role.PROCUREMENT), at=AT)


def test_a_name_is_used_once_a_person_and_list():
    mine = make_account(Role.PROCUREMENT)
    keep_filter(PAGE, "a", "tier=C", is_shared=False, by=mine, at=AT)

    with pytest.raises(FilterNameTaken):
        keep_filter(PAGE, "a", "tier=D", is_shared=False, by=mine, at=AT)
    keep_filter(PAGE, "a", "tier=D", is_shared=False, by=make_account(Role.MANAGER), at=AT)


def test_only_who_keeps_a_filter_deletes_it():
    mine = make_account(Role.PROCUREMENT)
    kept = keep_filter(PAGE, "a", "tier=C", is_shared=True, by=mine, at=AT)

    with pytest.raises(NotAllowed):
        drop_filter(kept, by=make_account(Role.MANAGER))
    drop_filter(kept, by=mine)

    assert not SavedFilter.objects.exists()


def test_a_suppliers_people_keep_no_filters():
    with pytest.raises(NotAllowed):
        keep_filter(PAGE, "a", "tier=C", is_shared=False, by=make_account(Role.SUPPLIER_ADMIN, make_supplier()), at=AT)
