"""The supplier's own tier: why it is what it is, what would bring the next one, and the right to object."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suppliers.forms.evaluation import ObjectionForm
from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.forms.tier_view import tier_view
from suppliers.models import TierDecision
from suppliers.permissions import files_appeals
from suppliers.portal.access import own_supplier
from suppliers.rules.appeal import AppealAgainst
from suppliers.rules.evidence import EvidenceRefused
from suppliers.rules.receipt import canonical_json
from suppliers.selectors.appeal import appeal_of
from suppliers.selectors.clock import now, today
from suppliers.selectors.tier import visible_tier_decisions
from suppliers.services.appeal import file_appeal
from suppliers.services.evidence import store_evidence


@require_safe
def tier(request: HttpRequest) -> HttpResponse:
    """The tier in force, its reasons, its history and the way up."""
    supplier = own_supplier(request)
    view = tier_view(request.user, supplier, today())
    row = view.decision
    appeal = appeal_of(request.user, AppealAgainst.TIER, row.pk) if row else None
    may_object = (
        row is not None
        and appeal is None
        and view.object_until is not None
        and view.object_until >= today()
        and files_appeals(request.user, supplier.pk)
    )
    return render(request, "portal/tier.html", {"supplier": supplier, "view": view, "appeal": appeal, "may_object": may_object})


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt of a decision as a file: its SHA-256 is the one on the page."""
    own_supplier(request)
    return receipt_file(get_object_or_404(visible_tier_decisions(request.user), pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest) -> HttpResponse:
    """Object to the tier in force: grounds, and a file that shows it."""
    supplier = own_supplier(request)
    if not files_appeals(request.user, supplier.pk):
        raise PermissionDenied
    view = tier_view(request.user, supplier, today())
    if view.decision is None:
        raise Http404
    form = ObjectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _file(request, view.decision, form)
        except EvidenceRefused as refusal:
            form.add_error("file", refusal_sentence(refusal))
        except refusals() as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Your objection has arrived. It is decided within 30 days; a mail tells you."))
            return redirect("portal:tier")
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/tier_objection.html", {"view": view, "form": form}, status=status)


def receipt_file(row: TierDecision) -> HttpResponse:
    """The canonical bytes of a receipt."""
    headers = {
        "Content-Disposition": f'attachment; filename="tier-{row.supplier.number}-{row.valid_from.isoformat()}.json"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(canonical_json(row.receipt), content_type="application/json", headers=headers)


def _file(request: HttpRequest, row: TierDecision, form: ObjectionForm) -> None:
    upload = form.cleaned_data.get("file")
    files = [store_evidence(row.supplier, upload, kind="other", by=request.user, at=now())] if upload else []
    file_appeal(AppealAgainst.TIER, row.pk, grounds=form.cleaned_data["grounds"], files=files, by=request.user, at=now())
