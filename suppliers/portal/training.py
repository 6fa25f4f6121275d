"""Trainings for the supplier: invitations to answer, sessions attended, certificates to print."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suppliers.forms.refusal import sentence
from suppliers.forms.training import SeatsForm
from suppliers.models import Attendance
from suppliers.permissions import NotAllowed, answers_training
from suppliers.portal.access import own_supplier
from suppliers.rules.training import TrainingStatus, has_passed
from suppliers.selectors.clock import now, today
from suppliers.selectors.training import untrained_suppliers, visible_attendances, visible_training_invitations
from suppliers.services.training import SessionNotOpen, answer_invitation


@require_safe
def trainings(request: HttpRequest) -> HttpResponse:
    """What is to come, and what people of the company attended."""
    supplier = own_supplier(request)
    at = now()
    coming = visible_training_invitations(request.user).filter(session__status=TrainingStatus.OPEN, session__starts_at__gt=at)
    attended = visible_attendances(request.user).order_by("-session__starts_at", "person")
    facts = {
        "supplier": supplier,
        "coming": list(coming.order_by("session__starts_at", "pk")),
        "attended": [(row, _passed(row), row.session.status == TrainingStatus.CLOSED) for row in attended],
        "due": next(iter(untrained_suppliers(today(), supplier_id=supplier.pk)), None),
        "may_answer": answers_training(request.user, supplier.pk),
    }
    return render(request, "portal/trainings.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest, pk: int) -> HttpResponse:
    """One invitation: particulars and the answer."""
    supplier = own_supplier(request)
    invitation = get_object_or_404(
        visible_training_invitations(request.user).exclude(session__status=TrainingStatus.PLANNED), pk=pk
    )
    form = SeatsForm(request.POST or None, initial={"seats": invitation.seats or 1})
    declines = "decline" in request.POST
    if request.method == "POST" and (declines or form.is_valid()):
        try:
            answer_invitation(invitation, 0 if declines else form.cleaned_data["seats"], by=request.user, at=now())
        except (NotAllowed, SessionNotOpen) as refusal:
            messages.error(request, sentence(refusal))
        else:
            done = _("Your answer is noted: nobody will come.") if declines else _("Your people are registered.")
            messages.success(request, done)
        return redirect("portal:trainings")
    session = invitation.session
    facts = {
        "supplier": supplier,
        "invitation": invitation,
        "session": session,
        "form": form,
        "may_answer": answers_training(request.user, supplier.pk),
        "is_open": session.status == TrainingStatus.OPEN and session.starts_at > now(),
    }
    return render(request, "portal/training.html", facts, status=422 if request.method == "POST" else 200)


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """A certificate of attendance, made to be printed; it exists once the session is closed."""
    supplier = own_supplier(request)
    row = get_object_or_404(visible_attendances(request.user), pk=pk)
    if row.session.status != TrainingStatus.CLOSED:
        raise Http404
    facts = {
        "supplier": supplier,
        "row": row,
        "session": row.session,
        "number": f"{row.session.number}-{row.pk}",
        "passed": _passed(row),
    }
    return render(request, "portal/training_certificate.html", facts)


def _passed(row: Attendance) -> bool | None:
    session = row.session
    return has_passed(row.test_score, session.pass_percent if session.has_test else None)
