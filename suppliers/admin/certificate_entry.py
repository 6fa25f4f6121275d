"""Entering a paper on a supplier's behalf: the same form and the same services as in the portal."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from suppliers.forms.certificate import CertificateForm, RohsForm, initial_of, rohs_initial
from suppliers.forms.certificate_entry import store_certificate
from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Certificate, Supplier
from suppliers.permissions import enters_certificates
from suppliers.rules.certificate import CertificateStatus
from suppliers.rules.evidence import EvidenceRefused
from suppliers.selectors.certificate import visible_certificates
from suppliers.selectors.clock import now
from suppliers.selectors.product import visible_products
from suppliers.selectors.rohs import rohs_of
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.rohs import import_measurements, save_rohs


class CertificateEntry:
    """The acts `enter`, `edit` and `rohs` of the certificates' admin."""

    def enter(self, request: HttpRequest) -> HttpResponse:
        """A new draft for the supplier named in the address."""
        reference = request.GET.get("supplier", "")
        supplier = get_object_or_404(visible_suppliers(request.user), pk=int(reference) if reference.isdecimal() else 0)
        if not enters_certificates(request.user, supplier.pk):
            raise PermissionDenied
        return self._form_page(request, supplier, None, title=_("Enter a certificate or permit"))

    def edit(self, request: HttpRequest, row: Certificate) -> HttpResponse:
        """Change a draft."""
        if not enters_certificates(request.user, row.supplier_id):
            raise PermissionDenied
        return self._form_page(request, row.supplier, row, title=_("Change the draft"))

    def rohs(self, request: HttpRequest, row: Certificate) -> HttpResponse:
        """What a RoHS proof rests on, and its table of concentrations."""
        if not enters_certificates(request.user, row.supplier_id):
            raise PermissionDenied
        form = RohsForm(request.POST or None, request.FILES or None, initial=rohs_initial(rohs_of(row.pk)))
        if request.method == "POST" and form.is_valid() and self._stored_rohs(request, row, form):
            return self.back(request, row, _("The particulars are stored."))  # type: ignore[attr-defined]  # of ReadingAdmin
        return self._typed(request, row, form, title=_("Restricted substances"), supplier=row.supplier)

    def _stored_rohs(self, request: HttpRequest, row: Certificate, form: RohsForm) -> bool:
        table = form.cleaned_data["table"]
        try:
            save_rohs(row, form.statement(), by=request.user, at=now())
            if table:
                import_measurements(row, table.read(), table.name, by=request.user, at=now())
        except EvidenceRefused as refusal:
            form.add_error("table", refusal_sentence(refusal))
        except refusals() as refusal:
            form.add_error(None, sentence(refusal))
        return form.is_valid()

    def _form_page(self, request: HttpRequest, supplier: Supplier, row: Certificate | None, *, title: str) -> HttpResponse:
        earlier = visible_certificates(request.user).filter(supplier=supplier, status=CertificateStatus.VERIFIED)
        form = CertificateForm(
            request.POST or None,
            request.FILES or None,
            supplier=supplier,
            earlier=list(earlier.exclude(pk=row.pk) if row else earlier),
            products=list(visible_products(request.user).filter(supplier=supplier, is_offered=True).order_by("name")),
            initial=initial_of(row) if row else {},
        )
        if request.method == "POST" and form.is_valid():
            stored = store_certificate(form, supplier, by=request.user, at=now(), certificate=row)
            if stored is not None:
                return self.back(request, stored, _("The draft is stored. Look it over, then hand it in."))  # type: ignore[attr-defined]  # of ReadingAdmin
        return self._typed(request, row, form, title=title, supplier=supplier)

    def _typed(self, request: HttpRequest, row: Certificate | None, form: Any, **context: Any) -> HttpResponse:
        status = 422 if request.method == "POST" else 200
        return self.page(request, row, "admin/pages/certificate_enter.html", status, form=form, **context)  # type: ignore[attr-defined]  # of ReadingAdmin
