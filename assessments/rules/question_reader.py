"""Reading one question from its document, with every mistake in it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.indicator import Indicator, read_range
from assessments.rules.question import EvidenceNeed, Question
from assessments.rules.rule_reader import QuestionType, Scales, lowest_floor, read_gate, read_rule
from assessments.rules.wording import Wording, read_wording
from suppliers.rules.document import Node
from suppliers.rules.tier import Tier

ALL = "all"


@dataclass(frozen=True)
class Codes:
    """What a question may refer to, as the other sections of the document declare it."""

    areas: Collection[str]
    dimensions: Collection[str]
    categories: Collection[str]
    profiles: Collection[str]
    references: Collection[str]
    scales: Scales
    indicators: Mapping[str, Indicator]


REQUIRED_KEYS = (
    "code",
    "area",
    "dimension",
    "text",
    "type",
    "scoring",
    "weight",
    "evidence",
    "critical",
    "gate",
    "applicability",
    "na",
    "references",
)
OPTIONAL_KEYS = ("help", "options", "unit", "range", "breach_hint")


def read_question(node: Node, codes: Codes) -> Question:
    """One question; every mistake in it is noted."""
    node.fields(REQUIRED_KEYS, OPTIONAL_KEYS)
    kind = node["type"].word(tuple(QuestionType), "unknown_type")
    area, dimension = _read_place(node, codes)
    rule_code, rule = read_rule(node, kind, codes.scales)
    critical, gate = _read_gate(node)
    na_allowed, na_condition = _read_na(node["na"])
    code = node["code"].text()
    question = Question(
        code=code,
        area=area,
        dimension=dimension,
        text=read_wording(node["text"]),
        help=None if node["help"].is_empty else read_wording(node["help"]),
        type=kind,
        rule_code=rule_code,
        rule=rule,
        weight=Decimal(node["weight"].integer(1, 5)),
        evidence=_read_evidence(node["evidence"]),
        critical=critical,
        gate=gate,
        categories=_read_applicable(node["applicability"]["categories"], codes.categories, "unknown_category"),
        profiles=_read_applicable(node["applicability"]["profiles"], codes.profiles, "unknown_profile"),
        na_allowed=na_allowed,
        na_condition=na_condition,
        breach_hint=None if node["breach_hint"].is_empty else node["breach_hint"].text(),
        references=node["references"].words(codes.references, "unknown_reference"),
        unit=None if node["unit"].is_empty else node["unit"].text(),
        range=None if node["range"].is_empty else read_range(node["range"]),
        indicator=codes.indicators.get(code),
    )
    node["applicability"].fields(("categories", "profiles"))
    _check_number(node, question)
    return question


def _read_place(node: Node, codes: Codes) -> tuple[str, str]:
    area = node["area"].word((*codes.areas, *codes.dimensions), "unknown_area")
    dimension = node["dimension"].word(codes.dimensions, "unknown_dimension")
    if area in codes.dimensions and dimension and dimension != area:
        node["dimension"].refuse("dimension_differs_from_module", module=area, dimension=dimension)
    return area, dimension


def _read_gate(node: Node) -> tuple[bool, Tier | None]:
    critical, gate = node["critical"].truth(), read_gate(node["gate"])
    if critical and node["gate"].is_empty:
        node["gate"].refuse("critical_without_gate")
    if not critical and gate is not None:
        node["gate"].refuse("gate_without_critical", gate=str(gate))
    return critical, gate


def _read_na(node: Node) -> tuple[bool, Wording | None]:
    node.fields(("allowed",), ("condition",))
    allowed = node["allowed"].truth()
    if node["condition"].is_empty:
        if allowed:
            node.refuse("na_without_condition")
        return allowed, None
    if not allowed:
        node["condition"].refuse("na_condition_not_expected")
    return allowed, read_wording(node["condition"])


def _read_evidence(node: Node) -> EvidenceNeed:
    node.fields(("required", "required_from_score", "kinds"))
    if not node["required"].truth():
        return EvidenceNeed(required=False, from_score=Decimal(0), kinds=())
    # An answer worth nothing needs no proof, so the threshold begins above 0.
    from_score = node["required_from_score"].decimal(1, 100)
    kinds = tuple(item.text() for item in node["kinds"].items())
    return EvidenceNeed(required=True, from_score=from_score, kinds=kinds)


def _read_applicable(node: Node, codes: Collection[str], reason: str) -> frozenset[str]:
    return frozenset(codes) if node.value == ALL else frozenset(node.words(codes, reason))


def _check_number(node: Node, question: Question) -> None:
    given = question.unit is not None, question.range is not None
    if not question.is_number:
        if any(given):
            node["unit" if given[0] else "range"].refuse("only_for_numbers", type=question.type)
        return
    if not all(given):
        node.refuse("unit_or_range_missing")
        return
    lowest = lowest_floor(question.rule)
    if lowest is not None and question.range is not None and question.range.lowest < lowest:
        node["scoring"]["bands"].refuse("bands_do_not_cover_range", lowest=str(question.range.lowest))
    indicator = question.indicator
    if indicator is None:
        return
    if indicator.base_unit != question.unit:
        node["unit"].refuse("unit_differs_from_indicator", unit=indicator.base_unit, indicator=indicator.code)
    if indicator.hard_range != question.range:
        node["range"].refuse("range_differs_from_indicator", indicator=indicator.code)
