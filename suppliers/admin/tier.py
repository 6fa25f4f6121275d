"""Tiers on the buyer's side: the panel of a supplier's page, every decision with its receipt, the flags."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words, moment_words
from suppliers.forms.refusal import refusals, sentence
from suppliers.forms.supplier_flag import FlagForm
from suppliers.forms.tier_view import tier_view
from suppliers.forms.tier_words import cap_words, cause_words, tier_name, why, why_steps
from suppliers.models import Supplier, TierDecision
from suppliers.models.labels import choices
from suppliers.models.labels_trade import TIER
from suppliers.permissions import flags_suppliers
from suppliers.rules.receipt import canonical_json, receipt_digest
from suppliers.rules.tier import Tier
from suppliers.selectors.clock import now, today
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers
from suppliers.selectors.tier import visible_tier_decisions
from suppliers.services.supplier_flag import set_flags

TONE = {Tier.A: "good", Tier.B: "good", Tier.C: "attention", Tier.D: "problem", Tier.N: "neutral"}


def tier_badge(tier: str) -> str:
    """A tier with its word and tone."""
    return badge(tier_name(tier), TONE[Tier(tier)])


def tier_panel(request: HttpRequest, supplier: Supplier) -> dict[str, Any]:
    """The tier on the supplier's page: why, caps, history, the way up, the flags."""
    flags = [
        (supplier.is_strategic, _("Strategic")),
        (supplier.is_backup, _("Kept as backup")),
        (supplier.is_sole_source, _("Sole source")),
    ]
    return {
        "view": tier_view(request.user, supplier, today()),
        "badge": tier_badge(supplier.tier),
        "flags": [words for holds, words in flags if holds],
        "may_flag": flags_suppliers(request.user),
        "supplier": supplier,
    }


class FlagPages:
    """The page of a supplier's flags; the supplier's admin class takes it in."""

    def flags(self: Any, request: HttpRequest, supplier: Supplier) -> HttpResponse:
        """Strategic, backup, sole source: three marks, one reason, and what follows."""
        if not flags_suppliers(request.user):
            raise PermissionDenied
        initial = {name: getattr(supplier, name) for name in ("is_strategic", "is_backup", "is_sole_source")}
        form = FlagForm(request.POST or None, initial=initial)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                set_flags(supplier, **form.cleaned_data, by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                return self.back(request, supplier, _("The flags are stored, and the tier follows them."))
        context = {"title": _("Flags of the supplier"), "form": form, "refusal": refusal}
        status = 422 if request.method == "POST" else 200
        return self.page(request, supplier, "admin/pages/supplier_flags.html", status, **context)


@admin.register(TierDecision)
class TierDecisionAdmin(ReadingAdmin):
    """Every decision on a tier, with what it rests on."""

    visible = staticmethod(visible_tier_decisions)
    page_template = "admin/pages/tier_decision.html"
    acts = {"receipt": "receipt"}
    list_title = gettext_lazy("Tier decisions")
    list_intro = gettext_lazy(
        "Every change of a tier with the facts it rests on. A decision never changes; the next one follows it."
    )
    list_empty = gettext_lazy(
        "No tier has been decided yet. The first one comes with an evaluation and a verified self-assessment."
    )
    list_display = ("from_day", "supplier_shown", "tier_shown", "overall_figure", "occasion", "policy_shown")
    list_display_links = ("from_day",)
    sortable_by = ()
    search_fields = ("supplier__number",)
    search_help_text = gettext_lazy("Name, former name, number or identifier")
    list_filter = (code_filter(gettext_lazy("tier"), "tier", lambda: choices(TIER)),)

    @admin.display(description=gettext_lazy("from"))
    def from_day(self, row: TierDecision) -> str:
        return day_words(row.valid_from)

    @admin.display(description=gettext_lazy("supplier"))
    def supplier_shown(self, row: TierDecision) -> str:
        return two_lines(row.supplier, row.supplier.number)

    @admin.display(description=gettext_lazy("tier"))
    def tier_shown(self, row: TierDecision) -> str:
        return tier_badge(row.tier)

    @admin.display(description=gettext_lazy("G (0-100)"))
    def overall_figure(self, row: TierDecision) -> str:
        return "–" if row.overall is None else str(row.overall)

    @admin.display(description=gettext_lazy("occasion"))
    def occasion(self, row: TierDecision) -> str:
        return cause_words(row.cause)

    @admin.display(description=gettext_lazy("policy"))
    def policy_shown(self, row: TierDecision) -> str:
        return row.policy.version

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """By what a supplier is called or numbered."""
        if not search_term.strip():
            return queryset, False
        found = matching_suppliers(visible_suppliers(request.user), search_term)
        return queryset.filter(supplier__in=found), False

    def page_context(self, request: HttpRequest, row: TierDecision) -> dict[str, Any]:  # noqa: ARG002 -- one shape for all pages
        return {
            "title": _("Tier of %(name)s") % {"name": row.supplier},
            "tier": tier_badge(row.tier),
            "why": why(row.receipt),
            "steps": why_steps(row.receipt),
            "caps": [(cap["tier"], cap_words(cap), cap["binding"]) for cap in row.caps],
            "cause": cause_words(row.cause),
            "decided": moment_words(row.decided_at),
            "digest_holds": receipt_digest(row.receipt) == row.receipt_sha256,
        }

    def receipt(self, request: HttpRequest, row: TierDecision) -> HttpResponse:  # noqa: ARG002 -- one shape for all acts
        """The receipt's canonical bytes as a file."""
        name = f"tier-{row.supplier.number}-{row.valid_from.isoformat()}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(canonical_json(row.receipt), content_type="application/json", headers=headers)
