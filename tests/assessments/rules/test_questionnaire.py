import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from assessments.rules.questionnaire import (
    NotInQuestionnaire,
    QuestionnaireRefused,
    applicable_questions,
    check_questionnaire,
    questionnaire_from_mapping,
)
from assessments.rules.wording import Wording
from suppliers.rules.tier import Tier


def test_bank_that_ships_holds_80_questions_in_order(bank):
    per_area = {}
    for question in bank.questions:
        per_area[question.area] = per_area.get(question.area, 0) + 1

    assert per_area == {"EP": 11, "PR": 11, "HW": 12, "GH": 11, "WA": 10, "AE": 12, "BI": 5, "ID": 3, "RM": 5}
    assert (bank.code, bank.version, bank.effective_from) == ("ESG-ENV6", "1.0", date(2026, 12, 1))
    assert bank.title.en == "Supplier ESG self-assessment: six environmental areas"
    assert bank.na_justification_min_chars == 10
    assert len(bank.indicators) == 12
    assert [named.code for named in bank.categories] == [
        "media",
        "event",
        "service",
        "engineering",
        "office_it",
        "logistics",
    ]


def test_question_is_read_whole(bank):
    question = bank.question("EP-01")

    assert question.text.in_language("zh-Hans").startswith("贵公司每个排放污染物的场所")
    assert question.text.in_language("en").startswith("Does each of your sites")
    assert (question.area, question.dimension, question.weight) == ("EP", "BI", 5)
    assert (question.critical, question.gate) == (True, Tier.C)
    assert (question.na_allowed, question.na_condition.en) == (
        True,
        "No site releases pollutants within the national classification list",
    )
    assert question.evidence.is_needed_at(Decimal(1))
    assert not question.evidence.is_needed_at(Decimal(0))
    assert question.evidence.kinds == ("permit",)
    assert question.breach_hint == "ENV-02"
    assert question.references[0] == "CN-EEC"
    assert question.help is None
    assert question.options == ()
    assert question.units == ()


def test_maturity_question_offers_the_levels_of_its_scale(bank):
    options = bank.question("EP-04").options

    assert [(option.value, option.score) for option in options] == [(0, 0), (1, 25), (2, 50), (3, 75), (4, 100)]
    assert options[2].wording.zh == "有书面规定和责任人"


def test_choice_carries_the_gate_of_its_option(bank):
    gates = {option.value: option.gate for option in bank.question("BI-03").options}

    assert gates == {"none": None, "probe": None, "fixed": None, "open": Tier.D}


def test_source_tells_its_kind_and_note_in_both_languages(bank):
    source = {reference.id: reference for reference in bank.references}

    assert source["CN-ETS"].type == Wording("State Council Order 775", "国务院令第775号")
    assert source["CN-ETS"].note == Wording("In force 2024-05-01", "2024-05-01施行")
    assert source["GRI306"].type == Wording("GRI", "GRI")
    assert source["GRI306"].note is None


def test_only_names_are_written_alike_in_both_languages(bank):
    said = [wording for reference in bank.references for wording in (reference.type, reference.note) if wording]

    assert {wording.en for wording in said if wording.zh == wording.en} == {"ISO", "GRI", "RBA", "WRI/WBCSD"}
    assert [wording.zh for wording in said if wording.zh != wording.en and not re.search("[\u4e00-\u9fff]", wording.zh)] == []


def test_energy_may_be_given_in_the_units_of_its_indicator(bank):
    assert bank.question("PR-04").units == ("MWh", "kWh", "万kWh", "GJ", "tce")
    assert bank.question("HW-07").units == ("%",)


@pytest.mark.parametrize(
    ("category", "profile", "count"),
    [
        ("media", "office", 38), ("event", "office", 41), ("service", "office", 37),
        ("engineering", "office", 40), ("office_it", "office", 41), ("logistics", "office", 38),
        ("media", "production", 76), ("event", "production", 79), ("service", "production", 69),
        ("engineering", "production", 76), ("office_it", "production", 72), ("logistics", "production", 72),
    ],
)  # fmt: skip
def test_category_and_profile_decide_what_is_asked(bank, category, profile, count):
    questions = applicable_questions(bank, category, profile)

    assert len(questions) == count
    assert [question.code for question in bank.questions if question in questions] == [question.code for question in questions]


