"""The workbench in words: what `selectors.review` found, as the reviewer's pages show it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.admin.words import decision_badge, not_applicable_badge, proof_badge
from assessments.forms.answer_words import given_answer
from assessments.forms.review import remark_words
from assessments.models import Answer
from assessments.models.labels import GATE_REASON
from assessments.rules.score_row import ScoreRow, Why
from assessments.rules.wording import Wording
from assessments.selectors.review import ProofLine, Review, ReviewLine, ReviewSection, is_out_of_date, is_own_file
from suppliers.rules.rounding import plain
from suppliers.rules.tier_cap import Cap
from suppliers.selectors.clock import today


@dataclass(frozen=True)
class Words:
    """A wording in the reader's language, and in the other one with its `lang`."""

    here: str
    other: str
    other_lang: str


@dataclass(frozen=True)
class ProofView:
    """One file: its state, whether this person may decide on it, and whether its day is over."""

    found: ProofLine
    badge: str
    is_own: bool
    is_out_of_date: bool


@dataclass(frozen=True)
class Refused:
    """A decision that was just refused: on which row, what to say, and what had been typed."""

    row_id: str
    sentence: str
    typed: str


@dataclass(frozen=True)
class LineView:
    """One question on the workbench; `counts` is a x m x w with its numbers."""

    line: ReviewLine
    words: Words
    given: str
    counts: str
    proof_state: str
    proofs: tuple[ProofView, ...]
    not_applicable: str
    remarks: tuple[str, ...]
    last_year: str
    next_address: str
    next_code: str
    refused: Refused | None = None

    @property
    def code(self) -> str:
        return self.line.question.code

    @property
    def answer(self) -> Answer | None:
        return self.line.answer


@dataclass(frozen=True)
class SectionView:
    """One tab: an area with how much of it is open, and its score so far."""

    section: ReviewSection
    name: str
    is_here: bool
    score: Decimal | None


@dataclass(frozen=True)
class GateView:
    """A critical question that limits the tier."""

    tier: str
    why: str
    code: str
    area: str


@dataclass(frozen=True)
class ReviewView:
    """The workbench, or the head of it: tabs, counts, the score so far, the questions to show."""

    review: Review
    sections: tuple[SectionView, ...]
    area: str
    only_open: bool
    lines: tuple[LineView, ...]
    gates: tuple[GateView, ...]

    @property
    def left(self) -> int:
        """Decisions still to take."""
        return self.review.to_decide - self.review.decided

    @property
    def here(self) -> SectionView | None:
        """The area that is shown; None where everything undecided is."""
        return next((section for section in self.sections if section.is_here), None)

    @property
    def grade(self) -> str:
        return str(self.review.score.grade or "")

    def with_refusal(self, code: str, refused: Refused) -> "ReviewView":
        """The same with a refusal at one question."""
        lines = tuple(replace(line, refused=refused) if line.code == code else line for line in self.lines)
        return replace(self, lines=lines)


def review_view(review: Review, account: Any, *, area: str = "", only_open: bool = False) -> ReviewView:
    """The head, and the questions of one area or all that are undecided; without an area no questions."""
    if only_open:
        chosen = review.open_lines
    else:
        chosen = tuple(line for section in review.sections if section.code == area for line in section.lines)
    means = {**review.score.areas, **review.score.modules}
    sections = tuple(
        SectionView(
            section,
            words_of(section.name).here,
            is_here=section.code == area and not only_open,
            score=means[section.code].score,
        )
        for section in review.sections
    )
    gates = tuple(_gate(cap, review) for cap in review.score.gates)
    lines = tuple(line_view(line, review, account) for line in chosen)
    return ReviewView(review, sections, area, only_open, lines, gates)


def line_view(line: ReviewLine, review: Review, account: Any, *, refused: Refused | None = None) -> LineView:
    """One question in words."""
    answer, question = line.answer, line.question
    state = line.row.evidence_state
    ahead = _next_open(line, review)
    return LineView(
        line=line,
        words=words_of(question.text),
        given=given_answer(question, answer.value, answer.unit) if answer else "",
        counts=counts_words(line.row),
        proof_state=proof_badge(state) if state is not None and not line.says_not_applicable else "",
        proofs=tuple(
            ProofView(
                found,
                decision_badge(found.proof.decision),
                is_own_file(found.proof, account),
                is_out_of_date(found.proof, today()),
            )
            for found in line.proofs
        ),
        not_applicable=not_applicable_badge(answer.not_applicable_decision) if answer and answer.not_applicable else "",
        remarks=tuple(remark_words(problem) for problem in line.remarks),
        last_year="" if line.last_year is None else f"{plain(line.last_year)} {question.unit}",
        next_address=f"?{urlencode({'area': ahead.question.area})}#q-{ahead.question.code}" if ahead else "",
        next_code=ahead.question.code if ahead else "",
        refused=refused,
    )


def _gate(cap: Cap, review: Review) -> GateView:
    line = review.line(cap.question or "")
    return GateView(
        str(cap.tier), str(GATE_REASON.get(cap.code, cap.code)), cap.question or "", line.question.area if line else ""
    )


def words_of(wording: Wording) -> Words:
    """Both languages, the reader's first."""
    here = wording.in_language(get_language() or "en")
    return Words(here, wording.en, "en") if here == wording.zh else Words(here, wording.zh, "zh-Hans")


def counts_words(row: ScoreRow) -> str:
    """`75 × 0.8 × 3 = 180`, or why the question counts otherwise."""
    weight = plain(row.question.weight)
    if row.score is None or row.multiplier is None or row.weighted is None:
        return _("out of the sum (weight %(weight)s)") % {"weight": weight}
    numbers = {
        "score": plain(row.score),
        "multiplier": _factor(row.multiplier),
        "weight": weight,
        "weighted": plain(row.weighted),
    }
    words = {
        Why.BLANK: _("no answer: 0 × %(weight)s = 0"),
        Why.NA_PENDING: _("undecided: 0 × %(weight)s = 0"),
        Why.NA_REJECTED: _("does apply: 0 × %(weight)s = 0"),
    }
    if row.why in words:
        return words[row.why] % numbers
    return _("%(score)s × %(multiplier)s × %(weight)s = %(weighted)s") % numbers


def _factor(number: Decimal) -> str:
    return f"{number:.1f}"


def _next_open(line: ReviewLine, review: Review) -> ReviewLine | None:
    """The next question with something to decide, from this one on and then from the beginning."""
    lines = review.lines
    place = next((position for position, found in enumerate(lines) if found.question.code == line.question.code), 0)
    return next((found for found in (*lines[place + 1 :], *lines[:place]) if found.open_decisions), None)
