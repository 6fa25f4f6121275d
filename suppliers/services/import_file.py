"""Opening an uploaded table: CSV in the encodings of spreadsheets, or a workbook; its heads, and its rows one by one."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from suppliers.reports.table_export import TRIGGERS
from suppliers.rules.data_import import MOST_COLUMNS, FileProblem, ImportFileRefused, ImportKind
from suppliers.rules.evidence import EvidenceRefused, EvidenceType
from suppliers.rules.import_column import Heads, read_heads
from suppliers.rules.import_value import is_blank
from suppliers.services.examiner.table import LONGEST_FIELD, as_text
from suppliers.services.import_scan import SheetScan, scan_workbook

HEAD_WITHIN = 10
"""Titles and notes may stand above the heads: so many rows are looked at."""
SEPARATORS = (",", ";", "\t", "|")

NumberedRow = tuple[int, Sequence[object]]


@dataclass(frozen=True)
class Table:
    """An open table: `names` per column (empty: a column nobody asked for), and its rows below the heads.

    `rows` may be called again; it gives (number as the spreadsheet shows it, cells). `bad_cells` maps (row, column
    from 0) to a code and what stands there.
    """

    names: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: Callable[[], Iterator[NumberedRow]]
    count: int
    sheet: str = ""
    bad_cells: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)


def open_table(path: Path, form: EvidenceType, kind: ImportKind, *, most_rows: int, sheet: str = "") -> Table:
    """The table of a file that the examiner has passed. Raises ImportFileRefused."""
    is_csv = form is EvidenceType.CSV
    table = _open_csv(path, kind) if is_csv else _open_workbook(path, kind, most_rows=most_rows, wanted=sheet)
    if table.count == 0:
        raise ImportFileRefused(FileProblem.NO_ROWS)
    if table.count > most_rows:
        raise ImportFileRefused(FileProblem.TOO_MANY_ROWS, {"rows": table.count, "limit": most_rows})
    return table


def _open_csv(path: Path, kind: ImportKind) -> Table:
    try:
        text = as_text(path.read_bytes())
    except EvidenceRefused as refusal:
        raise ImportFileRefused(FileProblem(str(refusal.problem))) from refusal
    csv.field_size_limit(LONGEST_FIELD)
    separator = max(SEPARATORS, key=lambda mark: max(_best_head(kind, _csv_rows(text, mark))[1].found, 0))
    place, heads = _best_head(kind, _csv_rows(text, separator))
    _check_heads(kind, heads, _head_cells(_csv_rows(text, separator), place))

    def rows() -> Iterator[NumberedRow]:
        for number, cells in islice(_csv_rows(text, separator), place + 1, None):
            if any(cell.strip() for cell in cells):
                yield number, [_freed(cell) for cell in cells]

    return Table(heads.names, heads.unknown, rows, sum(1 for _row in rows()))


def _csv_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1)
    except csv.Error as error:
        raise ImportFileRefused(FileProblem.DAMAGED) from error


def _freed(cell: str) -> str:
    """The text without the apostrophe our own export puts before what a spreadsheet would take for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip().startswith(TRIGGERS) else cell


def _open_workbook(path: Path, kind: ImportKind, *, most_rows: int, wanted: str) -> Table:
    scans = {scan.name: scan for scan in scan_workbook(path)}
    if wanted and wanted not in scans:
        raise ImportFileRefused(FileProblem.NO_SUCH_SHEET, {"sheet": wanted, "sheets": list(scans)[:20]})
    chosen = [scans[wanted]] if wanted else list(scans.values())
    too_long = max((scan.rows for scan in chosen), default=0)
    if too_long > most_rows + HEAD_WITHIN:
        raise ImportFileRefused(FileProblem.TOO_MANY_ROWS, {"rows": too_long, "limit": most_rows})
    if any(scan.columns > MOST_COLUMNS for scan in chosen):
        raise ImportFileRefused(FileProblem.TOO_COMPLEX)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = [(book.get_sheet_by_name(scan.name), scan) for scan in chosen if scan.rows]
    except CalamineError as error:
        raise ImportFileRefused(FileProblem.DAMAGED) from error
    if not sheets:
        raise ImportFileRefused(FileProblem.NO_ROWS)
    best = max(sheets, key=lambda pair: _best_head(kind, _sheet_rows(pair[0]))[1].found)
    return _sheet_table(kind, *best)


def _sheet_table(kind: ImportKind, sheet: CalamineSheet, scan: SheetScan) -> Table:
    place, heads = _best_head(kind, _sheet_rows(sheet))
    first_column = sheet.start[1] if sheet.start else 0
    merged = [area for area in sheet.merged_cell_ranges or () if area[0][0] <= place <= area[1][0]]
    if merged:
        cells = [f"{_letters(start[1])}{start[0] + 1}:{_letters(end[1])}{end[0] + 1}" for start, end in merged]
        raise ImportFileRefused(FileProblem.MERGED_HEAD, {"cells": cells[:5]})
    _check_heads(kind, heads, _head_cells(_sheet_rows(sheet), place))

    def rows() -> Iterator[NumberedRow]:
        for number, cells in islice(_sheet_rows(sheet), place + 1, None):
            if not all(is_blank(cell) for cell in cells):
                yield number, cells

    bad = {(row, column - first_column): (code, value) for row, column, code, value in scan.bad_cells if row > place + 1}
    return Table(heads.names, heads.unknown, rows, sum(1 for _row in rows()), scan.name, bad)


def _sheet_rows(sheet: CalamineSheet) -> Iterator[NumberedRow]:
    return enumerate(sheet.iter_rows(), start=1)


def _best_head(kind: ImportKind, rows: Iterator[NumberedRow]) -> tuple[int, Heads]:
    """(place from 0, heads) of the row among the first that knows most heads; without any, the first row that holds something."""
    best = (0, read_heads(kind, ()))
    for place, (_number, cells) in enumerate(islice(rows, HEAD_WITHIN)):
        heads = read_heads(kind, cells[:MOST_COLUMNS])
        if heads.found > best[1].found:
            best = (place, heads)
    return best


def _head_cells(rows: Iterator[NumberedRow], place: int) -> Sequence[object]:
    return next(islice(rows, place, None), (0, ()))[1]


def _check_heads(kind: ImportKind, heads: Heads, cells: Sequence[object]) -> None:
    if heads.missing:
        for other in ImportKind:
            if other is not kind and not read_heads(other, cells).missing:
                raise ImportFileRefused(FileProblem.OTHER_KIND, {"kind": str(other)})
        raise ImportFileRefused(FileProblem.COLUMNS_MISSING, {"kind": str(kind), "columns": list(heads.missing)})
    if heads.doubled:
        raise ImportFileRefused(FileProblem.COLUMN_TWICE, {"kind": str(kind), "columns": list(heads.doubled)})


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
