"""Holding something back never scores better than the worst honest answer."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.rules.answer import AnswerFacts
from assessments.rules.evidence_policy import EvidenceState
from assessments.rules.score import score_answers
from bench.omission import AS_OF, METHOD, counter_examples, omissions, possible_values, raised, worst_answer

BANK, POLICY = METHOD
SETTINGS = [(category.code, profile.code) for category in BANK.categories for profile in BANK.profiles]


def best_answer(question):
    best = max(possible_values(question), key=lambda value: question.rule.score(question.rule.read(value), AS_OF))
    return AnswerFacts(question.code, best, EvidenceState.VERIFIED)


@settings(max_examples=2000, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**48))
def test_omission_never_pays_in_a_generated_questionnaire(seed):
    assert counter_examples(seed, BANK, POLICY) == []


@pytest.mark.parametrize(("category", "profile"), SETTINGS)
def test_no_single_omission_pays(category, profile):
    best = {question.code: best_answer(question) for question in BANK.applicable(category, profile)}

    def scored(answers):
        return score_answers(BANK, answers.values(), category=category, profile=profile, as_of=AS_OF, policy=POLICY)

    for question in BANK.applicable(category, profile):
        honest = scored(best | {question.code: worst_answer(question)})
        for way in omissions(question, best[question.code]):
            omitted = {code: answer for code, answer in best.items() if code != question.code}
            if way is not None:
                omitted[question.code] = way
            assert raised(scored(omitted), honest) == [], (question.code, way)


def test_the_property_notices_a_method_that_rewards_missing_proof():
    generous = replace(BANK.evidence, normal={**BANK.evidence.normal, "missing": Decimal("0.9")})

    found = [line for seed in range(30) for line in counter_examples(seed, replace(BANK, evidence=generous), POLICY)]

    assert [line for line in found if "esg above worst option" in line]
