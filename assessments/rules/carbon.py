"""The carbon programme: agreement, yearly data, appraisal. Source: docs/carbon.md."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class AgreementStatus(StrEnum):
    """Proposed by procurement, signed by the supplier like the undertaking, then in force until it ends."""

    PROPOSED = "PROPOSED"
    IN_FORCE = "IN_FORCE"
    ENDED = "ENDED"


class CarbonYearStatus(StrEnum):
    """The yearly data of one agreement."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPRAISED = "APPRAISED"


_PROCUREMENT = frozenset({Role.PROCUREMENT, Role.MANAGER})

AGREEMENT_WORKFLOW = Workflow(
    name="carbon agreement",
    states=AgreementStatus,
    moves=(
        Move("begin", (AgreementStatus.PROPOSED,), AgreementStatus.IN_FORCE, frozenset({Role.SYSTEM})),
        Move(
            "end",
            (AgreementStatus.PROPOSED, AgreementStatus.IN_FORCE),
            AgreementStatus.ENDED,
            _PROCUREMENT | {Role.SYSTEM},
            reason=True,
        ),
    ),
)
YEAR_WORKFLOW = Workflow(
    name="carbon year",
    states=CarbonYearStatus,
    moves=(
        Move(
            "submit",
            (CarbonYearStatus.DRAFT, CarbonYearStatus.RETURNED),
            CarbonYearStatus.SUBMITTED,
            frozenset({Role.SUPPLIER_ADMIN}),
        ),
        Move("send_back", (CarbonYearStatus.SUBMITTED,), CarbonYearStatus.RETURNED, _PROCUREMENT, reason=True),
        Move(
            "appraise",
            (CarbonYearStatus.SUBMITTED,),
            CarbonYearStatus.APPRAISED,
            _PROCUREMENT | {Role.AUDITOR},
            second_person=True,
        ),
    ),
)
