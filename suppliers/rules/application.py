"""The application form as a table: its parts, their fields and rows, and what each field may hold.

Forms are drawn from it, saving and submitting read by it, so that no face can ask for more or less than another.
Source: docs/life_cycle.md, T2.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from suppliers.rules.identifier import Scheme


class Section(StrEnum):
    """A part of the form, in the order in which it is asked."""

    COMPANY = "company"
    LOCATION = "location"
    OWNERSHIP = "ownership"
    BUSINESS = "business"
    SCALE = "scale"
    BANK = "bank"
    DECLARATIONS = "declarations"
    CONTACTS = "contacts"


class FieldKind(StrEnum):
    """What a field holds once it is read."""

    TEXT = "TEXT"
    LONG_TEXT = "LONG_TEXT"
    CODE = "CODE"  # an identifier or a number of an account: full-width signs become plain ones
    CHOICE = "CHOICE"
    COUNTRY = "COUNTRY"
    PROVINCE = "PROVINCE"
    DATE = "DATE"
    MONEY = "MONEY"
    SHARE = "SHARE"
    COUNT = "COUNT"
    YEAR = "YEAR"
    FLAG = "FLAG"
    YES_NO = "YES_NO"
    EMAIL = "EMAIL"
    PHONE = "PHONE"


@dataclass(frozen=True)
class ApplicationField:
    """One thing that is asked.

    `is_required` where it holds for everybody, `may_be_needed` where other fields decide (rules/application_match.py).
    """

    name: str
    kind: FieldKind = FieldKind.TEXT
    is_required: bool = False
    may_be_needed: bool = False
    most: int = 200
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowSet:
    """Things of which there may be several; `least` of them must be there."""

    name: str
    fields: tuple[ApplicationField, ...]
    least: int = 0
    most: int = 50


@dataclass(frozen=True)
class SectionTable:
    """One part of the form and about how long it takes."""

    section: Section
    minutes: int
    fields: tuple[ApplicationField, ...] = ()
    row_sets: tuple[RowSet, ...] = field(default=())


SCHEMES = tuple(str(scheme) for scheme in Scheme)
LEGAL_KINDS = ("ENTERPRISE", "PUBLIC_INSTITUTION", "SOCIAL_ORGANISATION", "INDIVIDUAL_BUSINESS", "OTHER")
CATEGORIES = ("media", "event", "service", "engineering", "office_it", "logistics")
PROFILES = ("office", "production")
SITE_KINDS = ("office", "plant", "warehouse", "site", "kitchen", "other")
OWNER_KINDS = ("shareholder", "controller")
BANK_PAPERS = ("ACCOUNT_OPENING_PERMIT", "BASIC_DEPOSIT_SHEET", "BANK_CONFIRMATION")
PENALTY_FIELDS = ("ENVIRONMENT", "SAFETY", "OTHER")
CONTACT_KINDS = ("main", "esg", "finance", "integrity")

_F = ApplicationField
_K = FieldKind

TABLES = (
    SectionTable(
        Section.COMPANY,
        4,
        (
            _F("name_zh", may_be_needed=True),
            _F("name_en", may_be_needed=True),
            _F("former_names", most=500),
            _F("registered_country", _K.COUNTRY, is_required=True, most=2),
            _F("identifier_scheme", _K.CHOICE, is_required=True, choices=SCHEMES),
            _F("identifier_value", _K.CODE, is_required=True, most=80),
            _F("lei", _K.CODE, most=40),
            _F("legal_kind", _K.CHOICE, is_required=True, choices=LEGAL_KINDS),
            _F("registered_on", _K.DATE, is_required=True),
            _F("legal_representative", is_required=True, most=120),
        ),
    ),
    SectionTable(
        Section.LOCATION,
        3,
        (
            _F("registered_province", _K.PROVINCE, may_be_needed=True, most=6),
            _F("registered_address", is_required=True, most=300),
        ),
        (
            RowSet(
                "sites",
                (
                    _F("kind", _K.CHOICE, is_required=True, choices=SITE_KINDS),
                    _F("address", is_required=True, most=300),
                    _F("headcount", _K.COUNT),
                    _F("has_production", _K.FLAG),
                ),
                least=1,
            ),
        ),
    ),
    SectionTable(
        Section.OWNERSHIP,
        3,
        (),
        (
            RowSet(
                "owners",
                (
                    _F("kind", _K.CHOICE, is_required=True, choices=OWNER_KINDS),
                    _F("name", is_required=True),
                    _F("share", _K.SHARE, may_be_needed=True),
                ),
                least=1,
            ),
        ),
    ),
    SectionTable(
        Section.BUSINESS,
        4,
        (
            _F("category", _K.CHOICE, is_required=True, choices=CATEGORIES),
            _F("profile", _K.CHOICE, is_required=True, choices=PROFILES),
            _F("expected_spend", _K.MONEY),
        ),
        (
            RowSet(
                "products",
                (_F("name", is_required=True), _F("is_electrical", _K.FLAG), _F("in_3c_catalogue", _K.FLAG)),
                least=1,
            ),
            RowSet(
                "licences",
                (
                    _F("name", is_required=True),
                    _F("number", is_required=True, most=80),
                    _F("issuer"),
                    _F("valid_to", _K.DATE),
                ),
            ),
        ),
    ),
    SectionTable(
        Section.SCALE,
        2,
        (
            _F("registered_capital", _K.MONEY, is_required=True),
            _F("paid_in_capital", _K.MONEY),
            _F("staff_number", _K.COUNT, is_required=True),
            _F("revenue_last_year", _K.MONEY, is_required=True),
            _F("revenue_year_before", _K.MONEY),
        ),
    ),
    SectionTable(
        Section.BANK,
        4,
        (
            _F("bank_account_name", is_required=True),
            _F("bank_account_number", _K.CODE, is_required=True, most=40),
            _F("bank_name", is_required=True, most=120),
            _F("bank_branch", is_required=True, most=160),
            _F("bank_code", _K.CODE, may_be_needed=True, most=20),
            _F("bank_paper_kind", _K.CHOICE, is_required=True, choices=BANK_PAPERS),
            _F("bank_paper_issued_on", _K.DATE, may_be_needed=True),
        ),
    ),
    SectionTable(
        Section.DECLARATIONS,
        3,
        (
            _F("tax_status", is_required=True, most=120),
            _F("penalties_declared", _K.YES_NO, is_required=True),
            _F("conflict_declared", _K.YES_NO, is_required=True),
            _F("conflict_details", _K.LONG_TEXT, may_be_needed=True, most=2000),
        ),
        (
            RowSet(
                "penalties",
                (
                    _F("authority", is_required=True),
                    _F("decided_on", _K.DATE, is_required=True),
                    _F("field", _K.CHOICE, is_required=True, choices=PENALTY_FIELDS),
                    _F("is_serious", _K.FLAG),
                    _F("subject", is_required=True, most=500),
                    _F("repaired", _K.FLAG),
                    _F("explanation", _K.LONG_TEXT, most=2000),
                ),
            ),
        ),
    ),
    SectionTable(
        Section.CONTACTS,
        3,
        (),
        (
            RowSet(
                "contacts",
                (
                    _F("kind", _K.CHOICE, is_required=True, choices=CONTACT_KINDS),
                    _F("name", is_required=True, most=120),
                    _F("phone", _K.PHONE, may_be_needed=True, most=40),
                    _F("email", _K.EMAIL, may_be_needed=True, most=254),
                ),
                least=1,
            ),
            RowSet(
                "trade_references",
                (_F("customer", is_required=True), _F("work", is_required=True, most=300), _F("year", _K.YEAR)),
            ),
        ),
    ),
)
TABLE = {table.section: table for table in TABLES}