def test_office_is_asked_nothing_about_exhaust_and_weighs_it_nothing(bank):
    assert not [found for found in applicable_questions(bank, "event", "office") if found.area == "AE"]
    assert bank.weights_for("event", "office")["AE"] == 0
    assert bank.weights_for("logistics", "production")["AE"] == 30


@pytest.mark.parametrize(
    ("category", "profile", "kind", "code"),
    [("bakery", "office", "category", "bakery"), ("media", "home", "profile", "home")],
)
def test_unknown_category_or_profile_is_refused(bank, category, profile, kind, code):
    with pytest.raises(NotInQuestionnaire) as refusal:
        applicable_questions(bank, category, profile)

    assert (refusal.value.kind, refusal.value.code) == (kind, code)


def test_unknown_question_is_refused(bank):
    with pytest.raises(NotInQuestionnaire) as refusal:
        bank.question("XX-01")

    assert (refusal.value.kind, refusal.value.code) == ("question", "XX-01")


def at(*path: object, value: object) -> Callable[[dict], None]:
    def change(bank: dict) -> None:
        place = bank
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


def without(*path: object) -> Callable[[dict], None]:
    def change(bank: dict) -> None:
        place = bank
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return change


def question(code: str, *path: object, value: object) -> Callable[[dict], None]:
    def change(bank: dict) -> None:
        place = next(found for found in bank["questions"] if found["code"] == code)
        at(*path, value=value)(place)

    return change


def indicator(code: str, *path: object, value: object) -> Callable[[dict], None]:
    def change(bank: dict) -> None:
        place = next(found for found in bank["indicators"] if found["code"] == code)
        at(*path, value=value)(place)

    return change


