"""The carbon programme for the buyer: agreements, proposing one, the years and their appraisal."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.carbon import DISCLOSURE, AgreementForm, AppraisalForm, ReasonForm, remark_words
from assessments.models import CarbonAgreement, CarbonYear
from assessments.models.labels import AGREEMENT_STATUS, CARBON_YEAR_STATUS
from assessments.reports.carbon_chart import carbon_path
from assessments.rules.carbon import AgreementStatus, CarbonYearStatus, Disclosure, appraise
from assessments.selectors.carbon import (
    carbon_rows,
    path_of,
    promise_of,
    visible_agreements,
    visible_carbon_years,
    year_facts,
)
from assessments.services.carbon import Terms, begin_signed_agreements, end_agreement, propose_agreement
from assessments.services.carbon_year import appraise_year, send_year_back
from suppliers.admin.history_words import say_acts, say_facts, say_states
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.refusal import refusals, sentence
from suppliers.models.labels import choices
from suppliers.permissions import appraises_carbon
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import now
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers

MOST_FOUND = 20
say_acts(
    {
        "documentversion.publish_agreement": gettext_lazy("Text of an agreement written"),
        "carbonagreement.propose": gettext_lazy("Carbon agreement proposed"),
        "carbonagreement.begin": gettext_lazy("Carbon agreement in force"),
        "carbonagreement.end": gettext_lazy("Carbon agreement ended"),
        "carbonmilestone.finish": gettext_lazy("Measure of a carbon agreement done"),
        "carbonyear.save": gettext_lazy("Carbon figures saved"),
        "carbonyear.submit": gettext_lazy("Carbon figures handed in"),
        "carbonyear.send_back": gettext_lazy("Carbon figures sent back with a reason"),
        "carbonyear.appraise": gettext_lazy("Carbon year appraised"),
        "carbonyear.points": gettext_lazy("Points of a carbon year"),
    }
)
say_facts(
    {
        "document": gettext_lazy("Document"),
        "target_year": gettext_lazy("Target year"),
        "done_on": gettext_lazy("Done on"),
        "proof": gettext_lazy("Proof"),
        "figures": gettext_lazy("Figures"),
        "total": gettext_lazy("Points"),
        "passed": gettext_lazy("Passed"),
    }
)
say_states("carbonagreement", AGREEMENT_STATUS)
say_states("carbonyear", CARBON_YEAR_STATUS)
TONES = {
    AgreementStatus.PROPOSED: "attention",
    AgreementStatus.IN_FORCE: "good",
    AgreementStatus.ENDED: "neutral",
    CarbonYearStatus.SUBMITTED: "attention",
    CarbonYearStatus.APPRAISED: "good",
}


class OfSupplier(ReadingAdmin):
    """What both lists share: the supplier's column and the register's own search."""

    sortable_by = ()
    search_fields = ("supplier__number",)
    search_help_text = gettext_lazy("Name, former name, number or identifier of the supplier")

    @admin.display(description=gettext_lazy("supplier"))
    def supplier_shown(self, row: Any) -> str:
        return two_lines(row.supplier, row.supplier.number)

    @admin.display(description=gettext_lazy("state"))
    def status_shown(self, row: Any) -> str:
        return badge(row.get_status_display(), TONES.get(row.status, "neutral"))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """By the supplier, as the register searches."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(supplier__in=matching_suppliers(visible_suppliers(request.user), search_term)), False


