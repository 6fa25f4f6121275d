"""The icon at the address where browsers look for it by themselves, beside files and answers that are no pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """To the file, whose own address changes with its content."""
    return HttpResponseRedirect(static("portal/favicon.ico"))