# EP-01 is question 0, EP-02 1, EP-04 3, EP-05 4, PR-04 14, PR-06 16, BI-01 67; IND-EN is indicator 0.
MISTAKES = [
    (at("schema_version", value=2), "schema_version", "out_of_range"),
    (at("surprise", value=2), "surprise", "unknown_key"),
    (without("template", "title"), "template.title", "missing"),
    (without("template", "title", "zh"), "template.title.zh", "missing"),
    (at("template", "effective_from", value="1 Dec 2026"), "template.effective_from", "not_a_date"),
    (at("template", "languages", value=["en", "fr"]), "template.languages[1]", "unknown_language"),
    (at("areas", 1, "code", value="EP"), "areas[1].code", "duplicate"),
    (at("areas", 1, "code", value="XX"), "areas[1].code", "unknown_code"),
    (at("dimensions", 0, "test", value=5), "dimensions[0].test", "not_text"),
    (at("categories", 1, "code", value="media"), "categories[1].code", "duplicate"),
    (at("cross_cutting_module", "weights", "BI", value="0.5"), "cross_cutting_module.weights", "weights_do_not_sum"),
    (at("area_weights", "office", "all", "EP", value=16), "area_weights.office.all", "weights_do_not_sum"),
    (at("area_weights", "office", "media", value={}), "area_weights.office.media", "duplicate"),
    (at("area_weights", "production", "bakery", value={}), "area_weights.production.bakery", "unknown_category"),
    (without("area_weights", "production", "media"), "area_weights.production", "area_weights_missing"),
    (at("scales", 0, "levels", 1, "value", value=3), "scales[0].levels[1].value", "out_of_range"),
    (at("scales", 0, "levels", 1, "score", value=101), "scales[0].levels[1].score", "out_of_range"),
    (lambda bank: bank["scales"].append(bank["scales"][0]), "scales[1].id", "duplicate"),
    (
        at("evidence_policy", "multipliers", "normal", "missing", value="0.2"),
        "evidence_policy.multipliers.normal.missing",
        "missing_proof_pays",
    ),
    (
        at("evidence_policy", "multipliers", "critical", "pending", value="1.1"),
        "evidence_policy.multipliers.critical.pending",
        "out_of_range",
    ),
    (at("evidence_policy", "statuses", value=["verified"]), "evidence_policy.statuses", "evidence_states_missing"),
    (at("na_policy", "reviewer_must_accept", value=False), "na_policy.reviewer_must_accept", "reviewer_must_accept_na"),
    (at("na_policy", "justification_min_chars", value=0), "na_policy.justification_min_chars", "out_of_range"),
    (lambda bank: bank["references"].append(bank["references"][0]), "references[88].id", "duplicate"),
    (at("references", 0, "checked", value="X"), "references[0].checked", "unknown_check_mark"),
    (without("references", 0, "type", "zh"), "references[0].type.zh", "missing"),
    (at("references", 0, "type", value=5), "references[0].type", "not_a_mapping"),
    (at("references", 0, "note", "zh", value=" "), "references[0].note.zh", "empty_text"),
    (at("references", 0, "note", "fr", value="loi"), "references[0].note.fr", "unknown_key"),
    (question("EP-02", "code", value="EP-01"), "questions[1].code", "duplicate"),
    (question("EP-01", "area", value="XX"), "questions[0].area", "unknown_area"),
    (question("EP-01", "dimension", value="XX"), "questions[0].dimension", "unknown_dimension"),
    (question("BI-01", "dimension", value="RM"), "questions[67].dimension", "dimension_differs_from_module"),
    (question("EP-01", "text", "zh", value=" "), "questions[0].text.zh", "empty_text"),
    (question("EP-01", "text", value={"zh": "问"}), "questions[0].text.en", "missing"),
    (question("EP-01", "type", value="essay"), "questions[0].type", "unknown_type"),
    (question("EP-01", "scoring", "rule", value="dice"), "questions[0].scoring.rule", "unknown_rule"),
    (question("EP-01", "scoring", value={"rule": "file"}), "questions[0].scoring.rule", "rule_does_not_fit_type"),
    (question("EP-01", "scoring", "if_yes", value=120), "questions[0].scoring.if_yes", "out_of_range"),
    (question("EP-01", "weight", value=6), "questions[0].weight", "out_of_range"),
    (question("EP-01", "weight", value=0), "questions[0].weight", "out_of_range"),
    (question("EP-01", "weight", value="5"), "questions[0].weight", "not_a_whole_number"),
    (question("EP-01", "gate", value="E"), "questions[0].gate", "unknown_gate"),
    (question("EP-01", "gate", value=None), "questions[0].gate", "critical_without_gate"),
    (question("EP-02", "gate", value="C"), "questions[1].gate", "gate_without_critical"),
    (question("EP-01", "critical", value="yes"), "questions[0].critical", "not_true_or_false"),
    (
        question("EP-01", "applicability", "categories", value=["bakery"]),
        "questions[0].applicability.categories[0]",
        "unknown_category",
    ),
    (question("EP-01", "applicability", "profiles", value=["home"]), "questions[0].applicability.profiles[0]", "unknown_profile"),
    (question("EP-01", "applicability", "profiles", value=[]), "questions[0].applicability.profiles", "empty_list"),
    (question("EP-01", "na", value={"allowed": True}), "questions[0].na", "na_without_condition"),
    (question("EP-01", "na", "allowed", value=False), "questions[0].na.condition", "na_condition_not_expected"),
    (question("EP-01", "references", value=["CN-XXX"]), "questions[0].references[0]", "unknown_reference"),
    (question("EP-01", "evidence", "required_from_score", value=0), "questions[0].evidence.required_from_score", "out_of_range"),
    (question("EP-01", "evidence", "kinds", value=[]), "questions[0].evidence.kinds", "empty_list"),
    (question("EP-01", "options", value=[{}]), "questions[0].options", "options_not_expected"),
    (question("EP-01", "unit", value="t"), "questions[0].unit", "only_for_numbers"),
    (question("EP-01", "range", value=[0, 1]), "questions[0].range", "only_for_numbers"),
    (question("EP-02", "scoring", "warn_days", value=-1), "questions[1].scoring.warn_days", "out_of_range"),
    (question("EP-04", "scoring", "scale", value="M9"), "questions[3].scoring.scale", "unknown_scale"),
    (question("EP-05", "options", value=None), "questions[4]", "options_missing"),
    (
        question("EP-05", "options", 0, value={"value": "none", "en": "No", "zh": "无"}),
        "questions[4].options[0].score",
        "missing",
    ),
    (question("EP-05", "options", 1, "value", value="none"), "questions[4].options[1].value", "duplicate"),
    (question("EP-05", "options", 1, "value", value=False), "questions[4].options[1].value", "not_text"),
    (question("EP-05", "options", 3, "gate", value="B"), "questions[4].options[3].gate", "unknown_gate"),
    (question("PR-04", "unit", value=None), "questions[14]", "unit_or_range_missing"),
    (question("PR-04", "unit", value="GJ"), "questions[14].unit", "unit_differs_from_indicator"),
    (question("PR-04", "range", value=[0, 5]), "questions[14].range", "range_differs_from_indicator"),
    (question("PR-04", "range", value=[5, 0]), "questions[14].range", "not_a_range"),
    (question("PR-04", "range", value=[0]), "questions[14].range", "not_a_range"),
    (question("PR-04", "range", value=[]), "questions[14].range", "empty_list"),
    (question("PR-06", "scoring", "bands", 1, "gte", value=80), "questions[16].scoring.bands[1]", "bands_overlap"),
    (question("PR-06", "scoring", "bands", 3, "gte", value=5), "questions[16].scoring.bands", "bands_do_not_reach_0"),
    (question("PR-06", "range", value=[-5, 100]), "questions[16].scoring.bands", "bands_do_not_cover_range"),
    (indicator("IND-EL", "code", value="IND-EN"), "indicators[1].code", "duplicate"),
    (indicator("IND-EL", "question", value="PR-04"), "indicators[1].question", "duplicate"),
    (indicator("IND-EN", "question", value="XX-01"), "indicators[0].question", "unknown_question"),
    (indicator("IND-EL", "question", value="EP-01"), "indicators[1].question", "question_is_no_number"),
    (indicator("IND-EN", "area", value="XX"), "indicators[0].area", "unknown_area"),
    (indicator("IND-EN", "to_base", "kWh", value="0"), "indicators[0].to_base.kWh", "factor_not_positive"),
    (
        indicator("IND-EN", "soft_range", "office", value=[-1, 5]),
        "indicators[0].soft_range.office",
        "soft_range_outside_hard_range",
    ),
]