@admin.register(CarbonAgreement)
class CarbonAgreementAdmin(OfSupplier):
    """Agreements: the list, one with its path, proposing, ending."""

    visible = staticmethod(visible_agreements)
    page_template = "admin/pages/carbon_agreement.html"
    change_list_template = "admin/pages/carbon_agreement_list.html"
    acts = {"end": "end"}
    list_acts = {"propose": "propose"}
    list_title = gettext_lazy("Carbon programme")
    list_intro = gettext_lazy("Agreements on targets for greenhouse gases; each is signed like the undertaking.")
    list_empty = gettext_lazy("No agreement yet. Propose one to a supplier: its signatory is then asked to sign.")
    list_display = ("supplier_shown", "status_shown", "years_shown", "since_shown")
    list_display_links = ("supplier_shown",)
    list_filter = (code_filter(gettext_lazy("state"), "status", lambda: choices(AGREEMENT_STATUS)),)

    @admin.display(description=gettext_lazy("base and target year"))
    def years_shown(self, row: CarbonAgreement) -> str:
        return f"{row.baseline_year}–{row.target_year}"

    @admin.display(description=gettext_lazy("in force since"))
    def since_shown(self, row: CarbonAgreement) -> str:
        return day_words(row.in_force_from) if row.in_force_from else "–"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        begin_signed_agreements(at=now())
        return super().changelist_view(request, {"may_propose": appraises_carbon(request.user), **(extra_context or {})})

    def page_context(self, request: HttpRequest, row: CarbonAgreement) -> dict[str, Any]:
        points = path_of(row)
        alt = _("Emissions of each year as bars, the agreed path as a line; the table has the numbers.")
        return {
            "title": str(row.supplier),
            "points": points,
            "chart": carbon_path(points, alt=alt),
            "milestones": row.milestones.select_related("proof"),
            "years": row.years.order_by("-year"),
            "state": badge(row.get_status_display(), TONES.get(row.status, "neutral")),
            "form": ReasonForm(),
            "may_end": appraises_carbon(request.user) and row.status != AgreementStatus.ENDED,
        }

    def propose(self, request: HttpRequest) -> HttpResponse:
        """Find the supplier, state the terms, have them signed."""
        if not appraises_carbon(request.user):
            raise PermissionDenied
        form = AgreementForm(request.POST or None)
        typed = request.POST.get("q", request.GET.get("q", ""))[:200]
        chosen = request.POST.get("supplier", request.GET.get("supplier", ""))
        active = visible_suppliers(request.user).filter(standing=Standing.ACTIVE)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            supplier = active.filter(pk=chosen).first() if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else None
            if supplier is None:
                refusal = _("Choose a supplier.")
            else:
                try:
                    terms = Terms(**{name: form.cleaned_data[name] for name in Terms.__dataclass_fields__})
                    agreement = propose_agreement(supplier, terms, form.milestones(), by=request.user, at=now())
                except refusals() as error:
                    refusal = sentence(error)
                else:
                    messages.success(request, _("Proposed. The supplier's signatory has been asked to sign."))
                    return redirect(self.address(agreement))
        found = active.none()
        if typed.strip():
            found = matching_suppliers(active, typed)
        elif chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
            found = active.filter(pk=chosen)
        return self.page(
            request,
            None,
            "admin/pages/carbon_propose.html",
            422 if request.method == "POST" else 200,
            title=_("Propose a carbon agreement"),
            form=form,
            refusal=refusal,
            typed=typed,
            chosen=chosen,
            found=list(found.order_by("number")[:MOST_FOUND]),
        )

    def end(self, request: HttpRequest, row: CarbonAgreement) -> HttpResponse:
        """End the agreement, with the reason."""
        reason = request.POST.get("reason", "")[:2000]
        return self.attempt(
            request, row, lambda: end_agreement(row, reason=reason, by=request.user, at=now()), _("The agreement has ended.")
        )


@admin.register(CarbonYear)
class CarbonYearAdmin(OfSupplier):
    """The years: what waits for an appraisal first."""

    visible = staticmethod(visible_carbon_years)
    page_template = "admin/pages/carbon_year.html"
    acts = {"send-back": "send_back", "appraise": "appraise"}
    list_title = gettext_lazy("Carbon figures")
    list_intro = gettext_lazy("Yearly figures of suppliers in the carbon programme.")
    list_empty = gettext_lazy("No year yet: figures are asked for in January, for the year before.")
    list_display = ("supplier_shown", "year", "status_shown", "due_shown", "points_shown")
    list_display_links = ("supplier_shown",)
    list_filter = (code_filter(gettext_lazy("state"), "status", lambda: choices(CARBON_YEAR_STATUS)),)

    @admin.display(description=gettext_lazy("due"))
    def due_shown(self, row: CarbonYear) -> str:
        return day_words(row.due_on)

    @admin.display(description=gettext_lazy("points (0-100)"))
    def points_shown(self, row: CarbonYear) -> str:
        return "–" if row.total_points is None else str(row.total_points)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:  # noqa: ARG002 -- Django's signature
        return ("-status", "due_on", "pk")

    def page_context(self, request: HttpRequest, row: CarbonYear) -> dict[str, Any]:
        figures = [
            {"figure": figure, "says": [remark_words(remark.reason, remark.facts) for remark in figure.remarks]}
            for figure in carbon_rows(row)
        ]
        waits = row.status == CarbonYearStatus.SUBMITTED and appraises_carbon(request.user)
        promise = promise_of(row.agreement)
        previews = (
            [(DISCLOSURE[kind], appraise(promise, year_facts(row, kind)), str(kind)) for kind in Disclosure] if waits else []
        )
        return {
            "title": f"{row.supplier} {row.year}",
            "figures": figures,
            "previews": previews,
            "state": badge(row.get_status_display(), TONES.get(row.status, "neutral")),
            "is_submitted": waits,
            "is_own_proposal": row.agreement.proposed_by_id == request.user.pk,
            "form": ReasonForm(),
            "appraisal": AppraisalForm(),
        }

    def send_back(self, request: HttpRequest, row: CarbonYear) -> HttpResponse:
        """Give the year back with what has to be mended."""
        reason = request.POST.get("reason", "")[:2000]
        return self.attempt(
            request, row, lambda: send_year_back(row, reason=reason, by=request.user, at=now()), _("Sent back with reasons.")
        )

    def appraise(self, request: HttpRequest, row: CarbonYear) -> HttpResponse:
        """Give the points."""
        form = AppraisalForm(request.POST)
        if request.method == "POST" and not form.is_valid():
            return self.back(request, row, _("Say first what the supplier has published."), refused=True)
        return self.attempt(
            request,
            row,
            lambda: appraise_year(
                row, form.cleaned_data["disclosure"], remark=form.cleaned_data["remark"], by=request.user, at=now()
            ),
            _("Appraised. The supplier has been told."),
        )
