"""Audit reports: the list of what was handed out, ordering one, and the download."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assessments.forms.issued_report import OrderReportForm
from assessments.models import IssuedReport
from assessments.selectors.audit_report import assessments_to_report, visible_issued_reports
from assessments.selectors.score import visible_score_sheets
from assessments.services.issued_report import ReportFileDiffers, issued_bytes, order_audit_report
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.words import day_words, moment_words
from suppliers.forms.refusal import refusals, sentence
from suppliers.permissions import orders_reports, sees_operations
from suppliers.selectors.clock import now
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers

MOST_FOUND = 20
REFUSED = 422


def _reports(account: Any) -> QuerySet[IssuedReport]:
    return visible_issued_reports(account)


@admin.register(IssuedReport)
class IssuedReportAdmin(ReadingAdmin):
    """The list, a page per report, and the order; what is made is made by a worker."""

    reads = staticmethod(orders_reports)
    visible = staticmethod(_reports)
    page_template = "admin/pages/report.html"
    change_list_template = "admin/pages/report_list.html"
    list_acts = {"order": "order"}
    list_title = gettext_lazy("Audit reports")
    list_intro = gettext_lazy("Each was made once and never changes: every download gives the same bytes.")
    list_empty = gettext_lazy("No audit report has been made yet. Order one for a supplier with a verified self-assessment.")
    list_display = (
        "number_shown",
        "supplier_shown",
        "language_shown",
        "as_of_shown",
        "pages_figure",
        "digest",
        "issued",
        "download",
    )
    list_display_links = ("number_shown",)
    sortable_by = ()
    search_fields = ("number",)
    search_help_text = gettext_lazy("Number of the report; name, number or identifier of the supplier")
    list_filter = (code_filter(gettext_lazy("language"), "language", lambda: IssuedReport.LANGUAGES),)

    @admin.display(description=gettext_lazy("report"))
    def number_shown(self, report: IssuedReport) -> str:
        return two_lines(
            format_html('<span class="a-tight">{}</span>', report.number), _("version %(version)s") % {"version": report.version}
        )

    @admin.display(description=gettext_lazy("supplier"))
    def supplier_shown(self, report: IssuedReport) -> str:
        return two_lines(report.supplier, report.supplier.number)

    @admin.display(description=gettext_lazy("language"))
    def language_shown(self, report: IssuedReport) -> str:
        return report.get_language_display()

    @admin.display(description=gettext_lazy("as of"))
    def as_of_shown(self, report: IssuedReport) -> str:
        return day_words(report.as_of)

    @admin.display(description=gettext_lazy("pages"))
    def pages_figure(self, report: IssuedReport) -> str:
        return two_lines(report.pages, filesizeformat(report.size))

    @admin.display(description=gettext_lazy("SHA-256"))
    def digest(self, report: IssuedReport) -> str:
        return format_html('<span class="a-digest" title="{}">{}…</span>', report.sha256, report.sha256[:16])

    @admin.display(description=gettext_lazy("issued"))
    def issued(self, report: IssuedReport) -> str:
        return two_lines(moment_words(report.issued_at), report.issued_by or "")

    @admin.display(description=gettext_lazy("file"))
    def download(self, report: IssuedReport) -> str:
        return format_html('<a href="{}">{}</a>', reverse("report_file", args=[report.pk]), _("Download"))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """By the report's number, or by the supplier as the register searches."""
        typed = search_term.strip()
        if not typed:
            return queryset, False
        suppliers = matching_suppliers(visible_suppliers(request.user), typed)
        return queryset.filter(number__icontains=typed) | queryset.filter(supplier__in=suppliers), False

    def page_context(self, request: HttpRequest, row: IssuedReport) -> dict[str, Any]:
        """One report as handed out, with the score it rests on."""
        sheet = visible_score_sheets(request.user).filter(assessment=row.assessment_id).first()
        return {"title": row.number, "sheet": sheet, "may_follow": row.job_id is not None and sees_operations(request.user)}

    def order(self, request: HttpRequest) -> HttpResponse:
        """Order a report; the job's page follows it, and goes on when it is closed."""
        form = OrderReportForm(request.POST or None, initial={"language": "both"})
        refusal = ""
        if request.method == "POST" and form.is_valid():
            supplier = visible_suppliers(request.user).filter(pk=form.cleaned_data["supplier"]).first()
            if supplier is None:
                raise Http404
            try:
                job = order_audit_report(supplier, language=form.cleaned_data["language"], by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("The report is ordered. You can close this page: the work goes on."))
                return redirect("admin:suppliers_job_change", job.pk)
        status = REFUSED if request.method == "POST" else 200
        title = _("Order an audit report")
        context = {"title": title, "form": form, "refusal": refusal, **_candidates(request)}
        return self.page(request, None, "admin/pages/report_order.html", status, **context)


def _candidates(request: HttpRequest) -> dict[str, Any]:
    """Suppliers that match what was typed, or the one chosen on its page; each with the score a report would rest on."""
    typed = request.POST.get("q", request.GET.get("q", ""))[:200]
    given = request.POST.get("supplier", request.GET.get("supplier", ""))
    chosen = int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None
    rows = visible_suppliers(request.user)
    found = matching_suppliers(rows, typed) if typed.strip() else rows.filter(pk=chosen)
    listed = list(found.order_by("number")[: MOST_FOUND + 1])
    reportable = assessments_to_report(listed)
    candidates = [(supplier, reportable.get(supplier.pk)) for supplier in listed[:MOST_FOUND]]
    return {"typed": typed, "found": candidates, "chosen": chosen, "is_cut": len(listed) > MOST_FOUND, "most": MOST_FOUND}


@require_safe
def report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF as it was issued, as an attachment; foreign and missing are the same 404, a changed file is refused."""
    report = visible_issued_reports(request.user).filter(pk=pk).first()
    if report is None:
        raise Http404
    try:
        pdf = issued_bytes(report, by=request.user, at=now())
    except ReportFileDiffers as error:
        return _refused(request, report, sentence(error))
    name = f"{report.number}-v{report.version}-{report.language}.pdf"
    response = HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _refused(request: HttpRequest, report: IssuedReport, words: str) -> HttpResponse:
    """A page in the admin's frame that says why there is no file."""
    context = {**admin.site.each_context(request), "title": report.number, "sentence": words}
    return TemplateResponse(request, "admin/refused.html", context, status=409)
