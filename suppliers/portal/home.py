"""The portal's first page: what waits for this person, and how the company stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suppliers.portal.access import own_supplier
from suppliers.selectors.clock import today
from suppliers.selectors.waiting import waiting_items


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the reader, in order of date."""
    supplier = own_supplier(request)
    items = waiting_items(request.user, supplier, today=today())
    return render(request, "portal/home.html", {"supplier": supplier, "items": items})
