"""The empty workbook of one kind of import: heads to fill in under, and a sheet that explains every column."""

import tempfile
from typing import IO, Any

import xlsxwriter

from suppliers.rules.data_import import ImportKind
from suppliers.rules.import_column import COLUMNS, CellKind, ImportColumn

_WORDS = {
    "en": {"notes": "Notes", "heads": ("Column", "Needed", "Meaning", "Example"), "yes": "yes", "no": "no"},
    "zh": {"notes": "说明", "heads": ("列", "必填", "说明", "示例"), "yes": "是", "no": "否"},
}
_DATES = frozenset({CellKind.DAY, CellKind.ANY_DAY})
_AS_TEXT = frozenset({CellKind.CODE, CellKind.TEXT, CellKind.CHOICE, CellKind.CURRENCY, CellKind.MONTH})


def template_file(kind: ImportKind, language: str, *, title: str) -> IO[bytes]:
    """A workbook in a temporary file, read from its start. `language` is `en` or begins with `zh`."""
    words: dict[str, Any] = _WORDS["zh" if language.startswith("zh") else "en"]
    stream = tempfile.TemporaryFile()  # noqa: SIM115 -- the response that sends it closes it
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        _data_sheet(book, kind, language, title)
        _notes_sheet(book, kind, language, words)
    stream.seek(0)
    return stream


def _data_sheet(book: xlsxwriter.Workbook, kind: ImportKind, language: str, title: str) -> None:
    sheet = book.add_worksheet(title[:31].translate(str.maketrans("[]:*?/\\", "       ")))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4"})
    needed = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#CFE3F5"})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(COLUMNS[kind]):
        # Formats of the columns keep long numbers from being cut and dates from being turned round.
        form = text if column.kind in _AS_TEXT else day if column.kind in _DATES else None
        sheet.set_column(place, place, 22, form)
        sheet.write_string(0, place, column.head(language), needed if column.is_required else head)
        if column.note(language):
            sheet.write_comment(0, place, column.note(language), {"x_scale": 2})


def _notes_sheet(book: xlsxwriter.Workbook, kind: ImportKind, language: str, words: dict[str, Any]) -> None:
    sheet = book.add_worksheet(words["notes"])
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 3, 34)
    for place, head in enumerate(words["heads"]):
        sheet.write_string(0, place, head, bold)
    for row, column in enumerate(COLUMNS[kind], start=1):
        for place, cell in enumerate(_note_cells(column, language, words)):
            sheet.write_string(row, place, cell)


def _note_cells(column: ImportColumn, language: str, words: dict[str, Any]) -> tuple[str, str, str, str]:
    return (
        column.head(language),
        words["yes"] if column.is_required else words["no"],
        column.note(language),
        column.example,
    )
