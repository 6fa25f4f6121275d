"""Suppliers that may be one and the same: what two have in common, and what is decided on it. Source: docs/register.md."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class DuplicateGround(StrEnum):
    """What two suppliers have in common."""

    IDENTIFIER = "IDENTIFIER"
    NAME = "NAME"
    NAME_AND_ADDRESS = "NAME_AND_ADDRESS"
    BANK_ACCOUNT = "BANK_ACCOUNT"


class DuplicateStatus(StrEnum):
    """What somebody decided on a pair."""

    OPEN = "OPEN"
    DIFFERENT = "DIFFERENT"
    MERGED = "MERGED"


class MergeStatus(StrEnum):
    """Life of one merge."""

    PROPOSED = "PROPOSED"
    DONE = "DONE"
    DROPPED = "DROPPED"
    UNDONE = "UNDONE"


_DECIDERS = frozenset({Role.PROCUREMENT, Role.MANAGER})
_SYSTEM = frozenset({Role.SYSTEM})

DUPLICATE_WORKFLOW = Workflow(
    name="possible duplicate",
    states=DuplicateStatus,
    moves=(
        Move("tell_apart", (DuplicateStatus.OPEN,), DuplicateStatus.DIFFERENT, _DECIDERS, reason=True),
        Move("merge", (DuplicateStatus.OPEN, DuplicateStatus.DIFFERENT), DuplicateStatus.MERGED, _SYSTEM),
        Move("reopen", (DuplicateStatus.DIFFERENT,), DuplicateStatus.OPEN, _DECIDERS, reason=True),
        Move("unmerge", (DuplicateStatus.MERGED,), DuplicateStatus.OPEN, _SYSTEM),
    ),
)

MERGE_WORKFLOW = Workflow(
    name="merge",
    states=MergeStatus,
    moves=(
        # Whether the second person is needed hangs on the two suppliers: services/merge.py asks.
        Move("merge", (MergeStatus.PROPOSED,), MergeStatus.DONE, _DECIDERS, second_person=True),
        Move("drop", (MergeStatus.PROPOSED,), MergeStatus.DROPPED, _DECIDERS),
        Move("undo", (MergeStatus.DONE,), MergeStatus.UNDONE, _DECIDERS, reason=True),
    ),
)
