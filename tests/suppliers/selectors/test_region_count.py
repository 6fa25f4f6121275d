from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from suppliers.models import StandingPeriod, Supplier
from suppliers.rules.region import RegionGroup
from suppliers.rules.role import Role
from suppliers.rules.standing import COUNTED, WORKFLOW, Standing
from suppliers.selectors.region import region_table
from suppliers.selectors.region_count import counted_periods, region_counts, visible_region_counts
from suppliers.services.region_count import store_region_count
from suppliers.services.transitions import date_standing, move_supplier
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

MARCH_1 = date(2024, 3, 1)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)  # 12:00 in Shanghai


@pytest.mark.django_db
@pytest.mark.parametrize("suppliers", [1, 3])
def test_one_query_however_many_suppliers(suppliers, django_assert_num_queries):
    for _ in range(suppliers):
        make_supplier()

    with django_assert_num_queries(1):
        counted = region_counts(date(2024, 6, 30))

    assert counted.total == suppliers


@pytest.mark.django_db
def test_the_index_answers_alone():
    if connection.vendor != "sqlite":
        pytest.skip("the plan's words are SQLite's")

    plan = counted_periods(MARCH_1).order_by().values("region_group", "country", "province").explain()

    assert "USING COVERING INDEX standing_period_count (standing=? AND valid_from<?)" in plan


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("standing", "counts"),
    [(standing, standing in {"ACTIVE", "SUSPENDED", "EXIT_NOTICE", "RUN_OFF"}) for standing in Standing],
)
def test_four_standings_count_and_no_other(standing, counts):
    make_supplier(standing)

    assert region_counts(date(2024, 6, 30)).total == int(counts)


@pytest.mark.django_db
def test_a_supplier_counts_from_its_first_day_to_the_day_before_its_last_move():
    supplier = make_supplier(Standing.RUN_OFF, since=MARCH_1)
    staff = make_account(Role.PROCUREMENT)

    move_supplier(supplier, "exit", by=staff, at=noon(date(2024, 5, 10)))

    days = [date(2024, 2, 29), MARCH_1, date(2024, 5, 9), date(2024, 5, 10)]
    assert [region_counts(day).total for day in days] == [0, 1, 1, 0]


@pytest.mark.django_db
def test_two_moves_on_one_day_count_the_standing_at_its_end_once():
    supplier = make_supplier(Standing.ACTIVE, since=MARCH_1)
    manager = make_account(Role.MANAGER)

    move_supplier(supplier, "suspend", by=manager, at=noon(date(2024, 5, 10)), reason="permit lapsed")
    move_supplier(supplier, "resume", by=manager, at=noon(date(2024, 5, 10)), reason="permit renewed")

    assert region_counts(date(2024, 5, 10)).total == 1
    assert StandingPeriod.objects.filter(supplier=supplier).count() == 3


@pytest.mark.django_db
def test_a_move_after_shanghai_midnight_belongs_to_the_new_day():
    supplier = make_supplier(Standing.AWAITING_SIGNATURE, since=MARCH_1)

    move_supplier(supplier, "admit", by=None, at=datetime(2024, 6, 30, 16, 30, tzinfo=UTC))

    assert region_counts(date(2024, 6, 30)).total == 0
    assert region_counts(date(2024, 7, 1)).total == 1


@pytest.mark.django_db
def test_a_later_change_of_address_leaves_past_days_as_they_were():
    supplier = make_supplier(Standing.ACTIVE, province="CN-ZJ", since=MARCH_1)

    supplier.registered_country, supplier.registered_province, supplier.region_group = "HK", "", "HKMT"
    supplier.save()
    date_standing(supplier, at=noon(date(2024, 9, 1)))

    assert region_counts(date(2024, 8, 31)).provinces == {"CN-ZJ": 1}
    assert region_counts(date(2024, 9, 1)).groups[RegionGroup.HKMT] == 1
    assert region_counts(date(2024, 9, 1)).total == 1


@pytest.mark.django_db
def test_only_those_who_read_suppliers_see_stored_counts():
    stored = store_region_count(region_counts(MARCH_1), at=noon(MARCH_1))
    supplier = make_supplier()

    readers = [make_account(role) for role in (Role.PROCUREMENT, Role.MANAGER, Role.INTEGRITY, Role.AUDITOR)]
    others = [make_account(Role.ADMINISTRATOR), make_account(Role.SUPPLIER_ADMIN, supplier)]

    assert [list(visible_region_counts(reader)) for reader in readers] == [[stored]] * 4
    assert [list(visible_region_counts(other)) for other in others] == [[], []]


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 11, 20))
PLACES = st.sampled_from([("CN", "CN-BJ"), ("CN", "CN-GD"), ("CN", ""), ("HK", ""), ("CN", "CN-TW"), ("JP", ""), ("", "")])
FIRST_DAY = date(2020, 1, 1)


@st.composite
def histories(draw):
    """Some suppliers, each with dated moves along arrows of the life cycle and changes of address in between."""
    suppliers = []
    for _ in range(draw(st.integers(0, 6))):
        standing, acts = Standing.DRAFT, []
        for day in sorted(draw(st.lists(DAYS, max_size=8))):
            target = draw(st.sampled_from([move.target for move in WORKFLOW.moves if standing in move.sources] or [standing]))
            acts.append((day, target, draw(PLACES)))
            standing = target
        suppliers.append((draw(PLACES), acts))
    return suppliers


class CountsOfAnyHistory(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(histories(), st.lists(DAYS, min_size=1, max_size=4))
    def test_every_view_sums_to_the_suppliers_that_stood_in_the_counting_set(self, history, days):
        table = region_table()
        for number, (place, acts) in enumerate(history):
            supplier = Supplier.objects.create(number=f"H{number}")
            _register(supplier, FIRST_DAY, Standing.DRAFT, place, table)
            for day, standing, there in acts:
                _register(supplier, day, standing, there, table)

        for day in [*days, *(day + timedelta(days=1) for day in days)]:
            counted = region_counts(day)

            ends = [_stood(day, place, acts) for place, acts in history]
            expected = [table.group_of(*place) for standing, place in ends if standing in COUNTED]
            assert counted.total == len(expected)
            assert counted.groups == {group: expected.count(group) for group in RegionGroup}
            assert sum(counted.two_groups.values()) == sum(counted.countries.values()) == counted.total
            assert sum(counted.provinces.values()) == counted.groups[RegionGroup.MAINLAND]


def _register(supplier, day, standing, place, table):
    location = table.locate(*place)
    Supplier.objects.filter(pk=supplier.pk).update(
        standing=standing,
        registered_country=location.country,
        registered_province=location.province,
        region_group=table.group_of(*place),
    )
    supplier.refresh_from_db()
    date_standing(supplier, at=noon(day))


def _stood(day, place, acts):
    """Standing and place at the end of the day, told from the acts alone."""
    standing = Standing.DRAFT
    for when, target, there in acts:
        if when <= day:
            standing, place = target, there
    return standing, place
