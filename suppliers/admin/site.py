"""The admin's frame: who may open it, its first page, its language switch."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from suppliers.permissions import opens_admin


class AssaySite(UnfoldAdminSite):
    """The buyer's side. People log in at the one login page; suppliers' people are sent to their portal."""

    site_title = _("Assay")
    site_header = _("Assay")
    index_title = _("What waits for you")

    def has_permission(self, request: HttpRequest) -> bool:
        return opens_admin(request.user)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        """There is one login page for everybody; a supplier's user who strayed here goes home."""
        if request.user.is_authenticated:
            return redirect("home")
        return redirect(f"{reverse('login')}?{urlencode({'next': request.GET.get('next', reverse('admin:index'))})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        return redirect("logout")
