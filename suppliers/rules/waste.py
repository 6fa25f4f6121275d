"""To whom waste is handed over: contractors and their licences. Source: docs/certificates.md, waste."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class WasteKind(StrEnum):
    """What the contractor takes."""

    HAZARDOUS_WASTE = "HAZARDOUS_WASTE"
    E_WASTE = "E_WASTE"


class ContractorStatus(StrEnum):
    """How far our review of the contractor's licence has come."""

    SUBMITTED = "SUBMITTED"
    VERIFIED = "VERIFIED"
    REJECTED = "REJECTED"
    ENDED = "ENDED"


_VERIFIERS = frozenset({Role.PROCUREMENT, Role.AUDITOR})

WORKFLOW = Workflow(
    name="waste contractor",
    states=ContractorStatus,
    moves=(
        Move("verify", (ContractorStatus.SUBMITTED,), ContractorStatus.VERIFIED, _VERIFIERS, second_person=True),
        Move("reject", (ContractorStatus.SUBMITTED,), ContractorStatus.REJECTED, _VERIFIERS, second_person=True, reason=True),
        Move(
            "end",
            (ContractorStatus.SUBMITTED, ContractorStatus.VERIFIED, ContractorStatus.REJECTED),
            ContractorStatus.ENDED,
            frozenset({Role.SUPPLIER_ADMIN, Role.PROCUREMENT}),
        ),
    ),
)
