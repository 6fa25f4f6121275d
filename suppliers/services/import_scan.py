"""Looking over the sheets of a workbook before the fast reader gets them: how large each is, and cells nobody can read.

A single cell at the far corner of a sheet makes a reader that keeps whole rectangles ask for all the memory there is.
And a formula whose result was not stored is an empty cell to every reader: only the text of the sheet shows it.
"""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from defusedxml.ElementTree import fromstring

from suppliers.rules.data_import import PROBLEMS_KEPT, FileProblem, ImportFileRefused, RowProblem

PIECE = 1024 * 1024
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class SheetScan:
    """One sheet: its last row and column that hold something (from 1), and (row, column from 0, code, value) of bad cells."""

    name: str
    rows: int = 0
    columns: int = 0
    bad_cells: list[tuple[int, int, str, str]] = field(default_factory=list)


def scan_workbook(path: Path) -> list[SheetScan]:
    """Every worksheet in the order of the workbook. Raises ImportFileRefused (DAMAGED)."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [_scan(archive, name, part) for name, part in _parts(archive)]
    except (zipfile.BadZipFile, KeyError, expat.ExpatError, SyntaxError, UnicodeDecodeError, OSError) as error:
        raise ImportFileRefused(FileProblem.DAMAGED) from error


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    book = fromstring(archive.read("xl/workbook.xml"))
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    found = []
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "worksheets/" in part:
            found.append((sheet.get("name", ""), part))
    return found


def _scan(archive: zipfile.ZipFile, name: str, part: str) -> SheetScan:
    look = _Look(SheetScan(name))
    parser = expat.ParserCreate()
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.text
    parser.buffer_text = True
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            parser.Parse(piece, False)
    parser.Parse(b"", True)
    return look.scan


class _Look:
    """The handlers of one sheet's parser."""

    def __init__(self, scan: SheetScan) -> None:
        self.scan = scan
        self.row = self.column = 0
        self.is_error = self.has_formula = self.in_value = False
        self.value = ""

    def start(self, tag: str, attributes: dict[str, Any]) -> None:
        if tag == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self.column = _column(place[1]) if place else self.column + 1
            self.row = int(place[2]) if place else self.row
            self.is_error, self.has_formula, self.value = attributes.get("t") == "e", False, ""
        elif tag in {"v", "t"}:
            self.in_value = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdigit() else self.row + 1
            self.column = 0

    def text(self, text: str) -> None:
        if self.in_value:
            self.value += text

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self.in_value = False
        elif tag == "c" and (self.value or self.has_formula):
            self.scan.rows = max(self.scan.rows, self.row)
            self.scan.columns = max(self.scan.columns, self.column)
            if self.is_error:
                self._note(RowProblem.CELL_ERROR)
            elif self.has_formula and not self.value:
                self._note(RowProblem.FORMULA)

    def _note(self, code: RowProblem) -> None:
        if len(self.scan.bad_cells) < PROBLEMS_KEPT:
            self.scan.bad_cells.append((self.row, self.column - 1, str(code), self.value[:20]))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
