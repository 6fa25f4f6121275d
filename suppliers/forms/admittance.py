"""The application form: drawn from the table in `rules/application.py`, filled with what was typed.

Nothing is refused here: a form shows text as it was typed, and the notes of `rules/application_reading.py` beside it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suppliers.forms.evidence import evidence_field
from suppliers.forms.note import note_sentence
from suppliers.models import Contact, Licence, Owner, Penalty, Product, Site, Supplier, TradeReference
from suppliers.models.labels import (
    BANK_PAPER,
    CATEGORY,
    CONTACT_KIND,
    LEGAL_KIND,
    OWNER_KIND,
    PENALTY_FIELD,
    PROFILE,
    SCHEME,
    SITE_KIND,
)
from suppliers.rules.application import TABLE, ApplicationField, FieldKind, RowSet, Section
from suppliers.rules.application_match import Note
from suppliers.selectors.country import countries
from suppliers.selectors.region import mainland_provinces, province_name

SECTION_TITLE = {
    Section.COMPANY: _("The company"),
    Section.LOCATION: _("Registered address and sites"),
    Section.OWNERSHIP: _("Owners"),
    Section.BUSINESS: _("What you offer"),
    Section.SCALE: _("Size of the business"),
    Section.BANK: _("Bank account"),
    Section.DECLARATIONS: _("Declarations"),
    Section.CONTACTS: _("People to talk to"),
}
SECTION_LEAD = {
    Section.COMPANY: _("As it stands on your business licence or in your company register."),
    Section.LOCATION: _("Where the company is registered, and every place where it works."),
    Section.OWNERSHIP: _("Shareholders with at least 25%, and whoever controls the company. At least one."),
    Section.BUSINESS: _("It decides which questions you will be asked later."),
    Section.SCALE: _("From your last annual accounts, in CNY."),
    Section.BANK: _("Payments go to this account only. It must be held in the registered name of the company."),
    Section.DECLARATIONS: _("An honest yes does not shut you out: penalties and links are looked at one by one."),
    Section.CONTACTS: _("Whom we may call, and customers who know your work."),
}
ROW_MODEL = {
    "sites": Site,
    "owners": Owner,
    "products": Product,
    "licences": Licence,
    "penalties": Penalty,
    "contacts": Contact,
    "trade_references": TradeReference,
}
ROW_TITLE = {
    "sites": _("Sites"),
    "owners": _("Owners"),
    "products": _("Products and services"),
    "licences": _("Licences"),
    "penalties": _("Penalties of the past 36 months"),
    "contacts": _("Contacts"),
    "trade_references": _("References"),
}
ROW_NAME = {
    "sites": _("Site"),
    "owners": _("Owner"),
    "products": _("Product or service"),
    "licences": _("Licence"),
    "penalties": _("Penalty"),
    "contacts": _("Contact"),
    "trade_references": _("Reference"),
}
ADD_ROW = {
    "sites": _("Add a site"),
    "owners": _("Add an owner"),
    "products": _("Add a product or service"),
    "licences": _("Add a licence"),
    "penalties": _("Add a penalty"),
    "contacts": _("Add a contact"),
    "trade_references": _("Add a reference"),
}
LABEL = {
    "registered_address": _("Registered address"),
    "penalties_declared": _("Did an authority penalise the company in the past 36 months?"),
    "conflict_declared": _("Does anybody in the company have family, business or money links with the buyer's staff?"),
    "bank_code": _("Bank code"),
    "profile": _("Where the work is done"),
}
HELP = {
    "name_zh": _("Exactly as registered, with its legal form."),
    "identifier_value": _("Spaces and hyphens do not matter. The check runs while you type."),
    "lei": _("Only if the company has one: 20 characters."),
    "name_en": _("If it has one; needed where there is no Chinese name."),
    "conflict_details": _("Only after a yes: who, with whom, and what kind of link."),
    "contacts.phone": _("Of the main contact we need a phone number or an e-mail address."),
    "former_names": _("Names the company had before, separated by commas."),
    "registered_province": _("Province of the registered address, not of the branch you work in."),
    "sites.headcount": _("Roughly how many people work there."),
    "owners.share": _("In percent, for shareholders."),
    "expected_spend": _("What the buyer may spend with you in a year, as far as you know."),
    "bank_code": _("12 digits in Mainland China; elsewhere the SWIFT code or what your bank uses."),
    "bank_paper_issued_on": _("As printed on the paper."),
    "tax_status": _("For example: general VAT taxpayer."),
    "penalties_declared": _("Environment, safety, tax, market supervision and others: every formal decision counts."),
    "products.in_3c_catalogue": _("The product needs a China compulsory certificate (3C)."),
    "penalties.is_serious": _("The decision or the credit record calls it serious."),
}
_CHOICES = {
    "identifier_scheme": SCHEME,
    "legal_kind": LEGAL_KIND,
    "category": CATEGORY,
    "profile": PROFILE,
    "bank_paper_kind": BANK_PAPER,
    "sites.kind": SITE_KIND,
    "owners.kind": OWNER_KIND,
    "penalties.field": PENALTY_FIELD,
    "contacts.kind": CONTACT_KIND,
}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMERIC = {FieldKind.MONEY: "decimal", FieldKind.SHARE: "decimal", FieldKind.COUNT: "numeric", FieldKind.YEAR: "numeric"}


class TypedField(forms.CharField):
    """Text as typed: not stripped, never refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)


