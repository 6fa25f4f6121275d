"""The reader's own notices."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from suppliers.models import Notice
from suppliers.selectors.clock import now
from suppliers.selectors.notice import visible_notices
from suppliers.services.notice import mark_read, notice_text

PER_PAGE = 20


def _shown(notice: Notice) -> dict[str, object]:
    # The page is read in the language of the page, whatever language the mail went out in.
    notice.language = get_language() or notice.language
    # The button leads where the mail's link leads.
    subject, body = notice_text(notice, secrets={"link": ""})
    return {"notice": notice, "subject": subject, "body": body}


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Notices to this person, newest first."""
    page = Paginator(visible_notices(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/notices.html", {"page": page, "shown": [_shown(notice) for notice in page]})


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read and go where it points."""
    notice = get_object_or_404(visible_notices(request.user), pk=pk)
    mark_read(request.user, at=now(), ids=[notice.pk])
    inside = notice.url and url_has_allowed_host_and_scheme(notice.url, None)
    return redirect(notice.url if inside else "portal:notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all notices as read."""
    mark_read(request.user, at=now())
    return redirect("portal:notices")
