from collections.abc import Callable
from decimal import Decimal

import pytest

from suppliers.rules.policy import PolicyError, policy_from_mapping
from suppliers.rules.tier import Grade, Tier


def test_policy_that_ships_is_read_with_exact_decimals(policy):
    assert (policy.code, policy.version, policy.status) == ("SCORE-POL", "1.0", "proposed")
    assert policy.esg.environment_weight == Decimal("0.75")
    assert policy.esg.module_weights == {
        "BI": Decimal("0.40"),
        "ID": Decimal("0.30"),
        "RM": Decimal("0.30"),
    }
    assert [(band.gte, band.value) for band in policy.esg.bands] == [
        (80, Grade.A),
        (65, Grade.B),
        (50, Grade.C),
        (0, Grade.D),
    ]
    assert policy.esg.least_coverage_pct == 60
    assert policy.esg.validity_months == 15
    assert policy.overall.caps.critical_unproven == {Tier.C: Tier.B, Tier.D: Tier.C}
    assert policy.overall.step.margin == 2
    assert policy.label.performance_min_esg == 80
    assert policy.label.barring_breach_levels == {"I", "II", "III"}
    assert (policy.selection.price_weight, policy.selection.bonus_both, policy.selection.bonus_one) == (Decimal("0.40"), 5, 2)
    assert (policy.exit.forced_points, policy.exit.appeal_days, policy.exit.run_off_days) == (24, 15, 90)


def set_at(mapping: dict, path: tuple, value: object) -> None:
    for step in path[:-1]:
        mapping = mapping[step]
    mapping[path[-1]] = value


MISTAKES = [
    (("rounding", "mode"), "ROUND_HALF_EVEN", "rounding.mode", "unknown_rounding"),
    (("rounding", "places"), 3, "rounding.places", "out_of_range"),
    (("esg", "weights", "environment"), "0.80", "esg.weights", "weights_do_not_sum"),
    (
        ("esg", "cross_cutting_weights", "BI"),
        "0.41",
        "esg.cross_cutting_weights",
        "weights_do_not_sum",
    ),
    (("esg", "bands", 1, "gte"), "80", "esg.bands[1]", "bands_overlap"),
    (("esg", "bands", 3, "gte"), "5", "esg.bands", "bands_do_not_reach_0"),
    (("esg", "bands", 3, "grade"), "E", "esg.bands[3].grade", "unknown_grade"),
    (("esg", "bands", 0, "gte"), "101", "esg.bands[0].gte", "out_of_range"),
    (("esg", "coverage_min_pct"), "sixty", "esg.coverage_min_pct", "not_a_number"),
    (("esg", "coverage_min_pct"), "NaN", "esg.coverage_min_pct", "not_a_number"),
    (("esg", "coverage_min_pct"), True, "esg.coverage_min_pct", "not_a_number"),
    (("esg", "validity_months"), "15", "esg.validity_months", "not_a_whole_number"),
    (("esg", "bonus"), 1, "esg.bonus", "unknown_key"),
    (("esg",), [], "esg", "not_a_mapping"),
    (("esg", "cross_cutting_weights"), None, "esg.cross_cutting_weights", "not_a_mapping"),
    (("performance", "weights", "cost"), 21, "performance.weights", "weights_do_not_sum"),
    (
        ("performance", "responsiveness_median_hours", 2, "lte"),
        "8",
        "performance.responsiveness_median_hours[2]",
        "bands_overlap",
    ),
    (
        ("performance", "responsiveness_median_hours", 2, "lte"),
        None,
        "performance.responsiveness_median_hours[3]",
        "bands_overlap",
    ),
    (
        ("performance", "responsiveness_median_hours", 5, "lte"),
        "90",
        "performance.responsiveness_median_hours",
        "bands_have_an_upper_end",
    ),
    (
        ("performance", "delivery_otd_pct", 0, "score"),
        101,
        "performance.delivery_otd_pct[0].score",
        "out_of_range",
    ),
    (("performance", "delivery_otd_pct"), [], "performance.delivery_otd_pct", "empty_list"),
    (("performance", "delivery_otd_pct"), "x", "performance.delivery_otd_pct", "not_a_list"),
    (
        ("performance", "rating", "highest"),
        6,
        "performance.rating",
        "rating_does_not_end_at_100",
    ),
    (("overall", "weights", "esg"), "0.5", "overall.weights", "weights_do_not_sum"),
    (("overall", "bands", 0, "tier"), "N", "overall.bands[0].tier", "unknown_tier"),
    (
        ("overall", "hysteresis", "confirming_evaluations"),
        3,
        "overall.hysteresis.confirming_evaluations",
        "out_of_range",
    ),
    (
        ("overall", "caps", "esg_below", 0, "cap"),
        "E",
        "overall.caps.esg_below[0].cap",
        "unknown_tier",
    ),
    (
        ("overall", "caps", "spend_class_without_strategic_flag", "classes"),
        ["S", "S"],
        "overall.caps.spend_class_without_strategic_flag.classes[1]",
        "duplicate",
    ),
    (
        ("overall", "caps", "spend_class_without_strategic_flag", "classes"),
        ["tiny"],
        "overall.caps.spend_class_without_strategic_flag.classes[0]",
        "unknown_spend_class",
    ),
    (
        ("overall", "caps", "open_breach_level"),
        [],
        "overall.caps.open_breach_level",
        "not_a_mapping",
    ),
    (("spend_classes_cny_12m", 3, "gte"), "1", "spend_classes_cny_12m", "bands_do_not_reach_0"),
    (
        ("spend_classes_cny_12m", 3, "code"),
        "XL",
        "spend_classes_cny_12m[3].code",
        "unknown_spend_class",
    ),
    (("green_label", "performance_min_score"), "eighty", "green_label.performance_min_score", "not_a_number"),
    (("green_label", "iso"), "ISO_9001", "green_label.iso", "unknown_standard"),
    (("green_label", "barring_breach_levels"), ["V"], "green_label.barring_breach_levels[0]", "unknown_breach_level"),
    (("selection", "weights", "price"), "0.41", "selection.weights", "weights_do_not_sum"),
    (("selection", "bonus", "one_of_them"), "6", "selection.bonus", "bonus_for_one_above_both"),
    (("selection", "tie_break"), ["price"], "selection.tie_break", "tie_break_not_in_order"),
    (("exit_rules", "X2", "evaluations"), 0, "exit_rules.X2.evaluations", "out_of_range"),
    (("exit_rules", "X4", "spend_class"), "XXL", "exit_rules.X4.spend_class", "unknown_spend_class"),
    (("exit_rules", "X7"), {}, "exit_rules.X7", "unknown_key"),
    (("exit_terms_days", "run_off"), "90", "exit_terms_days.run_off", "not_a_whole_number"),
    (("readmittance_months", "dormant"), -1, "readmittance_months.dormant", "out_of_range"),
    (("policy", "version"), 1, "policy.version", "not_text"),
    (("policy", "version"), " ", "policy.version", "empty_text"),
]


