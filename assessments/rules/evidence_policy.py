"""What a proof is worth (docs/scoring.md, step 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from suppliers.rules.document import Node


class EvidenceState(StrEnum):
    """Where the proof of an answer stands. `pending` occurs only in provisional scores."""

    VERIFIED = "verified"
    PENDING = "pending"
    MISSING = "missing"
    EXPIRED = "expired"
    REJECTED = "rejected"


# What does not carry a positive answer to a critical question.
UNPROVEN = (EvidenceState.MISSING, EvidenceState.EXPIRED, EvidenceState.REJECTED)

STATE_CODES = tuple(str(state) for state in EvidenceState)


@dataclass(frozen=True)
class EvidencePolicy:
    """Multipliers 0-1 by evidence state, for normal and for critical questions."""

    normal: Mapping[str, Decimal]
    critical: Mapping[str, Decimal]
    not_required: Decimal


def read_evidence_policy(node: Node) -> EvidencePolicy:
    """The section `evidence_policy` of a questionnaire."""
    node.fields(("statuses", "multipliers", "not_required"), ("rule",))
    if set(node["statuses"].words(STATE_CODES, "unknown_evidence_state")) != set(STATE_CODES):
        node["statuses"].refuse("evidence_states_missing", expected=list(STATE_CODES))
    multipliers = node["multipliers"].fields(("normal", "critical"))
    not_required = node["not_required"].decimal(0, 1)
    return EvidencePolicy(
        normal=_read_multipliers(multipliers["normal"]),
        critical=_read_multipliers(multipliers["critical"]),
        not_required=not_required,
    )


def _read_multipliers(node: Node) -> dict[str, Decimal]:
    node.fields(STATE_CODES)
    found = {code: node[code].decimal(0, 1) for code in STATE_CODES}
    if any(found["missing"] > multiplier for multiplier in found.values()):
        # Holding a document back would pay.
        node["missing"].refuse("missing_proof_pays", value=str(found["missing"]))
    return found
