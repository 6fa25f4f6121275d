"""What fields of an application say about one another: identifier and country, paper and bank, sums, contradictions."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from suppliers.rules.application import Section
from suppliers.rules.bad_identifier import BadIdentifier
from suppliers.rules.credit_code import examine
from suppliers.rules.identifier import Identifier, Scheme, examine_identifier
from suppliers.rules.qualification import BankPaper, LegalKind, bank_paper_refusal, province_warning
from suppliers.rules.region import RegionTable

BANK_CODE = re.compile("[0-9]{12}")
MAINLAND_ACCOUNT = re.compile("[0-9]{6,32}")
ACCOUNT = re.compile("[0-9A-Z]{4,34}")
BANK_CODE_ABROAD = re.compile("[0-9A-Z]{4,12}")
HUNDRED = Decimal(100)
SectionValues = Mapping[Section, Mapping[str, Any]]


@dataclass(frozen=True)
class ApplicationContext:
    """What lies outside the typed text: the region table, and whether the bank paper has been uploaded."""

    regions: RegionTable
    has_bank_paper: bool


@dataclass(frozen=True)
class Note:
    """A problem or a warning at one place of the form: a code and the facts of the sentence about it."""

    section: Section
    path: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Notes:
    """What was found."""

    problems: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)

    def block(self, section: Section, path: str, code: str, **facts: Any) -> None:
        """Something that has to be mended before submitting."""
        self.problems.append(Note(section, path, code, facts))

    def warn(self, section: Section, path: str, code: str, **facts: Any) -> None:
        """Something to look at."""
        self.warnings.append(Note(section, path, code, facts))


def cross_notes(values: SectionValues, *, today: date, context: ApplicationContext) -> Notes:
    """All notes about fields that depend on others. Fields without a value are passed over: they are noted already."""
    notes = Notes()
    for look in _LOOKS:
        look(notes, values, today, context)
    return notes


def identifier_of(company: Mapping[str, Any]) -> Identifier | None:
    """The accepted identifier of the company section, or None."""
    try:
        return _examined(company)
    except BadIdentifier:
        return None


def code_province(company: Mapping[str, Any], regions: RegionTable) -> str | None:
    """The province (ISO 3166-2) that the credit code names, or None."""
    identifier = identifier_of(company)
    if identifier is None or identifier.scheme is not Scheme.USCC:
        return None
    return regions.province_of_credit_code(examine(identifier.value).province_gb2260)


def legal_kind_of(legal_kind: str, country: str) -> LegalKind:
    """The kind that decides about the bank paper."""
    if country != "CN":
        return LegalKind.OUTSIDE_MAINLAND
    return _LEGAL_KINDS.get(legal_kind, LegalKind.OTHER_ORGANISATION)


def stored_account_number(bank: Mapping[str, Any]) -> str:
    """The account number in the one form it is stored in: no spaces, no hyphens, capitals."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", bank.get("bank_account_number") or "")).upper()


def stored_bank_code(bank: Mapping[str, Any]) -> str:
    """The bank code in the one form it is stored in."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", bank.get("bank_code") or "")).upper()


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike but for width, capitals, spaces and punctuation."""
    return bool(one) and _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", name).casefold() if character.isalnum())


_LEGAL_KINDS = {
    "ENTERPRISE": LegalKind.ENTERPRISE,
    "INDIVIDUAL_BUSINESS": LegalKind.INDIVIDUAL_BUSINESS,
    "PUBLIC_INSTITUTION": LegalKind.PUBLIC_INSTITUTION,
}


def _examined(company: Mapping[str, Any]) -> Identifier | None:
    scheme, value = company.get("identifier_scheme"), company.get("identifier_value")
    if not scheme or not value:
        return None
    return examine_identifier(Scheme(scheme), value, company.get("registered_country") or "")


def _look_at_names(notes: Notes, values: SectionValues, _today: date, _context: ApplicationContext) -> None:
    company = values[Section.COMPANY]
    country = company.get("registered_country")
    if country == "CN" and not company.get("name_zh"):
        notes.block(Section.COMPANY, "name_zh", "NAME_ZH_REQUIRED")
    elif not company.get("name_zh") and not company.get("name_en"):
        notes.block(Section.COMPANY, "name_en", "NAME_REQUIRED")


def _look_at_identifier(notes: Notes, values: SectionValues, _today: date, _context: ApplicationContext) -> None:
    company = values[Section.COMPANY]
    scheme = company.get("identifier_scheme")
    if scheme and company.get("registered_country") == "CN" and scheme != Scheme.USCC:
        notes.block(Section.COMPANY, "identifier_scheme", "USCC_REQUIRED")
        return
    try:
        identifier = _examined(company)
    except BadIdentifier as refusal:
        notes.block(Section.COMPANY, "identifier_value", str(refusal.problem), **refusal.facts)
        return
    for caution in identifier.warnings if identifier else ():
        notes.warn(Section.COMPANY, "identifier_value", str(caution))


def _look_at_lei(notes: Notes, values: SectionValues, _today: date, _context: ApplicationContext) -> None:
    company = values[Section.COMPANY]
    lei, country = company.get("lei"), company.get("registered_country")
    if lei and country:
        try:
            examine_identifier(Scheme.LEI, lei, country)
        except BadIdentifier as refusal:
            notes.block(Section.COMPANY, "lei", str(refusal.problem), **refusal.facts)


