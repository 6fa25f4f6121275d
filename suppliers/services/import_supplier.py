"""Suppliers from a file: an existing register moves in, as drafts or as active suppliers since their day.

Names, identifier and place are judged by the same rules as an application, so that a file takes nothing a form refuses.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from suppliers.models import Admittance, NumberSeries, StandingPeriod, Supplier
from suppliers.rules.application import Section
from suppliers.rules.application_match import ApplicationContext, Notes, code_province, cross_notes, identifier_of
from suppliers.rules.data_import import ImportKind, ImportRow, OnceOnly, RowProblem
from suppliers.rules.identifier import HOME_COUNTRY, Scheme, examine_identifier
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import local_day
from suppliers.selectors.region import region_table
from suppliers.services.alike_insert import insert_alike
from suppliers.services.history_batch import record_many
from suppliers.services.import_row import ImportedRows, Writing

NUMBER = re.compile("[A-Z0-9][A-Z0-9-]{0,15}")
SERIES = re.compile("SUP-([0-9]{6,9})")
NEEDED_WHEN_ACTIVE = ("category", "profile", "active_since")
TEXTS = (
    "name_zh", "name_en", "former_names", "identifier_scheme", "identifier_value", "lei", "legal_kind", "registered_country",
    "registered_province", "registered_address", "legal_representative", "category", "profile",
)  # fmt: skip
STORED = (
    *TEXTS, "number", "identifier_country", "region_group", "registered_on", "registered_capital", "staff_number", "active_since",
)  # fmt: skip
PARTS = {
    Section.COMPANY: ("name_zh", "name_en", "former_names", "registered_country", "identifier_scheme", "identifier_value", "lei",
                      "legal_kind", "registered_on", "legal_representative"),
    Section.LOCATION: ("registered_province", "registered_address"),
    Section.BUSINESS: ("category", "profile"),
    Section.SCALE: ("registered_capital", "staff_number"),
}  # fmt: skip
_JUDGED = frozenset({Section.COMPANY, Section.LOCATION})
_SCHEME_OF = {country: scheme for scheme, country in HOME_COUNTRY.items() if scheme not in {Scheme.HK_CR, Scheme.OVERSEAS_EIN}}


class ImportedSuppliers(ImportedRows):
    """One row per supplier. Option `standing`: DRAFT or ACTIVE; option `highest`: the highest own number in the file."""

    kind = ImportKind.SUPPLIERS

    def __init__(self, *, today: date, options: Mapping[str, Any]) -> None:
        super().__init__(today=today, options=options)
        self.standing = Standing(options.get("standing", Standing.DRAFT))
        self.identifiers, self.numbers = OnceOnly(), OnceOnly()
        self.highest = int(options.get("highest", 0))
        self.last = 0

    def look(self, row: ImportRow) -> None:
        values = row.values
        for name in TEXTS:
            values[name] = values.get(name) or ""
        _complete(row)
        if row.problems:
            return
        for note in _notes(values, self.today).problems:
            if note.section in _JUDGED:
                row.refuse(note.path, note.code, **note.facts)
        self._look_at_number(row)
        if self.standing is Standing.ACTIVE:
            _look_at_activity(row)
        if not row.problems:
            _store_form(values)

    def _look_at_number(self, row: ImportRow) -> None:
        number = (row.values.get("number") or "").upper()
        row.values["number"] = number
        if not number:
            return
        if not NUMBER.fullmatch(number):
            row.refuse("number", RowProblem.NUMBER_FORM, value=number)
        found = SERIES.fullmatch(number)
        self.highest = max(self.highest, int(found[1]) if found else 0)

    def compare(self, rows: Sequence[ImportRow]) -> None:
        good = [row for row in rows if not row.problems]
        keys = {row.number: _key(row.values) for row in good}
        values = {key[2] for key in keys.values()}
        stored = Supplier.objects.filter(identifier_value__in=values)
        known = set(stored.values_list("identifier_scheme", "identifier_country", "identifier_value"))
        numbers = {row.values["number"] for row in good if row.values["number"]}
        taken = set(Supplier.objects.filter(number__in=numbers).values_list("number", flat=True))
        for row in good:
            key, number = keys[row.number], row.values["number"]
            self.identifiers.take(row, "identifier_value", key, key[2])
            if key in known:
                row.refuse("identifier_value", RowProblem.KNOWN_ALREADY, value=key[2])
            if number:
                self.numbers.take(row, "number", number, number)
                if number in taken:
                    row.refuse("number", RowProblem.KNOWN_ALREADY, value=number)

    def tally(self, row: ImportRow) -> None:
        self.totals[row.values["region_group"], row.values["category"]][0] += 1

    def begin(self, writing: Writing) -> None:  # noqa: ARG002 -- one shape for all kinds
        """Lock the series, so that nobody takes a number in between."""
        series, _made = NumberSeries.objects.select_for_update().get_or_create(name="SUP")
        self.last = max(series.last, self.highest)

    def write(self, rows: Sequence[ImportRow], writing: Writing) -> None:
        is_active = self.standing is Standing.ACTIVE
        for row in rows:
            row.values["number"] = row.values["number"] or self._next_number()
            row.values["active_since"] = row.values.get("active_since") if is_active else None
        prototype = Supplier(standing=self.standing, data_import=writing.data_import)
        insert_alike(prototype, STORED, (row.values for row in rows))
        keys = dict(Supplier.objects.filter(number__in=[row.values["number"] for row in rows]).values_list("number", "pk"))
        pairs = [(keys[row.values["number"]], row.values) for row in rows]
        today = local_day(writing.at)
        StandingPeriod.objects.bulk_create(_period(key, values, self.standing, today) for key, values in pairs)
        if not is_active:
            _open_applications(pairs, writing)
        facts = {"standing": str(self.standing), "data_import": writing.data_import.pk}
        record_many("supplier.import", Supplier, ((key, key, facts) for key, _values in pairs), by=writing.by, at=writing.at)

    def _next_number(self) -> str:
        self.last += 1
        return f"SUP-{self.last:06}"

    def finish(self, writing: Writing) -> None:  # noqa: ARG002 -- one shape for all kinds
        """Numbers go on after the last one given."""
        NumberSeries.objects.filter(name="SUP").update(last=self.last)


def _complete(row: ImportRow) -> None:
    """Fill in what follows from other columns: the scheme from the country, the province from the credit code."""
    values = row.values
    country = values["registered_country"]
    if country and not values["identifier_scheme"]:
        scheme = _SCHEME_OF.get(country)
        if scheme is None:
            row.refuse("identifier_scheme", RowProblem.SCHEME_MISSING)
            return
        values["identifier_scheme"] = str(scheme)
    if country == "CN" and not values["registered_province"]:
        values["registered_province"] = code_province(values, region_table()) or ""


def _notes(values: Mapping[str, Any], today: date) -> Notes:
    sections: dict[Section, Mapping[str, Any]] = {section: values if section in _JUDGED else {} for section in Section}
    return cross_notes(sections, today=today, context=ApplicationContext(region_table(), has_bank_paper=True))


def _look_at_activity(row: ImportRow) -> None:
    for name in NEEDED_WHEN_ACTIVE:
        if not row.values.get(name):
            row.refuse(name, RowProblem.REQUIRED)
    since, registered = row.values.get("active_since"), row.values.get("registered_on")
    if since and registered and since < registered:
        row.refuse("active_since", RowProblem.ACTIVE_BEFORE_REGISTRATION)


def _store_form(values: dict[str, Any]) -> None:
    """Identifier and place in the one form each is stored and counted in."""
    identifier = identifier_of(values)
    if identifier is not None:
        values["identifier_value"], values["identifier_country"] = identifier.value, identifier.country
    if values["lei"]:
        values["lei"] = examine_identifier(Scheme.LEI, values["lei"], values["registered_country"]).value
    table = region_table()
    place = table.locate(values["registered_country"], values["registered_province"])
    values["registered_country"], values["registered_province"] = place.country, place.province
    values["region_group"] = str(table.group_of(place.country, place.province))


def _key(values: Mapping[str, Any]) -> tuple[str, str, str]:
    return values["identifier_scheme"], values["identifier_country"], values["identifier_value"]


def _period(key: int, values: Mapping[str, Any], standing: Standing, today: date) -> StandingPeriod:
    return StandingPeriod(
        supplier_id=key,
        standing=standing,
        country=values["registered_country"],
        province=values["registered_province"],
        region_group=values["region_group"],
        valid_from=values["active_since"] or today,
    )


def _open_applications(pairs: Sequence[tuple[int, Mapping[str, Any]]], writing: Writing) -> None:
    """An application per draft, filled in with what the file says; whoever brought the file counts as one who entered it."""
    saved = {"version": 1, "by": writing.data_import.uploaded_by_id, "at": writing.at.isoformat()}
    applications = Admittance.objects.bulk_create(
        Admittance(
            supplier_id=key,
            intake="PROCUREMENT",
            draft={str(part): {"raw": _typed(values, names), **saved} for part, names in PARTS.items()},
            draft_version=1,
            draft_saved_at=writing.at,
        )
        for key, values in pairs
    )
    editors = Admittance.editors.through
    editors._base_manager.bulk_create(  # noqa: SLF001 -- a table without a named manager
        editors(admittance_id=application.pk, account_id=writing.data_import.uploaded_by_id) for application in applications
    )


def _typed(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(values[name]) for name in names if values.get(name) not in (None, "")}
