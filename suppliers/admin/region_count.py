"""Regional counts: the count of any past day, and those that were stored."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.admin.job import job_progress
from suppliers.admin.reading import LISTED, ReadingAdmin
from suppliers.admin.region_view import count_view, count_view_of, readable_day
from suppliers.admin.words import day_words
from suppliers.models import Job, RegionCount
from suppliers.permissions import counts_regions
from suppliers.rules.region import RegionGroup
from suppliers.selectors.clock import now, today
from suppliers.selectors.job import visible_jobs
from suppliers.selectors.region_count import visible_region_counts
from suppliers.services.region_count import request_region_count


@admin.register(RegionCount)
class RegionCountAdmin(ReadingAdmin):
    """One page for any past day with the stored counts below it; a page for each stored count."""

    reads = staticmethod(counts_regions)
    visible = staticmethod(visible_region_counts)
    page_template = "admin/pages/region_count_stored.html"
    list_acts = {"store": "store"}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The count of the day in `as_of`, today's without one. A wrong day is said beside the field."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed = request.GET.get("as_of", "").strip() or today().isoformat()
        day, refusal = readable_day(typed)
        stored = Paginator(visible_region_counts(request.user), LISTED).get_page(request.GET.get("p"))
        job = (
            visible_jobs(request.user).filter(pk=request.GET.get("job")).first() if request.GET.get("job", "").isdigit() else None
        )
        context = {
            "title": _("Suppliers by region of registration"),
            "typed": typed,
            "today": today(),
            "refusal": refusal,
            "count": count_view_of(day) if day else None,
            "stored": stored,
            **(job_progress(job, request) if job else {}),
            **(extra_context or {}),
        }
        return self.page(request, None, "admin/pages/region_count.html", **context)

    def store(self, request: HttpRequest) -> HttpResponse:
        """Ask for the count of a day to be kept; the page then shows the job's bar."""
        address = reverse("admin:suppliers_regioncount_changelist")
        if request.method != "POST":
            return redirect(address)
        day, refusal = readable_day(request.POST.get("as_of", ""))
        if day is None:
            messages.error(request, refusal)
            return redirect(address)
        job = request_region_count(day, by=request.user, at=now())
        return redirect(f"{address}?{urlencode({'as_of': day.isoformat(), 'job': job.pk})}")

    def page_context(self, request: HttpRequest, row: RegionCount) -> dict[str, Any]:  # noqa: ARG002 -- for subclasses
        title = _("Suppliers by region of registration on %(day)s") % {"day": day_words(row.as_of)}
        groups = {group: int(row.groups.get(group, 0)) for group in RegionGroup}
        return {"title": title, "count": count_view(row.as_of, row.total, groups, row.provinces, row.countries)}


def _job_to_follow(request: HttpRequest) -> Job | None:
    number = request.GET.get("job", "")
    return visible_jobs(request.user).filter(pk=number).first() if number.isascii() and number.isdigit() else None