class TypedForm(forms.Form):
    """Fields of one section, or of one row of it, with the notes beside them; `place` is the row's path or empty."""

    use_required_attribute = False

    def __init__(self, asked: Iterable[ApplicationField], typed: Mapping[str, Any], *, place: str = "") -> None:
        self.asked = {one.name: one for one in asked}
        self.place = place
        prefix = place.replace(".", "-") or None
        data = {f"{prefix}-{name}" if prefix else name: value for name, value in typed.items()}
        super().__init__(data=data, prefix=prefix)
        for name, one in self.asked.items():
            self.fields[name] = _field(one, place.split(".", maxsplit=1)[0], typed.get(name))
        for name in self.fields:
            bound = self[name]
            self.fields[name].widget.attrs["aria-describedby"] = f"{bound.auto_id}_helptext {bound.auto_id}_notes"

    def path_of(self, name: str) -> str:
        """The field's place in the section, as notes name it."""
        return f"{self.place}.{name}" if self.place else name


class SectionForm:
    """One part of the application on a page: its own fields, its row sets, and the notes of both."""

    def __init__(self, section: Section, typed: Mapping[str, Any], *, blank_rows: Mapping[str, int] | None = None) -> None:
        table = TABLE[section]
        self.section = section
        self.title = SECTION_TITLE[section]
        self.lead = SECTION_LEAD[section]
        self.minutes = table.minutes
        self.fields = TypedForm(table.fields, typed)
        self.row_sets = [
            RowSetForm(row_set, typed.get(row_set.name), (blank_rows or {}).get(row_set.name, 0)) for row_set in table.row_sets
        ]

    def forms(self) -> Iterable[TypedForm]:
        """The form of the section's own fields, then one a row."""
        yield self.fields
        for row_set in self.row_sets:
            yield from row_set.rows


class RowSetForm:
    """The rows of one kind, with as many blank ones as were asked for; an empty set shows one."""

    def __init__(self, row_set: RowSet, typed: Any, blank: int) -> None:
        rows = [row for row in typed if isinstance(row, Mapping)] if isinstance(typed, list) else []
        self.name = row_set.name
        self.title = ROW_TITLE[row_set.name]
        self.row_name = ROW_NAME[row_set.name]
        self.add = ADD_ROW[row_set.name]
        self.is_optional = row_set.least == 0
        shown = [*rows, *({} for _row in range(blank))]
        if not shown and row_set.least:
            shown = [{}]
        self.rows = [TypedForm(row_set.fields, row, place=f"{row_set.name}.{place}") for place, row in enumerate(shown)]
        if blank:
            first = row_set.fields[0].name
            self.rows[-1].fields[first].widget.attrs["autofocus"] = True


