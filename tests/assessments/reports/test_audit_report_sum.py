import dataclasses
from decimal import Decimal

import pytest

from assessments.reports.audit_report_sum import SumDoesNotAddUp, sum_lines
from tests.factories.audit_report import example, scores


def printed(values):
    return [" = ".join((line.symbol, *line.steps, line.result)) for line in sum_lines(values)]


def test_sums_of_the_first_worked_example():
    assert printed(scores(example("EX1"))) == [
        "E = (15 × 67.86 + 30 × 48.93 + 15 × 60.00 + 30 × 42.11 + 10 × 62.50) ÷ 100 = 5274.10 ÷ 100 = 52.74",
        "X = 0.40 × 88.24 + 0.30 × 47.50 + 0.30 × 70.83 = 70.7950 = 70.80",
        "S = 0.75 × 52.74 + 0.25 × 70.80 = 57.2550 = 57.26",
    ]


def test_sums_of_the_second_worked_example():
    assert printed(scores(example("EX2"))) == [
        "E = (15 × 97.41 + 15 × 82.41 + 30 × 97.62 + 20 × 90.71 + 10 × 79.29 + 10 × 88.91) ÷ 100 = 9122.10 ÷ 100 = 91.22",
        "X = 0.40 × 95.24 + 0.30 × 92.50 + 0.30 × 88.33 = 92.3450 = 92.35",
        "S = 0.75 × 91.22 + 0.25 × 92.35 = 91.5025 = 91.50",
    ]


def test_module_without_score_leaves_the_sum_with_its_share():
    values = scores(example("EX1"))
    modules = (dataclasses.replace(values.modules[0], score=None), *values.modules[1:])
    values = dataclasses.replace(values, modules=modules, cross_cutting=Decimal("59.17"), esg=Decimal("54.35"))

    assert printed(values)[1] == "X = (0.30 × 47.50 + 0.30 × 70.83) ÷ 0.6 = 35.50 ÷ 0.6 = 59.17"


def test_score_without_environment_rests_on_the_module_alone():
    values = dataclasses.replace(scores(example("EX1")), environment=None, esg=Decimal("70.80"))

    assert printed(values)[1:] == ["S = (0.25 × 70.80) ÷ 0.25 = 17.70 ÷ 0.25 = 70.80"]


def test_sum_that_does_not_add_up_is_refused():
    values = dataclasses.replace(scores(example("EX1")), esg=Decimal("57.27"))

    with pytest.raises(SumDoesNotAddUp) as refusal:
        sum_lines(values)

    assert (refusal.value.symbol, refusal.value.stated, refusal.value.computed) == ("S", Decimal("57.27"), Decimal("57.26"))
