"""Award sheets: the list, the sheet with its comparison, and every step up to the award by a second person."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from suppliers.admin.award_view import comparison_view, header, lines
from suppliers.admin.history_words import history_line, say_acts, say_facts, say_states
from suppliers.admin.list_filter import code_filter
from suppliers.admin.reading import ReadingAdmin, badge, two_lines
from suppliers.admin.words import day_words
from suppliers.forms.award import BidForm, LotForm, OfferForm, ProposalForm
from suppliers.forms.refusal import refusals, sentence
from suppliers.models import AwardSheet, Bid
from suppliers.models.labels import CATEGORY, choices
from suppliers.models.labels_trade import AWARD_STATUS
from suppliers.permissions import awards_contracts, enters_bids, reads_bids
from suppliers.reports.table_export import csv_lines
from suppliers.rules.award import AwardStatus
from suppliers.rules.receipt import canonical_json, receipt_digest
from suppliers.selectors.award import possible_bidders, visible_awards, visible_bids
from suppliers.selectors.clock import local_day, now, today
from suppliers.selectors.history import visible_history
from suppliers.services.award import (
    award,
    cancel_award,
    change_bid,
    enter_bid,
    open_award,
    propose_award,
    remove_bid,
    send_award_back,
)

TONE = {AwardStatus.OPEN: "attention", AwardStatus.PROPOSED: "attention", AwardStatus.AWARDED: "good"}

say_acts(
    {
        "awardsheet.open": gettext_lazy("Award sheet opened"),
        "awardsheet.propose": gettext_lazy("Award proposed"),
        "awardsheet.send_back": gettext_lazy("Proposed award sent back"),
        "awardsheet.award": gettext_lazy("Lot awarded"),
        "awardsheet.win": gettext_lazy("Won an award"),
        "awardsheet.cancel": gettext_lazy("Award sheet ended without an award"),
        "bid.enter": gettext_lazy("Bid entered"),
        "bid.change": gettext_lazy("Bid changed"),
        "bid.remove": gettext_lazy("Bid taken off the sheet"),
    }
)
say_facts(
    {
        "price": gettext_lazy("price"),
        "technical": gettext_lazy("technical score"),
        "delivery": gettext_lazy("delivery score"),
        "receipt_sha256": gettext_lazy("SHA-256 of the receipt"),
        "supplier": gettext_lazy("supplier"),
    }
)
say_states("awardsheet", AWARD_STATUS)


def award_badge(status: str) -> str:
    """How far a sheet is."""
    found = AwardStatus(status)
    return badge(AWARD_STATUS[found], TONE.get(found, "neutral"))


@admin.register(AwardSheet)
class AwardAdmin(ReadingAdmin):
    """Bids are seen by procurement and whoever controls it, by nobody else."""

    reads = staticmethod(reads_bids)
    visible = staticmethod(visible_awards)
    page_template = "admin/pages/award.html"
    change_list_template = "admin/pages/award_list.html"
    list_acts = {"new": "new"}
    acts = {
        "bidder": "bidder",
        "bid": "bid",
        "propose": "propose",
        "award": "award_lot",
        "send-back": "send_back",
        "cancel": "cancel",
        "receipt": "receipt",
        "table": "table",
        "print": "print_page",
    }
    list_title = gettext_lazy("Award sheets")
    list_intro = gettext_lazy(
        "Bids compared with and without the bonus for certified products. A manager awards what somebody else proposed."
    )
    list_empty = gettext_lazy("No award sheet has been opened yet.")
    list_display = ("number", "lot", "category", "state", "awarded_to", "bonus", "opened")
    list_display_links = ("number", "lot")
    ordering = ("-created_at", "-pk")
    sortable_by = ()
    search_fields = ("number", "title", "winner__name_zh", "winner__name_en", "winner__number")
    search_help_text = gettext_lazy("Number, lot or winner")
    list_filter = (
        code_filter(gettext_lazy("state"), "status", lambda: choices(AWARD_STATUS)),
        code_filter(gettext_lazy("category"), "category", lambda: choices(CATEGORY)),
    )

    @admin.display(description=gettext_lazy("lot"))
    def lot(self, sheet: AwardSheet) -> str:
        return sheet.title

    @admin.display(description=gettext_lazy("state"))
    def state(self, sheet: AwardSheet) -> str:
        return award_badge(sheet.status)

    @admin.display(description=gettext_lazy("awarded to"))
    def awarded_to(self, sheet: AwardSheet) -> str:
        if sheet.winner is None:
            return "–"
        return two_lines(sheet.winner.name_in(get_language() or ""), sheet.winner.number)

    @admin.display(description=gettext_lazy("bonus"))
    def bonus(self, sheet: AwardSheet) -> str:
        if not sheet.receipt_sha256:
            return "–"
        if sheet.preference_decided:
            return _("decided")
        return _("applied") if sheet.preference_applied else _("not applied")

    @admin.display(description=gettext_lazy("opened on"))
    def opened(self, sheet: AwardSheet) -> str:
        return day_words(local_day(sheet.created_at))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_open": enters_bids(request.user), **(extra_context or {})})

    def page_context(self, request: HttpRequest, row: AwardSheet) -> dict[str, Any]:
        """The comparison, what this person may do next, and the sheet's history."""
        about = {str(row.pk)}
        entries = visible_history(request.user).filter(subject_type="suppliers.awardsheet", subject_id__in=about)
        return {
            "title": row.title,
            "state": award_badge(row.status),
            "view": comparison_view(row, today(), get_language() or ""),
            "digest_holds": bool(row.receipt) and receipt_digest(row.receipt) == row.receipt_sha256,
            "history": [history_line(entry) for entry in entries.exclude(action="awardsheet.win")[:30]],
            **_acts_for(request, row),
        }

    def new(self, request: HttpRequest) -> HttpResponse:
        """A new sheet."""
        if not enters_bids(request.user):
            raise PermissionDenied
        form = LotForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return redirect(self.address(open_award(form.lot(), by=request.user, at=now())))
        status = 422 if request.method == "POST" else 200
        return self.page(request, None, "admin/pages/award_new.html", status, title=_("Open an award sheet"), form=form)

    def bidder(self, request: HttpRequest, sheet: AwardSheet) -> HttpResponse:
        """Search an active supplier, then enter its figures; what is typed is kept when it is refused."""
        self._only(enters_bids, request)
        typed = request.POST.get("q", request.GET.get("q", "")).strip()
        found = possible_bidders(request.user, typed, without=sheet)
        language = get_language() or ""
        offered = [(str(each.pk), f"{each.name_in(language)} · {each.number}") for each in found]
        form = BidForm(request.POST or None, bidders=offered)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            supplier = next(each for each in found if str(each.pk) == form.cleaned_data["supplier"])
            try:
                enter_bid(sheet, supplier, form.offer(), by=request.user, at=now())
            except refusals() as error:
                refusal = sentence(error)
            else:
                messages.success(request, _("The bid of %(name)s is entered.") % {"name": supplier.name_in(language)})
                return redirect(self.address(sheet))
        status = 422 if request.method == "POST" else 200
        context = {"title": _("Add a bidder"), "form": form, "refusal": refusal, "typed": typed, "found": found}
        return self.page(request, sheet, "admin/pages/award_bidder.html", status, **context)

    def bid(self, request: HttpRequest, sheet: AwardSheet) -> HttpResponse:
        """Change the figures of a bid, or take it off the sheet; the bid is named by `bid`."""
        self._only(enters_bids, request)
        row = self._bid(request, sheet)
        if request.method == "POST" and "remove" in request.POST:
            act = partial(remove_bid, row, by=request.user, at=now())
            return self.attempt(request, sheet, act, _("The bid is off the sheet. The history keeps its figures."))
        initial = {"price": row.price, "technical": row.technical, "delivery": row.delivery}
        form = OfferForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            act = partial(change_bid, row, form.offer(), by=request.user, at=now())
            return self.attempt(request, sheet, act, _("The bid is changed."))
        status = 422 if request.method == "POST" else 200
        title = _("Bid of %(name)s") % {"name": row.supplier.name_in(get_language() or "")}
        return self.page(request, sheet, "admin/pages/award_bid.html", status, title=title, form=form, bid=row)

    def propose(self, request: HttpRequest, sheet: AwardSheet) -> HttpResponse:
        """A page that says what follows; scores and certificates are read once more and frozen."""
        self._only(enters_bids, request)
        view = comparison_view(sheet, today(), get_language() or "")
        offered = [(str(each.supplier), _bidder_words(each)) for each in view.rows]
        initial = {"supplier": offered[0][0]} if offered else {}
        form = ProposalForm(request.POST or None, bidders=offered, unscored=view.has_unranked, initial=initial)
        refusal = ""
        if request.method == "POST" and form.is_valid():
            typed = dict(form.cleaned_data)
            chosen = sheet.bids.select_related("supplier").get(supplier_id=int(typed.pop("supplier"))).supplier
            try:
                propose_award(sheet, chosen, by=request.user, at=now(), **typed)
            except refusals() as error:
                refusal = sentence(error)
            else:
                return self.back(request, sheet, _("The award is proposed and frozen. A manager has been told."))
        status = 422 if request.method == "POST" else 200
        context = {"title": _("Propose an award"), "form": form, "refusal": refusal, "view": view}
        return self.page(request, sheet, "admin/pages/award_propose.html", status, **context)

    def award_lot(self, request: HttpRequest, sheet: AwardSheet) -> HttpResponse:
        """A page of its own: what is awarded to whom, and what is checked at this moment."""
        self._only(awards_contracts, request)
        if request.method != "POST":
            view = comparison_view(sheet, today(), get_language() or "")
            return self.page(request, sheet, "admin/pages/award_award.html", title=_("Award the lot"), view=view)
        act = partial(award, sheet, by=request.user, at=now())
        return self.attempt(request, sheet, act, _("The lot is awarded. Whoever proposed it has been told."))

    def send_back(self, request: HttpRequest, sheet: AwardSheet) -> HttpResponse:
        """The manager's other answer, with a reason."""
        self._only(awards_contracts, request)
        act = partial(send_award_back, sheet, request.POST.get("reason", "")[:2000], by=request.user, at=now())
        return self.attempt(request, sheet, act, _("The sheet is open again. Whoever proposed the award has been told."))

    def cancel(self, request: HttpRequest, sheet: AwardSheet) -> HttpResponse:
        """End without an award, with a reason."""
        act = partial(cancel_award, sheet, request.POST.get("reason", "")[:2000], by=request.user, at=now())
        return self.attempt(request, sheet, act, _("The sheet has ended without an award."))

    def receipt(self, request: HttpRequest, sheet: AwardSheet) -> HttpResponse:  # noqa: ARG002 -- one shape for all acts
        """The receipt's canonical bytes: their SHA-256 is the one on the page."""
        if not sheet.receipt:
            raise Http404
        headers = {"Content-Disposition": f'attachment; filename="{sheet.number}.json"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(canonical_json(sheet.receipt), content_type="application/json", headers=headers)

    def table(self, request: HttpRequest, sheet: AwardSheet) -> HttpResponseBase:  # noqa: ARG002 -- one shape for all acts
        """The comparison as CSV."""
        view = comparison_view(sheet, today(), get_language() or "")
        response = StreamingHttpResponse(csv_lines(header(), lines(view)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{sheet.number}.csv"'
        return response

    def print_page(self, request: HttpRequest, sheet: AwardSheet) -> HttpResponse:
        """The sheet for paper: everything on one page, nothing to click."""
        view = comparison_view(sheet, today(), get_language() or "")
        return self.page(request, sheet, "admin/pages/award_print.html", title=sheet.title, view=view, printed_at=now())

    def _only(self, may: Any, request: HttpRequest) -> None:
        if not may(request.user):
            raise PermissionDenied

    def _bid(self, request: HttpRequest, sheet: AwardSheet) -> Bid:
        number = request.POST.get("bid", request.GET.get("bid", ""))
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise Http404
        row = visible_bids(request.user).filter(sheet=sheet, pk=int(number)).first()
        if row is None:
            raise Http404
        return row


def _bidder_words(row: Any) -> str:
    if not row.place:
        return _("%(name)s: not ranked") % {"name": row.name}
    return _("%(place)s. %(name)s: %(score)s") % {"place": row.place, "name": row.name, "score": row.score}


def _acts_for(request: HttpRequest, sheet: AwardSheet) -> dict[str, Any]:
    enters, decides = enters_bids(request.user), awards_contracts(request.user)
    is_open, is_proposed = sheet.status == AwardStatus.OPEN, sheet.status == AwardStatus.PROPOSED
    involved = {sheet.created_by_id, sheet.proposed_by_id, *sheet.bids.values_list("entered_by_id", flat=True)}
    mine = request.user.pk in involved
    why_not = ""
    if is_proposed and decides and mine:
        why_not = _("You entered bids on this sheet or proposed the award, so another manager decides.")
    elif is_proposed and not decides:
        why_not = _("A manager who entered nothing here awards the lot or sends it back.")
    elif is_open and not enters:
        why_not = _("Procurement enters the bids and proposes an award.")
    return {
        "may_enter": is_open and enters,
        "may_decide": is_proposed and decides and not mine,
        "may_cancel": (is_open or is_proposed) and (enters or decides),
        "why_not": why_not,
        "bids_address": reverse("admin:suppliers_awardsheet_bid", args=[sheet.pk]),
    }
