"""Published scores: the list, every step of the sum, and the receipt to recompute it from."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.admin.words import occasion_words
from assessments.models import ScoreSheet
from assessments.reports.score_chart import area_radar
from assessments.rules.score_receipt import canonical_json, receipt_digest
from assessments.selectors.receipt import ReceiptView, receipt_of_sheet
from assessments.selectors.score import visible_score_sheets
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.words import day_words, grade_badge
from suppliers.forms.listing import listed
from suppliers.models.labels import CATEGORY, PROFILE, choices
from suppliers.reports.chart import NO_VALUE, Label
from suppliers.reports.chart_heat_map import HeatRow, heat_map
from suppliers.rules.tier import GRADES
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers


def _listed(account: Any) -> QuerySet[ScoreSheet]:
    return visible_score_sheets(account)


@admin.register(ScoreSheet)
class ScoreSheetAdmin(ReadingAdmin):
    """The list, the page with the whole sum, and the receipt as a file."""

    visible = staticmethod(_listed)
    page_template = "admin/pages/score.html"
    acts = {"receipt": "receipt"}
    list_title = gettext_lazy("Scores")
    list_intro = gettext_lazy("Scores of verified self-assessments. Each opens every step of its sum.")
    list_empty = gettext_lazy("Nothing has been scored yet: a score is published when a self-assessment is verified.")
    list_display = (
        "supplier_shown",
        "occasion_shown",
        "esg_figure",
        "environment_figure",
        "cross_cutting_figure",
        "coverage_figure",
        "verified_figure",
        "as_of_shown",
    )
    list_display_links = ("supplier_shown",)
    sortable_by = ()
    search_fields = ("assessment__supplier__number",)
    search_help_text = gettext_lazy("Name, former name, number or identifier of the supplier")
    list_filter = (
        code_filter(gettext_lazy("ESG grade"), "grade", lambda: [(str(grade), str(grade)) for grade in GRADES]),
        code_filter(gettext_lazy("category"), "assessment__category", lambda: choices(CATEGORY)),
        code_filter(gettext_lazy("profile"), "assessment__profile", lambda: choices(PROFILE)),
    )

    @admin.display(description=gettext_lazy("supplier"))
    def supplier_shown(self, sheet: ScoreSheet) -> str:
        supplier = sheet.assessment.supplier
        return two_lines(supplier, supplier.number)

    @admin.display(description=gettext_lazy("occasion"))
    def occasion_shown(self, sheet: ScoreSheet) -> str:
        return two_lines(sheet.assessment.get_occasion_display(), sheet.assessment.year)

    @admin.display(description=gettext_lazy("ESG score S (0-100)"))
    def esg_figure(self, sheet: ScoreSheet) -> str:
        return format_html("{} {}", sheet.esg, grade_badge(sheet.grade))

    @admin.display(description=gettext_lazy("environment E"))
    def environment_figure(self, sheet: ScoreSheet) -> str:
        return _shown(sheet.environment)

    @admin.display(description=gettext_lazy("cross-cutting X"))
    def cross_cutting_figure(self, sheet: ScoreSheet) -> str:
        return _shown(sheet.cross_cutting)

    @admin.display(description=gettext_lazy("coverage (%)"))
    def coverage_figure(self, sheet: ScoreSheet) -> str:
        return str(sheet.coverage)

    @admin.display(description=gettext_lazy("verified share (%)"))
    def verified_figure(self, sheet: ScoreSheet) -> str:
        return str(sheet.verified_share)

    @admin.display(description=gettext_lazy("as of"))
    def as_of_shown(self, sheet: ScoreSheet) -> str:
        return day_words(sheet.as_of)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScoreSheet]:
        rows = super().get_queryset(request)
        # A receipt is 60 kB: the list does without.
        return rows if request.resolver_match and "object_id" in request.resolver_match.kwargs else rows.defer("receipt", "areas")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """By the supplier, as the register searches."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(assessment__supplier__in=matching_suppliers(visible_suppliers(request.user), search_term)), False

    def page_context(self, request: HttpRequest, row: ScoreSheet) -> dict[str, Any]:  # noqa: ARG002 -- for subclasses
        """The whole sum, its drawings, and whether the stored receipt still has its digest."""
        view = receipt_of_sheet(row)
        return {
            "title": _("Score of %(supplier)s") % {"supplier": row.assessment.supplier},
            "occasion": occasion_words(row.assessment),
            "grade": grade_badge(row.grade),
            "receipt": view,
            "radar": _radar(view),
            "heat_map": _heat_map(view),
            "digest_holds": receipt_digest(row.receipt) == row.receipt_sha256,
        }

    def receipt(self, request: HttpRequest, row: ScoreSheet) -> HttpResponse:  # noqa: ARG002 -- one shape for all acts
        """The receipt's canonical bytes: their SHA-256 is the one that is published."""
        name = f"receipt-{row.assessment.supplier.number}-{row.assessment.year}-{row.pk}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(canonical_json(row.receipt), content_type="application/json", headers=headers)


def _shown(score: Decimal | None) -> str:
    return "–" if score is None else str(score)


def _language() -> str:
    return get_language() or "en"


def _radar(view: ReceiptView) -> Any:
    scores = listed(f"{area.name.in_language(_language())} {area.score or NO_VALUE}" for area in view.areas)
    return area_radar(view, _language(), _("Radar chart of the area scores, 0 to 100: %(scores)s.") % {"scores": scores})


def _heat_map(view: ReceiptView) -> Any:
    language = _language()
    columns = [Label((dimension.in_language(language),)) for dimension in view.dimensions]
    rows = [
        HeatRow(
            Label((row.name.in_language(language),)), tuple(None if score is None else Decimal(score) for score in row.scores)
        )
        for row in view.cells
    ]
    listed = "; ".join(
        f"{row.name.in_language(language)}: {', '.join(score or NO_VALUE for score in row.scores)}" for row in view.cells
    )
    message = _("Heat map of the scores by area (rows) and dimension (columns), 0 to 100: %(scores)s.")
    return heat_map(columns, rows, alt=message % {"scores": listed})
