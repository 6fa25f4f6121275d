"""Versions of the scoring policy: drafting by sections, comparing, trying on the register, putting in force."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.job import job_progress
from suppliers.admin.policy_view import compared, matrix, move_cells, move_header, move_rows, policy_badge
from suppliers.admin.reading import ReadingAdmin
from suppliers.admin.words import moment_words
from suppliers.forms.policy import PolicyForm, ReviseForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import PolicySimulation, ScoringPolicy
from suppliers.permissions import activates_policies, drafts_policies
from suppliers.reports.table_export import csv_lines
from suppliers.rules.policy_version import PolicyStatus
from suppliers.selectors.clock import now
from suppliers.selectors.job import visible_jobs
from suppliers.selectors.policy import active_version, visible_policies, visible_simulations
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.policy import (
    activate_policy,
    change_policy,
    discard_policy,
    draft_policy,
    propose_policy,
    revise_policy,
)
from suppliers.services.policy_simulation import request_simulation

MOVES_SHOWN = 200


@admin.register(ScoringPolicy)
class ScoringPolicyAdmin(ReadingAdmin):
    """Every version, what it changes, and its way into force."""

    visible = staticmethod(visible_policies)
    page_template = "admin/pages/policy.html"
    change_list_template = "admin/pages/policy_list.html"
    list_acts = {"draft": "draft"}
    acts = {
        "edit": "edit",
        "propose": "propose",
        "revise": "revise",
        "discard": "discard",
        "activate": "activate",
        "simulate": "simulate",
    }
    list_title = gettext_lazy("Scoring policy")
    list_intro = gettext_lazy(
        "Every figure of the method, in versions. A score and a tier keep the version they were made by; one version is in force."
    )
    list_empty = gettext_lazy("No version is loaded yet.")
    list_display = ("version", "state_shown", "since", "until", "written")
    list_display_links = ("version",)
    sortable_by = ()
    ordering = ("-created_at", "-pk")

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, row: ScoringPolicy) -> str:
        return policy_badge(row.status)

    @admin.display(description=gettext_lazy("in force since"))
    def since(self, row: ScoringPolicy) -> str:
        return moment_words(row.active_from) if row.active_from else "–"

    @admin.display(description=gettext_lazy("in force until"))
    def until(self, row: ScoringPolicy) -> str:
        return moment_words(row.retired_at) if row.retired_at else "–"

    @admin.display(description=gettext_lazy("written by"))
    def written(self, row: ScoringPolicy) -> str:
        return str(row.created_by) if row.created_by else _("shipped with Assay")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_draft": drafts_policies(request.user), **(extra_context or {})})

    def page_context(self, request: HttpRequest, row: ScoringPolicy) -> dict[str, Any]:
        against = row.based_on or active_version()
        job = (
            visible_jobs(request.user).filter(pk=int(found)).first() if (found := request.GET.get("job", "")).isdigit() else None
        )
        wrote_it = row.created_by_id is not None and row.created_by_id == request.user.pk
        proposed, may_activate = row.status == PolicyStatus.PROPOSED, activates_policies(request.user)
        return {
            "title": _("Scoring policy %(version)s") % {"version": row.version},
            "state": policy_badge(row.status),
            "against": against,
            "changes": compared(against, row) if against is not None and against.pk != row.pk else [],
            "simulations": list(visible_simulations(request.user).filter(policy=row).defer("moves")[:5]),
            "may_edit": row.status == PolicyStatus.DRAFT and drafts_policies(request.user),
            "may_discard": row.status in {PolicyStatus.DRAFT, PolicyStatus.PROPOSED} and drafts_policies(request.user),
            "may_revise": proposed and may_activate,
            "may_activate": proposed and may_activate and not wrote_it,
            "why_not": _("You wrote this version, so another person puts it in force.")
            if proposed and may_activate and wrote_it
            else "",
            "may_simulate": row.status in {PolicyStatus.DRAFT, PolicyStatus.PROPOSED},
            **(job_progress(job, request) if job else {}),
        }

    def draft(self, request: HttpRequest) -> HttpResponse:
        """A new draft with the figures in force; its form opens at once."""
        if not drafts_policies(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:suppliers_scoringpolicy_changelist")
        return redirect(self.address(draft_policy(by=request.user, at=now()), "edit"))

    def edit(self, request: HttpRequest, row: ScoringPolicy) -> HttpResponse:
        """The form by sections. Nothing typed is lost when it is refused."""
        if not drafts_policies(request.user):
            raise PermissionDenied
        if row.status != PolicyStatus.DRAFT:
            return self.back(request, row, _("A version changes only while it is a draft."), refused=True)
        in_force = active_version() or row
        form = PolicyForm(request.POST or None, draft=row.definition, in_force=in_force.definition, initial={"note": row.note})
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                change_policy(row, form.definition, note=form.cleaned_data["note"], by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                return self.back(request, row, _("The draft is stored. Try it on the register before you propose it."))
        status = 422 if request.method == "POST" else 200
        title = _("Draft of version %(version)s") % {"version": row.version}
        context = {"title": title, "form": form, "refusal": refusal, "in_force": in_force}
        return self.page(request, row, "admin/pages/policy_edit.html", status, **context)

    def propose(self, request: HttpRequest, row: ScoringPolicy) -> HttpResponse:
        """Hand the draft to a second person."""
        act = partial(propose_policy, row, by=request.user, at=now())
        return self.attempt(request, row, act, _("The version is proposed. Another person puts it in force or gives it back."))

    def discard(self, request: HttpRequest, row: ScoringPolicy) -> HttpResponse:
        """Put it aside."""
        return self.attempt(request, row, partial(discard_policy, row, by=request.user, at=now()), _("The version is put aside."))

    def revise(self, request: HttpRequest, row: ScoringPolicy) -> HttpResponse:
        """Give a proposal back with a reason."""
        if not activates_policies(request.user):
            raise PermissionDenied
        form = ReviseForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            act = partial(revise_policy, row, form.cleaned_data["reason"], by=request.user, at=now())
            return self.attempt(request, row, act, _("The version is a draft again."))
        status = 422 if request.method == "POST" else 200
        return self.page(request, row, "admin/pages/policy_revise.html", status, title=_("Give the version back"), form=form)

    def activate(self, request: HttpRequest, row: ScoringPolicy) -> HttpResponse:
        """A page that says what follows; then the version is in force and all tiers are decided again."""
        if not activates_policies(request.user):
            raise PermissionDenied
        if request.method != "POST":
            against = active_version()
            context = {"changes": compared(against, row) if against else [], "against": against}
            return self.page(request, row, "admin/pages/policy_activate.html", title=_("Put this version in force"), **context)
        act = partial(activate_policy, row, by=request.user, at=now())
        return self.attempt(request, row, act, _("The version is in force. All tiers are being decided again."))

    def simulate(self, request: HttpRequest, row: ScoringPolicy) -> HttpResponse:
        """Ask what the version would do; the page then shows the job's bar."""
        if request.method != "POST":
            return redirect(self.address(row))
        try:
            job = request_simulation(row, by=request.user, at=now())
        except refusals() as error:
            return self.back(request, row, sentence(error), refused=True)
        messages.success(request, _("The version is being tried on the register. Nothing is changed by that."))
        return redirect(f"{self.address(row)}?job={job.pk}")


