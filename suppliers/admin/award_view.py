"""The comparison of a sheet's bids as a table: live while it is open, from the frozen receipt afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from suppliers.models import AwardSheet, Supplier
from suppliers.reports.table_export import Cell
from suppliers.rules.award_receipt import Choice, SheetFacts, award_receipt
from suppliers.rules.selection_policy import SelectionPolicy
from suppliers.selectors.award import live_comparison
from suppliers.selectors.clock import now
from suppliers.selectors.policy import scoring_policy


@dataclass(frozen=True)
class BidRow:
    """One line. Scores are text as published, "" where the bidder is not ranked."""

    bid: int
    supplier: int
    name: str
    number: str
    price: Decimal
    technical: str
    delivery: str
    esg: str
    has_3c: bool
    has_rohs: bool
    labels: int
    price_score: str = ""
    without: str = ""
    bonus: str = ""
    score: str = ""
    place: int = 0
    place_without: int = 0

    @property
    def shown_price(self) -> str:
        """The price with its thousands apart, in every language."""
        return f"{self.price:,.2f}"


@dataclass(frozen=True)
class ComparisonView:
    """The table with what it shows in words."""

    rows: list[BidRow]
    weights: Mapping[str, str]
    bonus_both: str
    bonus_one: str
    bonus_is_on: bool
    verdict: str
    has_unranked: bool


def comparison_view(sheet: AwardSheet, on: date, language: str) -> ComparisonView:
    """The comparison of a day, or the frozen one once there is a receipt."""
    content = sheet.receipt or _live_content(sheet, on)
    bids = {bid.supplier.number: (bid.pk, bid.supplier) for bid in sheet.bids.select_related("supplier")}
    ranked = [_row(each, bids, language) for each in content["ranked"]]
    unranked = [_row(each, bids, language) for each in content["unranked"]]
    names = {row.number: row.name for row in (*ranked, *unranked)}
    return ComparisonView(
        rows=[*ranked, *unranked],
        weights=content["weights"],
        bonus_both=content["bonus"]["both"],
        bonus_one=content["bonus"]["one"],
        bonus_is_on=content["bonus"]["is_on"],
        verdict=_verdict(content, names),
        has_unranked=bool(unranked),
    )


def header() -> list[str]:
    """Heads of the file."""
    return [
        _("Place"),
        _("Supplier number"),
        _("Bidder"),
        _("Price"),
        _("Price score"),
        _("Technical score"),
        _("Delivery score"),
        _("ESG score S"),
        _("3C valid"),
        _("RoHS accepted"),
        _("Score without bonus"),
        _("Place without bonus"),
        _("Bonus"),
        _("Selection score"),
    ]


def lines(view: ComparisonView) -> Iterator[list[Cell]]:
    """One line per bidder."""
    yes_no = {True: _("yes"), False: _("no")}
    for row in view.rows:
        yield [
            row.place or None,
            row.number,
            row.name,
            row.price,
            row.price_score,
            row.technical,
            row.delivery,
            row.esg,
            str(yes_no[row.has_3c]),
            str(yes_no[row.has_rohs]),
            row.without,
            row.place_without or None,
            row.bonus,
            row.score,
        ]


def _live_content(sheet: AwardSheet, on: date) -> dict[str, Any]:
    """What a receipt would hold now, so that both tables are one."""
    policy: SelectionPolicy = scoring_policy().selection
    about = SheetFacts(sheet.number, sheet.title, sheet.category, sheet.currency, sheet.needs_3c, sheet.needs_rohs, "", {})
    return award_receipt(about, live_comparison(sheet, on), Choice(""), policy, at=now())


def _row(each: Mapping[str, Any], bids: Mapping[str, tuple[int, Supplier]], language: str) -> BidRow:
    bid, supplier = bids[each["supplier"]]
    return BidRow(
        bid=bid,
        supplier=supplier.pk,
        name=supplier.name_in(language),
        number=each["supplier"],
        price=Decimal(each["price"]),
        technical=each["technical"],
        delivery=each["delivery"],
        esg=each["esg"] or "",
        has_3c=each["has_3c"],
        has_rohs=each["has_rohs"],
        labels=each["labels"],
        price_score=each.get("price_score", ""),
        without=each.get("without_bonus", ""),
        bonus=each.get("bonus", ""),
        score=each.get("score", ""),
        place=each.get("place", 0),
        place_without=each.get("place_without_bonus", 0),
    )


def _verdict(content: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One sentence: whether the bonus is on, and whether it decides who leads."""
    first, other = content["first_with_bonus"], content["first_without_bonus"]
    if first is None:
        return _("No bidder can be ranked yet.")
    words = {"first": names[first], "other": names[other]}
    if not content["bonus"]["is_on"]:
        return _("%(first)s leads. The bonus is off for all: the lot holds neither 3C nor electrical products.") % words
    if not content["preference_applied"]:
        return _("%(first)s leads. The bonus is on, but no bidder holds valid 3C or RoHS proof.") % words
    if first == other:
        return _("%(first)s leads with and without the bonus: the bonus does not decide.") % words
    return _("The bonus decides: with it %(first)s leads, without it %(other)s would.") % words
