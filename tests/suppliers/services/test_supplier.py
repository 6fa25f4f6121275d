"""Correcting the place of registration: who, when, and what is counted before and after."""

from datetime import UTC, date, datetime

import pytest

from suppliers.models import HistoryEntry
from suppliers.permissions import NotAllowed
from suppliers.rules.region import RegionGroup
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import ReasonNeeded
from suppliers.selectors.region_count import region_counts
from suppliers.services.supplier import (
    CorrectedByApplication,
    NothingToCorrect,
    PlaceNotDetermined,
    correct_registration,
)
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def correct(supplier, *, role=Role.PROCUREMENT, at=AT, **told):
    facts = {"country": "CN", "province": "CN-GD", "address": "1 Demo Road", "reason": "The licence says Shenzhen."} | told
    return correct_registration(supplier, **facts, by=make_account(role), at=at)


def counted(day):
    return {group: number for group, number in region_counts(day).groups.items() if number}


def test_a_corrected_place_counts_from_that_day_on_and_not_before():
    supplier = make_supplier(registered_address="1 Demo Road")

    correct(supplier, country="HK", province="CN-GD")

    supplier.refresh_from_db()
    assert (supplier.registered_country, supplier.registered_province, supplier.region_group) == ("HK", "", RegionGroup.HKMT)
    assert counted(date(2026, 11, 19)) == {RegionGroup.MAINLAND: 1}
    assert counted(date(2026, 11, 20)) == {RegionGroup.HKMT: 1}
    entry = HistoryEntry.objects.get(action="supplier.correct_registration")
    assert entry.facts == {"place_before": "CN-BJ", "place_now": "HK"}
    assert entry.reason == "The licence says Shenzhen."


def test_a_new_address_alone_opens_no_period():
    supplier = make_supplier(registered_address="2 Old Road")

    correct(supplier, province="CN-BJ", address=" 1 Demo Road ")

    supplier.refresh_from_db()
    assert supplier.registered_address == "1 Demo Road"
    assert supplier.standing_periods.count() == 1
    assert HistoryEntry.objects.get(action="supplier.correct_registration").facts == {"address_changed": True}


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"reason": "  "}, ReasonNeeded),
        ({"province": ""}, PlaceNotDetermined),
        ({"province": "CN-XX"}, PlaceNotDetermined),
        ({"country": ""}, PlaceNotDetermined),
        ({"province": "CN-BJ"}, NothingToCorrect),
        *(({"role": role}, NotAllowed) for role in (Role.MANAGER, Role.INTEGRITY, Role.AUDITOR, Role.ADMINISTRATOR)),
    ],
)
def test_a_refused_correction_changes_nothing(told, refusal):
    supplier = make_supplier(registered_address="1 Demo Road")

    with pytest.raises(refusal):
        correct(supplier, **told)

    supplier.refresh_from_db()
    assert (supplier.registered_province, supplier.standing_periods.count()) == ("CN-BJ", 1)
    assert not HistoryEntry.objects.filter(action="supplier.correct_registration").exists()


@pytest.mark.parametrize("standing", [Standing.DRAFT, Standing.RETURNED])
def test_an_open_application_is_mended_instead(standing):
    with pytest.raises(CorrectedByApplication):
        correct(make_supplier(standing))
