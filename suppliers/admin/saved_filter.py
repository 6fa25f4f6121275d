"""Filters kept under a name, as links above a list; for any list of ours that mixes this in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.forms.refusal import refusals, sentence
from suppliers.selectors.clock import now
from suppliers.selectors.saved_filter import visible_saved_filters
from suppliers.services.saved_filter import drop_filter, keep_filter


class SavedFilters:
    """Adds two acts to a ReadingAdmin: put `KEEPING` into its `list_acts` and `kept_filters()` into its list's context."""

    opts: Any

    KEEPING = {"keep-filter": "keep_filter", "drop-filter": "drop_filter"}

    @property
    def _page(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_changelist"

    def kept_filters(self, request: HttpRequest) -> dict[str, Any]:
        """The links, the one that is shown now, and the query that could be kept."""
        found = list(visible_saved_filters(request.user, self._page))
        here = request.GET.urlencode()
        names = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return {
            "kept_filters": [(one, one.query == here, one.owner_id == request.user.pk) for one in found],
            "query_to_keep": here,
            "keep_url": reverse(f"{names}_keep_filter"),
            "drop_url": reverse(f"{names}_drop_filter"),
        }

    def keep_filter(self, request: HttpRequest) -> HttpResponse:
        """Keep the list's present filter."""
        query = QueryDict(request.POST.get("query", "")).urlencode()
        if request.method == "POST":
            name, is_shared = request.POST.get("name", ""), request.POST.get("is_shared") == "on"
            try:
                keep_filter(self._page, name, query, is_shared=is_shared, by=request.user, at=now())
            except refusals() as refusal:
                messages.error(request, sentence(refusal))
            else:
                messages.success(request, _("The filter is kept: it stands above the list."))
        return redirect(f"{reverse(f'admin:{self._page}')}{'?' if query else ''}{query}")

    def drop_filter(self, request: HttpRequest) -> HttpResponse:
        """Delete one of one's own."""
        if request.method == "POST":
            number = request.POST.get("filter", "")
            kept = visible_saved_filters(request.user, self._page).filter(pk=number if number.isdigit() else 0).first()
            if kept is None:
                raise Http404
            if kept.owner_id != request.user.pk:
                raise PermissionDenied
            drop_filter(kept, by=request.user)
            messages.success(request, _("The filter is deleted."))
        return redirect(reverse(f"admin:{self._page}"))
