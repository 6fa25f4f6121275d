"""A questionnaire version: read strictly from a parsed document, then frozen.

The format is explained by the file that ships, assessments/library/questionnaire-six-areas-1.0.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from assessments.rules.catalogue import (
    Named,
    Reference,
    read_area_weights,
    read_catalogue,
    read_module_weights,
)
from assessments.rules.evidence_policy import EvidencePolicy, read_evidence_policy
from assessments.rules.indicator import Indicator
from assessments.rules.question import Question
from assessments.rules.question_reader import Codes, read_question
from assessments.rules.scoring_rule import Option
from assessments.rules.wording import Wording, read_wording
from suppliers.rules.document import DocumentProblem, Node

QuestionnaireProblem = DocumentProblem

SECTIONS = (
    "schema_version",
    "template",
    "areas",
    "dimensions",
    "cross_cutting_module",
    "categories",
    "profiles",
    "area_weights",
    "scales",
    "evidence_policy",
    "na_policy",
    "questions",
    "indicators",
    "references",
)
# Sentences for the reader of the document; the rules themselves are in docs/scoring.md.
REMARKS = ("gate_policy", "missing_policy")
LANGUAGES = ("en", "zh-Hans")


class QuestionnaireRefused(Exception):
    """The document is no usable questionnaire. `problems` names every mistake with its place."""

    def __init__(self, problems: tuple[QuestionnaireProblem, ...]) -> None:
        super().__init__("; ".join(f"{problem.path}: {problem.reason}" for problem in problems))
        self.problems = problems


class NotInQuestionnaire(Exception):
    """A code that the questionnaire does not know. `kind` is question, category or profile."""

    def __init__(self, kind: str, code: str) -> None:
        super().__init__(kind, code)
        self.kind = kind
        self.code = code


@dataclass(frozen=True)
class Questionnaire:
    """One version of the questionnaire bank. Area weights are kept per profile and category."""

    code: str
    version: str
    title: Wording
    status: str
    effective_from: date
    areas: tuple[Named, ...]
    dimensions: tuple[Named, ...]
    module_weights: Mapping[str, Decimal]
    categories: tuple[Named, ...]
    profiles: tuple[Named, ...]
    area_weights: Mapping[tuple[str, str], Mapping[str, Decimal]]
    scales: Mapping[str, tuple[Option, ...]]
    evidence: EvidencePolicy
    na_justification_min_chars: int
    questions: tuple[Question, ...]
    indicators: tuple[Indicator, ...]
    references: tuple[Reference, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Question]:
        """Questions by code."""
        return {question.code: question for question in self.questions}

    @cached_property
    def _applicable(self) -> dict[tuple[str, str], tuple[Question, ...]]:
        return {
            (category.code, profile.code): tuple(
                question for question in self.questions if question.is_asked_of(category.code, profile.code)
            )
            for category in self.categories
            for profile in self.profiles
        }

    def question(self, code: str) -> Question:
        """The question of this code. Raises NotInQuestionnaire."""
        try:
            return self.by_code[code]
        except KeyError as missing:
            raise NotInQuestionnaire("question", code) from missing

    def weights_for(self, category: str, profile: str) -> Mapping[str, Decimal]:
        """Area weights, summing to 100. Raises NotInQuestionnaire."""
        self._check_codes(category, profile)
        return self.area_weights[category, profile]

    def applicable(self, category: str, profile: str) -> tuple[Question, ...]:
        """Questions asked, in order. Raises NotInQuestionnaire."""
        self._check_codes(category, profile)
        return self._applicable[category, profile]

    def _check_codes(self, category: str, profile: str) -> None:
        if category not in {named.code for named in self.categories}:
            raise NotInQuestionnaire("category", category)
        if profile not in {named.code for named in self.profiles}:
            raise NotInQuestionnaire("profile", profile)


def applicable_questions(questionnaire: Questionnaire, category: str, profile: str) -> tuple[Question, ...]:
    """Questions asked of a supplier of this category and profile, in order of the bank.

    Raises NotInQuestionnaire.
    """
    return questionnaire.applicable(category, profile)


def questionnaire_from_mapping(mapping: object) -> Questionnaire:
    """The questionnaire of a parsed YAML or JSON document. Raises QuestionnaireRefused."""
    questionnaire, problems = _read(mapping)
    if problems:
        raise QuestionnaireRefused(problems)
    return questionnaire


def check_questionnaire(mapping: object) -> tuple[QuestionnaireProblem, ...]:
    """Every mistake of the document in the order it is read; empty when it can be used."""
    return _read(mapping)[1]


def _read(mapping: object) -> tuple[Questionnaire, tuple[QuestionnaireProblem, ...]]:
    root = Node(mapping, []).fields(SECTIONS, REMARKS)
    root["schema_version"].integer(1, 1)
    head = root["template"].fields(("code", "version", "effective_from", "title", "languages", "status"))
    head["languages"].words(LANGUAGES, "unknown_language")
    catalogue = read_catalogue(root)
    codes = catalogue.codes
    questionnaire = Questionnaire(
        code=head["code"].text(),
        version=head["version"].text(),
        title=read_wording(head["title"]),
        status=head["status"].text(),
        effective_from=head["effective_from"].day(),
        areas=catalogue.areas,
        dimensions=catalogue.dimensions,
        module_weights=read_module_weights(root["cross_cutting_module"], codes),
        categories=catalogue.categories,
        profiles=catalogue.profiles,
        area_weights=read_area_weights(root["area_weights"], codes),
        scales=catalogue.scales,
        evidence=read_evidence_policy(root["evidence_policy"]),
        na_justification_min_chars=_read_na_policy(root["na_policy"]),
        questions=_read_questions(root["questions"], codes),
        indicators=catalogue.indicators,
        references=catalogue.references,
    )
    _check_indicator_questions(root["indicators"], questionnaire)
    return questionnaire, tuple(root.problems)


def _read_na_policy(node: Node) -> int:
    node.fields(("justification_min_chars", "reviewer_must_accept"), ("accepted", "rejected_or_pending"))
    # Scoring lets a question go only when a reviewer accepted it; false would promise otherwise.
    if not node["reviewer_must_accept"].truth():
        node["reviewer_must_accept"].refuse("reviewer_must_accept_na")
    return node["justification_min_chars"].integer(1, 1000)


def _read_questions(node: Node, codes: Codes) -> tuple[Question, ...]:
    questions: dict[str, Question] = {}
    for item in node.items():
        question = read_question(item, codes)
        if question.code and question.code in questions:
            item["code"].refuse("duplicate", value=question.code)
        questions[question.code] = question
    return tuple(questions.values())


def _check_indicator_questions(node: Node, questionnaire: Questionnaire) -> None:
    for position, indicator in enumerate(questionnaire.indicators):
        if indicator.question is None:
            continue
        question = questionnaire.by_code.get(indicator.question)
        if question is None:
            node[position]["question"].refuse("unknown_question", value=indicator.question)
        elif not question.is_number:
            node[position]["question"].refuse("question_is_no_number", value=indicator.question)
