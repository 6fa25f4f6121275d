"""Applications: the queue, and each application's workbench from first check to the second approval."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from suppliers.admin.admittance_data import application_parts, missing_words
from suppliers.admin.admittance_fill import FillingIn
from suppliers.admin.admittance_return import SendBackForm
from suppliers.admin.admittance_step import approval_lines, steps_for
from suppliers.admin.check import check_cards, posted_code, saved_card
from suppliers.admin.history_words import history_line
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.words import day_words, moment_words, standing_badge
from suppliers.forms.admittance import SECTION_TITLE
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Admittance
from suppliers.models.labels import INTAKE, PROFILE, STANDING, choices
from suppliers.permissions import approves_admittance, checks_qualification, has_role, invites_suppliers
from suppliers.rules.qualification import CheckResult
from suppliers.rules.role import Role
from suppliers.selectors.admittance import editor_ids, needs_confirmation, visible_admittances
from suppliers.selectors.clock import now, today
from suppliers.selectors.history import visible_history
from suppliers.services.check import approve, confirm_profile, reject, send_back, start_checking

HISTORY_SHOWN = 20


class OpenFilter(admin.SimpleListFilter):
    """Open applications, closed ones, or both."""

    title = pgettext_lazy("application", "file")
    parameter_name = "file"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, object]]:  # noqa: ARG002 -- Django's signature
        return [("open", pgettext("application", "Open")), ("closed", _("Closed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:  # noqa: ARG002 -- Django's signature
        if self.value() in {"open", "closed"}:
            return queryset.filter(closed_at__isnull=self.value() == "open")
        return queryset


@admin.register(Admittance)
class AdmittanceAdmin(FillingIn, ReadingAdmin):
    """The queue in order of waiting, the workbench, and every act on it."""

    visible = staticmethod(visible_admittances)
    page_template = "admin/pages/admittance.html"
    change_list_template = "admin/pages/admittance_list.html"
    list_acts = {"enter": "enter"}
    acts = {
        "fill": "fill",
        "submit": "submit",
        "start": "start",
        "check": "save_check",
        "confirm-profile": "confirm_profile",
        "send-back": "send_back",
        "reject": "reject",
        "approve": "approve",
    }
    list_title = gettext_lazy("Applications")
    list_intro = gettext_lazy("Those that wait the longest stand first; closed ones at the end.")
    list_empty = gettext_lazy("No application has been made yet.")
    list_display = ("company", "standing_shown", "waiting", "due", "intake_shown", "submitted")
    list_display_links = ("company",)
    sortable_by = ()
    search_fields = ("supplier__number", "supplier__name_zh", "supplier__name_en", "supplier__identifier_value")
    search_help_text = gettext_lazy("Supplier’s name, number or identifier")
    list_filter = (
        OpenFilter,
        code_filter(gettext_lazy("standing"), "supplier__standing", lambda: choices(STANDING)),
        code_filter(gettext_lazy("intake"), "intake", lambda: choices(INTAKE)),
    )

    @admin.display(description=gettext_lazy("supplier"))
    def company(self, admittance: Admittance) -> str:
        return two_lines(admittance.supplier, admittance.supplier.number)

    @admin.display(description=gettext_lazy("state"))
    def standing_shown(self, admittance: Admittance) -> str:
        return standing_badge(admittance.supplier.standing) if admittance.closed_at is None else _("closed")

    @admin.display(description=gettext_lazy("waiting since"))
    def waiting(self, admittance: Admittance) -> str:
        return moment_words(admittance.submitted_at or admittance.opened_at) if admittance.closed_at is None else "–"

    @admin.display(description=gettext_lazy("answer due on"))
    def due(self, admittance: Admittance) -> str:
        return day_words(admittance.due_on) or "–"

    @admin.display(description=gettext_lazy("intake"))
    def intake_shown(self, admittance: Admittance) -> str:
        return admittance.get_intake_display()

    @admin.display(description=gettext_lazy("submitted at"))
    def submitted(self, admittance: Admittance) -> str:
        return moment_words(admittance.submitted_at) or "–"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_enter": invites_suppliers(request.user), **(extra_context or {})})

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:  # noqa: ARG002 -- Django's signature
        """Open files first, the longest waiting at the top; databases sort missing dates each in their own way."""
        return (F("closed_at").desc(nulls_first=True), Coalesce("submitted_at", "opened_at").asc(), "pk")

    def page_context(self, request: HttpRequest, row: Admittance) -> dict[str, Any]:
        """The workbench: next step, data, checks, approvals, reasons, history."""
        account, supplier = request.user, row.supplier
        approvals = list(row.approvals.select_related("approved_by"))
        steps = steps_for(row, account, approvals)
        cards = check_cards(row)
        full = checks_qualification(account) or approves_admittance(account)
        return {
            "title": str(supplier),
            "supplier": supplier,
            "standing": standing_badge(supplier.standing),
            "steps": steps,
            "parts": application_parts(row, today=today(), full_account=full),
            "missing": missing_words(row, today=today()) if steps.may_fill_in else [],
            "cards": cards,
            **progress_of(cards),
            "approvals": approval_lines(approvals),
            "people": editors_of(row),
            "returned": [
                (item, SECTION_TITLE.get(item.section, item.section)) for item in row.return_items.select_related("returned_by")
            ],
            "unconfirmed": needs_confirmation(row),
            "profiles": choices(PROFILE),
            "history": [history_line(entry) for entry in visible_history(account).filter(supplier=supplier)[:HISTORY_SHOWN]],
        }

    def start(self, request: HttpRequest, admittance: Admittance) -> HttpResponse:
        """T3: open the check list."""
        act = partial(start_checking, admittance, by=request.user, at=now())
        return self.attempt(request, admittance, act, _("The check list is open."))

    def save_check(self, request: HttpRequest, admittance: Admittance) -> HttpResponse:
        """Save one check in place; the others keep what is typed in them."""
        code = posted_code(request.POST)
        row = admittance.checks.select_related("admittance__supplier").filter(code=code).first()
        if row is None:
            if request.method == "POST":
                raise Http404
            return redirect(self.address(admittance))
        card = saved_card(row, request)
        saved = not card.is_open
        if request.headers.get("HX-Request"):
            cards = check_cards(admittance)
            context = {
                "card": card,
                "record": admittance,
                "supplier": admittance.supplier,
                "steps": steps_for(admittance, request.user, list(admittance.approvals.select_related("approved_by"))),
                "may_check": True,
                "saved_at": now() if saved else None,
                "is_swap": True,
            }
            return render(request, "admin/parts/check.html", {**context, **progress_of(cards)})
        if saved:
            return redirect(f"{self.address(admittance)}#check-{code}")
        context = self.page_context(request, admittance)
        context["cards"] = [card if shown.check.pk == row.pk else shown for shown in context["cards"]]
        return self.page(request, admittance, self.page_template, 422, **context)

    def confirm_profile(self, request: HttpRequest, admittance: Admittance) -> HttpResponse:
        """Procurement's word on office or production."""
        profile = request.POST.get("profile", "")
        if request.method == "POST" and profile not in PROFILE:
            return self.back(request, admittance, _("Choose one of the two profiles."), refused=True)
        act = partial(confirm_profile, admittance, profile, by=request.user, at=now())
        return self.attempt(request, admittance, act, _("The profile is confirmed."))

    def send_back(self, request: HttpRequest, admittance: Admittance) -> HttpResponse:
        """T4: a page with room for a reason beside each part."""
        if not checks_qualification(request.user):
            raise PermissionDenied
        form = SendBackForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            act = partial(send_back, admittance, form.items(), by=request.user, at=now())
            return self._decide(
                request, admittance, act, _("The application was sent back. The supplier has been told."), form=form
            )
        return self._decision_page(request, admittance, "admin/pages/admittance_send_back.html", form=form)

    def reject(self, request: HttpRequest, admittance: Admittance) -> HttpResponse:
        """T5: a page that states what follows; a manager only, and only when a hard check has failed."""
        if not has_role(request.user, Role.MANAGER):
            raise PermissionDenied
        reason = request.POST.get("reason", "")
        if request.method == "POST":
            act = partial(reject, admittance, by=request.user, at=now(), reason=reason)
            done = _("The application is closed. The supplier has been told the reason.")
            return self._decide(request, admittance, act, done, template="admin/pages/admittance_reject.html", reason=reason)
        return self._decision_page(request, admittance, "admin/pages/admittance_reject.html", reason=reason)

    def approve(self, request: HttpRequest, admittance: Admittance) -> HttpResponse:
        """Half of T6: a page with everything the second person needs to see."""
        if not approves_admittance(request.user):
            raise PermissionDenied
        note = request.POST.get("note", "")
        if request.method == "POST":
            act = partial(approve, admittance, by=request.user, at=now(), note=note)
            done = _("Your approval is recorded.")
            return self._decide(request, admittance, act, done, template="admin/pages/admittance_approve.html", note=note)
        return self._decision_page(request, admittance, "admin/pages/admittance_approve.html", note=note)

    def _decide(
        self,
        request: HttpRequest,
        admittance: Admittance,
        act: Any,
        done: str,
        template: str = "admin/pages/admittance_send_back.html",
        **typed: Any,
    ) -> HttpResponse:
        """Do it; a refusal shows the page again with its reason and everything that was typed."""
        try:
            act()
        except refusals() as refusal:
            return self._decision_page(request, admittance, template, 422, refusal=sentence(refusal), **typed)
        messages.success(request, done)
        return redirect(self.address(admittance))

    def _decision_page(
        self, request: HttpRequest, admittance: Admittance, template: str, status: int = 200, **typed: Any
    ) -> HttpResponse:
        admittance.supplier.refresh_from_db()
        return self.page(request, admittance, template, status, **{**self.page_context(request, admittance), **typed})


def progress_of(cards: list[Any]) -> dict[str, int]:
    """How many checks are done, of how many."""
    return {"checks_done": sum(card.check.result != CheckResult.OPEN for card in cards), "checks_all": len(cards)}


def editors_of(admittance: Admittance) -> list[Any]:
    """Everybody who entered or submitted data."""
    ids = editor_ids(admittance)
    people = admittance.editors.model.objects  # scoped: the people of an application that was fetched by a selector
    return list(people.filter(pk__in=ids).order_by("name")) if ids else []