def raw_of(section: Section, posted: QueryDict) -> dict[str, Any]:
    """What was posted for a section, as `save_draft` takes it; blank rows at the end are dropped."""
    table = TABLE[section]
    raw: dict[str, Any] = {asked.name: _posted(asked, posted, asked.name) for asked in table.fields}
    for row_set in table.row_sets:
        rows = [
            {asked.name: _posted(asked, posted, f"{row_set.name}-{place}-{asked.name}") for asked in row_set.fields}
            for place in range(_row_count(row_set, posted))
        ]
        while rows and not any(rows[-1].values()):
            rows.pop()
        raw[row_set.name] = rows
    return raw


def rows_posted(section: Section, name: str, posted: QueryDict) -> int:
    """How many rows of a set stood on the page, blank ones too."""
    return sum(_row_count(row_set, posted) for row_set in TABLE[section].row_sets if row_set.name == name)


def note_words(notes: Iterable[Note], *, patient: bool = False) -> dict[str, list[str]]:
    """Sentences by path. `patient` leaves out what is merely not filled in yet: nobody is scolded while typing."""
    found: dict[str, list[str]] = {}
    for note in notes:
        if not (patient and note.code in NOT_YET):
            found.setdefault(note.path, []).append(note_sentence(note))
    return found


NOT_YET = frozenset(
    {
        "REQUIRED",
        "EMPTY",
        "TOO_FEW_ROWS",
        "NAME_ZH_REQUIRED",
        "NAME_REQUIRED",
        "PROVINCE_REQUIRED",
        "COUNTRY_MISSING",
        "BANK_PAPER_MISSING",
        "PERMIT_WITHOUT_DATE",
        "PENALTIES_MISSING",
        "CONFLICT_DETAILS_MISSING",
        "MAIN_CONTACT_MISSING",
        "MAIN_CONTACT_UNREACHABLE",
    }
)


def field_label(path: str) -> str:
    """The words of a field, a row's field or a row set, for lists of what is missing."""
    parts = path.split(".")
    if len(parts) == 1:
        return str(ROW_TITLE.get(path) or _label(path, Supplier))
    row_set, place, name = parts
    words = {"row": ROW_NAME[row_set], "number": int(place) + 1, "field": _label(name, ROW_MODEL[row_set])}
    return gettext("%(row)s %(number)s: %(field)s") % words


def field_anchor(path: str) -> str:
    """The id of the element a link to a field jumps to."""
    return f"field-{path.replace('.', '-')}"


def _posted(asked: ApplicationField, posted: QueryDict, name: str) -> str | bool:
    return name in posted if asked.kind is FieldKind.FLAG else posted.get(name, "")


def _row_count(row_set: RowSet, posted: QueryDict) -> int:
    places = [int(found.group(1)) for key in posted if (found := re.fullmatch(rf"{row_set.name}-(\d{{1,3}})-[a-z0-9_]+", key))]
    # One more than may be kept, so that the rule can say that there are too many.
    return min(max(places, default=-1) + 1, row_set.most + 1)


def _label(name: str, model: Any) -> Any:
    if name in LABEL:
        return LABEL[name]
    if name == "bank_paper":
        return _("Bank paper")
    words = str(model._meta.get_field(name).verbose_name)  # noqa: SLF001 -- Django's public-by-custom API
    return words[:1].upper() + words[1:]


def _field(asked: ApplicationField, row_set: str, typed: Any) -> forms.Field:
    key = f"{row_set}.{asked.name}" if row_set else asked.name
    label = _label(asked.name, ROW_MODEL[row_set] if row_set else Supplier)
    words = {"label": label, "help_text": HELP.get(key, "")}
    if asked.kind is FieldKind.FLAG:
        return forms.BooleanField(required=False, **words)
    return TypedField(widget=_widget(asked, key, typed), **words)


