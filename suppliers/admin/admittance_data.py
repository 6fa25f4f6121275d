"""An application's data in words: as submitted, what changed since the submission before, what is odd."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from suppliers.admin.words import day_words
from suppliers.forms.admittance import SECTION_TITLE, SectionForm, field_label, note_words
from suppliers.models import Admittance
from suppliers.rules.application import TABLES, ApplicationField, FieldKind, RowSet, SectionTable
from suppliers.selectors.admittance import application_reading
from suppliers.selectors.country import country_name
from suppliers.selectors.region import province_name

VISIBLE_DIGITS = 4


@dataclass(frozen=True)
class Datum:
    """One field: its value, the value in the submission before where it differed, and what is odd about it."""

    label: str
    value: str
    was: str | None
    notes: list[str]


@dataclass(frozen=True)
class Rows:
    """The rows of one kind; `was` are those of the submission before, where they differ."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    was: list[list[str]] | None
    notes: list[str]


@dataclass(frozen=True)
class Part:
    """One part of the application."""

    section: str
    title: str
    fields: list[Datum]
    row_sets: list[Rows]

    @property
    def has_changes(self) -> bool:
        """Whether anything differs from the submission before."""
        return any(field.was is not None for field in self.fields) or any(rows.was is not None for rows in self.row_sets)


def application_parts(admittance: Admittance, *, today: date, full_account: bool) -> list[Part]:
    """Every part: what was submitted, or what the draft holds so far. `full_account` shows the whole account number."""
    reading = application_reading(admittance, today=today)
    now: Mapping[str, Any] = admittance.snapshot or {str(section): values for section, values in reading.values.items()}
    before: Mapping[str, Any] = admittance.previous_snapshot if admittance.snapshot else {}
    return [
        _part(
            table,
            now.get(table.section) or {},
            before.get(table.section) if before else None,
            note_words(reading.of(table.section).warnings),
            full_account=full_account,
        )
        for table in TABLES
    ]


def _part(
    table: SectionTable, values: Mapping[str, Any], before: Any, notes: Mapping[str, list[str]], *, full_account: bool
) -> Part:
    form = SectionForm(table.section, {}, blank_rows={row_set.name: 1 for row_set in table.row_sets})
    fields = []
    for asked in table.fields:
        bound = form.fields.fields[asked.name]
        masked = asked.name == "bank_account_number" and not full_account
        shown = [_shown(asked, bound, part.get(asked.name), masked=masked) for part in (values, before or {})]
        differs = before is not None and values.get(asked.name) != before.get(asked.name)
        fields.append(Datum(str(bound.label), shown[0], shown[1] if differs else None, notes.get(asked.name, [])))
    row_sets = [
        _rows(row_set, drawn.rows[0].fields, values.get(row_set.name), before, notes, str(drawn.title))
        for row_set, drawn in zip(table.row_sets, form.row_sets, strict=True)
    ]
    return Part(str(table.section), str(SECTION_TITLE[table.section]), fields, row_sets)


def _rows(
    row_set: RowSet, drawn: Mapping[str, Any], values: Any, before: Any, notes: Mapping[str, list[str]], title: str
) -> Rows:
    def lines(rows: Any) -> list[list[str]]:
        return [[_shown(asked, drawn[asked.name], row.get(asked.name)) for asked in row_set.fields] for row in rows or []]

    differs = before is not None and (values or []) != (before.get(row_set.name) or [])
    found = [words for path, sentences in notes.items() if path.split(".")[0] == row_set.name for words in sentences]
    heads = [str(drawn[asked.name].label) for asked in row_set.fields]
    return Rows(title, heads, lines(values), lines(before.get(row_set.name)) if differs else None, found)


def _shown(asked: ApplicationField, drawn: Any, value: Any, *, masked: bool = False) -> str:
    if value in (None, ""):
        return ""
    if masked:
        return f"•••• {str(value)[-VISIBLE_DIGITS:]}"
    if asked.kind is FieldKind.CHOICE:
        return str(dict(drawn.widget.choices).get(value, value))
    return _IN_WORDS.get(asked.kind, str)(value)


def _truth(value: Any) -> str:
    return _("yes") if value in (True, "yes") else _("no")


def _day(value: Any) -> str:
    try:
        return day_words(value if isinstance(value, date) else date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _money(value: Any) -> str:
    try:
        return f"{Decimal(str(value)):,.2f}"
    except InvalidOperation:
        return str(value)


_IN_WORDS: dict[FieldKind, Callable[[Any], str]] = {
    FieldKind.COUNTRY: country_name,
    FieldKind.PROVINCE: province_name,
    FieldKind.FLAG: _truth,
    FieldKind.YES_NO: _truth,
    FieldKind.DATE: _day,
    FieldKind.MONEY: _money,
}


def missing_words(admittance: Admittance, *, today: date) -> list[tuple[str, str, str]]:
    """(section, field, sentence) of everything that still keeps the application from being submitted."""
    found = []
    for note in application_reading(admittance, today=today).problems:
        for sentences in note_words([note]).values():
            found += [(str(note.section), field_label(note.path), words) for words in sentences]
    return found
