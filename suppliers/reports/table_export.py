"""Lists as files: CSV and XLSX in which nothing a person typed can run.

A spreadsheet takes a cell that begins with = + - @ (or their full-width forms, or a tab) for a formula. XLSX cells
are written as strings; in CSV such a text is led by an apostrophe, which spreadsheets show as text.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

Cell = str | int | Decimal | date | None
TRIGGERS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"  # spreadsheets take a CSV without it for the machine's old code page


class _Echo:
    def write(self, line: str) -> str:
        return line


def inert(text: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula."""
    is_live = text.startswith(TRIGGERS) or text.lstrip().startswith(TRIGGERS)
    return f"'{text}" if is_live else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The file line by line, as rows come; UTF-8 with a byte order mark, lines end as RFC 4180 says."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + str(writer.writerow([inert(cell) for cell in header]))
    for row in rows:
        yield str(writer.writerow([_csv_cell(cell) for cell in row]))


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return inert(cell) if isinstance(cell, str) else str(cell)


def xlsx_file(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str) -> IO[bytes]:
    """A workbook of one sheet in a temporary file, read from its start; memory does not grow with the rows."""
    stream = tempfile.TemporaryFile()  # noqa: SIM115 -- the response that sends it closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(header) - 1, 0), 20)
        for column, words in enumerate(header):
            sheet.write_string(0, column, words, bold)
        for place, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, place, column, cell, day)
    stream.seek(0)
    return stream


def _write(sheet: Any, row: int, column: int, cell: Cell, day: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    else:
        sheet.write_number(row, column, cell)
