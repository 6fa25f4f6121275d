"""The contractors to whom the supplier hands over waste."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.forms.waste import ContractorForm
from suppliers.permissions import enters_certificates, submits_certificates
from suppliers.portal.access import own_supplier
from suppliers.rules.evidence import EvidenceRefused
from suppliers.selectors.clock import now, today
from suppliers.selectors.waste import contractor_states, visible_contractors
from suppliers.services.evidence import store_evidence
from suppliers.services.waste import end_contractor, enter_contractor


@require_safe
def contractors(request: HttpRequest) -> HttpResponse:
    """Those in use by the end of their licence, and those no longer used."""
    supplier = own_supplier(request)
    rows = contractor_states(list(visible_contractors(request.user).order_by("valid_to", "pk")), today())
    facts = {
        "rows": rows,
        "may_enter": enters_certificates(request.user, supplier.pk),
        "may_end": submits_certificates(request.user, supplier.pk),
    }
    return render(request, "portal/contractors.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new contractor with the file of its licence."""
    supplier = own_supplier(request)
    if not enters_certificates(request.user, supplier.pk):
        raise PermissionDenied
    form = ContractorForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = store_evidence(supplier, form.cleaned_data["file"], kind="licence", by=request.user, at=now())
            enter_contractor(supplier, form.draft(), file, by=request.user, at=now())
        except EvidenceRefused as refusal:
            form.add_error("file", refusal_sentence(refusal))
        except refusals() as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The contractor is stored. Procurement or an auditor verifies the licence."))
            return redirect("portal:contractors")
    return render(request, "portal/contractor_form.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """No waste is handed to this contractor any more."""
    own_supplier(request)
    row = get_object_or_404(visible_contractors(request.user), pk=pk)
    try:
        end_contractor(row, by=request.user, at=now())
    except refusals() as refusal:
        messages.error(request, sentence(refusal))
    return redirect("portal:contractors")
