"""The register in the columns an import takes: what is written out can be brought in again."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from suppliers.models import Supplier
from suppliers.rules.data_import import ImportKind
from suppliers.rules.import_column import COLUMNS

CHUNK = 500


def register_heads(language: str) -> list[str]:
    """The heads in the reader's language."""
    return [column.head(language) for column in COLUMNS[ImportKind.SUPPLIERS]]


def register_rows(suppliers: QuerySet[Supplier]) -> Iterator[list[str | int | Decimal | date | None]]:
    """One line per supplier, read in pieces; codes as codes, so that the file says the same in every language."""
    names = [column.name for column in COLUMNS[ImportKind.SUPPLIERS]]
    for values in suppliers.order_by("number").values_list(*names).iterator(chunk_size=CHUNK):
        yield list(values)
