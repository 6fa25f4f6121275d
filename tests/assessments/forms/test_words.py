"""Every reason and refusal has words, with its facts filled in."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

import assessments
from assessments.forms.answer_words import SENTENCES, answer_words
from assessments.forms.text_words import SENTENCES as TEXT_SENTENCES
from assessments.forms.text_words import text_words
from assessments.services.questionnaire_text import TextProblem
from suppliers.forms.refusal import refusals, sentence
from suppliers.rules.workflow import MoveNotAllowed

APP = Path(assessments.__file__).parent
ANSWER_REASON = re.compile(r'(?:AnswerRefused|AnswerProblem)\("([a-z_]+)"|Remark\([^)]*"([a-z_]+)"\)|reason = "([a-z_]+)" if')
TEXT_REASON = re.compile(r'refuse\(\s*"([a-z_0-9]+)"|TextProblem\([^"]*"[^"]*", "([a-z_0-9]+)"')


def reasons(pattern: re.Pattern, *folders: str) -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in (APP / folder).glob("*.py"))
    return {reason for found in pattern.findall(text) for reason in found if reason}


def test_every_reason_about_an_answer_has_a_sentence():
    found = reasons(ANSWER_REASON, "rules", "selectors", "services")

    assert {"not_a_number", "outside_usual_range", "left_blank", "too_long"} <= found
    assert found - set(SENTENCES) == set()


def test_every_reason_about_a_questionnaire_text_has_a_sentence():
    # `answered_and_blank` belongs to files of scoring cases, not to questionnaires.
    found = reasons(TEXT_REASON, "rules", "services") - {"answered_and_blank"}

    assert {"unit_or_range_missing", "alias", "not_yaml"} <= found
    assert {reason for reason in found if not reason.startswith("unknown_")} - set(TEXT_SENTENCES) == set()


@pytest.mark.parametrize(
    ("reason", "facts", "words"),
    [
        ("outside_range", {"value": Decimal("1E+9"), "unit": "MWh", "lowest": Decimal(0), "highest": Decimal("1E+7")},
         "1000000000 MWh cannot be right: the figure has to lie between 0 and 10000000 MWh. Please check the unit."),
        ("unknown_unit", {"unit": "cm", "allowed": ("MWh", "kWh")},
         "The unit “cm” is not known for this figure. Use one of: MWh, kWh."),
        ("expires_soon", {"expires_on": date(2026, 12, 1)}, "This document runs out soon, on 2026-12-01."),
    ],
)  # fmt: skip
def test_facts_are_written_for_people(reason, facts, words):
    with translation.override("en"):
        assert answer_words(reason, facts) == words


def test_a_mistake_is_one_line_with_its_place():
    problem = TextProblem(12, "questions[3].gate", "unknown_gate", {"value": "E", "allowed": ["C", "D"]})

    with translation.override("en"):
        assert text_words(problem) == "line 12, questions[3].gate: “E” is not known here. Known are: C, D."


def test_a_state_of_an_assessment_is_named_in_words():
    with translation.override("en"):
        assert "“In review”" in sentence(MoveNotAllowed("submit", "IN_REVIEW"))


def test_all_refusals_of_this_apps_services_have_words():
    text = "\n".join(path.read_text(encoding="utf-8") for path in (APP / "services").glob("*.py"))
    named = set(re.findall(r"^class (\w+)\(Exception\)", text, re.MULTILINE))

    assert named - {refusal.__name__ for refusal in refusals()} == set()
