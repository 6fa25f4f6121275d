"""Waste contractors of the suppliers: the list, and the page on which a licence is verified."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.certificate import ReasonForm
from suppliers.forms.certificate_words import CONTRACTOR_TONE
from suppliers.forms.waste import RegisterForm
from suppliers.models import WasteContractor
from suppliers.models.labels import choices
from suppliers.models.labels_proof import CONTRACTOR_STATE, WASTE_KIND
from suppliers.permissions import verifies_certificates
from suppliers.rules.waste import ContractorState, ContractorStatus, contractor_state
from suppliers.selectors.clock import now, today
from suppliers.selectors.waste import contractor_entered_by, contractors_in_state, visible_contractors
from suppliers.services.waste import check_contractor, reject_contractor, verify_contractor


class ContractorStateFilter(admin.SimpleListFilter):
    """What a licence is worth today."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, object]]:  # noqa: ARG002 -- Django's signature
        return choices(CONTRACTOR_STATE)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        value = self.value()
        return contractors_in_state(queryset, ContractorState(value), today()) if value in set(ContractorState) else queryset


@admin.register(WasteContractor)
class WasteContractorAdmin(ReadingAdmin):
    """The list by the end of the licence, and each contractor's page."""

    visible = staticmethod(visible_contractors)
    page_template = "admin/pages/contractor.html"
    acts = {"verify": "verify", "reject": "reject", "look-up": "look_up"}
    list_title = gettext_lazy("Waste contractors")
    list_intro = gettext_lazy("To whom suppliers hand hazardous waste and scrapped electronics, and on which licence.")
    list_empty = gettext_lazy("No supplier has named a contractor yet.")
    list_display = ("contractor", "company", "kind", "state", "valid_to_shown")
    list_display_links = ("contractor",)
    ordering = ("valid_to", "pk")
    search_fields = ("name", "licence_number", "supplier__number", "supplier__name_zh", "supplier__name_en")
    list_filter = (ContractorStateFilter, code_filter(gettext_lazy("waste"), "kind", lambda: choices(WASTE_KIND)))

    @admin.display(description=gettext_lazy("contractor"), ordering="name")
    def contractor(self, row: WasteContractor) -> str:
        return two_lines(row.name, row.licence_number)

    @admin.display(description=gettext_lazy("supplier"), ordering="supplier__number")
    def company(self, row: WasteContractor) -> str:
        return two_lines(row.supplier, row.supplier.number)

    @admin.display(description=gettext_lazy("state"))
    def state(self, row: WasteContractor) -> str:
        return _badge(row)

    @admin.display(description=gettext_lazy("valid until"), ordering="valid_to")
    def valid_to_shown(self, row: WasteContractor) -> str:
        return format_html('<span class="a-tight">{}</span>', day_words(row.valid_to))

    def page_context(self, request: HttpRequest, row: WasteContractor) -> dict[str, Any]:
        """The licence, and what this person may do next."""
        verifies = verifies_certificates(request.user)
        entered = request.user.pk in contractor_entered_by(row)
        is_submitted = row.status == ContractorStatus.SUBMITTED
        why_not = _("You entered this contractor, so somebody else verifies it.") if is_submitted and verifies and entered else ""
        return {
            "title": row.name,
            "state": _badge(row),
            "may_verify": is_submitted and verifies and not entered,
            "may_look_up": row.status == ContractorStatus.VERIFIED and verifies,
            "why_not": why_not,
            "register_form": RegisterForm(),
            "reason_form": ReasonForm(),
        }

    def verify(self, request: HttpRequest, row: WasteContractor) -> HttpResponse:
        """Accept a licence that was looked up."""
        return self._looked_up(request, row, verify_contractor, _("The contractor is verified."))

    def look_up(self, request: HttpRequest, row: WasteContractor) -> HttpResponse:
        """Note what the register says today."""
        return self._looked_up(request, row, check_contractor, _("The look-up is stored."))

    def reject(self, request: HttpRequest, row: WasteContractor) -> HttpResponse:
        """Do not accept a contractor, and say why."""
        act = partial(reject_contractor, row, reason=request.POST.get("reason", ""), by=request.user, at=now())
        return self.attempt(request, row, act, _("The contractor is not accepted. The supplier has been told why."))

    def _looked_up(self, request: HttpRequest, row: WasteContractor, service: Any, done: object) -> HttpResponse:
        form = RegisterForm(request.POST)
        if request.method == "POST" and not form.is_valid():
            return self.back(request, row, _("Look the licence up first, and state what the register says."), refused=True)
        return self.attempt(request, row, lambda: service(row, found=form.register(), by=request.user, at=now()), done)


def _badge(row: WasteContractor) -> str:
    state = contractor_state(row, today())
    return badge(CONTRACTOR_STATE[state], CONTRACTOR_TONE.get(state, "neutral"))
