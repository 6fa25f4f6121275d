"""Trainings: sessions with invitations and attendance, who still has to come, and the figures of a period."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from suppliers.admin.history_words import history_line, say_acts, say_codes, say_facts, say_states
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.training_view import figures_page, figures_table, result_badge
from suppliers.admin.words import moment_words
from suppliers.forms.refusal import refusals, sentence
from suppliers.forms.training import AttendanceForm, InviteForm, SessionForm
from suppliers.models import TrainingSession
from suppliers.models.labels import choices
from suppliers.models.labels_trade import TRAINING_MODULE, TRAINING_STATUS
from suppliers.permissions import holds_trainings
from suppliers.reports.table_export import csv_lines
from suppliers.rules.training import TrainingStatus
from suppliers.selectors.clock import now, today
from suppliers.selectors.history import visible_history
from suppliers.selectors.training import (
    invitable_suppliers,
    untrained_suppliers,
    visible_attendances,
    visible_sessions,
    visible_training_invitations,
    with_counts,
)
from suppliers.services.training import (
    cancel_session,
    change_session,
    close_session,
    hold_session,
    invite_suppliers,
    open_session,
    plan_session,
    record_attendance,
    remove_attendance,
)

TONE = {TrainingStatus.OPEN: "attention", TrainingStatus.HELD: "attention", TrainingStatus.CLOSED: "good"}
MISSING_SHOWN = 50

say_acts(
    {
        "trainingsession.plan": gettext_lazy("Training planned"),
        "trainingsession.change": gettext_lazy("Training changed"),
        "trainingsession.open": gettext_lazy("Training opened for registration"),
        "trainingsession.invite": gettext_lazy("Suppliers invited to the training"),
        "trainingsession.hold": gettext_lazy("Training held"),
        "trainingsession.attend": gettext_lazy("Attendance entered"),
        "trainingsession.close": gettext_lazy("Training closed"),
        "trainingsession.cancel": gettext_lazy("Training called off"),
        "traininginvitation.accept": gettext_lazy("Registered for a training"),
        "traininginvitation.decline": gettext_lazy("Declined a training"),
        "attendance.remove": gettext_lazy("Person taken off the attendance"),
    }
)
say_facts({"module": gettext_lazy("module"), "suppliers": gettext_lazy("suppliers"), "people": gettext_lazy("people")})
say_states("trainingsession", TRAINING_STATUS)
say_codes(TRAINING_MODULE)


def training_badge(status: str) -> str:
    """How far a session is."""
    found = TrainingStatus(status)
    return badge(TRAINING_STATUS[found], TONE.get(found, "neutral"))


@admin.register(TrainingSession)
class TrainingAdmin(ReadingAdmin):
    """The list, a session's page with its steps, the mandatory module, the figures."""

    visible = staticmethod(visible_sessions)
    page_template = "admin/pages/training.html"
    change_list_template = "admin/pages/training_list.html"
    list_acts = {"new": "new", "figures": "figures", "figures-csv": "figures_csv", "missing": "missing"}
    acts = {
        "edit": "edit",
        "open": "open",
        "invite": "invite",
        "hold": "hold",
        "attendance": "attendance",
        "remove": "remove",
        "close": "close",
        "cancel": "cancel",
    }
    list_title = gettext_lazy("Trainings")
    list_intro = gettext_lazy("Sessions for suppliers. Figures count a supplier once, however often its people came.")
    list_empty = gettext_lazy("No training has been planned yet.")
    list_display = ("number", "session_shown", "state", "begins", "invited_figure", "suppliers_figure", "people_figure")
    list_display_links = ("number", "session_shown")
    ordering = ("-starts_at", "-pk")
    sortable_by = ()
    search_fields = ("number", "title", "trainer")
    search_help_text = gettext_lazy("Number, title or trainer")
    list_filter = (
        code_filter(gettext_lazy("state"), "status", lambda: choices(TRAINING_STATUS)),
        code_filter(gettext_lazy("module"), "module", lambda: choices(TRAINING_MODULE)),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrainingSession]:
        return with_counts(super().get_queryset(request))

    @admin.display(description=gettext_lazy("training"))
    def session_shown(self, session: TrainingSession) -> str:
        return two_lines(session.title, session.get_module_display())

    @admin.display(description=gettext_lazy("state"))
    def state(self, session: TrainingSession) -> str:
        return training_badge(session.status)

    @admin.display(description=gettext_lazy("begins"))
    def begins(self, session: TrainingSession) -> str:
        return moment_words(session.starts_at)

    @admin.display(description=gettext_lazy("suppliers invited"))
    def invited_figure(self, session: Any) -> int:
        return int(session.invited)

    @admin.display(description=gettext_lazy("suppliers that came"))
    def suppliers_figure(self, session: Any) -> int:
        return int(session.suppliers_came)

    @admin.display(description=gettext_lazy("people"))
    def people_figure(self, session: Any) -> int:
        return int(session.people_came)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_plan": holds_trainings(request.user), **(extra_context or {})})

    def page_context(self, request: HttpRequest, row: TrainingSession) -> dict[str, Any]:
        """Particulars, who was invited, who came, the next step."""
        attended = list(visible_attendances(request.user).filter(session=row).order_by("supplier__number", "person"))
        history = visible_history(request.user).filter(subject_type="suppliers.trainingsession", subject_id=str(row.pk))
        may, has_begun = holds_trainings(request.user), row.starts_at <= now()
        return {
            "title": row.title,
            "state": training_badge(row.status),
            "invitations": list(visible_training_invitations(request.user).filter(session=row).order_by("supplier__number")),
            "attended": [(each, result_badge(row, each.test_score)) for each in attended],
            "suppliers_came": len({each.supplier_id for each in attended}),
            "history": [history_line(entry) for entry in history[:30]],
            "may": may,
            "may_edit": may and row.status in {TrainingStatus.PLANNED, TrainingStatus.OPEN},
            "may_open": may and row.status == TrainingStatus.PLANNED,
            "may_invite": may and row.status == TrainingStatus.OPEN and not has_begun,
            "may_hold": may and row.status == TrainingStatus.OPEN and has_begun,
            "may_record": may and row.status == TrainingStatus.HELD,
        }

    def new(self, request: HttpRequest) -> HttpResponse:
        """A new session."""
        self._only_trainers(request)
        form = SessionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return redirect(self.address(plan_session(form.plan(), by=request.user, at=now())))
        return self._form(request, None, form, _("Plan a training"))

    def edit(self, request: HttpRequest, session: TrainingSession) -> HttpResponse:
        """Other particulars, as long as it has not taken place."""
        self._only_trainers(request)
        form = SessionForm.of(session, request.POST or None)
        if request.method == "POST" and form.is_valid():
            act = partial(change_session, session, form.plan(), by=request.user, at=now())
            return self.attempt(
                request, session, act, _("The training is changed. If time or place moved, those invited were told.")
            )
        return self._form(request, session, form, _("Change the training"))

    def _form(self, request: HttpRequest, session: TrainingSession | None, form: SessionForm, title: str) -> HttpResponse:
        status = 422 if request.method == "POST" else 200
        return self.page(request, session, "admin/pages/training_form.html", status, title=title, form=form)

    def open(self, request: HttpRequest, session: TrainingSession) -> HttpResponse:
        """Open for registration."""
        return self._step(request, session, open_session, _("The training is open for registration. Invite suppliers now."))

    def hold(self, request: HttpRequest, session: TrainingSession) -> HttpResponse:
        """It took place."""
        return self._step(request, session, hold_session, _("Noted. Now enter who attended."))

    def close(self, request: HttpRequest, session: TrainingSession) -> HttpResponse:
        """Fix the attendance."""
        return self._step(
            request, session, close_session, _("The training is closed. Suppliers can print certificates of attendance.")
        )

    def _step(self, request: HttpRequest, session: TrainingSession, act: Callable[..., object], done: str) -> HttpResponse:
        self._only_trainers(request)
        return self.attempt(request, session, partial(act, session, by=request.user, at=now()), done)

    def cancel(self, request: HttpRequest, session: TrainingSession) -> HttpResponse:
        """Call it off, with a reason."""
        self._only_trainers(request)
        act = partial(cancel_session, session, request.POST.get("reason", "")[:2000], by=request.user, at=now())
        return self.attempt(request, session, act, _("The training is called off. Those invited have been told."))

    def invite(self, request: HttpRequest, session: TrainingSession) -> HttpResponse:
        """Choose by filter, see who it is, invite those that stay ticked."""
        self._only_trainers(request)
        form = InviteForm(request.GET or None)
        filters = form.cleaned_data if form.is_bound and form.is_valid() else {}
        if request.method == "POST":
            chosen = [int(pk) for pk in request.POST.getlist("supplier") if pk.isascii() and pk.isdigit() and len(pk) < 19]
            act = partial(invite_suppliers, session, chosen, by=request.user, at=now())
            return self.attempt(request, session, act, _("The suppliers are invited and have been told."))
        language = get_language() or ""
        found = [(each, each.name_in(language)) for each in invitable_suppliers(session=session, **filters)]
        context = {"title": _("Invite suppliers"), "form": form, "found": found}
        return self.page(request, session, "admin/pages/training_invite.html", **context)

    def attendance(self, request: HttpRequest, session: TrainingSession) -> HttpResponse:
        """Enter people line by line, pasted, or from a file; nothing is written while a line is wrong."""
        self._only_trainers(request)
        form = AttendanceForm(request.POST or None, request.FILES or None, session=session)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            try:
                number = record_attendance(session, form.attendance(), by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                return self.back(request, session, _("People entered: %(number)s.") % {"number": number})
        status = 422 if request.method == "POST" else 200
        came = visible_training_invitations(request.user).filter(session=session, declined_at__isnull=True)
        context = {
            "title": _("Enter attendance"),
            "form": form,
            "refusal": refusal,
            "invitations": came.order_by("supplier__number"),
        }
        return self.page(request, session, "admin/pages/training_attendance.html", status, **context)

    def remove(self, request: HttpRequest, session: TrainingSession) -> HttpResponse:
        """Take out a person entered by mistake; named by `attendance`."""
        self._only_trainers(request)
        number = request.POST.get("attendance", "")
        if request.method != "POST":
            return redirect(self.address(session))
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise Http404
        row = visible_attendances(request.user).filter(session=session, pk=int(number)).first()
        if row is None:
            raise Http404
        act = partial(remove_attendance, row, by=request.user, at=now())
        return self.attempt(request, session, act, _("The person is off the attendance."))

    def missing(self, request: HttpRequest) -> HttpResponse:
        """Active suppliers that still have to attend the integrity module."""
        page = Paginator(untrained_suppliers(today()), MISSING_SHOWN).get_page(request.GET.get("p"))
        language = get_language() or ""
        rows = [(each, each.supplier.name_in(language)) for each in page]
        context = {"title": _("Integrity module: who still has to come"), "page": page, "rows": rows}
        return self.page(request, None, "admin/pages/training_missing.html", **context)

    def figures(self, request: HttpRequest) -> HttpResponse:
        """The figures of a period with table and chart."""
        context = figures_page(request.GET)
        return self.page(request, None, "admin/pages/training_figures.html", **context)

    def figures_csv(self, request: HttpRequest) -> HttpResponseBase:
        """The same table as a file."""
        head, rows = figures_table(request.GET)
        response = StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="training-{today():%Y-%m-%d}.csv"'
        return response

    def _only_trainers(self, request: HttpRequest) -> None:
        if not holds_trainings(request.user):
            raise PermissionDenied
