import copy
from datetime import date

import pytest

from assessments.rules.case import score_case
from assessments.rules.case_reader import CaseRefused
from assessments.rules.questionnaire import questionnaire_from_mapping

EXAMPLES = {"EX1": 0, "EX2": 1}


def example(oracles, name):
    return copy.deepcopy(oracles["examples"][EXAMPLES[name]])


@pytest.mark.parametrize("name", EXAMPLES)
def test_worked_example_gives_every_intermediate_number(bank, policy, oracles, name):
    case = example(oracles, name)

    result = score_case(case, bank, policy)

    for key, expected in case["expected"].items():
        assert result[key] == expected, key
    assert list(result) == list(case["expected"])
    assert repr(result) == repr(case["expected"])


def test_only_inputs_are_read(bank, policy, oracles):
    case = example(oracles, "EX1")
    expected = case.pop("expected")
    case["performance_inputs"] = expected["performance_inputs"]
    case["expected"] = {"performance_inputs": {"quality": 0}, "esg": "0.00"}

    assert score_case(case, bank, policy) == expected


def test_case_without_performance_has_no_tier(bank, policy, oracles):
    case = example(oracles, "EX1")
    del case["expected"]

    result = score_case(case, bank, policy)

    assert result["esg"] == "57.26"
    assert [result[key] for key in ("performance_inputs", "performance", "overall")] == [None, None, None]
    assert [result[key] for key in ("raw_tier", "tier_after_hysteresis", "final_tier")] == ["N", "N", "N"]


def test_bare_case_is_the_ordinary_supplier(bank, policy):
    case = {"category": "service", "profile": "office", "as_of": date(2026, 11, 20), "answers": []}

    result = score_case(case, bank, policy)

    assert result["rows"][0] == {
        "code": "EP-04",
        "answer": None,
        "evidence": None,
        "score": 0,
        "multiplier": "1",
        "weight": 3,
        "weighted": "0",
    }
    assert (result["esg"], result["spend_class"], result["deduction"]) == ("0.00", None, "0.00")
    assert [cap["reason"] for cap in result["caps"]] == ["critical_blank"] * 5 + ["esg_below_50", "esg_below_65"]


def test_flags_bring_their_caps(bank, policy, oracles):
    case = example(oracles, "EX2") | {
        "undertaking_in_force": False,
        "qualification_lapsed": True,
        "probation": True,
        "open_breach_levels": ["II"],
        "active_points": 12,
        "spend_12m_cny": "49999.99",
        "blank": None,
    }

    result = score_case(case, bank, policy)

    assert result["caps"] == [
        {"cap": "C", "reason": "points_from_12", "question": None},
        {"cap": "C", "reason": "open_breach_level_II", "question": None},
        {"cap": "C", "reason": "undertaking_not_in_force", "question": None},
        {"cap": "C", "reason": "qualification_lapsed", "question": None},
        {"cap": "B", "reason": "readmittance_probation", "question": None},
        {"cap": "B", "reason": "not_strategic_at_spend_class_XS", "question": None},
    ]
    assert (result["deduction"], result["overall"], result["final_tier"]) == ("6.00", "83.25", "C")


def test_strategic_flag_lifts_the_spend_cap(bank, policy, oracles):
    case = example(oracles, "EX2") | {"spend_12m_cny": 60000, "strategic": True, "open_breach_levels": []}

    result = score_case(case, bank, policy)

    assert (result["caps"], result["spend_class"], result["final_tier"]) == ([], "S", "A")


def with_answer(case, code, **answer):
    case["answers"] = [found for found in case["answers"] if found["code"] != code] + [{"code": code, **answer}]
    return case


@pytest.mark.parametrize(
    ("answer", "row"),
    [
        (
            {"value": None},
            {"answer": None, "evidence": None, "score": 0, "multiplier": "1", "weight": 3, "weighted": "0"},
        ),
        (
            {"na": "undecided"},
            {"answer": "NA", "evidence": None, "score": 0, "multiplier": "1", "weight": 3, "weighted": "0"},
        ),
        (
            {"value": True},
            {"answer": "yes", "evidence": "missing", "score": 100, "multiplier": "0.0", "weight": 3, "weighted": "0"},
        ),
        (
            {"value": "yes", "evidence": "pending"},
            {"answer": "yes", "evidence": "pending", "score": 100, "multiplier": "0.8", "weight": 3, "weighted": "240"},
        ),
    ],
)
def test_line_shows_what_became_of_an_answer(bank, policy, oracles, answer, row):
    result = score_case(with_answer(example(oracles, "EX1"), "GH-10", **answer), bank, policy)

    assert result["rows"][20] == {"code": "GH-10", **row}


