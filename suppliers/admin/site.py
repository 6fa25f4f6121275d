"""The admin's frame: who may open it, its first page, its language switch."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import logout as end_session
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from suppliers.admin.home import home_context
from suppliers.permissions import opens_admin

_REFUSED = _("Your role does not open this page. If you need it for your work, ask the administrator about your role.")
_MISSING = _("There is nothing at this address: it was mistyped, or what stood here is not for you to see.")


class AssaySite(UnfoldAdminSite):
    """The buyer's side. People log in at the one login page; suppliers' people are sent to their portal."""

    site_title = _("Assay")
    site_header = _("Assay")
    index_title = _("What waits for you")

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:  # noqa: FBT001, FBT002 -- Django's signature
        """A refused or missing page keeps the frame, so that there is a way on from it."""

        @wraps(view)
        def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied:
                return self._no_page(request, _("This page is not part of your work"), _REFUSED, status=403)
            except Http404:
                return self._no_page(request, _("This page does not exist"), _MISSING, status=404)

        return super().admin_view(framed, cacheable)

    def _no_page(self, request: HttpRequest, title: object, sentence: object, *, status: int) -> HttpResponse:
        context = {**self.each_context(request), "title": title, "sentence": sentence}
        return TemplateResponse(request, "admin/refused.html", context, status=status)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What waits for this person, and a few figures of the register."""
        return super().index(request, {**home_context(request.user), **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:  # noqa: ARG002 -- Django's signature
        """No list of models: the menu is arranged by work, and nobody waits for one that no page shows."""
        return []

    def has_permission(self, request: HttpRequest) -> bool:
        return opens_admin(request.user)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """There is one login page for everybody; a supplier's user who strayed here goes home."""
        if request.user.is_authenticated:
            return redirect("home")
        return redirect(f"{reverse('login')}?{urlencode({'next': request.GET.get('next', reverse('admin:index'))})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """Ends the session for a POST only: a link somebody sends must not log anybody out."""
        if request.method == "POST":
            end_session(request)
            return redirect("login")
        return redirect("admin:index")
