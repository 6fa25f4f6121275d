"""The carbon programme in the portal: the agreement with its path, the measures, a year's figures."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.forms.carbon import MilestoneForm, figure_words, remark_words, typed_figures
from assessments.models import CarbonYear
from assessments.reports.carbon_chart import carbon_path
from assessments.rules.carbon import CarbonYearStatus
from assessments.selectors.carbon import (
    carbon_rows,
    path_of,
    visible_agreements,
    visible_carbon_years,
    visible_milestones,
    year_before,
)
from assessments.services.carbon import begin_signed_agreements, finish_milestone
from assessments.services.carbon_year import (
    WRITABLE,
    FigureRefused,
    FiguresChangedMeanwhile,
    Typed,
    open_years,
    save_figures,
    submit_year,
)
from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Evidence
from suppliers.permissions import reports_carbon, submits_assessment
from suppliers.portal.access import own_supplier
from suppliers.rules.evidence import EvidenceRefused
from suppliers.selectors.clock import now
from suppliers.services.evidence import store_evidence


@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    """The agreement, the path to its target, the measures and the years."""
    supplier = own_supplier(request)
    # What the signature of a moment ago or the turn of the year has brought is there at once, not tomorrow.
    begin_signed_agreements(at=now(), supplier_id=supplier.pk)
    open_years(at=now(), supplier_id=supplier.pk)
    agreement = visible_agreements(request.user).filter(supplier=supplier).first()
    context: dict[str, Any] = {"supplier": supplier, "agreement": agreement, "writable": WRITABLE}
    if agreement is not None:
        points = path_of(agreement)
        context |= {
            "points": points,
            "chart": carbon_path(
                points, alt=_("Emissions of each year as bars, the agreed path as a line; the table has the numbers.")
            ),
            "milestones": agreement.milestones.select_related("proof"),
            "years": agreement.years.all(),
            "may_report": reports_carbon(request.user, supplier.pk),
        }
    return render(request, "portal/carbon.html", context)


@require_http_methods(["GET", "POST"])
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a measure is done, with its proof."""
    supplier = own_supplier(request)
    step = get_object_or_404(visible_milestones(request.user), pk=pk, agreement__supplier=supplier)
    form = MilestoneForm(request.POST or None, request.FILES or None, initial={"done_on": step.done_on})
    if not reports_carbon(request.user, supplier.pk):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            proof = _stored(request, form.cleaned_data.get("proof"))
            finish_milestone(step, done_on=form.cleaned_data["done_on"], proof=proof, by=request.user, at=now())
        except EvidenceRefused as refusal:
            form.add_error("proof", refusal_sentence(refusal))
        except refusals() as refusal:
            form.add_error("done_on", sentence(refusal))
        else:
            messages.success(request, _("Noted. The next appraisal counts it."))
            return redirect("carbon:programme")
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/carbon_milestone.html", {"step": step, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def year(request: HttpRequest, pk: int) -> HttpResponse:
    """One year's figures: each with its unit, last year's figure and what stands out; saving keeps them."""
    row = _year(request, pk)
    if request.method == "GET":
        return _year_page(request, row)
    codes = [figure.indicator.code for figure in carbon_rows(row)]
    typed = typed_figures(request.POST, codes)
    version = request.POST.get("version", "")
    try:
        row = save_figures(row, typed, version=int(version) if version.isdecimal() else -1, by=request.user, at=now())
    except FigureRefused as refusal:
        wrong = {code: figure_words(reason, facts) for code, reason, facts in refusal.problems}
        return _year_page(request, row, typed=typed, wrong=wrong, status=422)
    except FiguresChangedMeanwhile as refusal:
        messages.error(request, sentence(refusal))
        return _year_page(request, _year(request, pk), typed=typed, status=409)
    except refusals() as refusal:
        messages.error(request, sentence(refusal))
        return _year_page(request, _year(request, pk), status=409)
    messages.success(request, _("Saved."))
    return redirect("carbon:year", row.pk)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the year in, with the file that proves it where there is one."""
    row = _year(request, pk)
    try:
        submit_year(row, proof=_stored(request, request.FILES.get("proof")), by=request.user, at=now())
    except EvidenceRefused as refusal:
        messages.error(request, refusal_sentence(refusal))
        return _year_page(request, row, status=422)
    except refusals() as refusal:
        messages.error(request, sentence(refusal))
        return _year_page(request, row, status=409)
    messages.success(request, _("Handed in. You will get a notice when the year is appraised."))
    return redirect("carbon:programme")


def _year(request: HttpRequest, pk: int) -> CarbonYear:
    own_supplier(request)
    row = visible_carbon_years(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _stored(request: HttpRequest, upload: Any) -> Evidence | None:
    if upload is None:
        return None
    return store_evidence(own_supplier(request), upload, kind="report", by=request.user, at=now())


def _year_page(
    request: HttpRequest,
    row: CarbonYear,
    *,
    typed: dict[str, Typed] | None = None,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    before = year_before(row)
    figures = []
    for figure in carbon_rows(row):
        given = (typed or {}).get(figure.indicator.code)
        figures.append(
            {
                "figure": figure,
                "code": figure.indicator.code,
                "value": given.value if given else figure.entered,
                "unit": given.unit if given else figure.unit,
                "note": given.note if given else figure.note,
                "units": (figure.indicator.base_unit, *figure.indicator.factors),
                "last_year": (before.base if before else {}).get(figure.indicator.code, ""),
                "says": [remark_words(remark.reason, remark.facts) for remark in figure.remarks],
                "needs_note": any(remark.needs_note for remark in figure.remarks),
                "wrong": (wrong or {}).get(figure.indicator.code, ""),
            }
        )
    context = {
        "year": row,
        "rows": figures,
        "is_writable": row.status in WRITABLE and reports_carbon(request.user, row.supplier_id),
        "may_submit": submits_assessment(request.user, row.supplier_id),
        "is_appraised": row.status == CarbonYearStatus.APPRAISED,
    }
    return render(request, "portal/carbon_year.html", context, status=status)