@pytest.mark.parametrize(("change", "path", "reason"), MISTAKES, ids=[f"{path}-{reason}" for _, path, reason in MISTAKES])
def test_mistake_is_found_with_its_place_and_reason(bank_mapping, change, path, reason):
    change(bank_mapping)

    problems = check_questionnaire(bank_mapping)

    assert (path, reason) in [(found.path, found.reason) for found in problems]


def test_all_mistakes_are_found_in_one_pass(bank_mapping):
    question("EP-01", "weight", value=9)(bank_mapping)
    question("WA-03", "text", "zh", value="")(bank_mapping)
    at("area_weights", "production", "media", "EP", value=14)(bank_mapping)

    with pytest.raises(QuestionnaireRefused) as refusal:
        questionnaire_from_mapping(bank_mapping)

    assert str(refusal.value) == (
        "area_weights.production.media: weights_do_not_sum; questions[0].weight: out_of_range; questions[47].text.zh: empty_text"
    )
    assert refusal.value.problems[1].facts == {"value": 9, "lowest": 1, "highest": 5}


@pytest.mark.parametrize("mapping", [None, [], "text", 5, {}, {"questions": 3}, {"questions": [3, None, {}]}])
def test_what_is_no_questionnaire_is_refused_without_a_crash(mapping):
    with pytest.raises(QuestionnaireRefused):
        questionnaire_from_mapping(mapping)


@pytest.mark.parametrize("junk", [None, 5, "x", [], {}, True, [[]], {"a": []}])
def test_junk_anywhere_is_refused_or_read_but_never_crashes(bank_mapping, junk):
    for section in list(bank_mapping):
        broken = bank_mapping | {section: junk}
        assert check_questionnaire(broken) or section in ("gate_policy", "missing_policy")
    for key in list(bank_mapping["questions"][4]):
        for number in (4, 14):
            broken = bank_mapping | {"questions": [bank_mapping["questions"][number] | {key: junk}]}
            assert check_questionnaire(broken)
