"""The scoring policy: every figure of the method, read strictly from a parsed mapping.

Source: docs/scoring.md; the file that ships is suppliers/library/scoring-policy-1.0.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.band import Floor
from suppliers.rules.document import DocumentProblem, Node
from suppliers.rules.exit_policy import ExitPolicy, read_exit_policy
from suppliers.rules.label_policy import LabelPolicy, read_label_policy
from suppliers.rules.overall import OverallPolicy, read_overall_policy
from suppliers.rules.performance import PerformancePolicy, read_performance_policy
from suppliers.rules.rounding import MODE, PLACES
from suppliers.rules.selection_policy import SelectionPolicy, read_selection_policy
from suppliers.rules.spend import SpendBands, read_spend_bands
from suppliers.rules.tier import GRADES, Grade, read_letter_bands

SECTIONS = (
    "schema_version",
    "policy",
    "rounding",
    "esg",
    "performance",
    "overall",
    "spend_classes_cny_12m",
    "green_label",
    "selection",
    "exit_rules",
    "exit_terms_days",
    "readmittance_months",
)


class PolicyError(Exception):
    """The policy cannot be used. `problems` names every mistake with its place."""

    def __init__(self, problems: tuple[DocumentProblem, ...]) -> None:
        super().__init__("; ".join(f"{problem.path}: {problem.reason}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class EsgPolicy:
    """How areas and cross-cutting modules become the ESG score and its grade."""

    environment_weight: Decimal
    cross_cutting_weight: Decimal
    module_weights: Mapping[str, Decimal]
    bands: tuple[Floor[Grade], ...]
    least_coverage_pct: Decimal
    validity_months: int


@dataclass(frozen=True)
class Policy:
    """One version of the whole scoring policy."""

    code: str
    version: str
    status: str
    esg: EsgPolicy
    performance: PerformancePolicy
    overall: OverallPolicy
    spend_bands: SpendBands
    label: LabelPolicy
    selection: SelectionPolicy
    exit: ExitPolicy


def policy_from_mapping(mapping: object) -> Policy:
    """The policy of a parsed YAML or JSON document. Raises PolicyError with all mistakes."""
    root = Node(mapping, [])
    root.fields(SECTIONS)
    root["schema_version"].integer(1, 1)
    _check_rounding(root["rounding"])
    head = root["policy"].fields(("code", "version", "status"))
    policy = Policy(
        code=head["code"].text(),
        version=head["version"].text(),
        status=head["status"].text(),
        esg=_read_esg(root["esg"]),
        performance=read_performance_policy(root["performance"]),
        overall=read_overall_policy(root["overall"]),
        spend_bands=read_spend_bands(root["spend_classes_cny_12m"]),
        label=read_label_policy(root["green_label"]),
        selection=read_selection_policy(root["selection"]),
        exit=read_exit_policy(root["exit_rules"], root["exit_terms_days"], root["readmittance_months"]),
    )
    if root.problems:
        raise PolicyError(tuple(root.problems))
    return policy


def _check_rounding(node: Node) -> None:
    # Stored scores have two places, half up; another rounding would be another method.
    node.fields(("mode", "places"), ("cascade",))
    node["mode"].word((MODE,), "unknown_rounding")
    node["places"].integer(PLACES, PLACES)


def _read_esg(node: Node) -> EsgPolicy:
    node.fields(("weights", "cross_cutting_weights", "bands", "coverage_min_pct", "validity_months"))
    weights = node["weights"].fields(("environment", "cross_cutting"))
    environment = weights["environment"].decimal(0, 1)
    cross = weights["cross_cutting"].decimal(0, 1)
    weights.check_sum((environment, cross), 1)
    modules = node["cross_cutting_weights"].fields(("BI", "ID", "RM"))
    module_weights = {code: part.decimal(0, 1) for code, part in modules.entries()}
    modules.check_sum(module_weights.values(), 1)
    return EsgPolicy(
        environment_weight=environment,
        cross_cutting_weight=cross,
        module_weights=module_weights,
        bands=read_letter_bands(node["bands"], "grade", GRADES),
        least_coverage_pct=node["coverage_min_pct"].decimal(0, 100),
        validity_months=node["validity_months"].integer(1, 120),
    )
