"""What the green labels ask for, as the policy sets it (docs/scoring.md, "Labels, selection, exit")."""

from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.document import Node

BREACH_LEVELS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class LabelPolicy:
    """Figures of the labels. `barring_breach_levels`: an open environmental breach of one of them bars the performance label."""

    performance_min_esg: Decimal
    barring_breach_levels: frozenset[str]


def read_label_policy(node: Node) -> LabelPolicy:
    """The section `green_label` of the policy."""
    node.fields(("performance_min_score", "iso", "barring_breach_levels"))
    # Another standard would be another label: the figure may change, the paper may not.
    node["iso"].word(("ISO_14001",), "unknown_standard")
    return LabelPolicy(
        performance_min_esg=node["performance_min_score"].decimal(0, 100),
        barring_breach_levels=frozenset(node["barring_breach_levels"].words(BREACH_LEVELS, "unknown_breach_level")) - {""},
    )