@pytest.mark.parametrize(("place", "value", "path", "reason"), MISTAKES)
def test_mistake_is_refused_with_its_place_and_reason(policy_mapping, place, value, path, reason):
    set_at(policy_mapping, place, value)

    with pytest.raises(PolicyError) as refusal:
        policy_from_mapping(policy_mapping)

    assert (path, reason) in [(found.path, found.reason) for found in refusal.value.problems]


REORDERED = [
    (lambda mapping: mapping["esg"]["bands"], "esg.bands", "bands_not_a_to_d"),
    (
        lambda mapping: mapping["spend_classes_cny_12m"],
        "spend_classes_cny_12m",
        "bands_not_l_to_xs",
    ),
]


@pytest.mark.parametrize(("bands_of", "path", "reason"), REORDERED)
def test_band_left_out_is_refused(policy_mapping, bands_of: Callable[[dict], list], path: str, reason: str):
    del bands_of(policy_mapping)[1]

    with pytest.raises(PolicyError) as refusal:
        policy_from_mapping(policy_mapping)

    assert [(found.path, found.reason) for found in refusal.value.problems] == [(path, reason)]


def test_missing_sections_are_all_named_at_once():
    with pytest.raises(PolicyError) as refusal:
        policy_from_mapping({})

    assert str(refusal.value) == (
        "schema_version: missing; policy: missing; rounding: missing; esg: missing; "
        "performance: missing; overall: missing; spend_classes_cny_12m: missing; green_label: missing; "
        "selection: missing; exit_rules: missing; exit_terms_days: missing; readmittance_months: missing"
    )


def test_empty_bands_are_refused_once(policy_mapping):
    policy_mapping["esg"]["bands"] = []
    policy_mapping["spend_classes_cny_12m"] = []

    with pytest.raises(PolicyError) as refusal:
        policy_from_mapping(policy_mapping)

    assert str(refusal.value) == "esg.bands: empty_list; spend_classes_cny_12m: empty_list"
