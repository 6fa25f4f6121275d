"""Registering a company, and joining by the link of an invitation."""

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from suppliers.forms.invitation import JoinForm, RegisterForm
from suppliers.portal.access import too_many
from suppliers.portal.session import keep_language
from suppliers.selectors.clock import now
from suppliers.services.invitation import (
    InvitationClosed,
    Newcomer,
    accept_invitation,
    open_invitation,
    register_company,
)

REGISTRATIONS_AN_HOUR = 10


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """A company registers itself. The answer is the same whether or not the address is known."""
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = get_client_ip_address(request) or "unknown"
        if too_many("register", address, most=REGISTRATIONS_AN_HOUR, seconds=3600):
            form.add_error(None, _("Too many registrations came from your network within an hour. Please try again later."))
            return render(request, "portal/register.html", {"form": form}, status=429)
        register_company(
            form.cleaned_data["email"], company=form.cleaned_data["company"], language=get_language() or "en", at=now()
        )
        return redirect("register_done")
    return render(request, "portal/register.html", {"form": form})


@login_not_required
@require_safe
def register_done(request: HttpRequest) -> HttpResponse:
    """What happens after a registration."""
    return render(request, "portal/register_done.html")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Make an account by an invitation. Opening the link uses nothing up; sending the form does, once."""
    try:
        invitation = open_invitation(token, at=now())
    except InvitationClosed as closed:
        return _closed(request, closed)
    if request.user.is_authenticated:
        return render(request, "portal/join_logged_in.html", {"invitation": invitation})
    form = JoinForm(request.POST or None, email=invitation.email, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        stated = form.cleaned_data
        newcomer = Newcomer(stated["name"], stated["password"], stated["language"], stated["title"])
        try:
            account = accept_invitation(token, newcomer, at=now())
        except InvitationClosed as closed:
            return _closed(request, closed)
        login(request, account, backend="django.contrib.auth.backends.ModelBackend")
        messages.success(request, _("Welcome. Your account is ready."))
        response = redirect("home")
        keep_language(response, account.language)
        return response
    return render(request, "portal/join.html", {"form": form, "invitation": invitation})


def _closed(request: HttpRequest, closed: InvitationClosed) -> HttpResponse:
    facts = {"problem": str(closed.problem), "invitation": closed.invitation}
    return render(request, "portal/join_closed.html", facts, status=410)
