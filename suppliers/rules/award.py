"""Award sheets: bids compared with and without the bonus for certified products. Source: docs/scoring.md, selection."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class AwardStatus(StrEnum):
    """Bids are entered while OPEN; what decided is frozen at PROPOSED and confirmed by a second person."""

    OPEN = "OPEN"
    PROPOSED = "PROPOSED"
    AWARDED = "AWARDED"
    CANCELLED = "CANCELLED"


_PROCUREMENT = frozenset({Role.PROCUREMENT})
_MANAGER = frozenset({Role.MANAGER})

WORKFLOW = Workflow(
    name="award sheet",
    states=AwardStatus,
    moves=(
        Move("propose", (AwardStatus.OPEN,), AwardStatus.PROPOSED, _PROCUREMENT),
        Move("send_back", (AwardStatus.PROPOSED,), AwardStatus.OPEN, _MANAGER, second_person=True, reason=True),
        Move("award", (AwardStatus.PROPOSED,), AwardStatus.AWARDED, _MANAGER, second_person=True),
        Move("cancel", (AwardStatus.OPEN, AwardStatus.PROPOSED), AwardStatus.CANCELLED, _PROCUREMENT | _MANAGER, reason=True),
    ),
)
