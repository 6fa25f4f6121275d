"""Coming in, going out, and what happens when a session ran out in between."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def home(request: HttpRequest) -> HttpResponse:
    """The first page of whoever logged in."""
    return redirect("admin:index" if request.user.is_staff else "portal:home")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The form was older than the session: nothing was changed, and the page says how to go on."""
    return render(request, "portal/stale_form.html", status=403)