@admin.register(PolicySimulation)
class PolicySimulationAdmin(ReadingAdmin):
    """What a version would do: tiers before and after, the moves, and why each."""

    visible = staticmethod(visible_simulations)
    page_template = "admin/pages/policy_simulation.html"
    acts = {"csv": "csv"}
    list_title = gettext_lazy("Policy simulations")
    list_empty = gettext_lazy("No version has been tried on the register yet.")
    list_display = ("policy", "as_of", "asked_by")
    sortable_by = ()

    def page_context(self, request: HttpRequest, row: PolicySimulation) -> dict[str, Any]:
        shown = row.moves[:MOVES_SHOWN]
        suppliers = visible_suppliers(request.user).filter(pk__in=[move["supplier_id"] for move in shown])
        return {
            "title": _("Version %(version)s tried on the register") % {"version": row.policy.version},
            "matrix": matrix(row.summary),
            "moves": move_rows(shown, {supplier.pk: str(supplier) for supplier in suppliers}),
            "moved": len(row.moves),
            "hidden": max(0, len(row.moves) - MOVES_SHOWN),
            "asked": moment_words(row.asked_at),
        }

    def csv(self, request: HttpRequest, row: PolicySimulation) -> HttpResponseBase:  # noqa: ARG002 -- one shape for all acts
        """Every supplier that would move, as a file."""
        lines = csv_lines(move_header(), (move_cells(move) for move in row.moves))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="policy-{row.policy.version}-{row.as_of.isoformat()}.csv"'
        return response
