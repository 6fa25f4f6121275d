"""Certificates and permits in the portal: the list by expiry, entering, the file, RoHS particulars, handing in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suppliers.forms.certificate import CertificateForm, RohsForm, initial_of, rohs_initial
from suppliers.forms.certificate_entry import store_certificate
from suppliers.forms.certificate_words import exceedance_sentence, remark_sentences, substances_listed
from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Certificate, Supplier
from suppliers.permissions import enters_certificates, submits_certificates
from suppliers.portal.access import own_supplier
from suppliers.rules.certificate import CertificateKind, CertificateStatus, state_on
from suppliers.rules.evidence import EvidenceRefused
from suppliers.selectors.certificate import certificate_remarks, states_of, visible_certificates
from suppliers.selectors.clock import now, today
from suppliers.selectors.product import visible_products
from suppliers.selectors.rohs import rohs_exceedances, rohs_of, substances_missing
from suppliers.services.certificate import (
    reopen_certificate,
    submit_certificate,
)
from suppliers.services.rohs import import_measurements, save_rohs


def _own(request: HttpRequest, pk: int) -> Certificate:
    own_supplier(request)
    return get_object_or_404(visible_certificates(request.user), pk=pk)


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """All papers: what is still to be done first, then what counts by its last day, then what is over."""
    supplier = own_supplier(request)
    rows = states_of(list(visible_certificates(request.user).order_by("valid_to", "kind", "pk")), today())
    open_states, over = {"DRAFT", "REJECTED"}, {"EXPIRED", "REVOKED", "CANCELLED", "SUPERSEDED"}
    groups = [
        (_("Still to be handed in"), [row for row in rows if row[1] in open_states]),
        (_("In force or under way"), [row for row in rows if row[1] not in open_states | over]),
        (_("Over"), [row for row in rows if row[1] in over]),
    ]
    facts = {"supplier": supplier, "groups": groups, "rows": rows, "may_enter": enters_certificates(request.user, supplier.pk)}
    return render(request, "portal/certificates.html", facts)


def _form(request: HttpRequest, supplier: Supplier, certificate: Certificate | None = None) -> CertificateForm:
    earlier = visible_certificates(request.user).filter(status=CertificateStatus.VERIFIED)
    products = visible_products(request.user).filter(is_offered=True).order_by("name")
    return CertificateForm(
        request.POST or None,
        request.FILES or None,
        supplier=supplier,
        earlier=list(earlier.exclude(pk=certificate.pk) if certificate else earlier),
        products=list(products),
        initial=initial_of(certificate)
        if certificate
        else {"kind": request.GET.get("kind", ""), "replaces": request.GET.get("renews", "")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new paper as a draft."""
    supplier = own_supplier(request)
    if not enters_certificates(request.user, supplier.pk):
        raise PermissionDenied
    form = _form(request, supplier)
    if request.method == "POST" and form.is_valid():
        stored = store_certificate(form, supplier, by=request.user, at=now())
        if stored is not None:
            messages.success(request, _("The draft is stored. Look it over below, then hand it in."))
            return redirect("portal:certificate", stored.pk)
    return render(request, "portal/certificate_form.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    certificate = _own(request, pk)
    if not enters_certificates(request.user, certificate.supplier_id):
        raise PermissionDenied
    if certificate.status != CertificateStatus.DRAFT:
        return redirect("portal:certificate", pk)
    form = _form(request, certificate.supplier, certificate)
    if (
        request.method == "POST"
        and form.is_valid()
        and store_certificate(form, certificate.supplier, by=request.user, at=now(), certificate=certificate)
    ):
        messages.success(request, _("The draft is stored."))
        return redirect("portal:certificate", pk)
    facts = {"form": form, "certificate": certificate}
    return render(request, "portal/certificate_form.html", facts, status=422 if request.method == "POST" else 200)


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: its state, what is wrong or unusual with it, its file, what can be done next."""
    return _page(request, _own(request, pk))


def _page(request: HttpRequest, row: Certificate, *, form: RohsForm | None = None, status: int = 200) -> HttpResponse:
    is_draft = row.status == CertificateStatus.DRAFT
    may_enter = enters_certificates(request.user, row.supplier_id)
    facts: dict[str, Any] = {
        "certificate": row,
        "state": state_on(row, today()),
        "products": row.products.order_by("name"),
        "remarks": remark_sentences(certificate_remarks(row)) if is_draft else [],
        "look_ups": row.registry_checks.all()[:5],
        "may_edit": is_draft and may_enter,
        "may_submit": is_draft and submits_certificates(request.user, row.supplier_id),
        "may_reopen": row.status == CertificateStatus.REJECTED and may_enter,
        "may_renew": row.status == CertificateStatus.VERIFIED and may_enter,
    }
    if row.kind == CertificateKind.ROHS:
        facts |= _rohs_facts(row, form)
    return render(request, "portal/certificate.html", facts, status=status)


def _rohs_facts(row: Certificate, form: RohsForm | None) -> dict[str, Any]:
    declaration = rohs_of(row.pk)
    return {
        "is_rohs": True,
        "rohs": declaration,
        "rohs_form": form or RohsForm(initial=rohs_initial(declaration)),
        "missing": substances_listed(substances_missing(declaration)) if declaration else "",
        "above": [exceedance_sentence(found) for found in rohs_exceedances(declaration, today())] if declaration else [],
    }


@require_POST
def rohs(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the particulars of a RoHS proof, and take its table of concentrations."""
    row = _own(request, pk)
    form = RohsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    table = form.cleaned_data["table"]
    try:
        save_rohs(row, form.statement(), by=request.user, at=now())
        if table:
            content, name = table.read(), table.name
            count = import_measurements(row, content, name, by=request.user, at=now())
            messages.success(request, _("%(count)s concentrations were taken from the table.") % {"count": count})
    except EvidenceRefused as refusal:
        form.add_error("table", refusal_sentence(refusal))
        return _page(request, row, form=form, status=422)
    except refusals() as refusal:
        form.add_error("table" if table else None, sentence(refusal))
        return _page(request, row, form=form, status=422)
    messages.success(request, _("The particulars are stored."))
    return redirect("portal:certificate", pk)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a paper in."""
    row = _own(request, pk)
    try:
        submit_certificate(row, by=request.user, at=now())
    except refusals() as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The paper is handed in. Procurement or an auditor verifies it; a mail will tell you."))
    return redirect("portal:certificate", pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a paper that was not accepted."""
    row = _own(request, pk)
    try:
        reopen_certificate(row, by=request.user, at=now())
    except refusals() as refusal:
        messages.error(request, sentence(refusal))
    return redirect("portal:certificate", pk)