def _look_at_province(notes: Notes, values: SectionValues, _today: date, context: ApplicationContext) -> None:
    company, location = values[Section.COMPANY], values[Section.LOCATION]
    if company.get("registered_country") != "CN":
        return
    registered = location.get("registered_province") or ""
    known = context.regions.provinces.get(registered)
    if not registered:
        notes.block(Section.LOCATION, "registered_province", "PROVINCE_REQUIRED")
    elif known is None or known.country != "CN":
        notes.block(Section.LOCATION, "registered_province", "UNKNOWN_REGISTERED_PROVINCE", value=registered)
    else:
        warning = province_warning(code_province(company, context.regions), registered)
        if warning is not None:
            notes.warn(
                Section.LOCATION,
                "registered_province",
                "PROVINCE_DIFFERS",
                in_code=warning.in_code,
                registered=warning.registered,
            )


def _look_at_owners(notes: Notes, values: SectionValues, _today: date, _context: ApplicationContext) -> None:
    shares = [
        owner["share"]
        for owner in values[Section.OWNERSHIP].get("owners", [])
        if owner.get("kind") == "shareholder" and owner.get("share") is not None
    ]
    if sum(shares, Decimal(0)) > HUNDRED:
        notes.block(Section.OWNERSHIP, "owners", "SHARES_ABOVE_100", total=str(sum(shares, Decimal(0))))


def _look_at_business(notes: Notes, values: SectionValues, today: date, _context: ApplicationContext) -> None:
    business = values[Section.BUSINESS]
    produces = any(site.get("has_production") for site in values[Section.LOCATION].get("sites", []))
    if business.get("profile") == "office" and produces:
        notes.warn(Section.BUSINESS, "profile", "PROFILE_AGAINST_SITES")
    for licence in business.get("licences", []):
        valid_to = licence.get("valid_to")
        if valid_to is not None and valid_to < today:
            notes.warn(Section.BUSINESS, "licences", "LICENCE_EXPIRED", name=licence.get("name", ""), day=valid_to.isoformat())


def _look_at_capital(notes: Notes, values: SectionValues, _today: date, _context: ApplicationContext) -> None:
    scale = values[Section.SCALE]
    registered, paid = scale.get("registered_capital"), scale.get("paid_in_capital")
    if registered is not None and paid is not None and paid > registered:
        notes.warn(Section.SCALE, "paid_in_capital", "PAID_ABOVE_REGISTERED")


def _look_at_account(notes: Notes, values: SectionValues, _today: date, _context: ApplicationContext) -> None:
    bank, company = values[Section.BANK], values[Section.COMPANY]
    at_home = company.get("registered_country") == "CN"
    number, code = stored_account_number(bank), stored_bank_code(bank)
    if number and not (MAINLAND_ACCOUNT if at_home else ACCOUNT).fullmatch(number):
        notes.block(Section.BANK, "bank_account_number", "BAD_ACCOUNT_NUMBER" if at_home else "BAD_ACCOUNT_NUMBER_ABROAD")
    if at_home and not code:
        notes.block(Section.BANK, "bank_code", "REQUIRED")
    elif code and not (BANK_CODE if at_home else BANK_CODE_ABROAD).fullmatch(code):
        notes.block(Section.BANK, "bank_code", "BAD_BANK_CODE" if at_home else "BAD_BANK_CODE_ABROAD", length=len(code))
    holder = bank.get("bank_account_name")
    names = [company.get("name_zh") or "", company.get("name_en") or ""]
    if holder and any(names) and not any(same_name(holder, name) for name in names):
        notes.warn(Section.BANK, "bank_account_name", "HOLDER_DIFFERS")


def _look_at_bank_paper(notes: Notes, values: SectionValues, _today: date, context: ApplicationContext) -> None:
    bank, company = values[Section.BANK], values[Section.COMPANY]
    kind, country = bank.get("bank_paper_kind"), company.get("registered_country")
    if kind and country and "bank_paper_issued_on" in bank:
        legal = legal_kind_of(company.get("legal_kind") or "", country)
        refusal = bank_paper_refusal(BankPaper(kind), bank["bank_paper_issued_on"], legal)
        if refusal is not None:
            place = "bank_paper_issued_on" if refusal.startswith("PERMIT") else "bank_paper_kind"
            notes.block(Section.BANK, place, str(refusal))
    if not context.has_bank_paper:
        notes.block(Section.BANK, "bank_paper", "BANK_PAPER_MISSING")


def _look_at_declarations(notes: Notes, values: SectionValues, _today: date, _context: ApplicationContext) -> None:
    declared = values[Section.DECLARATIONS]
    rows = declared.get("penalties", [])
    if declared.get("penalties_declared") is True and not rows:
        notes.block(Section.DECLARATIONS, "penalties", "PENALTIES_MISSING")
    if declared.get("penalties_declared") is False and rows:
        notes.block(Section.DECLARATIONS, "penalties_declared", "PENALTIES_CONTRADICT")
    if declared.get("conflict_declared") is True and not declared.get("conflict_details"):
        notes.block(Section.DECLARATIONS, "conflict_details", "CONFLICT_DETAILS_MISSING")


def _look_at_contacts(notes: Notes, values: SectionValues, _today: date, _context: ApplicationContext) -> None:
    contacts = values[Section.CONTACTS].get("contacts", [])
    if not contacts:
        return
    main = [contact for contact in contacts if contact.get("kind") == "main"]
    if not main:
        notes.block(Section.CONTACTS, "contacts", "MAIN_CONTACT_MISSING")
    elif not any(contact.get("email") or contact.get("phone") for contact in main):
        notes.block(Section.CONTACTS, "contacts", "MAIN_CONTACT_UNREACHABLE")


_LOOKS: tuple[Callable[[Notes, SectionValues, date, ApplicationContext], None], ...] = (
    _look_at_names,
    _look_at_identifier,
    _look_at_lei,
    _look_at_province,
    _look_at_owners,
    _look_at_business,
    _look_at_capital,
    _look_at_account,
    _look_at_bank_paper,
    _look_at_declarations,
    _look_at_contacts,
)
