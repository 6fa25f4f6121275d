"""The supplier's life cycle, T1-T17, as one table. Source: docs/life_cycle.md."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow


class Standing(StrEnum):
    """How a supplier stands with the buyer."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    CHECKING = "CHECKING"
    RETURNED = "RETURNED"
    REJECTED = "REJECTED"
    AWAITING_SIGNATURE = "AWAITING_SIGNATURE"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    EXIT_NOTICE = "EXIT_NOTICE"
    RUN_OFF = "RUN_OFF"
    EXITED = "EXITED"
    BLACKLISTED = "BLACKLISTED"


COUNTED = (Standing.ACTIVE, Standing.SUSPENDED, Standing.EXIT_NOTICE, Standing.RUN_OFF)
"""Standings that count in published figures (HKEX KPI B5.1)."""

MERGEABLE = (*COUNTED, Standing.EXITED, Standing.REJECTED)
"""Standings in which a supplier can be merged into another: no application is open, and no blacklisting is shaken off."""

EDITABLE = (Standing.DRAFT, Standing.RETURNED)
"""Standings in which the application may still be written."""

_S = Standing
_SUPPLIER = frozenset({Role.SUPPLIER_ADMIN})
_PROCUREMENT = frozenset({Role.PROCUREMENT})
_MANAGER = frozenset({Role.MANAGER})
_INTEGRITY = frozenset({Role.INTEGRITY})
_SYSTEM = frozenset({Role.SYSTEM})

WORKFLOW = Workflow(
    name="supplier life cycle",
    states=Standing,
    field="standing",
    moves=(
        Move("submit", (_S.DRAFT, _S.RETURNED), _S.SUBMITTED, _SUPPLIER | _PROCUREMENT),  # T2
        Move("start_checking", (_S.SUBMITTED,), _S.CHECKING, _PROCUREMENT, second_person=True),  # T3
        Move("send_back", (_S.CHECKING,), _S.RETURNED, _PROCUREMENT, second_person=True, reason=True),  # T4
        Move("lapse", (_S.RETURNED,), _S.REJECTED, _SYSTEM, reason=True),  # T4, idle
        Move("reject", (_S.CHECKING,), _S.REJECTED, _MANAGER, second_person=True, reason=True),  # T5
        # T6 takes two approvals of two persons; the move itself follows the second one.
        Move("approve", (_S.CHECKING,), _S.AWAITING_SIGNATURE, _MANAGER | _INTEGRITY, second_person=True),
        Move("admit", (_S.AWAITING_SIGNATURE,), _S.ACTIVE, _SYSTEM),  # T7
        Move("lapse_unsigned", (_S.AWAITING_SIGNATURE,), _S.REJECTED, _SYSTEM, reason=True),  # T7, 60 days
        Move("suspend", (_S.ACTIVE,), _S.SUSPENDED, _SYSTEM | _INTEGRITY | _MANAGER, reason=True),  # T8
        Move("resume", (_S.SUSPENDED,), _S.ACTIVE, _INTEGRITY | _MANAGER, reason=True),  # T9
        Move("give_exit_notice", (_S.ACTIVE, _S.SUSPENDED), _S.EXIT_NOTICE, _SYSTEM, reason=True),  # T10
        Move("uphold_appeal_active", (_S.EXIT_NOTICE,), _S.ACTIVE, _SYSTEM, reason=True),  # T11
        Move("uphold_appeal_suspended", (_S.EXIT_NOTICE,), _S.SUSPENDED, _SYSTEM, reason=True),  # T11
        Move("begin_run_off", (_S.EXIT_NOTICE,), _S.RUN_OFF, _SYSTEM),  # T12
        Move("exit", (_S.RUN_OFF,), _S.EXITED, _PROCUREMENT, second_person=True),  # T13
        Move(  # T14
            "blacklist",
            (_S.ACTIVE, _S.SUSPENDED, _S.EXIT_NOTICE, _S.RUN_OFF, _S.EXITED, _S.CHECKING),
            _S.BLACKLISTED,
            _SYSTEM,
            reason=True,
        ),
        Move("end_blacklisting", (_S.BLACKLISTED,), _S.EXITED, _INTEGRITY, reason=True),  # T15
        Move("reapply", (_S.EXITED, _S.REJECTED), _S.DRAFT, _SUPPLIER | _PROCUREMENT),  # T16, T5 after its wait
        Move("leave", (_S.ACTIVE,), _S.RUN_OFF, _SUPPLIER, reason=True),  # T17
        # Two entries of one company: one ends and its company goes on counting as the other; or it is put back.
        Move("merge", COUNTED, _S.EXITED, _SYSTEM, reason=True),
        *(Move(f"unmerge_{state.lower()}", (_S.EXITED,), state, _SYSTEM, reason=True) for state in COUNTED),
    ),
)
