"""The part of a supplier's page about its papers, its products and its waste contractors."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from suppliers.models import Supplier
from suppliers.permissions import enters_certificates
from suppliers.selectors.certificate import lapsed_qualifications, states_of, visible_certificates
from suppliers.selectors.clock import today
from suppliers.selectors.product import coverage_of, visible_products
from suppliers.selectors.waste import contractor_states, visible_contractors


def certificate_panel(request: HttpRequest, supplier: Supplier) -> Mapping[str, Any]:
    """Papers by their end, products with what covers them, contractors. Nine queries, however many papers."""
    on = today()
    papers = list(visible_certificates(request.user).filter(supplier=supplier).order_by("valid_to", "pk"))
    by_id = {paper.pk: paper for paper in papers}
    products = {product.pk: product for product in visible_products(request.user).filter(supplier=supplier)}
    lapsed = lapsed_qualifications(supplier.pk, on)
    return {
        "supplier": supplier,
        "papers": states_of(papers, on),
        "lapsed": [by_id[pk] for pk in lapsed if pk in by_id],
        "products": [
            (products[found.product.pk], found, by_id.get(found.by_3c), by_id.get(found.by_rohs))
            for found in coverage_of(supplier.pk, on)
        ],
        "contractors": contractor_states(list(visible_contractors(request.user).filter(supplier=supplier)), on),
        "may_enter": enters_certificates(request.user, supplier.pk),
    }