def test_bare_yaml_date_is_shown_as_text(bank, policy, oracles):
    case = with_answer(example(oracles, "EX2"), "PR-09", value=date(2026, 6, 12), evidence="verified")

    result = score_case(case, bank, policy)

    assert next(row for row in result["rows"] if row["code"] == "PR-09")["answer"] == "2026-06-12"


def test_figure_may_come_in_another_unit(bank, policy, oracles):
    case = with_answer(example(oracles, "EX1"), "PR-04", value=225600, unit="kWh", evidence="verified")

    assert score_case(case, bank, policy)["esg"] == "57.26"


def test_weighted_part_that_is_no_whole_number_is_shown_exactly(bank_mapping, policy, oracles):
    from_bank = next(found for found in bank_mapping["questions"] if found["code"] == "GH-10")
    from_bank["scoring"]["if_yes"] = "33.5"
    case = with_answer(example(oracles, "EX1"), "GH-10", value="yes", evidence="verified")

    row = score_case(case, questionnaire_from_mapping(bank_mapping), policy)["rows"][20]

    assert (row["score"], row["weighted"]) == ("33.5", "100.5")


REFUSED = [
    ({"category": "bakery"}, "category: unknown_category"),
    ({"profile": None}, "profile: unknown_profile"),
    ({"as_of": "yesterday"}, "as_of: not_a_date"),
    ({"answers": None}, "answers: not_a_list"),
    ({"answers": [{"code": "XX-01", "value": 1}]}, "answers[0].code: unknown_question"),
    ({"answers": [{"code": "EP-04"}, {"code": "EP-04"}]}, "answers[1].code: duplicate"),
    ({"answers": [{"code": "EP-04", "evidence": "lost"}]}, "answers[0].evidence: unknown_evidence_state"),
    ({"answers": [{"code": "GH-04", "na": "maybe"}]}, "answers[0].na: unknown_na_state"),
    ({"answers": [{"code": "EP-04", "note": "x"}]}, "answers[0].note: unknown_key"),
    ({"answers": [{"code": "EP-04", "value": 9}]}, "answers.EP-04: unknown_option"),
    ({"answers": [{"code": "EP-04", "na": "accepted"}]}, "answers.EP-04: na_not_allowed"),
    ({"blank": ["XX-01"]}, "blank[0]: unknown_question"),
    ({"blank": ["EP-04"]}, "blank[0]: answered_and_blank"),
    ({"previous_tier": "E"}, "previous_tier: unknown_tier"),
    ({"previous_overall": "good"}, "previous_overall: not_a_number"),
    ({"spend_12m_cny": -1}, "spend_12m_cny: out_of_range"),
    ({"active_points": 1.5}, "active_points: not_a_whole_number"),
    ({"performance_inputs": {"quality": 101}}, "performance_inputs.quality: out_of_range"),
    ({"performance_inputs": {"speed": 1}}, "performance_inputs.speed: unknown_key"),
    ({"performance_inputs": [1]}, "performance_inputs: not_a_mapping"),
    ({"open_breach_levels": ["V"]}, "open_breach_levels[0]: unknown_breach_level"),
    ({"strategic": "yes"}, "strategic: not_true_or_false"),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_bad_input_is_refused_with_its_place(bank, policy, oracles, change, sentence):
    with pytest.raises(CaseRefused) as refusal:
        score_case(example(oracles, "EX1") | change, bank, policy)

    assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ([], "not_a_mapping"),
        ({}, "category: missing (key=category); profile: missing (key=profile); as_of: missing (key=as_of)"),
    ],
)
def test_what_is_no_case_is_refused(bank, policy, mapping, sentence):
    with pytest.raises(CaseRefused) as refusal:
        score_case(mapping, bank, policy)

    assert sentence in str(refusal.value)
