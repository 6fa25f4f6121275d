"""Files that are read into the register: checked first, applied whole, taken back whole. Source: docs/imports.md."""

from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow

REVERSIBLE_DAYS = 30


class ImportKind(StrEnum):
    """What the rows of the file are."""

    SUPPLIERS = "SUPPLIERS"
    ORDERS = "ORDERS"
    INVOICES = "INVOICES"
    EXCHANGE_RATES = "EXCHANGE_RATES"


class ImportStatus(StrEnum):
    """Nothing is written before APPLIED; CHECKED holds the preview with every problem."""

    UPLOADED = "UPLOADED"
    CHECKED = "CHECKED"
    APPLIED = "APPLIED"
    REVERSED = "REVERSED"
    DISCARDED = "DISCARDED"


_IMPORTERS = frozenset({Role.PROCUREMENT, Role.MANAGER, Role.FINANCE})

WORKFLOW = Workflow(
    name="data import",
    states=ImportStatus,
    moves=(
        Move("check", (ImportStatus.UPLOADED, ImportStatus.CHECKED), ImportStatus.CHECKED, _IMPORTERS | {Role.SYSTEM}),
        Move("apply", (ImportStatus.CHECKED,), ImportStatus.APPLIED, _IMPORTERS | {Role.SYSTEM}),
        Move("reverse", (ImportStatus.APPLIED,), ImportStatus.REVERSED, _IMPORTERS, reason=True),
        Move("discard", (ImportStatus.UPLOADED, ImportStatus.CHECKED), ImportStatus.DISCARDED, _IMPORTERS | {Role.SYSTEM}),
    ),
)
