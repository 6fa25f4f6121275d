"""The scoring policy in words: what each figure is, and what is wrong with one."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.rules.document import DocumentProblem, Step
from suppliers.rules.policy_draft import PolicySection
from suppliers.rules.policy_simulation import DecidingStep

ANY = "*"

SECTION: dict[PolicySection, Any] = {
    PolicySection.WEIGHTS: gettext_lazy("Weights"),
    PolicySection.BANDS: gettext_lazy("Bands: from which figure on"),
    PolicySection.MARKS: gettext_lazy("Marks for performance"),
    PolicySection.CAPS: gettext_lazy("Caps"),
    PolicySection.CLOCKS: gettext_lazy("Terms"),
    PolicySection.LABELS: gettext_lazy("Green label and selection"),
    PolicySection.EXIT: gettext_lazy("Exit rules"),
}
STEP: dict[DecidingStep, Any] = {
    DecidingStep.SCORE: gettext_lazy("the overall score itself"),
    DecidingStep.BANDS: gettext_lazy("the bands of the tiers"),
    DecidingStep.HYSTERESIS: gettext_lazy("the comparison with the evaluation before"),
    DecidingStep.CAPS: gettext_lazy("a cap"),
}
# Paths with a star for a position; {letter} and {row} are filled in from the document.
_LABELS: dict[tuple[str, ...], Any] = {
    ("esg", "weights", "environment"): gettext_lazy("Environment score in S"),
    ("esg", "weights", "cross_cutting"): gettext_lazy("Cross-cutting score in S"),
    ("performance", "weights", "technology"): gettext_lazy("Technology in P"),
    ("performance", "weights", "quality"): gettext_lazy("Quality in P"),
    ("performance", "weights", "responsiveness"): gettext_lazy("Responsiveness in P"),
    ("performance", "weights", "delivery"): gettext_lazy("Delivery in P"),
    ("performance", "weights", "cost"): gettext_lazy("Cost in P"),
    ("overall", "weights", "esg"): gettext_lazy("ESG score S in G"),
    ("overall", "weights", "performance"): gettext_lazy("Performance score P in G"),
    ("overall", "deduction_per_point"): gettext_lazy("Taken off G for each active breach point"),
    ("overall", "deduction_max"): gettext_lazy("Taken off G at most"),
    ("esg", "bands", ANY, "gte"): gettext_lazy("ESG grade %(letter)s from"),
    ("overall", "bands", ANY, "gte"): gettext_lazy("Tier %(letter)s from"),
    ("overall", "hysteresis", "margin"): gettext_lazy("Points beyond a limit that move a tier at once"),
    ("spend_classes_cny_12m", ANY, "gte"): gettext_lazy("Spend class %(letter)s from (CNY in 12 months)"),
    ("performance", "delivery_otd_pct", ANY, "gte"): gettext_lazy("Delivery, line %(row)s: share on time from (%%)"),
    ("performance", "delivery_otd_pct", ANY, "score"): gettext_lazy("Delivery, line %(row)s: mark"),
    ("performance", "quality_acceptance_pct", ANY, "gte"): gettext_lazy("Quality, line %(row)s: share accepted from (%%)"),
    ("performance", "quality_acceptance_pct", ANY, "score"): gettext_lazy("Quality, line %(row)s: mark"),
    ("performance", "responsiveness_median_hours", ANY, "lte"): gettext_lazy("Responsiveness, line %(row)s: up to (hours)"),
    ("performance", "responsiveness_median_hours", ANY, "score"): gettext_lazy("Responsiveness, line %(row)s: mark"),
    ("performance", "min_raters"): gettext_lazy("Raters needed where orders are too few"),
    ("performance", "min_orders_for_kpi"): gettext_lazy("Orders from which figures are used instead of ratings"),
    ("overall", "caps", "critical_unproven", ANY): gettext_lazy(
        "Proof missing for a critical question with gate %(letter)s: cap"
    ),
    ("overall", "caps", "esg_below", ANY, "below"): gettext_lazy("ESG score, limit %(row)s: below"),
    ("overall", "caps", "esg_below", ANY, "cap"): gettext_lazy("ESG score, limit %(row)s: cap"),
    ("overall", "caps", "performance_below", ANY, "below"): gettext_lazy("Performance score: below"),
    ("overall", "caps", "performance_below", ANY, "cap"): gettext_lazy("Performance score: cap"),
    ("overall", "caps", "delivery_below", ANY, "below"): gettext_lazy("Mark for delivery: below"),
    ("overall", "caps", "delivery_below", ANY, "cap"): gettext_lazy("Mark for delivery: cap"),
    ("overall", "caps", "coverage_below_minimum"): gettext_lazy("Coverage below the least: cap"),
    ("esg", "coverage_min_pct"): gettext_lazy("Least coverage (%%)"),
    ("overall", "caps", "active_points", ANY, "gte"): gettext_lazy("Active points, limit %(row)s: from"),
    ("overall", "caps", "active_points", ANY, "cap"): gettext_lazy("Active points, limit %(row)s: cap"),
    ("overall", "caps", "open_breach_level", ANY): gettext_lazy("Open breach of level %(letter)s: cap"),
    ("overall", "caps", "undertaking_not_in_force"): gettext_lazy("Undertaking not in force: cap"),
    ("overall", "caps", "qualification_lapsed"): gettext_lazy("Mandatory permit or licence lapsed: cap"),
    ("overall", "caps", "readmittance_probation", "months"): gettext_lazy("Probation after re-admittance (months)"),
    ("overall", "caps", "readmittance_probation", "cap"): gettext_lazy("Probation after re-admittance: cap"),
    ("overall", "caps", "spend_class_without_strategic_flag", "cap"): gettext_lazy("Small spend without the strategic flag: cap"),
    ("esg", "validity_months"): gettext_lazy("An ESG score holds for (months)"),
    ("exit_terms_days", "notice_to_appeal"): gettext_lazy("Appeal after an exit notice (days)"),
    ("exit_terms_days", "appeal_decision"): gettext_lazy("Decision on an appeal (days)"),
    ("exit_terms_days", "run_off"): gettext_lazy("Run-off (days)"),
    ("exit_terms_days", "run_off_extension_max"): gettext_lazy("Run-off extended by at most (days)"),
    ("readmittance_months", "dormant"): gettext_lazy("Waiting time after leaving as dormant (months)"),
    ("readmittance_months", "voluntary"): gettext_lazy("Waiting time after leaving by its own wish (months)"),
    ("readmittance_months", "performance_or_esg"): gettext_lazy("Waiting time after exit for performance or ESG (months)"),
    ("readmittance_months", "level_ii_accumulation"): gettext_lazy("Waiting time after exit for points (months)"),
    ("green_label", "performance_min_score"): gettext_lazy("Green label for performance: ESG score from"),
    ("selection", "weights", "price"): gettext_lazy("Selection: price"),
    ("selection", "weights", "technical"): gettext_lazy("Selection: technical mark"),
    ("selection", "weights", "delivery"): gettext_lazy("Selection: delivery"),
    ("selection", "weights", "esg"): gettext_lazy("Selection: ESG score"),
    ("selection", "bonus", "both_3c_and_rohs"): gettext_lazy("Bonus for valid 3C and RoHS"),
    ("selection", "bonus", "one_of_them"): gettext_lazy("Bonus for one of them"),
    ("exit_rules", "X1", "tier"): gettext_lazy("X1, annual evaluation: tier"),
    ("exit_rules", "X2", "tier"): gettext_lazy("X2, no progress: tier"),
    ("exit_rules", "X2", "evaluations"): gettext_lazy("X2, no progress: annual evaluations running"),
    ("exit_rules", "X2", "least_rise"): gettext_lazy("X2, no progress: G risen by less than"),
    ("exit_rules", "X3", "delivery_below"): gettext_lazy("X3, delivery: mark below"),
    ("exit_rules", "X3", "on_time_below_pct"): gettext_lazy("X3, delivery: share on time below (%%)"),
    ("exit_rules", "X3", "periods"): gettext_lazy("X3, delivery: periods running"),
    ("exit_rules", "X3", "min_orders"): gettext_lazy("X3, delivery: orders in each at least"),
    ("exit_rules", "X4", "evaluations"): gettext_lazy("X4, dormant: annual evaluations running"),
    ("exit_rules", "X4", "months_without_order"): gettext_lazy("X4, dormant: months without an order"),
    ("exit_rules", "X4", "admitted_months"): gettext_lazy("X4, dormant: admitted for more than (months)"),
    ("exit_rules", "X5", "active_points"): gettext_lazy("X5, forced exit: active points from"),
    ("exit_rules", "X6", "undertaking_lapsed_days"): gettext_lazy("X6, undertaking lapsed for more than (days)"),
    ("exit_rules", "X6", "qualification_lapsed_days"): gettext_lazy("X6, permit or licence lapsed for more than (days)"),
}
_PROBLEMS: dict[str, Any] = {
    "weights_do_not_sum": gettext_lazy("These weights add up to %(total)s; together they have to make %(expected)s."),
    "bands_overlap": gettext_lazy("This limit has to lie beyond the one in the line before."),
    "bands_do_not_reach_0": gettext_lazy("The last line has to begin at 0, so that every figure finds a band."),
    "bands_have_an_upper_end": gettext_lazy("The last line has no upper end, so that every figure finds a band."),
    "bands_not_a_to_d": gettext_lazy("The letters go from A to D."),
    "bands_not_l_to_xs": gettext_lazy("The classes go from L to XS."),
    "rating_does_not_end_at_100": gettext_lazy("The highest rating has to score 100."),
    "out_of_range": gettext_lazy("The figure has to lie between %(lowest)s and %(highest)s."),
    "not_a_number": gettext_lazy("This is no number. Write it with digits and a point, for example 0.75."),
    "not_a_whole_number": gettext_lazy("This is no whole number."),
    "unknown_tier": gettext_lazy("Choose a tier from A to D."),
    "bonus_for_one_above_both": gettext_lazy("The bonus for one cannot be above the bonus for both."),
}


def figure_label(path: tuple[Step, ...], definition: Mapping[str, Any]) -> str:
    """What a figure is, such as "Tier B from"; a place without words of its own is named by its path."""
    pattern = next((found for found in _LABELS if _fits(found, path)), None)
    if pattern is None:
        return " › ".join(str(step) for step in path)
    return str(_LABELS[pattern]) % {"letter": _letter(path, definition), "row": _row(path)}


def figure_words(value: Any) -> str:
    """A figure as people read it: thousands set apart, nothing for "no upper end"."""
    if value is None:
        return "–"
    text = str(value)
    return f"{int(text):,}" if text.isdigit() and len(text) > 4 else text


def problem_words(problem: DocumentProblem) -> str:
    """What is wrong with a figure."""
    words = _PROBLEMS.get(problem.reason)
    if words is None:
        return _("This figure cannot be used (%(reason)s).") % {"reason": problem.reason}
    facts = {key: "–" if value is None else value for key, value in problem.facts.items()}
    return str(words) % {"total": "", "expected": "", "lowest": "–", "highest": "–", **facts}


def _fits(pattern: tuple[str, ...], path: tuple[Step, ...]) -> bool:
    return len(pattern) == len(path) and all(want in (ANY, step) for want, step in zip(pattern, path, strict=True))


def _row(path: tuple[Step, ...]) -> int | str:
    return next((step + 1 for step in path if isinstance(step, int)), "")


def _letter(path: tuple[Step, ...], definition: Mapping[str, Any]) -> str:
    place: Any = definition
    for step in path[:-1]:
        place = place[step]
    if isinstance(path[-2], int) and isinstance(place, Mapping):
        return str(next((place[key] for key in ("tier", "grade", "code") if key in place), ""))
    return str(path[-1])
