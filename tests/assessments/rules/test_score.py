from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assessments.rules.answer import AnswerFacts, NaState
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.questionnaire import NotInQuestionnaire, questionnaire_from_mapping
from assessments.rules.score import DuplicateAnswer, Share, WeightsDisagree, score_answers
from assessments.rules.score_row import Why
from suppliers.rules.mean import Mean
from suppliers.rules.tier import Grade

AS_OF = date(2026, 11, 20)
BEST = {"yes_no": "yes", "maturity": 4, "reported": 0, "bands": 100, "bands_upper": -100, "file": "f"}
BEST_OPTION = {"EP-05": "none", "EP-09": "certified", "GH-01": "verified", "GH-05": "valid"}
BEST_OPTION |= {"BI-03": "none", "ID-01": "assured", "ID-03": "h24"}
BEST_DATE = date(2026, 11, 20)


def best(question, state=EvidenceState.VERIFIED):
    value = BEST_OPTION.get(question.code) or BEST.get(question.rule_code, BEST_DATE)
    return AnswerFacts(question.code, value, state)


def score(bank, policy, answers, category="service", profile="office"):
    return score_answers(bank, answers, category=category, profile=profile, as_of=AS_OF, policy=policy)


def test_best_answers_score_exactly_100_and_grade_a(bank, policy):
    found = score(bank, policy, [best(question) for question in bank.applicable("event", "production")], "event", "production")

    assert {mean.score for mean in found.areas.values()} == {Decimal("100.00")}
    assert (found.environment.score, found.cross_cutting.score, found.esg.score) == (100, 100, 100)
    assert found.grade is Grade.A
    assert (found.coverage.pct, found.verified.pct) == (100, 100)
    assert found.gates == ()
    assert not found.is_provisional


def test_no_answers_score_exactly_0_and_grade_d(bank, policy):
    found = score(bank, policy, [])

    assert str(found.esg.score) == "0.00"
    assert found.grade is Grade.D
    assert (found.coverage.pct, found.verified.pct) == (100, 0)
    assert {row.why for row in found.rows} == {Why.BLANK}
    assert [(cap.tier, cap.code, cap.question) for cap in found.gates] == [
        ("D", "critical_blank", "BI-01"),
        ("C", "critical_blank", "BI-05"),
        ("D", "critical_blank", "ID-02"),
        ("D", "critical_blank", "RM-04"),
        ("C", "critical_blank", "RM-05"),
    ]


def test_office_has_no_score_in_the_area_it_is_not_asked_about(bank, policy):
    found = score(bank, policy, [])

    assert found.areas["AE"] == Mean(Decimal(0), Decimal(0), None)
    assert found.environment.weight_sum == 100
    assert found.cells["AE", "BI"].score is None


def test_pending_proof_makes_the_score_provisional(bank, policy):
    answers = [best(question, EvidenceState.PENDING) for question in bank.applicable("service", "office")]

    found = score(bank, policy, answers)

    assert found.is_provisional
    # BI-01 and ID-02 need no proof: BI = (500 + 16 x 80) / 21, ID = (400 + 6 x 80) / 10.
    assert (found.modules["BI"].score, found.modules["ID"].score) == (Decimal("84.76"), Decimal("88.00"))
    assert found.environment.score == 80


def test_undecided_na_makes_the_score_provisional(bank, policy):
    found = score(bank, policy, [AnswerFacts("RM-05", na_state=NaState.PENDING)])

    assert found.is_provisional


def test_area_without_scored_questions_drops_out_with_its_weight(bank_mapping, policy):
    for question in bank_mapping["questions"]:
        if question["area"] == "WA":
            question["na"] = {"allowed": True, "condition": {"en": "No water", "zh": "无用水"}}
    bank = questionnaire_from_mapping(bank_mapping)
    answers = [
        AnswerFacts(question.code, na_state=NaState.ACCEPTED) if question.area == "WA" else best(question)
        for question in bank.applicable("service", "office")
    ]

    found = score(bank, policy, answers)

    assert found.areas["WA"].score is None
    assert found.environment == Mean(Decimal(9000), Decimal(90), Decimal("100.00"))
    assert found.coverage == Share(Decimal(112), Decimal(118))


def test_empty_module_drops_out_and_the_others_are_reweighted(bank_mapping, policy):
    bank_mapping["questions"] = [found for found in bank_mapping["questions"] if found["area"] != "ID"]
    bank = questionnaire_from_mapping(bank_mapping)
    answers = [best(question) for question in bank.applicable("service", "office") if question.area != "RM"]

    found = score(bank, policy, answers)

    # BI 100 with 0.40, RM 0 with 0.30: 40 / 0.70.
    assert found.cross_cutting == Mean(Decimal(40), Decimal("0.70"), Decimal("57.14"))


def test_nothing_to_score_has_no_score_and_no_grade(bank, policy):
    found = score(replace(bank, questions=()), policy, [])

    assert (found.esg.score, found.grade, found.coverage.pct, found.verified.pct) == (None, None, None, None)


def test_answers_to_questions_not_asked_are_left_aside(bank, policy):
    answers = [best(question) for question in bank.applicable("service", "office")]
    strays = [best(bank.question("AE-01")), AnswerFacts("PR-02", "no")]

    assert score(bank, policy, answers + strays) == score(bank, policy, answers)


def test_two_answers_to_one_question_are_refused(bank, policy):
    with pytest.raises(DuplicateAnswer) as refusal:
        score(bank, policy, [AnswerFacts("BI-01", "yes"), AnswerFacts("BI-01", "no")])

    assert refusal.value.code == "BI-01"


def test_answer_to_an_unknown_question_is_refused(bank, policy):
    with pytest.raises(NotInQuestionnaire) as refusal:
        score(bank, policy, [AnswerFacts("XX-99", "yes")])

    assert refusal.value.code == "XX-99"


def test_policy_that_weighs_the_modules_otherwise_is_refused(bank, policy):
    other = replace(policy, esg=replace(policy.esg, module_weights={"BI": Decimal(1), "ID": Decimal(0), "RM": Decimal(0)}))

    with pytest.raises(WeightsDisagree):
        score(bank, other, [])
