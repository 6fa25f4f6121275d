"""The supplier's product catalogue, with what covers each product and what is missing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suppliers.forms.product import ProductForm, initial_of
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Product
from suppliers.permissions import enters_certificates
from suppliers.portal.access import own_supplier
from suppliers.selectors.certificate import visible_certificates
from suppliers.selectors.clock import now, today
from suppliers.selectors.product import coverage_of, visible_products
from suppliers.services.product import offer_product, save_product


@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """What is offered, what covers it, and what no longer is."""
    supplier = own_supplier(request)
    rows = {product.pk: product for product in visible_products(request.user).order_by("name")}
    papers = {row.pk: row for row in visible_certificates(request.user)}
    covered = [
        (rows[found.product.pk], found, papers.get(found.by_3c), papers.get(found.by_rohs))
        for found in coverage_of(supplier.pk, today())
    ]
    facts = {
        "covered": covered,
        "retired": [product for product in rows.values() if not product.is_offered],
        "may_enter": enters_certificates(request.user, supplier.pk),
    }
    return render(request, "portal/products.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new product."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a product."""
    own_supplier(request)
    return _edit(request, get_object_or_404(visible_products(request.user), pk=pk))


def _edit(request: HttpRequest, row: Product | None) -> HttpResponse:
    supplier = own_supplier(request)
    if not enters_certificates(request.user, supplier.pk):
        raise PermissionDenied
    form = ProductForm(request.POST or None, initial=initial_of(row) if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            save_product(supplier, form.draft(), by=request.user, at=now(), product=row)
        except refusals() as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The product is stored."))
            return redirect("portal:products")
    facts = {"form": form, "product": row}
    return render(request, "portal/product_form.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a product out of what is offered, or back in."""
    own_supplier(request)
    row = get_object_or_404(visible_products(request.user), pk=pk)
    try:
        offer_product(row, offered=request.POST.get("offered") == "yes", by=request.user, at=now())
    except refusals() as refusal:
        messages.error(request, sentence(refusal))
    return redirect("portal:products")
