"""The receipt of a score as tables: the same for a provisional score, a stored one, a page and the admin."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import ScoreSheet
from assessments.rules.question import Question
from assessments.rules.questionnaire import Questionnaire
from assessments.rules.score import Score
from assessments.rules.score_receipt import receipt
from assessments.rules.wording import Wording
from assessments.selectors.questionnaire import questionnaire_of


@dataclass(frozen=True)
class AreaLine:
    """One area or module: both sums, the score, its weight in the next sum, and score x weight (None: took no part)."""

    code: str
    name: Wording
    weighted_sum: str
    weight_sum: str
    score: str | None
    weight: str
    product: str | None


@dataclass(frozen=True)
class CellRow:
    """One area with its scores in the dimensions, in the order of the heads; None where no question was scored."""

    code: str
    name: Wording
    scores: tuple[str | None, ...]


@dataclass(frozen=True)
class AnswerLine:
    """One question with a x m x w; `line` is the receipt's own."""

    question: Question
    line: Mapping[str, Any]


@dataclass(frozen=True)
class ReceiptView:
    """Everything the receipt says, in order of reading. Figures are text, exactly as published."""

    content: Mapping[str, Any]
    areas: tuple[AreaLine, ...]
    modules: tuple[AreaLine, ...]
    area_weight_sum: str
    area_product_sum: str
    dimensions: tuple[Wording, ...]
    cells: tuple[CellRow, ...]
    groups: tuple[tuple[Wording, tuple[AnswerLine, ...]], ...]
    gates: tuple[tuple[Mapping[str, Any], Question], ...]

    @property
    def scored_modules(self) -> tuple[AreaLine, ...]:
        """The modules that make up X."""
        return tuple(module for module in self.modules if module.score is not None)


def receipt_of_sheet(sheet: ScoreSheet) -> ReceiptView:
    """The stored receipt, as it was published."""
    return receipt_view(sheet.receipt, questionnaire_of(sheet.assessment.questionnaire))


def receipt_of_score(score: Score) -> ReceiptView:
    """The receipt of a score just computed."""
    return receipt_view(receipt(score), score.questionnaire)


def receipt_view(content: Mapping[str, Any], bank: Questionnaire) -> ReceiptView:
    """Lay out a receipt with the names of its questionnaire."""
    method = content["method"]
    areas = tuple(
        _line(named.code, named.name, content["areas"][named.code], method["area_weights"][named.code]) for named in bank.areas
    )
    modules = tuple(
        _line(named.code, named.name, content["cross_cutting_modules"][named.code], method["module_weights"][named.code])
        for named in bank.dimensions
    )
    return ReceiptView(
        content=content,
        areas=areas,
        modules=modules,
        area_weight_sum=content["environment"]["weight_sum"],
        area_product_sum=content["environment"]["weighted_sum"],
        dimensions=tuple(named.name for named in bank.dimensions),
        cells=_cells(content, bank),
        groups=_groups(content, bank),
        gates=tuple((gate, bank.question(gate["question"])) for gate in content["gates"]),
    )


def _line(code: str, name: Wording, mean: Mapping[str, Any], weight: str) -> AreaLine:
    score = mean["score"]
    counts = score is not None and Decimal(weight) > 0
    product = str(Decimal(score) * Decimal(weight)) if counts else None
    return AreaLine(code, name, mean["weighted_sum"], mean["weight_sum"], score, weight, product)


def _cells(content: Mapping[str, Any], bank: Questionnaire) -> tuple[CellRow, ...]:
    scores = {(cell["area"], cell["dimension"]): cell["score"] for cell in content["cells"]}
    return tuple(
        CellRow(area.code, area.name, tuple(scores[area.code, dimension.code] for dimension in bank.dimensions))
        for area in bank.areas
    )


def _groups(content: Mapping[str, Any], bank: Questionnaire) -> tuple[tuple[Wording, tuple[AnswerLine, ...]], ...]:
    names = {named.code: named.name for named in (*bank.areas, *bank.dimensions)}
    lines: dict[str, list[AnswerLine]] = {}
    for line in content["rows"]:
        lines.setdefault(line["area"], []).append(AnswerLine(bank.question(line["code"]), line))
    return tuple((names[code], tuple(found)) for code, found in lines.items())
