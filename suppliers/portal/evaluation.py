"""The supplier's results: what was judged, from what, what follows, and the way to object."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suppliers.forms.evaluation import ObjectionForm
from suppliers.forms.evaluation_words import dimension_rows
from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Evaluation
from suppliers.permissions import files_appeals
from suppliers.portal.access import own_supplier
from suppliers.rules.appeal import AppealAgainst, AppealStatus
from suppliers.rules.evidence import EvidenceRefused
from suppliers.rules.receipt import canonical_json, receipt_digest
from suppliers.selectors.appeal import appeal_of, visible_appeals
from suppliers.selectors.clock import now, today
from suppliers.selectors.evaluation import visible_evaluations
from suppliers.selectors.tier import visible_tier_decisions
from suppliers.services.appeal import file_appeal, withdraw_appeal
from suppliers.services.evidence import store_evidence


@require_safe
def evaluations(request: HttpRequest) -> HttpResponse:
    """All published results of the company, the newest first."""
    supplier = own_supplier(request)
    rows = visible_evaluations(request.user).defer("inputs", "receipt")
    return render(request, "portal/evaluations.html", {"supplier": supplier, "rows": rows})


def _own(request: HttpRequest, pk: int) -> Evaluation:
    own_supplier(request)
    return get_object_or_404(visible_evaluations(request.user), pk=pk)


@require_safe
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """One result with its whole sum."""
    return render(request, "portal/evaluation.html", _facts(request, _own(request, pk)))


def _facts(request: HttpRequest, row: Evaluation) -> dict[str, Any]:
    appeal = appeal_of(request.user, AppealAgainst.EVALUATION, row.pk)
    in_term = row.object_until is not None and today() <= row.object_until
    is_admin = files_appeals(request.user, row.supplier_id)
    return {
        "row": row,
        "dimensions": dimension_rows(row.receipt),
        "digest_holds": receipt_digest(row.receipt) == row.receipt_sha256,
        "decision": visible_tier_decisions(request.user).filter(evaluation=row).first(),
        "appeal": appeal,
        "may_withdraw": appeal is not None and appeal.status == AppealStatus.FILED and is_admin,
        "in_term": in_term,
        "may_object": in_term and appeal is None and is_admin,
        "correction": visible_evaluations(request.user).filter(corrects=row).first(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Object: grounds, and a file that shows it."""
    row = _own(request, pk)
    if not files_appeals(request.user, row.supplier_id):
        raise PermissionDenied
    form = ObjectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _file(request, row, form)
        except EvidenceRefused as refusal:
            form.add_error("file", refusal_sentence(refusal))
        except refusals() as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Your objection has arrived. It is decided within 30 days; a mail tells you."))
            return redirect("portal:evaluation", row.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/objection.html", {**_facts(request, row), "form": form}, status=status)


def _file(request: HttpRequest, row: Evaluation, form: ObjectionForm) -> None:
    upload = form.cleaned_data.get("file")
    files = [store_evidence(row.supplier, upload, kind="other", by=request.user, at=now())] if upload else []
    file_appeal(AppealAgainst.EVALUATION, row.pk, grounds=form.cleaned_data["grounds"], files=files, by=request.user, at=now())


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt as a file: its SHA-256 is the one on the page."""
    row = _own(request, pk)
    headers = {
        "Content-Disposition": f'attachment; filename="evaluation-{row.period_to.isoformat()}-{row.pk}.json"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(canonical_json(row.receipt), content_type="application/json", headers=headers)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an objection back."""
    own_supplier(request)
    appeal = get_object_or_404(visible_appeals(request.user), pk=pk)
    try:
        withdraw_appeal(appeal, by=request.user, at=now())
    except refusals() as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Your objection is withdrawn."))
    if appeal.against == AppealAgainst.EVALUATION:
        return redirect("portal:evaluation", appeal.subject_id)
    return redirect("portal:evaluations")
