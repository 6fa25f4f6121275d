"""What every kind of file has in common: cells to values, rows in pieces, totals; and the shape of a kind."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, ClassVar

from django.db.models import Q

from suppliers.models import Account, DataImport, Supplier
from suppliers.rules.data_import import ImportKind, ImportRow, RowProblem
from suppliers.rules.import_column import COLUMNS, CellKind, ImportColumn
from suppliers.rules.import_value import (
    BadCell,
    is_blank,
    read_choice,
    read_code,
    read_currency,
    read_day,
    read_month,
    read_number,
    read_text,
)
from suppliers.selectors.import_word import import_words
from suppliers.services.import_file import Table

PIECE = 1_000
TOTALS_KEPT = 30
Reader = Callable[[object], Any]


@dataclass(frozen=True)
class Writing:
    """Who writes which import, and when."""

    data_import: DataImport
    by: Account
    at: datetime


class ImportedRows(ABC):
    """One kind of file: its rules, its comparison with what is stored, its rows in the register.

    `today` is the local day; `options` what was chosen at the upload. One object reads one file, from row to row.
    """

    kind: ClassVar[ImportKind]

    def __init__(self, *, today: date, options: Mapping[str, Any]) -> None:
        self.today = today
        self.options = options
        self.totals: dict[tuple[str, ...], list[Any]] = defaultdict(lambda: [0, Decimal(0)])

    def columns(self) -> tuple[ImportColumn, ...]:
        """The columns this kind knows."""
        return COLUMNS[self.kind]

    @abstractmethod
    def look(self, row: ImportRow) -> None:
        """Refuse what the row's own values contradict, and fill in what is left empty."""

    @abstractmethod
    def compare(self, rows: Sequence[ImportRow]) -> None:
        """Refuse what does not fit to the file's other rows or to the register; a constant number of queries."""

    @abstractmethod
    def tally(self, row: ImportRow) -> None:
        """Add a good row to the totals."""

    @abstractmethod
    def write(self, rows: Sequence[ImportRow], writing: Writing) -> None:
        """Write good rows in the caller's transaction."""

    def begin(self, writing: Writing) -> None:  # noqa: B027 -- most kinds have nothing to do here
        """What comes before the first row is written."""

    def finish(self, writing: Writing) -> None:  # noqa: B027 -- most kinds have nothing to do here
        """What follows when all rows are written."""

    def totals_shown(self) -> list[dict[str, Any]]:
        """The largest totals: {of, rows, amount}."""
        ranked = sorted(self.totals.items(), key=lambda item: (-abs(item[1][1]), -item[1][0], item[0]))
        return [{"of": list(key), "rows": rows, "amount": str(amount)} for key, (rows, amount) in ranked[:TOTALS_KEPT]]


def pieces(table: Table, kind: ImportedRows) -> Iterator[list[ImportRow]]:
    """The rows of a table, read, looked at and compared, a thousand at a time."""
    readers = _readers(table, kind)
    rows = table.rows()
    while piece := list(islice(rows, PIECE)):
        read = [_read(number, cells, table, readers) for number, cells in piece]
        for row in read:
            kind.look(row)
        kind.compare(read)
        yield read


def compared_again(read: Sequence[list[ImportRow]], kind: ImportedRows) -> Iterator[list[ImportRow]]:
    """Rows that were read and found good a moment ago, compared with the register of this instant."""
    for rows in read:
        kind.compare(rows)
        yield rows


def _readers(table: Table, kind: ImportedRows) -> list[tuple[ImportColumn, Reader, int]]:
    places = {name: place for place, name in enumerate(table.names) if name}
    return [(column, reader_of(column, kind.today), places.get(column.name, -1)) for column in kind.columns()]


def _read(number: int, cells: Sequence[object], table: Table, readers: list[tuple[ImportColumn, Reader, int]]) -> ImportRow:
    row = ImportRow(number)
    if len(cells) > len(table.names):
        row.refuse("", RowProblem.SHIFTED, cells=len(cells), columns=len(table.names))
        return row
    for column, read, place in readers:
        cell = cells[place] if 0 <= place < len(cells) else None
        if table.bad_cells and (number, place) in table.bad_cells:
            code, value = table.bad_cells[number, place]
            row.refuse(column.name, code, value=value)
        elif is_blank(cell):
            row.values[column.name] = None
            if column.is_required:
                row.refuse(column.name, RowProblem.REQUIRED)
        else:
            try:
                row.values[column.name] = read(cell)
            except BadCell as refusal:
                row.refuse(column.name, str(refusal.problem), **refusal.facts)
    return row


def reader_of(column: ImportColumn, today: date) -> Reader:
    """The function that reads a filled cell of the column; it raises BadCell."""
    readers: dict[CellKind, Reader] = {
        CellKind.TEXT: lambda cell: read_text(cell, column.most),
        CellKind.CODE: lambda cell: read_code(cell, column.most),
        CellKind.DAY: lambda cell: read_day(cell, latest=today),
        CellKind.ANY_DAY: lambda cell: read_day(cell, latest=None),
        CellKind.MONTH: read_month,
        CellKind.QUANTITY: lambda cell: read_number(cell, places=3, digits=18),
        CellKind.HOURS: lambda cell: read_number(cell, places=2, digits=8),
        CellKind.AMOUNT: lambda cell: read_number(cell, places=2, digits=18),
        CellKind.SIGNED_AMOUNT: lambda cell: read_number(cell, places=2, digits=18, signed=True),
        CellKind.RATE: lambda cell: read_number(cell, places=6, digits=14),
        CellKind.COUNT: lambda cell: int(read_number(cell, places=0, digits=8)),
        CellKind.CURRENCY: read_currency,
        CellKind.CHOICE: lambda cell: read_choice(cell, import_words()[column.name]),
    }
    return readers[column.kind]


class SupplierFinder:
    """Suppliers by number or identifier, asked for in pieces and remembered; merged ones lead to the one they became."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[int, str] | None] = {}
        self.doubtful: set[str] = set()

    def learn(self, texts: set[str]) -> None:
        """Ask for those not asked for yet, in one query."""
        new = {text for text in texts if text not in self.found}
        if not new:
            return
        rows = Supplier.objects.filter(Q(number__in=new) | Q(identifier_value__in=new))
        for pk, number, value, zh, en, target in rows.values_list(
            "pk", "number", "identifier_value", "name_zh", "name_en", "merged_into"
        ):
            for text in {number, value} & new:
                found = (target or pk, f"{number} {zh or en}".strip())
                known = self.found.setdefault(text, found)
                if known is not None and known[0] != found[0]:
                    self.doubtful.add(text)
        for text in new:
            self.found.setdefault(text, None)

    def resolve(self, row: ImportRow) -> None:
        """Put `supplier_id` and `supplier_label` beside the text, or refuse it."""
        text = row.values.get("supplier")
        if not text:
            return
        found = self.found.get(key_of(text))
        if found is None:
            row.refuse("supplier", RowProblem.UNKNOWN_SUPPLIER, value=text)
        elif key_of(text) in self.doubtful:
            row.refuse("supplier", RowProblem.SEVERAL_SUPPLIERS, value=text)
        else:
            row.values["supplier_id"], row.values["supplier_label"] = found


def key_of(text: str) -> str:
    """A supplier's number or identifier in the form it is stored in."""
    return text.replace(" ", "").upper()
