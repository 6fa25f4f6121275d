"""The appraisal of a year in the carbon programme: 30 + 40 + 20 + 10 points, 60 pass."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.carbon import REQUIRED_FIGURES, Disclosure, Promise, YearFacts, allowed_emissions, appraise

# 1,000 tCO2e in 2025, 50 % less in 2030: 100 t less each year.
PROMISE = Promise(2025, 2030, Decimal(400), Decimal(600), Decimal(50), Decimal(50))


def _facts(scope_1: str = "300", scope_2: str = "500", **changes: object) -> YearFacts:
    values = {"IND-EN": "2000", "IND-EL": "900", "IND-S1": scope_1, "IND-S2": scope_2, "IND-RE": "20"}
    facts = YearFacts(2027, {code: Decimal(number) for code, number in values.items()}, True, 4, 3, Disclosure.OWN_REPORT)
    return replace(facts, **changes)


@pytest.mark.parametrize(
    ("year", "allowed"),
    [(2024, "1000.00"), (2025, "1000.00"), (2026, "900.00"), (2027, "800.00"), (2030, "500.00"), (2033, "500.00")],
)
def test_the_path_is_a_straight_line_and_flat_after_the_target_year(year: int, allowed: str) -> None:
    assert allowed_emissions(PROMISE, year) == Decimal(allowed)


@pytest.mark.parametrize(
    ("facts", "points", "passed"),
    [
        # 800 emitted, 800 allowed: all of the progress
        (_facts(), ("30.00", "40.00", "15.00", "5.00"), True),
        # 900 emitted: half of the 200 promised so far
        (_facts(scope_2="600"), ("30.00", "20.00", "15.00", "5.00"), True),
        # more than in the base year: no progress, and no less than nothing
        (_facts(scope_1="700"), ("30.00", "0.00", "15.00", "5.00"), False),
        # half a year's promise more than reached stays 40
        (_facts(scope_1="0"), ("30.00", "40.00", "15.00", "5.00"), True),
        (_facts(in_time=False), ("15.00", "40.00", "15.00", "5.00"), True),
        (_facts(milestones_done=0, disclosure=Disclosure.NONE), ("30.00", "40.00", "0.00", "0.00"), True),
        (_facts(milestones_due=0, milestones_done=0), ("30.00", "40.00", "20.00", "5.00"), True),
        (_facts(disclosure=Disclosure.VERIFIED_REPORT), ("30.00", "40.00", "15.00", "10.00"), True),
        (_facts(values={"IND-S1": Decimal(300)}), ("6.00", "0.00", "15.00", "5.00"), False),
    ],
)
def test_points_of_a_year(facts: YearFacts, points: tuple[str, ...], passed: bool) -> None:
    found = appraise(PROMISE, facts)

    assert (found.data, found.progress, found.measures, found.disclosure) == tuple(map(Decimal, points))
    assert found.total == sum(map(Decimal, points))
    assert found.passed is passed


@given(left_out=st.sets(st.sampled_from(REQUIRED_FIGURES), min_size=1), emitted=st.integers(0, 2000))
def test_leaving_a_figure_open_never_earns_points(left_out: set[str], emitted: int) -> None:
    whole = _facts(scope_2=str(emitted))
    open_ones = replace(whole, values={code: number for code, number in whole.values.items() if code not in left_out})

    assert appraise(PROMISE, open_ones).total < appraise(PROMISE, whole).total
