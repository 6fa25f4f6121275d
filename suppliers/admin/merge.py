"""Merges: proposed, carried out by a second person, and taken back."""

from functools import partial
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.duplicate import side_by_side
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words
from suppliers.models import SupplierMerge
from suppliers.models.labels import choices
from suppliers.models.labels_trade import MERGE_STATUS
from suppliers.permissions import decides_duplicates
from suppliers.rules.duplicate import MergeStatus
from suppliers.selectors.clock import local_day, now
from suppliers.selectors.duplicate import visible_merges
from suppliers.services.merge import confirm_merge, drop_merge, needs_second_person, undo_merge

TONES = {MergeStatus.PROPOSED: "attention", MergeStatus.DONE: "good"}


@admin.register(SupplierMerge)
class MergeAdmin(ReadingAdmin):
    """The list, and the page on which a merge is confirmed, dropped or taken back."""

    visible = staticmethod(visible_merges)
    page_template = "admin/pages/merge.html"
    acts = {"confirm": "confirm", "drop": "drop", "undo": "undo"}
    list_title = gettext_lazy("Merges of suppliers")
    list_intro = gettext_lazy("Two entries of one company become one; every merge can be taken back.")
    list_empty = gettext_lazy("No merge has been proposed yet.")
    list_display = ("merged_shown", "kept_shown", "proposed", "state")
    list_display_links = ("merged_shown",)
    sortable_by = ()
    list_filter = (code_filter(gettext_lazy("state"), "status", lambda: choices(MERGE_STATUS)),)

    @admin.display(description=gettext_lazy("entry that ends"))
    def merged_shown(self, merge: SupplierMerge) -> str:
        return two_lines(merge.merged, merge.merged.number)

    @admin.display(description=gettext_lazy("entry that stays"))
    def kept_shown(self, merge: SupplierMerge) -> str:
        return two_lines(merge.kept, merge.kept.number)

    @admin.display(description=gettext_lazy("proposed"))
    def proposed(self, merge: SupplierMerge) -> str:
        return two_lines(day_words(local_day(merge.proposed_at)), merge.proposed_by)

    @admin.display(description=gettext_lazy("state"))
    def state(self, merge: SupplierMerge) -> str:
        return badge(merge.get_status_display(), TONES.get(MergeStatus(merge.status), "neutral"))

    def page_context(self, request: HttpRequest, row: SupplierMerge) -> dict[str, Any]:
        may_decide = decides_duplicates(request.user)
        is_open = row.status == MergeStatus.PROPOSED
        is_second = needs_second_person(row.kept, row.merged)
        blocked = is_open and is_second and row.proposed_by_id == request.user.pk
        why_not = _("You proposed this, and one of the two is active, so another person confirms it.") if blocked else ""
        return {
            "title": _("Merge of two suppliers"),
            "state": self.state(row),
            "rows": side_by_side(row.merged, row.kept),
            "moved": [(_plural(label), len(keys)) for label, keys in row.moved.items()],
            "may_confirm": may_decide and is_open and not blocked,
            "may_drop": may_decide and is_open,
            "may_undo": may_decide and row.status == MergeStatus.DONE,
            "why_not": why_not if may_decide else _("Procurement decides on duplicates."),
        }

    def confirm(self, request: HttpRequest, merge: SupplierMerge) -> HttpResponse:
        """Carry it out."""
        act = partial(confirm_merge, merge, by=request.user, at=now())
        return self.attempt(request, merge, act, _("The two are one entry from today on. It can be taken back here."))

    def drop(self, request: HttpRequest, merge: SupplierMerge) -> HttpResponse:
        """Leave the two as they are."""
        act = partial(drop_merge, merge, by=request.user, at=now())
        return self.attempt(request, merge, act, _("The proposal is dropped; both entries stay as they are."))

    def undo(self, request: HttpRequest, merge: SupplierMerge) -> HttpResponse:
        """Put everything back, and say why."""
        if not decides_duplicates(request.user):
            raise PermissionDenied
        act = partial(undo_merge, merge, by=request.user, at=now())
        context = {"title": _("Take the merge back"), "done": _("The merge is taken back: both entries stand as before.")}
        return self.with_reason(request, merge, "admin/pages/merge_undo.html", act, **context)


def _plural(label: str) -> object:
    """The words for a kind of record, such as “certificates”."""
    return apps.get_model(label)._meta.verbose_name_plural  # noqa: SLF001 -- Django's public-by-custom API
