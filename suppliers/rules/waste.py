"""To whom waste is handed over: contractors and their licences. Source: docs/certificates.md, waste."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from suppliers.rules.certificate import RegistryStatus, band_on
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


class Licence(Protocol):
    """What the validity of a contractor's licence hangs on; a row of the table will do."""

    @property
    def status(self) -> str: ...
    @property
    def registry_status(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date: ...


class ContractorState(StrEnum):
    """What a contractor's licence is worth on a day."""

    SUBMITTED = "SUBMITTED"
    REJECTED = "REJECTED"
    ENDED = "ENDED"
    NOT_YET_VALID = "NOT_YET_VALID"
    VALID = "VALID"
    EXPIRING = "EXPIRING"
    EXPIRED = "EXPIRED"
    NOT_VALID_IN_REGISTER = "NOT_VALID_IN_REGISTER"


def contractor_state(licence: Licence, on: date) -> ContractorState:
    """The state on a local day; good until the end of the last day, and only while the public register says so."""
    status = ContractorStatus(licence.status)
    if status is not ContractorStatus.VERIFIED:
        return ContractorState(status.value)
    if on > licence.valid_to:
        return ContractorState.EXPIRED
    if licence.registry_status != RegistryStatus.VALID:
        return ContractorState.NOT_VALID_IN_REGISTER
    if on < licence.valid_from:
        return ContractorState.NOT_YET_VALID
    return ContractorState.EXPIRING if band_on(licence.valid_to, on) else ContractorState.VALID


def may_take_waste(licence: Licence, on: date) -> bool:
    """Whether waste may be handed to this contractor on a day."""
    return contractor_state(licence, on) in {ContractorState.VALID, ContractorState.EXPIRING}
