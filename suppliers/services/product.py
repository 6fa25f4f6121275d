"""What a supplier offers: entered by the application, kept by the supplier, retired instead of deleted."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from suppliers.models import Account, Product, Supplier
from suppliers.permissions import NotAllowed, enters_certificates
from suppliers.selectors.certificate import certificate_table
from suppliers.services.certificate_effect import validity_changed
from suppliers.services.history import record


@dataclass(frozen=True)
class ProductDraft:
    """A product as it is typed. With a 3C product code it is in the catalogue; `model_names` are separated by commas."""

    name: str
    is_electrical: bool = False
    in_3c_catalogue: bool = False
    catalogue_code: str = ""
    model_names: str = ""


class ProductExists(Exception):
    """The supplier has a product of this name."""


class UnknownProductCode(Exception):
    """No class of the 3C catalogue has this code. Carries the code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def save_product(
    supplier: Supplier, draft: ProductDraft, *, by: Account, at: datetime, product: Product | None = None
) -> Product:
    """Store a product, new or (`product`) changed. Raises NotAllowed, ProductExists, UnknownProductCode."""
    if not enters_certificates(by, supplier.pk):
        raise NotAllowed
    if draft.catalogue_code and draft.catalogue_code not in certificate_table().catalogue:
        raise UnknownProductCode(draft.catalogue_code)
    # Locked, so that two people who enter the same product at once do not make two of it.
    Supplier.objects.select_for_update().get(pk=supplier.pk)
    others = Product.objects.filter(supplier=supplier)
    if product is not None:
        others = others.exclude(pk=product.pk)
    if same_name(draft.name) in {same_name(other.name) for other in others}:
        raise ProductExists
    row = product or Product(supplier=supplier)
    row.name = draft.name.strip()
    row.is_electrical = draft.is_electrical
    row.in_3c_catalogue = draft.in_3c_catalogue or bool(draft.catalogue_code)
    row.catalogue_code, row.model_names = draft.catalogue_code, draft.model_names.strip()
    row.save()
    facts = {"name": row.name, "product_code": row.catalogue_code}
    record("product.save", row, by=by, at=at, supplier=supplier, facts=facts)
    validity_changed([supplier.pk], at=at)
    return row


@transaction.atomic
def offer_product(product: Product, *, offered: bool, by: Account, at: datetime) -> Product:
    """Take a product out of what is offered, or back in; its certificates stay with it. Raises NotAllowed."""
    if not enters_certificates(by, product.supplier_id):
        raise NotAllowed
    row = Product.objects.select_for_update().get(pk=product.pk)
    if row.is_offered == offered:
        return row
    row.is_offered = offered
    row.save(update_fields=["is_offered"])
    record("product.offer" if offered else "product.retire", row, by=by, at=at, supplier=row.supplier, facts={"name": row.name})
    validity_changed([row.supplier_id], at=at)
    return row


def keep_products(supplier: Supplier, declared: Iterable[Mapping[str, Any]]) -> None:
    """Bring the catalogue in line with what an application declares, in the caller's transaction.

    A product is known again by its name, so that code, models and the certificates that cover it stay; one that is no
    longer declared is retired, never deleted. Three writes at most, however many products.
    """
    known = {same_name(product.name): product for product in Product.objects.filter(supplier=supplier).order_by("-pk")}
    fresh: list[Product] = []
    kept: dict[str, Product] = {}
    for row in declared:
        key = same_name(row["name"])
        if key in kept:
            continue
        product = known.get(key) or Product(supplier=supplier)
        for name, value in row.items():
            setattr(product, name, value)
        product.in_3c_catalogue = product.in_3c_catalogue or bool(product.catalogue_code)
        product.is_offered = True
        kept[key] = product
        if product.pk is None:
            fresh.append(product)
    stay = [product for product in kept.values() if product.pk is not None]
    Product.objects.bulk_update(stay, ["name", "is_electrical", "in_3c_catalogue", "is_offered"])
    Product.objects.bulk_create(fresh)
    Product.objects.filter(supplier=supplier).exclude(pk__in=[product.pk for product in kept.values()]).update(is_offered=False)


def same_name(name: str) -> str:
    """A name by which a product is known again: without width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
