"""Opening an uploaded table of concentrations: CSV in the encodings of spreadsheets, or the first sheet of a workbook."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from python_calamine import CalamineError, CalamineWorkbook

from suppliers.rules.data_import import ImportFileRefused
from suppliers.rules.evidence import EvidenceProblem, EvidenceRefused, EvidenceType, clean_name, declared_type
from suppliers.rules.rohs_reading import MOST_ROWS
from suppliers.services.evidence import examine
from suppliers.services.examiner.table import LONGEST_FIELD, as_text
from suppliers.services.import_scan import scan_workbook

MOST_BYTES = 2 * 1024 * 1024
MOST_COLUMNS = 40
SEPARATORS = ",;\t"


def read_cells(content: bytes, name: str) -> list[list[object]]:
    """The cells row by row. Raises EvidenceRefused when the file is too large, no table, or not what its name says."""
    if len(content) > MOST_BYTES:
        raise EvidenceRefused(EvidenceProblem.TOO_LARGE, {"limit": MOST_BYTES})
    wanted = declared_type(clean_name(name))
    if wanted not in {EvidenceType.CSV, EvidenceType.XLSX}:
        raise EvidenceRefused(EvidenceProblem.TYPE, {"extension": name.rpartition(".")[2].lower(), "accepted": "csv, xlsx"})
    with TemporaryDirectory(prefix="assay-rohs-") as folder:
        source = Path(folder) / "source"
        source.write_bytes(content)
        verdict = examine(source, wanted, Path(folder) / "cleaned")
        if verdict.problem is not None:
            raise EvidenceRefused(verdict.problem, {"extension": name.rpartition(".")[2].lower()})
        return _csv(content) if wanted is EvidenceType.CSV else _workbook(source)


def _csv(content: bytes) -> list[list[object]]:
    text = as_text(content)
    csv.field_size_limit(LONGEST_FIELD)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]


def _workbook(path: Path) -> list[list[object]]:
    try:
        first = next(iter(scan_workbook(path)), None)
        # Looked over before the fast reader gets it: one cell in the far corner would ask for all the memory there is.
        if first is not None and (first.rows > MOST_ROWS + 10 or first.columns > MOST_COLUMNS):
            raise EvidenceRefused(EvidenceProblem.TOO_COMPLEX)
        with CalamineWorkbook.from_path(str(path)) as book:
            return [list(row) for row in book.get_sheet_by_index(0).iter_rows()]
    except (CalamineError, ImportFileRefused) as error:
        raise EvidenceRefused(EvidenceProblem.DAMAGED) from error
