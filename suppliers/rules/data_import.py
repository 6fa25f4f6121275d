"""Files that are read into the register: checked first, applied whole, taken back whole. Source: docs/imports.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow

REVERSIBLE_DAYS = 30
KEPT_UNAPPLIED_DAYS = 30
ROWS_AT_ONCE = 2_000
"""Files of fewer rows are read while the person waits; larger ones in the background."""
PROBLEMS_KEPT = 1_000
MOST_COLUMNS = 60


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
        # The register's own counting set: the person who brought the file is not the one who confirms it.
        Move("admit", (ImportStatus.CHECKED,), ImportStatus.APPLIED, frozenset({Role.MANAGER}), second_person=True),
        Move("reverse", (ImportStatus.APPLIED,), ImportStatus.REVERSED, _IMPORTERS, reason=True),
        Move("discard", (ImportStatus.UPLOADED, ImportStatus.CHECKED), ImportStatus.DISCARDED, _IMPORTERS | {Role.SYSTEM}),
    ),
)


class FileProblem(StrEnum):
    """Why a file as a whole is not taken; nothing of it was stored. Behind each the facts of its sentence."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"  # limit
    TYPE = "TYPE"  # extension
    RENAMED = "RENAMED"
    PASSWORD = "PASSWORD"  # noqa: S105 -- the name of a problem
    DAMAGED = "DAMAGED"
    ACTIVE = "ACTIVE"
    TOO_COMPLEX = "TOO_COMPLEX"
    NO_ROWS = "NO_ROWS"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"  # rows, limit
    NO_SUCH_SHEET = "NO_SUCH_SHEET"  # sheet, sheets
    MERGED_HEAD = "MERGED_HEAD"  # cells
    COLUMNS_MISSING = "COLUMNS_MISSING"  # columns
    COLUMN_TWICE = "COLUMN_TWICE"  # columns
    OTHER_KIND = "OTHER_KIND"  # kind: the heads are those of another kind


class ImportFileRefused(Exception):
    """The file is not taken; nothing was stored."""

    def __init__(self, problem: FileProblem, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.facts = dict(facts or {})


class RowProblem(StrEnum):
    """What can be wrong in a row, beside what the application form says of the same fields."""

    REQUIRED = "REQUIRED"
    TOO_LONG = "TOO_LONG"  # most, length
    UNREADABLE = "UNREADABLE"  # signs lost by a wrong encoding
    LONG_NUMBER = "LONG_NUMBER"  # a spreadsheet has cut a long number
    NOT_A_DATE = "NOT_A_DATE"  # value
    IN_FUTURE = "IN_FUTURE"  # value
    TOO_OLD = "TOO_OLD"  # value
    NOT_A_MONTH = "NOT_A_MONTH"  # value
    MONTH_NOT_OVER = "MONTH_NOT_OVER"  # value
    NOT_A_NUMBER = "NOT_A_NUMBER"  # value
    NEGATIVE = "NEGATIVE"
    NOT_ABOVE_ZERO = "NOT_ABOVE_ZERO"
    TOO_LARGE = "TOO_LARGE"  # most
    TOO_MANY_DECIMALS = "TOO_MANY_DECIMALS"  # most
    UNKNOWN_CURRENCY = "UNKNOWN_CURRENCY"  # value
    HOME_CURRENCY = "HOME_CURRENCY"
    FORMULA = "FORMULA"  # a formula without a stored value
    CELL_ERROR = "CELL_ERROR"  # value
    SHIFTED = "SHIFTED"  # cells, columns
    NOT_A_CHOICE = "NOT_A_CHOICE"  # value
    UNKNOWN_SUPPLIER = "UNKNOWN_SUPPLIER"  # value
    SEVERAL_SUPPLIERS = "SEVERAL_SUPPLIERS"  # value
    UNKNOWN_ORDER = "UNKNOWN_ORDER"  # value
    ORDER_OF_ANOTHER = "ORDER_OF_ANOTHER"  # value
    TWICE_IN_FILE = "TWICE_IN_FILE"  # value, first
    KNOWN_ALREADY = "KNOWN_ALREADY"  # value
    DUE_BEFORE_ORDER = "DUE_BEFORE_ORDER"
    DELIVERED_BEFORE_ORDER = "DELIVERED_BEFORE_ORDER"
    CLOSED_BEFORE_ORDER = "CLOSED_BEFORE_ORDER"
    ACCEPTED_ABOVE_QUANTITY = "ACCEPTED_ABOVE_QUANTITY"
    ACCEPTED_BEFORE_INVOICE = "ACCEPTED_BEFORE_INVOICE"
    RATE_MISSING = "RATE_MISSING"  # currency, month
    SCHEME_MISSING = "SCHEME_MISSING"
    NUMBER_FORM = "NUMBER_FORM"  # value
    ACTIVE_BEFORE_REGISTRATION = "ACTIVE_BEFORE_REGISTRATION"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the row as the spreadsheet numbers it, the column's name (empty: the row), code and facts."""

    row: int
    column: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the import."""
        return {"row": self.row, "column": self.column, "code": str(self.code), "facts": dict(self.facts)}


@dataclass(slots=True)
class ImportRow:
    """One row of the file: its values by column, and what is wrong with them."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, code: str, **facts: Any) -> None:
        """Note that something is wrong in a column; `column` empty: in the row."""
        self.problems.append(Problem(self.number, column, str(code), facts))


@dataclass
class OnceOnly:
    """Values that may occur once in a file; remembers the row of the first."""

    first: dict[Any, int] = field(default_factory=dict)

    def take(self, row: ImportRow, column: str, value: Any, shown: str) -> None:
        """Note the value; a second row with it is refused."""
        seen = self.first.setdefault(value, row.number)
        if seen != row.number:
            row.refuse(column, RowProblem.TWICE_IN_FILE, value=shown, first=seen)
