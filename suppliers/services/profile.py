"""Writing what an application declares to the supplier and its rows."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction

from suppliers.models import Contact, Licence, Owner, Penalty, Product, Site, Supplier, TradeReference
from suppliers.rules.application import Section
from suppliers.rules.application_match import identifier_of, stored_account_number, stored_bank_code
from suppliers.rules.identifier import Scheme, examine_identifier
from suppliers.selectors.admittance import same_identifier
from suppliers.selectors.region import region_table
from suppliers.services.product import keep_products

ROWS: tuple[tuple[Section, str, type[models.Model]], ...] = (
    (Section.LOCATION, "sites", Site),
    (Section.OWNERSHIP, "owners", Owner),
    (Section.BUSINESS, "products", Product),
    (Section.BUSINESS, "licences", Licence),
    (Section.DECLARATIONS, "penalties", Penalty),
    (Section.CONTACTS, "contacts", Contact),
    (Section.CONTACTS, "trade_references", TradeReference),
)
_ROW_SETS = frozenset(name for _section, name, _model in ROWS)
Values = Mapping[Section, Mapping[str, Any]]


class DuplicateSupplier(Exception):
    """Another supplier holds this identifier. `other` is for staff; the applicant is told neutrally."""

    def __init__(self, other: Supplier) -> None:
        super().__init__(other.number)
        self.other = other


def write_profile(supplier: Supplier, values: Values) -> None:
    """Write the values of a complete application to the supplier and replace its rows, in the caller's transaction.

    Raises DuplicateSupplier when the database knows the identifier from another supplier, also one of this instant.
    """
    had_profile = supplier.profile
    take_values(supplier, values)
    if supplier.profile != had_profile:
        supplier.profile_confirmed_by = None
    try:
        with transaction.atomic():
            supplier.save()
    except IntegrityError as error:
        identifier = identifier_of(values[Section.COMPANY])
        other = same_identifier(identifier, besides=supplier.pk).first() if identifier else None
        if other is None:
            raise
        raise DuplicateSupplier(other) from error
    for section, name, model in ROWS:
        if model is Product:
            keep_products(supplier, values[section][name])
            continue
        model._base_manager.filter(supplier=supplier).delete()  # noqa: SLF001 -- a model without a named manager
        rows = [model(supplier=supplier, **row) for row in values[section][name]]
        model._base_manager.bulk_create(rows)  # noqa: SLF001 -- a model without a named manager


def take_values(supplier: Supplier, values: Values) -> None:
    """Set the declared values on the supplier, each in the form it is stored in; nothing is written."""
    for part in values.values():
        for name, value in part.items():
            if name not in _ROW_SETS and name != "lei":
                setattr(supplier, name, value)
    _normalise(supplier, values)


def _normalise(supplier: Supplier, values: Values) -> None:
    """Identifier, place and account in the one form each is stored and counted in."""
    company, bank = values[Section.COMPANY], values[Section.BANK]
    identifier = identifier_of(company)
    if identifier is not None:
        supplier.identifier_value, supplier.identifier_country = identifier.value, identifier.country
    lei = company.get("lei") or ""
    supplier.lei = examine_identifier(Scheme.LEI, lei, company["registered_country"]).value if lei else ""
    table = region_table()
    place = table.locate(supplier.registered_country, supplier.registered_province)
    supplier.registered_country, supplier.registered_province = place.country, place.province
    supplier.region_group = table.group_of(place.country, place.province)
    supplier.bank_account_number, supplier.bank_code = stored_account_number(bank), stored_bank_code(bank)
