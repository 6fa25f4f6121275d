"""One question as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.utils.translation import get_language

from assessments.forms.answer_words import answer_words, given_answer
from assessments.forms.meaning_words import meaning_words
from assessments.models import Answer, AnswerEvidence, Assessment
from assessments.models.labels import EVIDENCE_STATE, PROOF_KIND
from assessments.rules.answer import AnswerProblem, Entry, Severity, check_answer
from assessments.rules.evidence_policy import UNPROVEN, EvidenceState
from assessments.rules.question import Question
from assessments.rules.questionnaire import Questionnaire
from assessments.rules.rule_reader import QuestionType
from assessments.rules.wording import Wording
from assessments.selectors.answer import last_figures, proof_state
from assessments.selectors.meaning import Meaning, meaning_of
from assessments.selectors.questionnaire import questionnaire_of
from assessments.selectors.readiness import is_dealt_with
from assessments.services.answer import AnswerText
from suppliers.rules.rounding import plain
from suppliers.rules.tier import Tier
from suppliers.selectors.policy import scoring_policy

STATE_TONE = {
    EvidenceState.VERIFIED: "good",
    EvidenceState.PENDING: "neutral",
    EvidenceState.EXPIRED: "attention",
    EvidenceState.REJECTED: "problem",
}
DATED_KINDS = {"permit", "certificate", "contract", "declaration"}


@dataclass(frozen=True)
class Words:
    """A wording in the reader's language, and in the other one with its `lang`."""

    here: str
    other: str
    other_lang: str


@dataclass(frozen=True)
class ProofRow:
    """One file with its state."""

    proof: AnswerEvidence
    tone: str
    state: str


@dataclass(frozen=True)
class OptionRow:
    """One answer to choose."""

    value: str
    words: str
    score: str
    chosen: bool


@dataclass(frozen=True)
class Reading:
    """What is read once for all questions of a page."""

    assessment: Assessment
    bank: Questionnaire
    today: date
    last_year: Mapping[str, Decimal] = field(default_factory=dict)
    may_write: bool = False

    @cached_property
    def unproven(self) -> Mapping[Tier, Tier]:
        """How far a missing proof limits, by the gate of the question; read when the first question asks for it."""
        return scoring_policy().overall.caps.critical_unproven


@dataclass(frozen=True)
class QuestionRow:
    """A question with its answer, its files and what there is to say; `text` is what stands in the fields."""

    question: Question
    assessment: Assessment
    answer: Answer | None
    text: AnswerText
    version: int
    words: Words
    given: str
    options: tuple[OptionRow, ...]
    references: tuple[str, ...]
    proof_kinds: tuple[str, ...]
    takes_dates: bool
    condition: str
    last_year: str
    meaning: Meaning
    sentences: tuple[str, ...]
    remarks: tuple[str, ...]
    proofs: tuple[ProofRow, ...]
    done: bool
    may_write: bool
    problem: str = ""

    @property
    def code(self) -> str:
        return self.question.code

    @property
    def kind(self) -> str:
        """How it is answered: one of `yes_no_na`, `single_choice`, `number`, `date`, `file`."""
        return self.question.type

    @property
    def wants_proof(self) -> bool:
        """Whether a file is what the answer lacks most."""
        return self.meaning.state in UNPROVEN or (self.kind == QuestionType.FILE and not self.proofs)

    @property
    def saved_at(self) -> datetime | None:
        """When the text was saved; None while nothing was typed."""
        return self.answer.updated_at if self.answer is not None and self.answer.version else None


def reading_of(assessment: Assessment, today: date, *, may_write: bool, codes: list[str]) -> Reading:
    """What the rows of a page have in common; last year's figures of these questions included."""
    bank = questionnaire_of(assessment.questionnaire)
    return Reading(assessment, bank, today, last_figures(assessment, codes) if codes else {}, may_write)


def question_row(reading: Reading, question: Question, answer: Answer | None, *, typed: AnswerText | None = None) -> QuestionRow:
    """The row of one question; `typed` stands in the fields instead of the stored text where a save was refused."""
    stored = AnswerText() if answer is None else AnswerText.of(answer)
    text = typed or stored
    figure = reading.last_year.get(question.code)
    meaning = meaning_of(question, answer, reading.bank.evidence, reading.today, unproven=lambda: reading.unproven)
    titles = {reference.id: reference.title for reference in reading.bank.references}
    return QuestionRow(
        question=question,
        assessment=reading.assessment,
        answer=answer,
        text=text,
        version=answer.version if answer else 0,
        words=words_of(question.text),
        given=given_answer(question, stored.value, stored.unit),
        options=_options(question, text.value),
        references=tuple(titles[code].in_language(_language()) for code in question.references),
        proof_kinds=tuple(str(PROOF_KIND.get(kind, kind)) for kind in question.evidence.kinds),
        takes_dates=bool(DATED_KINDS.intersection(question.evidence.kinds)),
        condition=question.na_condition.in_language(_language()) if question.na_condition else "",
        last_year="" if figure is None else f"{plain(figure)} {question.unit}",
        meaning=meaning,
        sentences=tuple(meaning_words(meaning)),
        remarks=tuple(_remarks(reading, question, stored, figure)),
        proofs=proof_rows(answer, reading.today),
        done=is_dealt_with(question, answer),
        may_write=reading.may_write,
    )


def proof_rows(answer: Answer | None, today: date) -> tuple[ProofRow, ...]:
    """The files of an answer with their states. Reads the prefetched proofs."""
    if answer is None:
        return ()
    states = [(proof, proof_state(proof, today)) for proof in answer.proofs.all()]
    return tuple(ProofRow(proof, STATE_TONE[state], str(EVIDENCE_STATE[state])) for proof, state in states)


def words_of(wording: Wording) -> Words:
    """Both languages, the reader's first."""
    here = wording.in_language(_language())
    if here == wording.zh:
        return Words(here, wording.en, "en")
    return Words(here, wording.zh, "zh-Hans")


def problem_words(problems: tuple[AnswerProblem, ...]) -> str:
    """All remarks in one text."""
    return " ".join(answer_words(problem.reason, problem.facts) for problem in problems)


def _remarks(reading: Reading, question: Question, text: AnswerText, figure: Decimal | None) -> list[str]:
    if text.not_applicable:
        return []
    entry = Entry(text.value, text.unit or None, text.note, figure)
    problems = check_answer(question, entry, profile=reading.assessment.profile, today=reading.today)
    return [answer_words(found.reason, found.facts) for found in problems if found.severity is not Severity.REFUSED]


def _options(question: Question, value: str) -> tuple[OptionRow, ...]:
    if question.type == QuestionType.YES_NO_NA:
        codes = (("yes", ""), ("no", ""))
        return tuple(OptionRow(code, given_answer(question, code), score, code == value) for code, score in codes)
    return tuple(
        OptionRow(str(option.value), option.wording.in_language(_language()), plain(option.score), str(option.value) == value)
        for option in question.options
    )


def _language() -> str:
    return get_language() or "en"
