"""How far a supplier has come: by section of the questionnaire, in questions and in minutes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.models import Answer, Assessment
from assessments.rules.question import Question
from assessments.rules.rule_reader import QuestionType
from assessments.rules.wording import Wording
from assessments.selectors.questionnaire import asked_questions, questionnaire_of
from assessments.selectors.readiness import Remark, is_dealt_with

MINUTES = {
    QuestionType.YES_NO_NA: 1,
    QuestionType.SINGLE_CHOICE: 1,
    QuestionType.NUMBER: 3,
    QuestionType.DATE: 1,
    QuestionType.FILE: 2,
}
"""What a question takes, by its type; a judgement of this project."""


@dataclass(frozen=True)
class Section:
    """One area, or one cross-cutting module, with the questions asked of this supplier."""

    code: str
    name: Wording
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Progress:
    """A section with what is done in it. `minutes_left` estimates the rest; `blocking` counts what keeps from submitting."""

    section: Section
    asked: int
    done: int
    minutes_left: int
    blocking: int = 0


def sections_of(assessment: Assessment) -> tuple[Section, ...]:
    """The sections that hold questions for this supplier, areas first."""
    bank = questionnaire_of(assessment.questionnaire)
    asked = asked_questions(assessment)
    found = (
        Section(named.code, named.name, tuple(question for question in asked if question.area == named.code))
        for named in (*bank.areas, *bank.dimensions)
    )
    return tuple(section for section in found if section.questions)


def progress_of(section: Section, answers: Mapping[str, Answer], blocking: Iterable[Remark] = ()) -> Progress:
    """How far one section has come."""
    left = [question for question in section.questions if not is_dealt_with(question, answers.get(question.code))]
    return Progress(
        section=section,
        asked=len(section.questions),
        done=len(section.questions) - len(left),
        minutes_left=sum(MINUTES[QuestionType(question.type)] for question in left),
        blocking=sum(remark.area == section.code for remark in blocking),
    )
