"""Reading a whole file without writing anything: every problem by row and column, and what the file would bring."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from suppliers.models import DataImport
from suppliers.rules.data_import import PROBLEMS_KEPT, ImportKind, ImportRow, Problem
from suppliers.rules.evidence import declared_type
from suppliers.services.import_file import Table, open_table
from suppliers.services.import_kind import rows_of_kind
from suppliers.services.import_row import ImportedRows, pieces

SAMPLE = 10
Progress = Callable[[int], None]


@dataclass
class Findings:
    """What a file holds: rows, rows with a problem, the first thousand problems, and the summary the preview shows.

    `read` keeps the rows in pieces where they are to be written next.
    """

    rows: int = 0
    bad_rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    read: list[list[ImportRow]] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether the file can be applied."""
        return self.bad_rows == 0


def stored_table(data_import: DataImport) -> Table:
    """The table of a stored file. Raises ImportFileRefused."""
    return open_table(
        Path(data_import.file.path),
        declared_type(data_import.original_name),
        ImportKind(data_import.kind),
        most_rows=settings.IMPORT_MAX_ROWS,
        sheet=data_import.sheet,
    )


def examine_table(
    table: Table,
    kind: ImportKind,
    *,
    today: date,
    options: Mapping[str, Any],
    progress: Progress | None = None,
    keep: bool = False,
) -> Findings:
    """Read and compare every row; nothing is written. `progress` is told percent; `keep` keeps the rows."""
    reader, found = rows_of_kind(kind, today=today, options=options), Findings()
    sample: list[list[str]] = []
    columns = [column.name for column in reader.columns() if column.name in table.names]
    for piece in pieces(table, reader):
        if keep:
            found.read.append(piece)
        for row in piece:
            found.rows += 1
            if len(sample) < SAMPLE:
                sample.append([_shown(row, name) for name in columns])
            if row.problems:
                found.bad_rows += 1
                found.problems += row.problems[: PROBLEMS_KEPT - len(found.problems)]
            else:
                reader.tally(row)
        if progress is not None:
            progress(min(99, 99 * found.rows // table.count))
    found.summary = {
        "columns": columns,
        "unknown": list(table.unknown)[:20],
        "sample": sample,
        "totals": reader.totals_shown(),
        "totals_in_all": len(reader.totals),
        **_highest(reader),
    }
    return found


def _highest(reader: ImportedRows) -> dict[str, int]:
    highest = getattr(reader, "highest", 0)
    return {"highest": highest} if highest else {}


def _shown(row: ImportRow, name: str) -> str:
    value = row.values.get(name)
    return "" if value is None else str(value)[:80]
