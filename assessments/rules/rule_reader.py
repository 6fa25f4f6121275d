"""Reading the scoring rule of a question from its document."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum

from assessments.rules.scoring_rule import (
    Bands,
    BandsUpper,
    Choice,
    DateAge,
    DateValid,
    FileAttached,
    Option,
    Reported,
    ScoringRule,
    YesNo,
)
from assessments.rules.wording import Wording
from suppliers.rules.band import read_scored_ceilings, read_scored_floors
from suppliers.rules.cap_policy import GATES
from suppliers.rules.document import Node
from suppliers.rules.tier import Tier

Scales = Mapping[str, tuple[Option, ...]]


class QuestionType(StrEnum):
    """How a question is answered."""

    YES_NO_NA = "yes_no_na"
    SINGLE_CHOICE = "single_choice"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"


class RuleCode(StrEnum):
    """Name of a scoring rule in a questionnaire document."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    MATURITY = "maturity"
    REPORTED = "reported"
    BANDS = "bands"
    BANDS_UPPER = "bands_upper"
    DATE_VALID = "date_valid"
    DATE_AGE = "date_age"
    FILE = "file"


RULES_OF_TYPE: Mapping[str, tuple[RuleCode, ...]] = {
    QuestionType.YES_NO_NA: (RuleCode.YES_NO,),
    QuestionType.SINGLE_CHOICE: (RuleCode.CHOICE, RuleCode.MATURITY),
    QuestionType.NUMBER: (RuleCode.REPORTED, RuleCode.BANDS, RuleCode.BANDS_UPPER),
    QuestionType.DATE: (RuleCode.DATE_VALID, RuleCode.DATE_AGE),
    QuestionType.FILE: (RuleCode.FILE,),
}


def read_rule(question: Node, kind: str, scales: Scales) -> tuple[RuleCode | None, ScoringRule]:
    """Code and rule of a question. A rule that cannot be read is noted and stands in as Reported."""
    node = question["scoring"]
    code = node["rule"].word(tuple(RuleCode), "unknown_rule")
    if not code:
        return None, Reported()
    rule_code = RuleCode(code)
    if kind and rule_code not in RULES_OF_TYPE[kind]:
        node["rule"].refuse("rule_does_not_fit_type", rule=code, type=kind)
    if rule_code is RuleCode.CHOICE:
        return rule_code, _read_choice(question)
    if not question["options"].is_empty:
        question["options"].refuse("options_not_expected", rule=code)
    if rule_code is RuleCode.MATURITY:
        return rule_code, _read_maturity(node, scales)
    return rule_code, READERS[rule_code](node)


def read_levels(node: Node) -> tuple[Option, ...]:
    """Levels of a maturity scale: {value, score, en, zh}, values 0, 1, 2 and so on."""
    levels = []
    for position, item in enumerate(node.items()):
        item.fields(("value", "score", "en", "zh"))
        value = item["value"].integer(position, position)
        wording = Wording(item["en"].text(), item["zh"].text())
        levels.append(Option(value, item["score"].decimal(0, 100), wording))
    return tuple(levels)


def read_gate(node: Node) -> Tier | None:
    """The tier a question or option caps at; null is no gate."""
    code = "" if node.is_empty else node.word(GATES, "unknown_gate")
    return Tier(code) if code else None


def _read_choice(question: Node) -> ScoringRule:
    question["scoring"].fields(("rule",))
    if question["options"].is_empty:
        question.refuse("options_missing")
        return Choice({})
    options: dict[str, Option] = {}
    for item in question["options"].items():
        item.fields(("value", "score", "en", "zh"), ("gate",))
        value = item["value"].text()
        if value and value in options:
            item["value"].refuse("duplicate", value=value)
        wording = Wording(item["en"].text(), item["zh"].text())
        score, gate = item["score"].decimal(0, 100), read_gate(item["gate"])
        options[value] = Option(value, score, wording, gate)
    return Choice(options)


def _read_maturity(node: Node, scales: Scales) -> ScoringRule:
    node.fields(("rule", "scale"))
    scale = node["scale"].word(tuple(scales), "unknown_scale")
    return Choice({str(level.value): level for level in scales.get(scale, ())})


def _read_yes_no(node: Node) -> ScoringRule:
    node.fields(("rule", "if_yes", "if_no"))
    return YesNo(node["if_yes"].decimal(0, 100), node["if_no"].decimal(0, 100))


def _read_reported(node: Node) -> ScoringRule:
    node.fields(("rule",))
    return Reported()


def _read_bands(node: Node) -> ScoringRule:
    node.fields(("rule", "bands"))
    return Bands(read_scored_floors(node["bands"]))


def _read_bands_upper(node: Node) -> ScoringRule:
    node.fields(("rule", "bands"))
    return BandsUpper(read_scored_ceilings(node["bands"]))


def _read_date_valid(node: Node) -> ScoringRule:
    node.fields(("rule", "warn_days"))
    return DateValid(node["warn_days"].integer(0, 366))


def _read_date_age(node: Node) -> ScoringRule:
    node.fields(("rule", "max_months"))
    return DateAge(node["max_months"].integer(1, 120))


def _read_file(node: Node) -> ScoringRule:
    node.fields(("rule",))
    return FileAttached()


READERS: Mapping[RuleCode, Callable[[Node], ScoringRule]] = {
    RuleCode.YES_NO: _read_yes_no,
    RuleCode.REPORTED: _read_reported,
    RuleCode.BANDS: _read_bands,
    RuleCode.BANDS_UPPER: _read_bands_upper,
    RuleCode.DATE_VALID: _read_date_valid,
    RuleCode.DATE_AGE: _read_date_age,
    RuleCode.FILE: _read_file,
}


def lowest_floor(rule: ScoringRule) -> Decimal | None:
    """Where the bands of a rule begin; None for a rule that any number suits."""
    return rule.floors[-1].gte if isinstance(rule, Bands) and rule.floors else None
