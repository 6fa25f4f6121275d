"""Reading a whole application: every value, everything that blocks, everything odd.

A draft is `{section: {field: text, row set: [{field: text}, ...]}}`, as typed. A problem's `path` is the field's place
in its section: `bank_name`, `sites.2.address`, or a row set's own name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from suppliers.rules.application import TABLE, TABLES, ApplicationField, RowSet, Section
from suppliers.rules.application_match import ApplicationContext, Note, cross_notes
from suppliers.rules.application_value import BadValue, is_blank, read_value

TOO_FEW_ROWS = "TOO_FEW_ROWS"  # least
TOO_MANY_ROWS = "TOO_MANY_ROWS"  # most


@dataclass(frozen=True)
class ApplicationReading:
    """Values by section (rows as lists), what blocks submitting, and what a person should look at."""

    values: Mapping[Section, Mapping[str, Any]]
    problems: tuple[Note, ...]
    warnings: tuple[Note, ...]

    def of(self, section: Section) -> "ApplicationReading":
        """The part about one section."""
        return ApplicationReading(
            {section: self.values[section]},
            tuple(note for note in self.problems if note.section is section),
            tuple(note for note in self.warnings if note.section is section),
        )


@dataclass
class _SectionValues:
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Note] = field(default_factory=list)


def read_application(draft: Mapping[str, Mapping[str, Any]], *, today: date, context: ApplicationContext) -> ApplicationReading:
    """Everything in a draft, right or wrong. Nothing is raised: an unreadable field is a problem and has no value."""
    values: dict[Section, Mapping[str, Any]] = {}
    problems: list[Note] = []
    for table in TABLES:
        part = _read_section(table.section, draft.get(table.section) or {}, today)
        values[table.section] = part.values
        problems += part.problems
    refused = {(note.section, note.path) for note in problems}
    crossed = cross_notes(values, today=today, context=context)
    problems += [note for note in crossed.problems if (note.section, note.path) not in refused]
    order = {table.section: place for place, table in enumerate(TABLES)}
    return ApplicationReading(
        values,
        tuple(sorted(problems, key=lambda note: order[note.section])),
        tuple(sorted(crossed.warnings, key=lambda note: order[note.section])),
    )


def row_is_blank(row: Mapping[str, Any]) -> bool:
    """Whether nothing was typed into a row: it is left out."""
    return all(is_blank(raw) for raw in row.values())


def is_untouched(raw: Mapping[str, Any] | None) -> bool:
    """Whether nothing at all was typed into a section."""
    return not any(
        any(not row_is_blank(row) for row in value if isinstance(row, Mapping))
        if isinstance(value, list)
        else not is_blank(value)
        for value in (raw or {}).values()
    )


def _read_section(section: Section, raw: Mapping[str, Any], today: date) -> _SectionValues:
    part = _SectionValues()
    table = TABLE[section]
    for asked in table.fields:
        _read_into(part, part.values, section, asked, raw, asked.name, today)
    for row_set in table.row_sets:
        part.values[row_set.name] = _read_rows(part, section, row_set, raw.get(row_set.name), today)
    return part


def _read_rows(part: _SectionValues, section: Section, row_set: RowSet, raw: object, today: date) -> list[dict[str, Any]]:
    rows = []
    typed = list(_typed_rows(raw))
    for place, row in typed:
        values: dict[str, Any] = {}
        for asked in row_set.fields:
            _read_into(part, values, section, asked, row, f"{row_set.name}.{place}.{asked.name}", today)
        rows.append(values)
    if len(typed) < row_set.least:
        part.problems.append(Note(section, row_set.name, TOO_FEW_ROWS, {"least": row_set.least}))
    if len(typed) > row_set.most:
        part.problems.append(Note(section, row_set.name, TOO_MANY_ROWS, {"most": row_set.most}))
    return rows


def _typed_rows(raw: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if not isinstance(raw, list):
        return
    for place, row in enumerate(raw):
        if isinstance(row, Mapping) and not row_is_blank(row):
            yield place, row


def _read_into(
    part: _SectionValues,
    values: dict[str, Any],
    section: Section,
    asked: ApplicationField,
    raw: Mapping[str, Any],
    path: str,
    today: date,
) -> None:
    try:
        values[asked.name] = read_value(asked, raw.get(asked.name), today=today)
    except BadValue as refusal:
        part.problems.append(Note(section, path, str(refusal.problem), refusal.facts))
