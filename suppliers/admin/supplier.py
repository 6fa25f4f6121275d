"""The register: one row per legal entity, and each supplier's whole story on one page."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from suppliers.admin.figure import figures_context
from suppliers.admin.history_words import history_line
from suppliers.admin.label import RegisterLabelFilter
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.saved_filter import SavedFilters
from suppliers.admin.supplier_export import csv_response, xlsx_response
from suppliers.admin.supplier_panel import filled_panels
from suppliers.admin.tier import FlagPages, tier_badge
from suppliers.admin.words import day_words, grade_badge, place_words, standing_badge
from suppliers.forms.listing import listed
from suppliers.forms.refusal import refusals, sentence
from suppliers.forms.supplier import CorrectRegistrationForm
from suppliers.models import Supplier
from suppliers.models.labels import CATEGORY, PROFILE, REGION_GROUP, STANDING, choices
from suppliers.models.labels_trade import TIER
from suppliers.permissions import corrects_registrations, invites_suppliers
from suppliers.rules.standing import COUNTED, Standing
from suppliers.selectors.admittance import visible_admittances
from suppliers.selectors.clock import now
from suppliers.selectors.history import visible_history
from suppliers.selectors.region import mainland_provinces, province_name
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers
from suppliers.services.supplier import FILLED_IN_BY_APPLICATION, correct_registration

GRADES = "ABCDE"
HISTORY_SHOWN = 30

NEXT = {
    Standing.DRAFT: gettext_lazy(
        "The application is being filled in. It is submitted by the supplier, or by procurement on its behalf."
    ),
    Standing.SUBMITTED: gettext_lazy("Procurement begins the qualification checks."),
    Standing.CHECKING: gettext_lazy("Ten checks are worked down; then a manager and integrity and compliance approve."),
    Standing.RETURNED: gettext_lazy("The application was sent back with reasons and waits to be mended and submitted again."),
    Standing.AWAITING_SIGNATURE: gettext_lazy("The supplier’s signatory signs the undertaking and the code of conduct."),
    Standing.ACTIVE: gettext_lazy("Orders and invitations are allowed. The supplier counts in published figures."),
    Standing.SUSPENDED: gettext_lazy("No new orders, invitations or awards until the cause is removed and verified."),
    Standing.EXIT_NOTICE: gettext_lazy("The supplier may appeal; without an appeal in time the run-off begins."),
    Standing.RUN_OFF: gettext_lazy("No new orders; open orders are brought to their end."),
    Standing.REJECTED: gettext_lazy("The application is closed. A new one is possible after the waiting time."),
    Standing.EXITED: gettext_lazy("The supplier has left. It stays visible in past figures."),
    Standing.BLACKLISTED: gettext_lazy("All dealings have stopped. Only integrity and compliance can end this."),
}


@admin.register(Supplier)
class SupplierAdmin(FlagPages, SavedFilters, ReadingAdmin):
    """The register's list, its exports, and the supplier's page."""

    visible = staticmethod(visible_suppliers)
    page_template = "admin/pages/supplier.html"
    change_list_template = "admin/pages/supplier_list.html"
    list_acts = {"export-csv": "export_csv", "export-xlsx": "export_xlsx", "figures": "figures", **SavedFilters.KEEPING}
    acts = {"correct": "correct", "flags": "flags"}
    list_title = gettext_lazy("Register of suppliers")
    list_empty = gettext_lazy("There is no supplier in the register yet. Invite one, or enter one on its behalf.")
    list_display = (
        "number_shown",
        "names",
        "category",
        "place",
        "standing_shown",
        "tier_shown",
        "esg_score_figure",
        "labels_shown",
        "next_expiry",
    )
    list_display_links = ("number_shown", "names")
    ordering = ("number",)
    search_fields = ("number", "name_zh", "name_en", "former_names", "identifier_value")
    search_help_text = gettext_lazy("Name, former name, number or identifier")
    list_filter = (
        code_filter(gettext_lazy("standing"), "standing", lambda: choices(STANDING)),
        code_filter(gettext_lazy("category"), "category", lambda: choices(CATEGORY)),
        code_filter(gettext_lazy("profile"), "profile", lambda: choices(PROFILE)),
        code_filter(gettext_lazy("region"), "region_group", lambda: choices(REGION_GROUP)),
        code_filter(
            gettext_lazy("province"), "registered_province", lambda: [(p.iso, province_name(p.iso)) for p in mainland_provinces()]
        ),
        code_filter(gettext_lazy("tier"), "tier", lambda: choices(TIER)),
        code_filter(gettext_lazy("ESG grade"), "esg_grade", lambda: [(grade, grade) for grade in GRADES]),
        RegisterLabelFilter,
    )

    @admin.display(description=gettext_lazy("number, identifier"), ordering="number")
    def number_shown(self, supplier: Supplier) -> str:
        tight = '<span class="a-tight">{}</span>'
        return two_lines(format_html(tight, supplier.number), format_html(tight, supplier.identifier_value or "–"))

    @admin.display(description=pgettext_lazy("company", "name"), ordering="name_zh")
    def names(self, supplier: Supplier) -> str:
        language = get_language() or ""
        named = supplier.name_zh or supplier.name_en
        return two_lines(supplier.name_in(language) if named else "–", supplier.other_name_in(language))

    @admin.display(description=gettext_lazy("region"), ordering="region_group")
    def place(self, supplier: Supplier) -> str:
        group, province = place_words(supplier)
        return two_lines(group, province)

    @admin.display(description=gettext_lazy("standing"), ordering="standing")
    def standing_shown(self, supplier: Supplier) -> str:
        since = _("since %(day)s") % {"day": day_words(supplier.active_since)} if supplier.active_since else ""
        return two_lines(standing_badge(supplier.standing), since)

    @admin.display(description=gettext_lazy("ESG (0-100)"), ordering="esg_score")
    def esg_score_figure(self, supplier: Supplier) -> str:
        if supplier.esg_score is None:
            return "–"
        return format_html("{} {}", f"{supplier.esg_score:.2f}", grade_badge(supplier.esg_grade))

    @admin.display(description=gettext_lazy("tier"), ordering="tier")
    def tier_shown(self, supplier: Supplier) -> str:
        overall = "" if supplier.overall_score is None else f"G {supplier.overall_score:.2f}"
        return two_lines(tier_badge(supplier.tier), overall)

    @admin.display(description=gettext_lazy("green labels"))
    def labels_shown(self, supplier: Supplier) -> str:
        held = [_("3C and RoHS")] if supplier.holds_green_3c_rohs else []
        held += [_("performance")] if supplier.holds_green_performance else []
        return listed(held) or "–"

    @admin.display(description=gettext_lazy("next paper ends"), ordering="next_expiry_on")
    def next_expiry(self, supplier: Supplier) -> str:
        return format_html('<span class="a-tight">{}</span>', day_words(supplier.next_expiry_on) or "–")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:  # noqa: ARG002 -- Django's signature
        """Words in any order, full-width forms included; no join, so no row twice."""
        return matching_suppliers(queryset, search_term), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {"may_invite": invites_suppliers(request.user), "query_string": request.GET.urlencode()}
        return super().changelist_view(request, {**extra, **self.kept_filters(request), **(extra_context or {})})

    def figures(self, request: HttpRequest) -> HttpResponse:
        """The register in figures: tiers and their movement, certificates that end, coverage."""
        return self.page(request, None, "admin/pages/figures.html", **figures_context(request))

    def export_csv(self, request: HttpRequest) -> HttpResponseBase:
        """The filtered list as CSV."""
        return csv_response(self._listed(request))

    def export_xlsx(self, request: HttpRequest) -> HttpResponseBase:
        """The filtered list as a workbook."""
        return xlsx_response(self._listed(request))

    def _listed(self, request: HttpRequest) -> Any:
        """The rows the list shows on all its pages, with its search, filters and order."""
        return self.get_changelist_instance(request).get_queryset(request)

    def page_context(self, request: HttpRequest, row: Supplier) -> dict[str, Any]:
        """The supplier's whole story."""
        periods = list(row.standing_periods.order_by("-valid_from", "-pk"))
        applications = list(visible_admittances(request.user).filter(supplier=row).select_related("entered_by", "submitted_by"))
        history = list(visible_history(request.user).filter(supplier=row)[: HISTORY_SHOWN + 1])
        return {
            "subtitle": row.number,
            "panels": filled_panels(request, row),
            "standing": standing_badge(row.standing),
            "since": periods[0].valid_from if periods else None,
            "next_sentence": NEXT[Standing(row.standing)],
            "is_counted": row.standing in COUNTED,
            "open_application": next((found for found in applications if found.closed_at is None), None),
            "profile": _profile(row),
            "registration": _registration(row),
            "sizes": _sizes(row),
            "bank": _bank(row),
            "applications": applications,
            "evidence": row.evidence.select_related("uploaded_by"),
            "periods": [(period, standing_badge(period.standing)) for period in periods],
            "history": [history_line(entry) for entry in history[:HISTORY_SHOWN]],
            "history_link": _history_link(row) if len(history) > HISTORY_SHOWN else "",
            "grade": grade_badge(row.esg_grade),
            "may_correct": corrects_registrations(request.user) and row.standing not in FILLED_IN_BY_APPLICATION,
        }

    def correct(self, request: HttpRequest, supplier: Supplier) -> HttpResponse:
        """A page of its own: what the register says, what is right, and why; it changes what is counted from today on."""
        if not corrects_registrations(request.user):
            raise PermissionDenied
        form = CorrectRegistrationForm(request.POST or None, supplier=supplier)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                correct_registration(supplier, **form.cleaned_data, by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                return self.back(request, supplier, _("The registration is corrected. It counts in its new place from today on."))
        group, place = place_words(supplier)
        context = {"title": _("Correct the registration"), "form": form, "refusal": refusal, "place": place, "group": group}
        status = 422 if request.method == "POST" else 200
        return self.page(request, supplier, "admin/pages/supplier_correct.html", status, **context)


def _history_link(supplier: Supplier) -> str:
    return f"{reverse('admin:suppliers_historyentry_changelist')}?q={supplier.number}"


def _registration(supplier: Supplier) -> list[tuple[str, object]]:
    group, province = place_words(supplier)
    return [
        (_("Registered name in Chinese"), supplier.name_zh),
        (_("Name in English"), supplier.name_en),
        (_("Former names"), supplier.former_names),
        (supplier.get_identifier_scheme_display() or _("Identifier"), supplier.identifier_value),
        (_("Legal entity identifier (LEI)"), supplier.lei),
        (_("Legal form"), supplier.get_legal_kind_display()),
        (_("Date of registration"), day_words(supplier.registered_on)),
        (_("Legal representative"), supplier.legal_representative),
        (_("Region of registration"), f"{group} · {province}" if province else group),
        (_("Registered address"), supplier.registered_address),
    ]


def _profile(supplier: Supplier) -> list[tuple[str, object]]:
    confirmed = supplier.profile_confirmed_by
    profile = supplier.get_profile_display()
    if profile and confirmed:
        profile = _("%(profile)s (confirmed by %(person)s)") % {"profile": profile, "person": confirmed}
    elif profile:
        profile = _("%(profile)s (declared, not yet confirmed)") % {"profile": profile}
    return [(_("Category"), supplier.get_category_display()), (_("Profile"), profile), (_("Tax status"), supplier.tax_status)]


def _sizes(supplier: Supplier) -> list[tuple[str, object]]:
    money = {
        _("Registered capital"): supplier.registered_capital,
        _("Paid-in capital"): supplier.paid_in_capital,
        _("Revenue of the last financial year"): supplier.revenue_last_year,
        _("Revenue of the year before"): supplier.revenue_year_before,
        _("Expected yearly spend"): supplier.expected_spend,
    }
    rows: list[tuple[str, object]] = [
        (_("%(what)s (CNY)") % {"what": words}, "–" if amount is None else f"{amount:,.2f}") for words, amount in money.items()
    ]
    staff = "–" if supplier.staff_number is None else f"{supplier.staff_number:,}"
    return [*rows, (_("Number of staff"), staff)]


def _bank(supplier: Supplier) -> list[tuple[str, object]]:
    return [
        (_("Account name"), supplier.bank_account_name),
        (_("Account number"), supplier.bank_account_masked),
        (_("Bank"), supplier.bank_name),
        (_("Branch"), supplier.bank_branch),
        (_("Bank code"), supplier.bank_code),
        (_("Kind of bank paper"), supplier.get_bank_paper_kind_display()),
        (_("Bank paper issued on"), day_words(supplier.bank_paper_issued_on)),
    ]
