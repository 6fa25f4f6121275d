"""The register of lawsuits: the yearly figure on top, one row per case, entered and closed by integrity and compliance."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.litigation import CloseLawsuitForm, LawsuitForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Litigation
from suppliers.models.labels import choices
from suppliers.models.labels_trade import LITIGATION_KIND
from suppliers.permissions import keeps_lawsuits
from suppliers.rules.litigation import LitigationKind
from suppliers.selectors.clock import now, today
from suppliers.selectors.litigation import suppliers_in_litigation, visible_lawsuits
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.evidence import store_evidence
from suppliers.services.litigation import Lawsuit, close_lawsuit, enter_lawsuit


@admin.register(Litigation)
class LitigationAdmin(ReadingAdmin):
    """List with the figure of any day, a page per lawsuit, entering and closing."""

    visible = staticmethod(visible_lawsuits)
    page_template = "admin/pages/lawsuit.html"
    change_list_template = "admin/pages/lawsuit_list.html"
    list_acts = {"enter": "enter"}
    acts = {"close": "close"}
    list_title = gettext_lazy("Lawsuits")
    list_intro = gettext_lazy(
        "Lawsuits of suppliers that bear on integrity, each with its source. Published is how many suppliers are in "
        "litigation over corruption or unfair competition."
    )
    list_empty = gettext_lazy("No lawsuit is known.")
    list_display = ("company", "about", "case", "filed", "state")
    list_display_links = ("case",)
    ordering = ("-filed_on", "-pk")
    sortable_by = ()
    search_fields = ("supplier__number", "supplier__name_zh", "supplier__name_en", "case_number")
    search_help_text = gettext_lazy("Supplier’s name or number, or case number")
    list_filter = (code_filter(gettext_lazy("about"), "kind", lambda: choices(LITIGATION_KIND)),)

    @admin.display(description=gettext_lazy("supplier"))
    def company(self, lawsuit: Litigation) -> str:
        address = reverse("admin:suppliers_supplier_change", args=[lawsuit.supplier_id])
        return two_lines(format_html('<a href="{}">{}</a>', address, lawsuit.supplier), lawsuit.supplier.number)

    @admin.display(description=gettext_lazy("about"))
    def about(self, lawsuit: Litigation) -> str:
        return lawsuit.get_kind_display()

    @admin.display(description=gettext_lazy("case"))
    def case(self, lawsuit: Litigation) -> str:
        return two_lines(lawsuit.case_number, lawsuit.court)

    @admin.display(description=gettext_lazy("filed on"))
    def filed(self, lawsuit: Litigation) -> str:
        return day_words(lawsuit.filed_on)

    @admin.display(description=gettext_lazy("state"))
    def state(self, lawsuit: Litigation) -> str:
        return lawsuit_badge(lawsuit)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        figure = {"day": today(), "in_litigation": suppliers_in_litigation(today()), "may_enter": keeps_lawsuits(request.user)}
        return super().changelist_view(request, {**figure, **(extra_context or {})})

    def page_context(self, request: HttpRequest, row: Litigation) -> dict[str, Any]:
        return {
            "title": _("Lawsuit %(number)s") % {"number": row.case_number},
            "state": lawsuit_badge(row),
            "may_close": keeps_lawsuits(request.user) and row.closed_on is None,
        }

    def enter(self, request: HttpRequest) -> HttpResponse:
        """A new lawsuit with its source and proof."""
        if not keeps_lawsuits(request.user):
            raise PermissionDenied
        form = LawsuitForm(
            request.POST or None,
            request.FILES or None,
            suppliers=visible_suppliers(request.user),
            initial={"number": request.GET.get("number", "")},
        )
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                lawsuit = self._stored(request, form)
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("The lawsuit is in the register."))
                return redirect(self.address(lawsuit))
        status = 422 if request.method == "POST" else 200
        title = _("Enter a lawsuit")
        return self.page(request, None, "admin/pages/lawsuit_enter.html", status, title=title, form=form, refusal=refusal)

    def _stored(self, request: HttpRequest, form: LawsuitForm) -> Litigation:
        typed, at = form.cleaned_data, now()
        proof = None
        if typed["proof"]:
            proof = store_evidence(form.supplier, typed["proof"], kind="lookup", by=request.user, at=at)
        lawsuit = Lawsuit(
            kind=LitigationKind(typed["kind"]),
            court=typed["court"],
            case_number=typed["case_number"],
            filed_on=typed["filed_on"],
            source=typed["source"],
            proof=proof,
        )
        return enter_lawsuit(form.supplier, lawsuit, by=request.user, at=at)

    def close(self, request: HttpRequest, lawsuit: Litigation) -> HttpResponse:
        """When and how the lawsuit ended."""
        if not keeps_lawsuits(request.user):
            raise PermissionDenied
        form = CloseLawsuitForm(request.POST or None)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                close_lawsuit(lawsuit, **form.cleaned_data, by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                return self.back(request, lawsuit, _("The lawsuit is closed with its outcome."))
        status = 422 if request.method == "POST" else 200
        context = {"title": _("Close the lawsuit"), "form": form, "refusal": refusal}
        return self.page(request, lawsuit, "admin/pages/lawsuit_close.html", status, **context)


def lawsuit_badge(lawsuit: Litigation) -> str:
    """Open or closed."""
    return badge(_("Closed"), "neutral") if lawsuit.closed_on else badge(_("Open"), "problem")
