from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import URLPattern, URLResolver, get_resolver

from suppliers.portal.access import PUBLIC_VIEWS, own_supplier, too_many
from suppliers.rules.role import Role
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def test_what_strangers_may_open_is_the_written_list_and_at_most_twelve_pages():
    own = [(path, entry) for path, entry in patterns(get_resolver()) if not path.startswith(("api/", "admin/"))]
    public = {entry.name for _path, entry in own if not getattr(entry.callback, "login_required", True)}

    assert public == {name for name, _reason in PUBLIC_VIEWS}
    assert len(PUBLIC_VIEWS) <= 12


def test_log_in_is_asked_for_by_default():
    assert "suppliers.portal.session.LoginRequired" in settings.MIDDLEWARE


@pytest.mark.django_db
def test_a_suppliers_person_gets_the_own_supplier(rf):
    make_supplier()
    request = rf.get("/supplier/")
    request.user = make_account(Role.SUPPLIER_CONTRIBUTOR, make_supplier())

    assert own_supplier(request) == request.user.supplier


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.AUDITOR, Role.ADMINISTRATOR])
def test_the_buyers_people_have_no_supplier_of_their_own(rf, role):
    request = rf.get("/supplier/")
    request.user = make_account(role)

    with pytest.raises(PermissionDenied):
        own_supplier(request)


def test_a_flood_from_one_address_is_noticed_and_others_go_on():
    tries = [too_many("test-flood", "192.0.2.1", most=3, seconds=60) for _number in range(5)]

    assert tries == [False, False, False, True, True]
    assert too_many("test-flood", "192.0.2.2", most=3, seconds=60) is False
