"""Evaluations of performance: the list, planning for one supplier or many, and the way of each to publication."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from suppliers.admin.evaluation_view import (
    evaluation_badge,
    evaluation_title,
    frozen_facts,
    is_involved,
    period_words,
    steps_of,
)
from suppliers.admin.history_words import history_line
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.evaluation import EvaluationReasonForm, HandInForm, PlanForm, suggested_texts
from suppliers.forms.evaluation_words import dimension_rows
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import Evaluation, Supplier
from suppliers.models.labels import CATEGORY, choices
from suppliers.models.labels_trade import EVALUATION_KIND, EVALUATION_STATUS
from suppliers.permissions import plans_evaluations, releases_evaluations, scores_evaluations
from suppliers.rules.evaluation import EvaluationKind, quarter
from suppliers.rules.receipt import canonical_json, receipt_digest
from suppliers.rules.standing import Standing
from suppliers.selectors.clock import now, today
from suppliers.selectors.evaluation import possible_raters, visible_evaluations, with_progress
from suppliers.selectors.history import visible_history
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers
from suppliers.services.evaluation import (
    Plan,
    ask_rater,
    cancel_evaluation,
    collect_ratings,
    plan_evaluation,
    plan_evaluations,
)
from suppliers.services.evaluation_release import approve_evaluation, publish_evaluation
from suppliers.services.evaluation_score import hand_in_evaluation, score_evaluation, send_back_evaluation

YEARS_SHOWN = 5


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(today().year, today().year - YEARS_SHOWN, -1)]


@admin.register(Evaluation)
class EvaluationAdmin(ReadingAdmin):
    """The list, the plan, and one page per evaluation with what can be done next."""

    visible = staticmethod(lambda account: with_progress(visible_evaluations(account)))
    page_template = "admin/pages/evaluation.html"
    change_list_template = "admin/pages/evaluation_list.html"
    list_acts = {"plan": "plan"}
    acts = {
        "collect": "collect",
        "ask": "ask",
        "score": "score",
        "hand-in": "hand_in",
        "send-back": "send_back",
        "approve": "approve",
        "publish": "publish",
        "cancel": "cancel",
        "receipt": "receipt",
    }
    list_title = gettext_lazy("Evaluations")
    list_intro = gettext_lazy(
        "How suppliers perform: from orders where there are enough of them, else from raters of two departments."
    )
    list_empty = gettext_lazy("Nothing has been evaluated yet. Plan the evaluations of a quarter or a year.")
    list_display = ("supplier_shown", "kind_shown", "status_shown", "ratings_shown", "score_figure", "due_shown")
    list_display_links = ("supplier_shown",)
    sortable_by = ()
    ordering = ("-period_to", "-pk")
    search_fields = ("supplier__number",)
    search_help_text = gettext_lazy("Name, former name, number or identifier of the supplier")
    list_filter = (
        code_filter(gettext_lazy("state"), "status", lambda: choices(EVALUATION_STATUS)),
        code_filter(gettext_lazy("kind"), "kind", lambda: choices(EVALUATION_KIND)),
        code_filter(gettext_lazy("year"), "period_to__year", _years),
        code_filter(gettext_lazy("category"), "supplier__category", lambda: choices(CATEGORY)),
    )

    @admin.display(description=gettext_lazy("supplier"))
    def supplier_shown(self, row: Evaluation) -> str:
        return two_lines(row.supplier, row.supplier.number)

    @admin.display(description=gettext_lazy("evaluation"))
    def kind_shown(self, row: Evaluation) -> str:
        return two_lines(row.get_kind_display(), period_words(row))

    @admin.display(description=gettext_lazy("state"))
    def status_shown(self, row: Evaluation) -> str:
        return evaluation_badge(row.status)

    @admin.display(description=gettext_lazy("ratings"))
    def ratings_shown(self, row: Evaluation) -> str:
        return _("%(rated)s of %(asked)s") % {"rated": getattr(row, "rated", 0), "asked": getattr(row, "asked", 0)}

    @admin.display(description=gettext_lazy("P (0-100)"))
    def score_figure(self, row: Evaluation) -> str:
        return "–" if row.performance is None else str(row.performance)

    @admin.display(description=gettext_lazy("ratings due"))
    def due_shown(self, row: Evaluation) -> str:
        return day_words(row.due_on)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evaluation]:
        rows = super().get_queryset(request)
        is_page = request.resolver_match and "object_id" in request.resolver_match.kwargs
        return (
            rows.select_related("corrects", "planned_by", "scored_by", "approved_by")
            if is_page
            else rows.defer("inputs", "receipt")
        )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """By the supplier, as the register searches."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(supplier__in=matching_suppliers(visible_suppliers(request.user), search_term)), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_plan": plans_evaluations(request.user), **(extra_context or {})})

    def page_context(self, request: HttpRequest, row: Evaluation) -> dict[str, Any]:
        """Who has rated, the frozen sums, the texts, and what this person may do next."""
        history = visible_history(request.user).filter(subject_type="suppliers.evaluation", subject_id=str(row.pk))
        asked = row.rating_requests.select_related("rater").prefetch_related("ratings")
        return {
            "title": evaluation_title(row),
            "period": period_words(row),
            "state": evaluation_badge(row.status),
            "requests": asked,
            "dimensions": dimension_rows(row.receipt),
            "frozen": frozen_facts(row),
            "digest_holds": not row.receipt_sha256 or receipt_digest(row.receipt) == row.receipt_sha256,
            "steps": steps_of(row, request.user),
            "is_involved": is_involved(row, request.user) and releases_evaluations(request.user),
            "people": possible_raters().exclude(pk__in=[one.rater_id for one in asked]),
            "corrections": row.corrections.all(),
            "lines": [history_line(entry) for entry in history],
        }

    def plan(self, request: HttpRequest) -> HttpResponse:
        """For one supplier (`?supplier=`), a category or all active ones; again it plans what is missing."""
        if not plans_evaluations(request.user):
            raise PermissionDenied
        one = _chosen_supplier(request)
        form = PlanForm(request.POST or None, people=possible_raters(), supplier=one, initial=_usual_plan())
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                return self._plan(request, form, one)
            except refusals() as error:
                refusal = sentence(error)
        context = {"title": _("Plan evaluations"), "form": form, "refusal": refusal, "one": one}
        status = 422 if request.method == "POST" else 200
        return self.page(request, None, "admin/pages/evaluation_plan.html", status, **context)

    def _plan(self, request: HttpRequest, form: PlanForm, one: Supplier | None) -> HttpResponse:
        given = form.cleaned_data
        plan = Plan(
            kind=given["kind"],
            period_from=given["period_from"],
            period_to=given["period_to"],
            raters=tuple(person for person in possible_raters() if person.pk in given["raters"]),
            due_on=given["due_on"],
            occasion=given["occasion"],
        )
        if one is not None:
            evaluation = plan_evaluation(one, plan, by=request.user, at=now())
            messages.success(request, _("The evaluation is planned."))
            return redirect(self.address(evaluation))
        suppliers = visible_suppliers(request.user).filter(standing=Standing.ACTIVE).order_by("number")
        if given["scope"] != "all":
            suppliers = suppliers.filter(category=given["scope"].removeprefix("category:"))
        report = plan_evaluations(suppliers, plan, by=request.user, at=now())
        messages.success(request, _planned_words(len(report.planned), report.kept, report.conflicted))
        return redirect("admin:suppliers_evaluation_changelist")

    def collect(self, request: HttpRequest, row: Evaluation) -> HttpResponse:
        """Begin before the period is over."""
        act = partial(collect_ratings, row, by=request.user, at=now())
        return self.attempt(request, row, act, _("Collecting has begun. The raters have been told."))

    def ask(self, request: HttpRequest, row: Evaluation) -> HttpResponse:
        """Ask one more person."""
        chosen = request.POST.get("rater", "")
        rater = (
            possible_raters().filter(pk=int(chosen)).first()
            if chosen.isascii() and chosen.isdigit() and len(chosen) < 19
            else None
        )
        if request.method == "POST" and rater is None:
            return self.back(request, row, _("Choose a person."), refused=True)
        act = partial(ask_rater, row, rater, by=request.user, at=now())
        return self.attempt(request, row, act, _("The person has been asked to rate."))

    def score(self, request: HttpRequest, row: Evaluation) -> HttpResponse:
        """Freeze the inputs and work out P."""
        act = partial(score_evaluation, row, by=request.user, at=now())
        return self.attempt(request, row, act, _("Scored. Read the sums, write strengths and gaps, and hand it in."))

    def hand_in(self, request: HttpRequest, row: Evaluation) -> HttpResponse:
        """Strengths and gaps, then to a manager."""
        if not scores_evaluations(request.user):
            raise PermissionDenied
        texts = {"strengths": row.strengths, "gaps": row.gaps} if row.strengths else suggested_texts(row.marks)
        form = HandInForm(request.POST or None, initial=texts)
        if request.method == "POST" and form.is_valid():
            act = partial(hand_in_evaluation, row, by=request.user, at=now(), **form.cleaned_data)
            return self.attempt(request, row, act, _("Handed in. A manager who was not involved releases it."))
        context = {"title": _("Hand in for release"), "form": form, "dimensions": dimension_rows(row.receipt)}
        return self.page(request, row, "admin/pages/evaluation_hand_in.html", 422 if request.method == "POST" else 200, **context)

    def _with_reason(self, request: HttpRequest, row: Evaluation, title: str, act: Any, done: str) -> HttpResponse:
        form = EvaluationReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self.attempt(
                request, row, partial(act, row, by=request.user, at=now(), reason=form.cleaned_data["reason"]), done
            )
        status = 422 if request.method == "POST" else 200
        return self.page(request, row, "admin/pages/evaluation_reason.html", status, title=title, form=form)

    def send_back(self, request: HttpRequest, row: Evaluation) -> HttpResponse:
        """Back to collecting, with a reason."""
        if not releases_evaluations(request.user):
            raise PermissionDenied
        return self._with_reason(request, row, _("Send back"), send_back_evaluation, _("Sent back. Who scored it has been told."))

    def cancel(self, request: HttpRequest, row: Evaluation) -> HttpResponse:
        """Give it up, with a reason."""
        if not plans_evaluations(request.user):
            raise PermissionDenied
        return self._with_reason(request, row, _("Cancel the evaluation"), cancel_evaluation, _("The evaluation is cancelled."))

    def approve(self, request: HttpRequest, row: Evaluation) -> HttpResponse:
        """A second person stands for it."""
        act = partial(approve_evaluation, row, by=request.user, at=now())
        return self.attempt(request, row, act, _("Approved. Publish it so that the supplier sees it."))

    def publish(self, request: HttpRequest, row: Evaluation) -> HttpResponse:
        """Show it to the supplier."""
        act = partial(publish_evaluation, row, by=request.user, at=now())
        return self.attempt(request, row, act, _("Published. The supplier has been told and may object for 15 days."))

    def receipt(self, request: HttpRequest, row: Evaluation) -> HttpResponse:  # noqa: ARG002 -- one shape for all acts
        """The receipt's canonical bytes: their SHA-256 is the one that is shown."""
        name = f"evaluation-{row.supplier.number}-{row.period_to.isoformat()}-{row.pk}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(canonical_json(row.receipt), content_type="application/json", headers=headers)


def _chosen_supplier(request: HttpRequest) -> Supplier | None:
    given = request.GET.get("supplier", "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        return None
    return visible_suppliers(request.user).filter(pk=given).first()


def _usual_plan() -> dict[str, Any]:
    """The quarter that ended last."""
    day = today()
    number = (day.month - 1) // 3
    first, last = quarter(day.year, number) if number else quarter(day.year - 1, 4)
    return {"kind": EvaluationKind.PERIODIC, "period_from": first, "period_to": last, "scope": "all"}


def _planned_words(planned: int, kept: int, left_out: int) -> str:
    words = [ngettext("%(count)d evaluation planned.", "%(count)d evaluations planned.", planned) % {"count": planned}]
    if kept:
        words.append(ngettext("%(count)d was there already.", "%(count)d were there already.", kept) % {"count": kept})
    if left_out:
        words.append(_("%(count)d left out because a rater has declared a conflict of interest.") % {"count": left_out})
    return " ".join(words)
