"""Possible duplicates: the list, two suppliers side by side, and what is decided on them."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words, place_words, standing_badge
from suppliers.forms.merge import MergeForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import DuplicatePair, Supplier
from suppliers.models.labels import choices
from suppliers.models.labels_trade import DUPLICATE_GROUND, DUPLICATE_STATUS
from suppliers.permissions import decides_duplicates
from suppliers.rules.duplicate import DuplicateStatus
from suppliers.selectors.clock import now
from suppliers.selectors.duplicate import visible_duplicates, visible_merges
from suppliers.services.duplicate import find_duplicates, reopen_pair, tell_apart
from suppliers.services.merge import propose_merge

TONES = {DuplicateStatus.OPEN: "attention", DuplicateStatus.MERGED: "good"}


@admin.register(DuplicatePair)
class DuplicateAdmin(ReadingAdmin):
    """Pairs, the most alike first."""

    visible = staticmethod(visible_duplicates)
    page_template = "admin/pages/duplicate.html"
    change_list_template = "admin/pages/duplicate_list.html"
    list_acts = {"search": "search"}
    acts = {"different": "different", "reopen": "reopen", "propose": "propose"}
    list_title = gettext_lazy("Possible duplicates")
    list_intro = gettext_lazy(
        "Suppliers with the same identifier or bank account, or with names, or names and addresses, that are alike. "
        "The register is searched every night."
    )
    list_empty = gettext_lazy("No two suppliers look like one.")
    list_display = ("one", "other", "ground_shown", "likeness_figure", "state")
    list_display_links = ("one",)
    ordering = ("-likeness", "pk")
    sortable_by = ()
    list_filter = (
        code_filter(gettext_lazy("state"), "status", lambda: choices(DUPLICATE_STATUS)),
        code_filter(gettext_lazy("ground"), "ground", lambda: choices(DUPLICATE_GROUND)),
    )

    @admin.display(description=gettext_lazy("supplier"))
    def one(self, pair: DuplicatePair) -> str:
        return two_lines(pair.first, pair.first.number)

    @admin.display(description=gettext_lazy("looks like"))
    def other(self, pair: DuplicatePair) -> str:
        return two_lines(pair.second, pair.second.number)

    @admin.display(description=gettext_lazy("ground"))
    def ground_shown(self, pair: DuplicatePair) -> str:
        return pair.get_ground_display()

    @admin.display(description=gettext_lazy("likeness (%)"))
    def likeness_figure(self, pair: DuplicatePair) -> str:
        return str(pair.likeness)

    @admin.display(description=gettext_lazy("state"))
    def state(self, pair: DuplicatePair) -> str:
        return badge(pair.get_status_display(), TONES.get(DuplicateStatus(pair.status), "neutral"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_search": decides_duplicates(request.user), **(extra_context or {})})

    def search(self, request: HttpRequest) -> HttpResponse:
        """Search the register now instead of at night."""
        address = reverse("admin:suppliers_duplicatepair_changelist")
        if request.method != "POST":
            return redirect(address)
        if not decides_duplicates(request.user):
            raise PermissionDenied
        found = find_duplicates(at=now())
        words = {"compared": found.compared, "open": found.open_pairs, "new": found.new_pairs}
        said = _("%(compared)d suppliers compared: %(open)d pairs are open, %(new)d of them new.") % words
        messages.success(request, said)
        return redirect(address)

    def page_context(self, request: HttpRequest, row: DuplicatePair) -> dict[str, Any]:
        merges = visible_merges(request.user).filter(kept__in=[row.first_id, row.second_id])
        may_decide = decides_duplicates(request.user)
        is_open = row.status == DuplicateStatus.OPEN
        return {
            "title": _("One company or two?"),
            "state": badge(row.get_status_display(), TONES.get(DuplicateStatus(row.status), "neutral")),
            "rows": side_by_side(row.first, row.second),
            "merge": merges.filter(merged__in=[row.first_id, row.second_id]).first(),
            "may_decide": may_decide and is_open,
            "may_reopen": may_decide and row.status == DuplicateStatus.DIFFERENT,
            "why_not": "" if may_decide else _("Procurement decides on duplicates."),
        }

    def different(self, request: HttpRequest, pair: DuplicatePair) -> HttpResponse:
        """Two different companies, and why."""
        self._guard(request)
        context = {"title": _("Two different companies"), "done": _("Noted: two different companies. The pair is closed.")}
        act = partial(tell_apart, pair, by=request.user, at=now())
        return self.with_reason(request, pair, "admin/pages/duplicate_reason.html", act, **context)

    def reopen(self, request: HttpRequest, pair: DuplicatePair) -> HttpResponse:
        """Look at it again, and why."""
        self._guard(request)
        context = {"title": _("Look at the pair again"), "done": _("The pair is open again.")}
        act = partial(reopen_pair, pair, by=request.user, at=now())
        return self.with_reason(request, pair, "admin/pages/duplicate_reason.html", act, **context)

    def propose(self, request: HttpRequest, pair: DuplicatePair) -> HttpResponse:
        """Which of the two stays, and why they are one."""
        self._guard(request)
        form = MergeForm(request.POST or None, pair=pair)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            kept, merged = form.kept_and_merged()
            try:
                merge = propose_merge(kept, merged, reason=form.cleaned_data["reason"], by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("The merge is proposed. Nothing has moved yet."))
                return redirect(reverse("admin:suppliers_suppliermerge_change", args=[merge.pk]))
        status = 422 if request.method == "POST" else 200
        context = {"title": _("Merge the two"), "form": form, "refusal": refusal, "rows": side_by_side(pair.first, pair.second)}
        return self.page(request, pair, "admin/pages/duplicate_propose.html", status, **context)

    def _guard(self, request: HttpRequest) -> None:
        if not decides_duplicates(request.user):
            raise PermissionDenied


def side_by_side(one: Supplier, other: Supplier) -> list[tuple[str, object, object, bool]]:
    """Label, both values, and whether they agree (of values that are known)."""
    rows = [(label, first, second) for (label, first), (_label, second) in zip(_facts(one), _facts(other), strict=True)]
    return [(label, first, second, bool(first) and str(first) == str(second)) for label, first, second in rows]


def _facts(supplier: Supplier) -> list[tuple[str, object]]:
    group, place = place_words(supplier)
    return [
        (_("Supplier number"), supplier.number),
        (_("Standing"), standing_badge(supplier.standing)),
        (_("Name in Chinese"), supplier.name_zh),
        (_("Name in English"), supplier.name_en),
        (_("Former names"), supplier.former_names),
        (_("Kind of identifier"), supplier.get_identifier_scheme_display()),
        (_("Identifier"), supplier.identifier_value),
        (_("Legal entity identifier (LEI)"), supplier.lei),
        (_("Region of registration"), f"{group} · {place}" if place else group),
        (_("Registered address"), supplier.registered_address),
        (_("Legal representative"), supplier.legal_representative),
        (_("Date of registration"), day_words(supplier.registered_on)),
        (_("Category"), supplier.get_category_display()),
        (_("Bank account"), supplier.bank_account_masked),
        (_("Active since"), day_words(supplier.active_since)),
    ]
