"""Figures against their range, last year, one another and the published factor."""

from decimal import Decimal

import pytest

from assessments.rules.emission_factor import ElectricityFactor, electricity_factor
from assessments.rules.plausibility import Figures, plausibility
from assessments.rules.questionnaire import Questionnaire
from assessments.selectors.emission_factor import emission_factors

NATIONAL_2023 = ElectricityFactor(2023, "national", Decimal("0.5306"))


def _remarks(bank: Questionnaire, values: dict[str, str], **facts: object) -> list[tuple[str, str]]:
    last_year = {code: Decimal(number) for code, number in facts.pop("last_year", {}).items()}
    figures = Figures({code: Decimal(number) for code, number in values.items()}, last_year, **facts)
    return [(remark.indicator, remark.reason) for remark in plausibility(figures, bank.indicators)]


@pytest.mark.parametrize(
    ("scope_2", "reason"),
    [
        ("114.0", "scope_2_fits_electricity"),  # 212.5 x 0.5306 = 112.75, +1.1 %
        ("146.5", "scope_2_fits_electricity"),  # +29.93 %
        ("146.6", "scope_2_differs_from_electricity"),  # +30.02 %
        ("78.9", "scope_2_differs_from_electricity"),  # -30.02 %
    ],
)
def test_scope_2_is_compared_with_the_electricity_bought(bank: Questionnaire, scope_2: str, reason: str) -> None:
    found = _remarks(bank, {"IND-EL": "212.5", "IND-S2": scope_2}, factor=NATIONAL_2023)

    assert found == [("IND-S2", reason)]


def test_the_remark_names_factor_year_and_expected_emissions(bank: Questionnaire) -> None:
    figures = Figures({"IND-EL": Decimal("212.5"), "IND-S2": Decimal("114.0")}, factor=NATIONAL_2023)

    [remark] = plausibility(figures, bank.indicators)

    assert remark.facts == {
        "value": "114.0",
        "expected": "112.75",
        "factor": "0.5306",
        "year": "2023",
        "scope": "national",
        "difference": "1.11",
    }
    assert remark.needs_note is False


@pytest.mark.parametrize(
    ("values", "facts", "expected"),
    [
        ({"IND-EN": "225.6"}, {}, []),
        ({"IND-EN": "5000.1"}, {}, [("IND-EN", "outside_usual_range")]),
        ({"IND-EN": "5000.1"}, {"profile": "production"}, []),
        ({"IND-EN": "150"}, {"last_year": {"IND-EN": "100"}}, []),
        ({"IND-EN": "150.01"}, {"last_year": {"IND-EN": "100"}}, [("IND-EN", "differs_from_last_year")]),
        ({"IND-EN": "49.99"}, {"last_year": {"IND-EN": "100"}}, [("IND-EN", "differs_from_last_year")]),
        ({"IND-RE": "2"}, {"last_year": {"IND-RE": "1"}}, []),
        ({"IND-EN": "100", "IND-EL": "100"}, {}, []),
        ({"IND-EN": "99", "IND-EL": "100"}, {}, [("IND-EN", "energy_below_electricity")]),
        (
            {"IND-EL": "0", "IND-S2": "5"},
            {"factor": NATIONAL_2023},
            [("IND-EL", "outside_usual_range"), ("IND-S2", "scope_2_without_electricity")],
        ),
    ],
)
def test_what_stands_out(
    bank: Questionnaire, values: dict[str, str], facts: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert _remarks(bank, values, **facts) == expected


def test_a_production_company_with_zero_everywhere_explains_it(bank: Questionnaire) -> None:
    found = _remarks(bank, {"IND-HW": "0", "IND-NOX": "0"}, profile="production")

    assert ("IND-S1", "production_all_zero") in found


@pytest.mark.parametrize(
    ("province", "grid", "year", "scope", "value"),
    [
        ("CN-SC", "Southwest", 2025, "province:CN-SC", "0.1404"),
        ("CN-ZJ", "East", 2025, "grid:East", "0.5500"),
        ("CN-ZJ", "East", 2022, "grid:East", "0.5617"),
        ("CN-GD", "South", 2024, "grid:South", "0.3869"),
        ("CN-ZJ", "East", 2021, "national", "0.5568"),
    ],
)
def test_the_nearest_place_and_the_latest_year_decide_the_factor(province, grid, year, scope, value) -> None:
    found = electricity_factor(emission_factors(), province=province, grid=grid, year=year)

    assert found is not None
    assert (found.scope, found.value) == (scope, Decimal(value))


def test_no_factor_outside_mainland_china_and_before_the_first_year() -> None:
    assert electricity_factor(emission_factors(), province="CN-HK", grid=None, year=2025) is None
    assert electricity_factor(emission_factors(), province="CN-ZJ", grid="East", year=2019) is None
