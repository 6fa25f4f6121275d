"""Reading the inputs of a scoring case strictly; `expected` is looked at for nothing but ratings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.rules.answer import AnswerFacts, NaState
from assessments.rules.answer_value import AnswerRefused, read_day
from assessments.rules.evidence_policy import STATE_CODES, EvidenceState
from assessments.rules.questionnaire import Questionnaire
from suppliers.rules.document import ABSENT, DocumentProblem, Node
from suppliers.rules.performance import Dimension
from suppliers.rules.tier import Tier
from suppliers.rules.tier_step import PreviousTier

NA_STATES: Mapping[str, NaState] = {**{str(state): state for state in NaState}, "undecided": NaState.PENDING}
BREACH_LEVELS = ("I", "II", "III", "IV")
REQUIRED_KEYS = ("category", "profile", "as_of", "answers")


class CaseRefused(Exception):
    """The case cannot be scored. `problems` names every mistake with its place."""

    def __init__(self, problems: tuple[DocumentProblem, ...]) -> None:
        super().__init__("; ".join(_sentence(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Case:
    """All inputs of one evaluation.

    `performance_inputs` holds the marks as given, for showing them again; `marks` as decimals.
    """

    category: str
    profile: str
    as_of: date
    answers: tuple[AnswerFacts, ...]
    previous: PreviousTier | None
    spend_cny: Decimal | None
    active_points: int
    performance_inputs: Mapping[str, object] | None
    marks: Mapping[Dimension, Decimal | None]
    open_breach_levels: frozenset[str]
    undertaking_in_force: bool
    qualification_lapsed: bool
    on_probation: bool
    is_strategic: bool


def read_case(mapping: object, questionnaire: Questionnaire) -> Case:
    """The case of a parsed mapping. Raises CaseRefused.

    Keys it does not know are left alone. Flags that are not given mean the ordinary supplier:
    undertaking in force, nothing lapsed, no open breach, no probation, not strategic.
    """
    root = Node(mapping, [])
    if isinstance(mapping, Mapping):
        root.fields(REQUIRED_KEYS, mapping.keys())
    else:
        root.refuse("not_a_mapping")
    inputs = _performance_node(root)
    case = Case(
        category=root["category"].word([named.code for named in questionnaire.categories], "unknown_category"),
        profile=root["profile"].word([named.code for named in questionnaire.profiles], "unknown_profile"),
        as_of=_read_as_of(root["as_of"]),
        answers=_read_answers(root, questionnaire),
        previous=_read_previous(root),
        spend_cny=_optional_decimal(root["spend_12m_cny"]),
        active_points=0 if root["active_points"].is_empty else root["active_points"].integer(0, 9999),
        performance_inputs=dict(inputs.value) if isinstance(inputs.value, Mapping) else None,
        marks=_read_marks(inputs),
        open_breach_levels=_read_breach_levels(root["open_breach_levels"]),
        undertaking_in_force=_flag(root["undertaking_in_force"], unless_given=True),
        qualification_lapsed=_flag(root["qualification_lapsed"]),
        on_probation=_flag(root["probation"]),
        is_strategic=_flag(root["strategic"]),
    )
    if root.problems:
        raise CaseRefused(tuple(root.problems))
    return case


def _read_answers(root: Node, questionnaire: Questionnaire) -> tuple[AnswerFacts, ...]:
    answers: dict[str, AnswerFacts] = {}
    nodes = [] if root["answers"].value == [] else root["answers"].items()
    for node in nodes:
        node.fields(("code",), ("value", "unit", "evidence", "na"))
        code = node["code"].word(questionnaire.by_code, "unknown_question")
        if code in answers:
            node["code"].refuse("duplicate", value=code)
        if code:
            answers[code] = _read_answer(code, node)
    blanks = [] if root["blank"].is_empty or root["blank"].value == [] else root["blank"].items()
    for node in blanks:
        if node.word(questionnaire.by_code, "unknown_question") in answers:
            node.refuse("answered_and_blank", value=node.value)
    return tuple(answers.values())


def _read_answer(code: str, node: Node) -> AnswerFacts:
    state = node["evidence"].word(STATE_CODES, "unknown_evidence_state") if not node["evidence"].is_empty else ""
    na = node["na"].word(NA_STATES, "unknown_na_state") if not node["na"].is_empty else ""
    return AnswerFacts(
        code=code,
        value=None if node["value"].is_empty else node["value"].value,
        evidence_state=EvidenceState(state) if state else EvidenceState.MISSING,
        na_state=NA_STATES.get(na),
        unit=None if node["unit"].is_empty else node["unit"].text(),
    )


def _read_previous(root: Node) -> PreviousTier | None:
    node = root["previous_tier"]
    code = "" if node.is_empty else node.word(tuple(Tier), "unknown_tier")
    overall = _optional_decimal(root["previous_overall"])
    return PreviousTier(Tier(code), overall) if code else None


def _performance_node(root: Node) -> Node:
    given = root["performance_inputs"]
    return root["expected"]["performance_inputs"] if given.value is ABSENT else given


def _read_marks(node: Node) -> dict[Dimension, Decimal | None]:
    if node.is_empty:
        return {}
    node.fields((), tuple(Dimension))
    return {code: _optional_decimal(node[code], highest=100) for code in Dimension}


def _read_breach_levels(node: Node) -> frozenset[str]:
    if node.is_empty or node.value == []:
        return frozenset()
    return frozenset(node.words(BREACH_LEVELS, "unknown_breach_level"))


def _read_as_of(node: Node) -> date:
    try:
        return read_day(node.value)
    except AnswerRefused as refusal:
        node.refuse(refusal.reason, **refusal.facts)
        return date.min


def _optional_decimal(node: Node, highest: int | None = None) -> Decimal | None:
    return None if node.is_empty else node.decimal(0, highest)


def _flag(node: Node, *, unless_given: bool = False) -> bool:
    return unless_given if node.is_empty else node.truth()


def _sentence(problem: DocumentProblem) -> str:
    facts = ", ".join(f"{key}={value}" for key, value in problem.facts.items())
    return f"{problem.path}: {problem.reason}" + (f" ({facts})" if facts else "")
