"""Coming in, going out, and what happens when a session ran out in between."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suppliers.forms.account import AddressForm, LoginForm
from suppliers.selectors.clock import now
from suppliers.services.account import ask_password_reset, change_password, choose_language

LANGUAGES = {code for code, _name in settings.LANGUAGES}


class LoginRequired(LoginRequiredMiddleware):
    """Deny by default. A page's own request (htmx) is told by status and header, so that typed text stays on the page."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        if getattr(request, "htmx", False):
            return HttpResponse(status=401, headers={"Assay-Session": "over"})
        if request.method not in {"GET", "HEAD"}:
            # What was posted can't be asked for again by its address: the person comes back to where the form stood.
            return redirect(f"{reverse('login')}?{urlencode({'next': page_before(request)})}")
        return super().handle_no_permission(request, view_func)


def page_before(request: HttpRequest) -> str:
    """The page of this site a request came from, or the home page."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return reverse("home")
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def login_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name under which tries are counted: one address is one name, however it is spelt."""
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(given).strip().lower()


def keep_language(response: HttpResponse, language: str) -> None:
    """Set the cookie that every later page reads its language from."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


def home(request: HttpRequest) -> HttpResponse:
    """The first page of whoever logged in."""
    return redirect("admin:index" if request.user.is_staff else "portal:home")


@method_decorator(login_not_required, name="dispatch")
class Login(auth_views.LoginView):
    """E-mail and password; then to where the person wanted to go, in the language of the account."""

    template_name = "portal/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """The wanted page; the buyer's pages are no place to send a supplier's person to, and the other way round."""
        wanted = super().get_redirect_url()
        user = self.request.user
        if user.is_authenticated and wanted.startswith("/supplier/" if user.is_staff else "/admin/"):
            return ""
        return wanted

    def form_valid(self, form: LoginForm) -> HttpResponse:
        response = super().form_valid(form)
        keep_language(response, form.get_user().language)
        return response


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language of all pages and keep it with the account; back to the page it was asked on."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(wanted if safe else reverse("home"))
    language = request.POST.get("language", "")
    if language in LANGUAGES:
        keep_language(response, language)
        if request.user.is_authenticated:
            choose_language(request.user, language)
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail. The answer is the same whether or not the address belongs to an account."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_password_reset(form.cleaned_data["email"], at=now())
        return redirect("password_reset_done")
    return render(request, "portal/password_reset.html", {"form": form})


@login_not_required
@require_http_methods(["GET", "HEAD"])
def password_reset_done(request: HttpRequest) -> HttpResponse:
    """What happens after a link was asked for."""
    return render(request, "portal/password_reset_done.html")


@method_decorator(login_not_required, name="dispatch")
class PasswordResetConfirm(auth_views.PasswordResetConfirmView):
    """Choose a new password by the link of a mail; opening the link uses nothing up."""

    template_name = "portal/password_reset_confirm.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        change_password(self.user, form.cleaned_data["new_password1"], by=self.user, at=now())
        del self.request.session[auth_views.INTERNAL_RESET_SESSION_TOKEN]
        messages.success(self.request, _("Your new password is set. Log in with it."))
        return HttpResponseRedirect(self.get_success_url())


class PasswordChange(auth_views.PasswordChangeView):
    """Choose a new password while logged in; every other session of the account ends."""

    template_name = "portal/password_change.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        change_password(form.user, form.cleaned_data["new_password1"], by=form.user, at=now())
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, _("Your new password is set. You have been logged out everywhere else."))
        return HttpResponseRedirect(self.get_success_url())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The form was older than the session: nothing was changed, and the page says how to go on."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=403, headers={"Assay-Session": "stale"})
    return render(request, "portal/stale_form.html", {"back": page_before(request), "here": page_before(request)}, status=403)
