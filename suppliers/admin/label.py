"""Green labels: who held one when, the panel on a supplier's page, and the register's filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from suppliers.admin.history_words import say_acts, say_codes, say_facts
from suppliers.admin.list_filter import CodeFilter, code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.label import GapWords, code_sentence, gap_words
from suppliers.models import LabelPeriod, Supplier
from suppliers.models.labels import choices
from suppliers.models.labels_proof import LABEL
from suppliers.rules.label import Label, Missing
from suppliers.selectors.clock import today
from suppliers.selectors.label import label_gaps, visible_label_periods

BOTH, NONE = "BOTH", "NONE"
HELD, LOST = "held", "lost"
_SHORT = {
    Missing.NOT_ACTIVE: gettext_lazy("not active"),
    Missing.UNDERTAKING: gettext_lazy("undertaking"),
    Missing.NO_PRODUCT: gettext_lazy("no such product"),
    Missing.CCC: gettext_lazy("3C certificate"),
    Missing.ROHS: gettext_lazy("RoHS proof"),
    Missing.NO_SCORE: gettext_lazy("no ESG score"),
    Missing.SCORE_TOO_OLD: gettext_lazy("ESG score too old"),
    Missing.SCORE_TOO_LOW: gettext_lazy("ESG score too low"),
    Missing.ISO_14001: gettext_lazy("ISO 14001"),
    Missing.ENVIRONMENTAL_BREACH: gettext_lazy("environmental breach"),
}

say_acts(
    {
        "labelperiod.gain": gettext_lazy("Green label gained"),
        "labelperiod.lose": gettext_lazy("Green label lost"),
    }
)
say_facts({"label": gettext_lazy("label"), "missing": gettext_lazy("what was missing")})
say_codes(LABEL, _SHORT)


@dataclass(frozen=True)
class LabelState:
    """One label of one supplier today: held since when, or what is missing."""

    name: str
    since: object
    gaps: list[GapWords]

    @property
    def shown(self) -> str:
        """Its badge."""
        return badge(_("held"), "good") if self.since else badge(_("not held"), "neutral")


class RegisterLabelFilter(CodeFilter):
    """Suppliers by the labels they hold."""

    title = gettext_lazy("green label")
    parameter_name = "label"
    field = ""

    @staticmethod
    def offered() -> list[tuple[str, object]]:
        """Each label, both, none."""
        return [*choices(LABEL), (BOTH, gettext_lazy("Both labels")), (NONE, gettext_lazy("No label"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        by_code = {
            str(Label.GREEN_3C_ROHS): Q(holds_green_3c_rohs=True),
            str(Label.GREEN_PERFORMANCE): Q(holds_green_performance=True),
            BOTH: Q(holds_green_3c_rohs=True, holds_green_performance=True),
            NONE: Q(holds_green_3c_rohs=False, holds_green_performance=False),
        }
        return queryset.filter(by_code.get(self.value() or "", Q()))


class HeldFilter(CodeFilter):
    """Periods that are open, or over."""

    title = gettext_lazy("held today")
    parameter_name = "held"
    field = ""

    @staticmethod
    def offered() -> list[tuple[str, object]]:
        """Two answers."""
        return [(HELD, gettext_lazy("held")), (LOST, pgettext_lazy("label", "lost"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        by_code = {HELD: Q(valid_to__isnull=True), LOST: Q(valid_to__isnull=False)}
        return queryset.filter(by_code.get(self.value() or "", Q()))


@admin.register(LabelPeriod)
class LabelAdmin(ReadingAdmin):
    """Every period of every label; a row leads to the supplier."""

    visible = staticmethod(visible_label_periods)
    list_title = gettext_lazy("Green labels")
    list_intro = gettext_lazy(
        "A label is held as long as every condition holds; nobody gives or takes it by hand. "
        "Checked every night and at each change."
    )
    list_empty = gettext_lazy("No supplier has held a green label yet.")
    list_display = ("company", "label_shown", "state", "since", "until", "missing")
    list_display_links = ()
    ordering = ("-valid_from", "-pk")
    sortable_by = ()
    search_fields = ("supplier__number", "supplier__name_zh", "supplier__name_en")
    search_help_text = gettext_lazy("Supplier’s name or number")
    list_filter = (code_filter(gettext_lazy("label"), "label", lambda: choices(LABEL)), HeldFilter)

    @admin.display(description=gettext_lazy("supplier"))
    def company(self, period: LabelPeriod) -> str:
        address = f"{reverse('admin:suppliers_supplier_change', args=[period.supplier_id])}#labels"
        name = period.supplier.name_in(get_language() or "")
        return two_lines(format_html('<a href="{}">{}</a>', address, name), period.supplier.number)

    @admin.display(description=gettext_lazy("label"))
    def label_shown(self, period: LabelPeriod) -> str:
        return period.get_label_display()

    @admin.display(description=gettext_lazy("state"))
    def state(self, period: LabelPeriod) -> str:
        return badge(_("held"), "good") if period.valid_to is None else badge(_("lost"), "neutral")

    @admin.display(description=gettext_lazy("since"))
    def since(self, period: LabelPeriod) -> str:
        return day_words(period.valid_from)

    @admin.display(description=gettext_lazy("until before"))
    def until(self, period: LabelPeriod) -> str:
        return day_words(period.valid_to) or "–"

    @admin.display(description=gettext_lazy("what was missing"))
    def missing(self, period: LabelPeriod) -> str:
        return " ".join(code_sentence(gap["code"], gap["facts"]) for gap in period.lost_by) or "–"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: object = None,
        form_url: str = "",  # noqa: ARG002 -- Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 -- Django's signature
    ) -> HttpResponse:
        """A period's page is the supplier's."""
        row = self.record(request, object_id)
        return redirect(f"{reverse('admin:suppliers_supplier_change', args=[row.supplier_id])}#labels")


def label_panel(request: HttpRequest, supplier: Supplier) -> Mapping[str, Any]:
    """Both labels today with what is missing, and the periods they were held in."""
    periods = list(visible_label_periods(request.user).filter(supplier=supplier))
    since = {period.label: period.valid_from for period in periods if period.valid_to is None}
    found = label_gaps(supplier, today())
    states = [LabelState(str(LABEL[label]), since.get(label), [gap_words(gap) for gap in found[label]]) for label in Label]
    return {"states": states, "past": [period for period in periods if period.valid_to is not None]}
