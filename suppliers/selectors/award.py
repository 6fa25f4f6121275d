"""Reading award sheets, always as somebody; bidders as they are today; awards of a period for KPI B5.4."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.models import AwardSheet, Bid, Supplier
from suppliers.permissions import awards_contracts, enters_bids, reads_bids
from suppliers.rules.award import AwardStatus
from suppliers.rules.award_score import BidFacts, Comparison, compare
from suppliers.rules.label import LabelFacts, has_3c, has_rohs, labels_held
from suppliers.rules.policy import Policy
from suppliers.rules.standing import Standing
from suppliers.selectors.label import label_facts
from suppliers.selectors.policy import scoring_policy
from suppliers.selectors.supplier import matching_suppliers, visible_suppliers
from suppliers.selectors.task import Task

FOUND_AT_MOST = 20


@dataclass(frozen=True)
class AwardFigures:
    """Awards of a period: all, those where the bonus was applied, those it decided, those to another than the first."""

    awarded: int
    applied: int
    decided: int
    deviated: int


def visible_awards(account: Any) -> QuerySet[AwardSheet]:
    """Award sheets for those who may read bids; suppliers and requesting departments never see any."""
    if not reads_bids(account):
        return AwardSheet.objects.none()
    return AwardSheet.objects.select_related("created_by", "proposed_by", "awarded_by", "winner", "policy")


def visible_bids(account: Any) -> QuerySet[Bid]:
    """Bids for the same people."""
    return Bid.objects.select_related("supplier", "sheet") if reads_bids(account) else Bid.objects.none()


def possible_bidders(account: Any, typed: str, *, without: AwardSheet | None = None) -> list[Supplier]:
    """Active suppliers whose name in any language, number or identifier holds what was typed; at most 20."""
    if not enters_bids(account) or not typed.strip():
        return []
    rows = matching_suppliers(visible_suppliers(account).filter(standing=Standing.ACTIVE), typed)
    if without is not None:
        rows = rows.exclude(bids__sheet=without)
    return list(rows.order_by("number")[:FOUND_AT_MOST])


def live_bids(sheet: AwardSheet, on: date, policy: Policy) -> list[BidFacts]:
    """The bidders as they are on a day: score, labels and certificates are read anew."""
    bids = list(sheet.bids.select_related("supplier").order_by("pk"))
    known = label_facts([bid.supplier_id for bid in bids], on, policy)
    return [_live(bid, known[bid.supplier_id], policy) for bid in bids]


def live_comparison(sheet: AwardSheet, on: date) -> Comparison:
    """The comparison as it would be proposed on a day."""
    policy = scoring_policy()
    return compare(live_bids(sheet, on, policy), policy.selection, needs_3c=sheet.needs_3c, needs_rohs=sheet.needs_rohs)


def award_figures(day_from: date, day_to: date) -> AwardFigures:
    """Awards made from one day to another, both included, by the local calendar."""
    rows = AwardSheet.objects.filter(
        status=AwardStatus.AWARDED, awarded_at__date__gte=day_from, awarded_at__date__lte=day_to
    ).order_by()
    found = rows.aggregate(
        awarded=Count("pk"),
        applied=Count("pk", filter=Q(preference_applied=True)),
        decided=Count("pk", filter=Q(preference_decided=True)),
        deviated=Count("pk", filter=~Q(deviation_reason="")),
    )
    return AwardFigures(**found)


def award_worklist(account: Any) -> list[Task]:
    """Sheets that wait for this person: own open ones, and for managers the proposals of others. Two queries at most."""
    tasks: list[Task] = []
    if enters_bids(account):
        mine = visible_awards(account).filter(status=AwardStatus.OPEN, created_by=account)
        tasks += [_task(sheet, _("Compare the bids and propose an award")) for sheet in mine]
    if awards_contracts(account):
        others = visible_awards(account).filter(status=AwardStatus.PROPOSED).exclude(created_by=account)
        others = others.exclude(proposed_by=account).exclude(pk__in=Bid.objects.filter(entered_by=account).values("sheet_id"))
        tasks += [_task(sheet, _("Decide on the proposed award")) for sheet in others]
    return tasks


def _task(sheet: AwardSheet, words: str) -> Task:
    since = sheet.proposed_at or sheet.created_at
    url = reverse("admin:suppliers_awardsheet_change", args=[sheet.pk])
    return Task(words=words, detail=f"{sheet.number} · {sheet.title}", url=url, since=since)


def _live(bid: Bid, known: LabelFacts, policy: Policy) -> BidFacts:
    return BidFacts(
        key=bid.pk,
        number=bid.supplier.number,
        price=bid.price,
        technical=bid.technical,
        delivery=bid.delivery,
        esg=known.esg if known.esg_is_valid else None,
        has_3c=has_3c(known.products),
        has_rohs=has_rohs(known.products),
        labels=len(labels_held(known, least_score=policy.label.performance_min_esg)),
        since=bid.supplier.active_since,
        is_active=known.is_active,
    )
