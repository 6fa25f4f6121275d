"""The scored side of an audit report: sums, answers, strengths and gaps, drawn from a Score."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from assessments.models import Answer
from assessments.models.labels import EVIDENCE_STATE
from assessments.reports.audit_report_content import (
    AnswerGroup,
    AnswerLine,
    AreaScore,
    Cap,
    Highlight,
    IndicatorLine,
    ModuleScore,
    Scores,
)
from assessments.rules.question import Question
from assessments.rules.score import Score
from assessments.rules.score_row import ScoreRow, Why
from assessments.rules.wording import Wording
from suppliers.models.labels import CAP_REASON
from suppliers.reports.edition import Bilingual, Shown
from suppliers.rules.rounding import round_half_up
from suppliers.rules.tier_cap import CapFacts, caps_for

WORDS = {"yes": _("Yes"), "no": _("No"), "f": _("File attached")}
WHY = {
    Why.BLANK: _("Left blank: counts 0"),
    Why.NA_ACCEPTED: _("Not applicable, accepted: left out of the sums"),
    Why.NA_REJECTED: _("Not applicable, rejected: counts 0"),
    Why.NA_PENDING: _("Not applicable, undecided: counts 0"),
}
STRENGTHS, GAPS = 3, 5


def both(wording: Wording) -> Bilingual:
    """Words of the questionnaire as a paper shows them."""
    return Bilingual(en=wording.en, zh=wording.zh)


def answer_words(row: ScoreRow) -> Shown:
    """What was answered, in words: the option, yes or no, the figure with its unit, the date."""
    if row.why is not Why.ANSWERED:
        return WHY[row.why]
    for option in row.question.options:
        if str(option.value) == str(row.value):
            return both(option.wording)
    if isinstance(row.value, Decimal):
        return _figure(row)
    return WORDS.get(str(row.value), str(row.value))


def _figure(row: ScoreRow) -> str:
    unit = row.unit or row.question.unit or ""
    stated = f"{format(row.value, 'f')} {unit}".strip()
    if isinstance(row.base, Decimal) and row.base != row.value:
        return f"{stated} = {format(row.base, 'f')} {row.question.unit or ''}".strip()
    return stated


def scores_of(score: Score) -> Scores:
    """Part 7. A score of an assessment without any scored question does not reach a report."""
    bank, esg = score.questionnaire, score.policy.esg
    dimensions = [named.code for named in bank.dimensions]
    areas = tuple(
        AreaScore(
            code=named.code,
            name=both(named.name),
            weighted_sum=score.areas[named.code].weighted_sum,
            weight_sum=score.areas[named.code].weight_sum,
            score=score.areas[named.code].score,
            area_weight=score.area_weights[named.code],
            cells=tuple(score.cells[named.code, dimension].score for dimension in dimensions),
        )
        for named in bank.areas
    )
    modules = tuple(
        ModuleScore(
            code=named.code,
            name=both(named.name),
            weighted_sum=score.modules[named.code].weighted_sum,
            weight_sum=score.modules[named.code].weight_sum,
            score=score.modules[named.code].score,
            share=esg.module_weights[named.code],
        )
        for named in bank.dimensions
    )
    return Scores(
        areas=areas,
        modules=modules,
        environment=score.environment.score,
        cross_cutting=score.cross_cutting.score,
        esg=score.esg.score or Decimal(0),
        environment_share=esg.environment_weight,
        cross_cutting_share=esg.cross_cutting_weight,
    )


def caps_of(score: Score) -> tuple[Cap, ...]:
    """Gates of questions and the caps that the ESG score and the coverage bring; binding is what lowers the grade."""
    facts = CapFacts(esg=score.esg.score, coverage_pct=score.coverage.pct)
    more = caps_for(facts, score.policy.overall.caps, least_coverage=score.policy.esg.least_coverage_pct)
    grade = str(score.grade or "")
    return tuple(
        Cap(
            grade=str(cap.tier),
            reason=CAP_REASON[cap.reason],
            question_code=cap.question or "",
            is_binding=str(cap.tier) > grade,
        )
        for cap in (*score.gates, *more)
    )


def _points_of_s(score: Score, row: ScoreRow) -> Decimal:
    """How many points of S this question could bring at most (a = 100, m = 1)."""
    esg = score.policy.esg
    question = row.question
    if question.area in score.areas:
        counted = sum((score.area_weights[code] for code, mean in score.areas.items() if mean.score is not None), Decimal(0))
        mean, part, share = score.areas[question.area], score.area_weights[question.area], esg.environment_weight
    else:
        counted = sum((esg.module_weights[code] for code, mean in score.modules.items() if mean.score is not None), Decimal(0))
        mean, part, share = score.modules[question.area], esg.module_weights[question.area], esg.cross_cutting_weight
    if not mean.weight_sum or not counted:
        return Decimal(0)
    return Decimal(100) * share * part / counted * question.weight / mean.weight_sum


def highlights(score: Score) -> tuple[tuple[Highlight, ...], tuple[Highlight, ...]]:
    """The three answers that bring most and the five that cost most, in points of S; ties in questionnaire order."""
    scored = [row for row in score.rows if row.is_scored and row.weighted is not None]
    reach = {row.question.code: _points_of_s(score, row) for row in scored}
    won = {row.question.code: reach[row.question.code] * _earned(row) / 100 for row in scored}
    strong = sorted(scored, key=lambda row: -won[row.question.code])
    weak = sorted(scored, key=lambda row: won[row.question.code] - reach[row.question.code])
    best = [_highlight(row, won[row.question.code]) for row in strong if won[row.question.code] > 0]
    worst = [
        _highlight(row, reach[row.question.code] - won[row.question.code])
        for row in weak
        if reach[row.question.code] > won[row.question.code]
    ]
    return tuple(best[:STRENGTHS]), tuple(worst[:GAPS])


def _earned(row: ScoreRow) -> Decimal:
    return (row.weighted or Decimal(0)) / row.question.weight


def _highlight(row: ScoreRow, effect: Decimal) -> Highlight:
    return Highlight(
        code=row.question.code,
        question=both(row.question.text),
        finding=answer_words(row),
        earned=round_half_up(_earned(row)),
        effect=round_half_up(effect),
    )


def answer_groups(
    score: Score, answers: Mapping[str, Answer], references: Mapping[str, tuple[str, ...]]
) -> tuple[AnswerGroup, ...]:
    """Part 8: every applicable question, by area, then the cross-cutting module by dimension.

    `references` lead into the evidence index, by question.
    """
    bank = score.questionnaire
    groups = []
    for named in (*bank.areas, *bank.dimensions):
        lines = tuple(
            _line(row, answers.get(row.question.code), references) for row in score.rows if row.question.area == named.code
        )
        if lines:
            groups.append(AnswerGroup(code=named.code, name=both(named.name), lines=lines))
    return tuple(groups)


def _line(row: ScoreRow, answer: Answer | None, references: Mapping[str, tuple[str, ...]]) -> AnswerLine:
    question = row.question
    gate = str(question.gate) if question.gate else ""
    return AnswerLine(
        code=question.code,
        dimension=question.dimension,
        question=both(question.text),
        answer=answer_words(row),
        weight=int(question.weight),
        score=row.score,
        multiplier=row.multiplier,
        weighted=row.weighted,
        gate=gate if question.critical else "",
        note=answer.note if answer else "",
        evidence=references.get(question.code, ()),
        decision=EVIDENCE_STATE[str(row.evidence_state)] if row.evidence_state is not None else "",
        not_applicable_reason=answer.not_applicable_reason if answer and answer.not_applicable else "",
        reviewer_reason=_reviewer_reason(answer),
    )


def _reviewer_reason(answer: Answer | None) -> str:
    """Why the reviewer rejected the not-applicable, or a file beside the answer."""
    if answer is None:
        return ""
    if answer.not_applicable:
        return answer.decision_note
    return "; ".join(proof.reason for proof in answer.proofs.all() if proof.reason)


def indicator_lines(score: Score, last_year: Mapping[str, Decimal]) -> tuple[IndicatorLine, ...]:
    """Part 9: figures that were answered, in the unit of the question, beside last year's."""
    lines = []
    for row in score.rows:
        if row.why is Why.ANSWERED and row.question.is_number and isinstance(row.base, Decimal):
            lines.append(_indicator(row.question, row.base, last_year.get(row.question.code)))
    return tuple(lines)


def _indicator(question: Question, value: Decimal, before: Decimal | None) -> IndicatorLine:
    name = question.indicator.name if question.indicator else question.text
    change = round_half_up((value - before) * 100 / before) if before else None
    return IndicatorLine(
        code=question.code, name=both(name), unit=question.unit or "", value=value, last_year=before, change=change
    )
