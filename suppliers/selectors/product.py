"""Reading what suppliers offer, always as somebody, and which papers cover it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from suppliers.models import Certificate, Product
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.certificate import PRODUCT_KINDS, CertificateKind
from suppliers.rules.product import ProductCoverage, ProductFacts, ProductPaper, coverage
from suppliers.selectors.certificate import valid_certificates
from suppliers.selectors.supplier import visible_suppliers


def visible_products(account: Any) -> QuerySet[Product]:
    """All for the buyer's staff; the own ones for a supplier's people, else none."""
    if reads_all_suppliers(account):
        return Product.objects.all()
    return Product.objects.filter(supplier__in=visible_suppliers(account))


def coverages_of(supplier_ids: Iterable[int], on: date) -> dict[int, list[ProductCoverage]]:
    """Supplier -> its offered products with the valid papers that cover each on a day. Three queries, however many suppliers."""
    ids = list(supplier_ids)
    offered: dict[int, list[ProductFacts]] = {pk: [] for pk in ids}
    for product in Product.objects.filter(supplier_id__in=ids, is_offered=True).order_by("supplier_id", "pk"):
        offered[product.supplier_id].append(_facts(product))
    papers: dict[int, list[ProductPaper]] = {pk: [] for pk in ids}
    valid = valid_certificates(on).filter(supplier_id__in=ids, kind__in=PRODUCT_KINDS).prefetch_related("products")
    for row in valid:
        papers[row.supplier_id].append(_paper(row))
    return {pk: coverage(offered[pk], papers[pk], on) for pk in ids}


def coverage_of(supplier_id: int, on: date) -> list[ProductCoverage]:
    """A supplier's offered products with the valid papers that cover each on a day."""
    return coverages_of([supplier_id], on)[supplier_id]


def _facts(product: Product) -> ProductFacts:
    return ProductFacts(product.pk, product.name, product.is_electrical, product.in_3c_catalogue, product.is_offered)


def _paper(row: Certificate) -> ProductPaper:
    covered = frozenset(product.pk for product in row.products.all())
    return ProductPaper(row.pk, CertificateKind(row.kind), row, covered)