def _widget(asked: ApplicationField, key: str, typed: Any) -> forms.Widget:
    if asked.kind in _CHOICE_KINDS:
        return forms.Select(choices=[("", _("Please choose")), *_choices(asked, key)])
    if asked.kind is FieldKind.YES_NO:
        return forms.RadioSelect(choices=[("yes", _("Yes")), ("no", _("No"))])
    if asked.kind is FieldKind.LONG_TEXT:
        return forms.Textarea(attrs={"rows": 4})
    if asked.kind is FieldKind.DATE:
        return _date_widget(typed)
    attrs = {"autocomplete": "off"}
    if asked.kind in _NUMERIC:
        attrs["inputmode"] = _NUMERIC[asked.kind]
    if asked.kind in _INPUT_TYPE:
        attrs["type"] = _INPUT_TYPE[asked.kind]
    return forms.TextInput(attrs=attrs)


_CHOICE_KINDS = frozenset({FieldKind.CHOICE, FieldKind.COUNTRY, FieldKind.PROVINCE})
_INPUT_TYPE = {FieldKind.EMAIL: "email", FieldKind.PHONE: "tel"}


def _choices(asked: ApplicationField, key: str) -> Iterable[tuple[str, Any]]:
    if asked.kind is FieldKind.COUNTRY:
        return countries()
    if asked.kind is FieldKind.PROVINCE:
        return [(one.iso, province_name(one.iso)) for one in mainland_provinces()]
    return list(_CHOICES[key].items())


def _date_widget(typed: Any) -> forms.Widget:
    text = str(typed or "")
    if text and not _ISO_DAY.fullmatch(text):
        # A calendar field would show nothing for a text that is no date, and the text would be lost.
        return forms.TextInput(attrs={"autocomplete": "off", "placeholder": "2019-07-22"})
    return forms.TextInput(attrs={"type": "date"})


class BankPaperForm(forms.Form):
    """The scan of the bank paper."""

    file = evidence_field()


@dataclass(frozen=True)
class SummaryPart:
    """One part as read back: its title, label and text of each field, and the rows of each set."""

    section: Section
    title: Any
    lines: list[tuple[str, str]]
    row_sets: list[tuple[Any, list[list[tuple[str, str]]]]]


def application_summary(typed: Mapping[str, Mapping[str, Any]]) -> list[SummaryPart]:
    """The whole application in words, for whoever reads it back: codes as their words, nothing left out."""
    parts = []
    for section, table in TABLE.items():
        raw = typed.get(section) or {}
        rows = []
        for row_set in table.row_sets:
            kept = [row for row in raw.get(row_set.name) or [] if isinstance(row, Mapping) and any(row.values())]
            rows.append((ROW_TITLE[row_set.name], [_lines(row_set.fields, row, row_set.name) for row in kept]))
        parts.append(SummaryPart(section, SECTION_TITLE[section], _lines(table.fields, raw, ""), rows))
    return parts


def _lines(asked: Iterable[ApplicationField], raw: Mapping[str, Any], row_set: str) -> list[tuple[str, str]]:
    model = ROW_MODEL[row_set] if row_set else Supplier
    return [(str(_label(one.name, model)), _in_words(one, row_set, raw.get(one.name))) for one in asked]


def _in_words(asked: ApplicationField, row_set: str, value: Any) -> str:
    if asked.kind is FieldKind.FLAG:
        return str(_("Yes") if value in {True, "yes", "on", "true"} else _("No"))
    text = {True: "yes", False: "no"}.get(value, str(value or "")) if isinstance(value, bool) else str(value or "")
    key = f"{row_set}.{asked.name}" if row_set else asked.name
    words: Mapping[str, Any] = {}
    if asked.kind is FieldKind.YES_NO:
        words = {"yes": _("Yes"), "no": _("No")}
    elif asked.kind in _CHOICE_KINDS:
        words = dict(_choices(asked, key))
    return str(words.get(text, text))
