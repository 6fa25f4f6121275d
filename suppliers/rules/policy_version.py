"""Life of one version of the scoring policy: written by one person, put in force by another. Source: docs/scoring.md."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class PolicyStatus(StrEnum):
    """One version is ACTIVE; a draft changes nothing until a second person puts it in force."""

    DRAFT = "DRAFT"
    PROPOSED = "PROPOSED"
    ACTIVE = "ACTIVE"
    RETIRED = "RETIRED"
    DISCARDED = "DISCARDED"


_MANAGER = frozenset({Role.MANAGER})

WORKFLOW = Workflow(
    name="scoring policy",
    states=PolicyStatus,
    moves=(
        # SYSTEM: the version that ships is loaded and put in force without a person.
        Move("propose", (PolicyStatus.DRAFT,), PolicyStatus.PROPOSED, _MANAGER | {Role.SYSTEM}),
        Move("revise", (PolicyStatus.PROPOSED,), PolicyStatus.DRAFT, _MANAGER | {Role.INTEGRITY}, reason=True),
        Move(
            "activate",
            (PolicyStatus.PROPOSED,),
            PolicyStatus.ACTIVE,
            _MANAGER | {Role.INTEGRITY, Role.SYSTEM},
            second_person=True,
        ),
        Move("retire", (PolicyStatus.ACTIVE,), PolicyStatus.RETIRED, frozenset({Role.SYSTEM})),
        Move("discard", (PolicyStatus.DRAFT, PolicyStatus.PROPOSED), PolicyStatus.DISCARDED, _MANAGER),
    ),
)
