"""What a page shows of an import: state, problems, first rows, totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from suppliers.admin.reading import badge
from suppliers.forms.import_words import column_head, problem_lines
from suppliers.models import DataImport
from suppliers.models.labels import CATEGORY, REGION_GROUP
from suppliers.models.labels_trade import IMPORT_STATUS
from suppliers.reports.table_export import Cell
from suppliers.rules.data_import import ImportKind, ImportStatus

TONE = {ImportStatus.APPLIED: "good", ImportStatus.CHECKED: "attention", ImportStatus.UPLOADED: "attention"}


@dataclass(frozen=True)
class TotalLine:
    """One total: what it is of, how many rows, and the amount with its currency where there is one."""

    words: str
    rows: str
    amount: str


def status_badge(data_import: DataImport) -> str:
    """How far the import is; a checked file with problems says so."""
    status = ImportStatus(data_import.status)
    if status is ImportStatus.CHECKED and data_import.rows_bad:
        return badge(_("Checked, has problems"), "problem")
    return badge(IMPORT_STATUS[status], TONE.get(status, "neutral"))


def problem_rows(data_import: DataImport) -> Iterator[list[Cell]]:
    """The problems as the lines of a file."""
    for number, column, words in problem_lines(data_import.kind, data_import.problems):
        yield [number, column, words]


def sample_heads(data_import: DataImport) -> list[str]:
    """The heads over the first rows."""
    return [column_head(data_import.kind, name) for name in data_import.summary.get("columns", [])]


def total_lines(data_import: DataImport) -> list[TotalLine]:
    """The largest totals of the good rows."""
    lines = []
    for total in data_import.summary.get("totals", []):
        first, second = (*total["of"], "")[:2]
        amount = ""
        if data_import.kind == ImportKind.SUPPLIERS:
            first = f"{dict(REGION_GROUP).get(first, first)} · {dict(CATEGORY).get(second, second) or _('no category')}"
        elif data_import.kind == ImportKind.EXCHANGE_RATES:
            first = second
        else:
            amount = f"{second} {Decimal(total['amount']):,.2f}"
        lines.append(TotalLine(str(first), f"{total['rows']:,}", amount))
    return lines
