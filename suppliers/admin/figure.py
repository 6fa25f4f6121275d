"""The register in figures: a few on the home page, the larger tables and charts on a page of their own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.admin.coverage import MONTHS, coverage_chart
from suppliers.admin.practice_table import practice_tables
from suppliers.forms.listing import listed
from suppliers.models.labels import CATEGORY, REGION_GROUP
from suppliers.models.labels_trade import TIER
from suppliers.reports.chart import Chart, Label
from suppliers.reports.chart_stacked import Stack, stacked
from suppliers.rules.coverage import month_ends
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE
from suppliers.rules.tier import Tier
from suppliers.selectors.clock import today
from suppliers.selectors.coverage import coverage_over
from suppliers.selectors.figure import TIERS, TierCell, TierMovement, expiring_certificates, tier_cells_now, tier_movement
from suppliers.selectors.litigation import suppliers_in_litigation

MONTH, QUARTER = timedelta(days=30), timedelta(days=91)


@dataclass(frozen=True)
class TierRow:
    """One group: its words and how many are in each tier, with the list behind each number."""

    words: str
    counts: list[tuple[int, str]]
    total: int


@dataclass(frozen=True)
class Moved:
    """One line of the movement table: the tier before, and how many are in each tier now."""

    words: str
    counts: list[int]


def home_figures(account: Any) -> dict[str, Any]:
    """The few on the home page: tiers with their movement, certificates that end, coverage. Ten queries at most."""
    day = today()
    cells = tier_cells_now()
    return {
        "tier_words": _tier_words(),
        "tier_rows": [_tier_row(_("All counted suppliers"), cells, "")],
        "tier_chart": _tier_chart(_regions(cells), cells),
        "tier_regions": _regions(cells),
        "movements": [(_("in 91 days"), tier_movement(day - QUARTER, day))],
        "expiring": [(band, number, _expiring_list()) for band, number in expiring_certificates(day).items()],
        "in_litigation": suppliers_in_litigation(day),
        **practice_tables(account, day),
    }


def figures_context(request: HttpRequest) -> dict[str, Any]:
    """Everything of the home page by region and category, the movement table, and coverage over the months."""
    day = today()
    cells = tier_cells_now()
    regions, categories = _regions(cells), _categories(cells)
    over = coverage_over([str(kind) for kind in REQUIRED_FOR_ADMITTANCE], month_ends(day, MONTHS))
    return {
        "title": _("The register in figures"),
        "day": day,
        "tier_words": _tier_words(),
        "tier_all": _tier_row(_("All counted suppliers"), cells, ""),
        "tier_regions": regions,
        "tier_categories": categories,
        "region_chart": _tier_chart(regions, cells),
        "category_chart": _tier_chart(categories, cells),
        "movements": [
            (day - MONTH, *_movement(tier_movement(day - MONTH, day))),
            (day - QUARTER, *_movement(tier_movement(day - QUARTER, day))),
        ],
        "expiring": [(band, number, _expiring_list()) for band, number in expiring_certificates(day).items()],
        "in_litigation": suppliers_in_litigation(day),
        "coverage_chart": coverage_chart(over),
        **practice_tables(request.user, day),
    }


def _tier_words() -> list[str]:
    return [str(TIER[tier]) for tier in TIERS]


def _regions(cells: list[TierCell]) -> list[TierRow]:
    known = [code for code in REGION_GROUP if any(cell.region == code for cell in cells)]
    return [
        _tier_row(str(REGION_GROUP[code]), [cell for cell in cells if cell.region == code], f"region_group={code}")
        for code in known
    ]


def _categories(cells: list[TierCell]) -> list[TierRow]:
    known = [code for code in CATEGORY if any(cell.category == code for cell in cells)]
    return [
        _tier_row(str(CATEGORY[code]), [cell for cell in cells if cell.category == code], f"category={code}") for code in known
    ]


def _tier_row(words: str, cells: Iterable[TierCell], part: str) -> TierRow:
    counts: Counter[Tier] = Counter()
    for cell in cells:
        counts[cell.tier] += cell.suppliers
    address = reverse("admin:suppliers_supplier_changelist")
    links = ("&".join(one for one in (part, f"tier={tier}") if one) for tier in TIERS)
    return TierRow(words, [(counts[tier], f"{address}?{link}") for tier, link in zip(TIERS, links, strict=True)], counts.total())


def _tier_chart(rows: list[TierRow], cells: list[TierCell]) -> Chart:
    total = sum(cell.suppliers for cell in cells)
    counts = Counter[Tier]()
    for cell in cells:
        counts[cell.tier] += cell.suppliers
    alt = _("Tiers of %(total)s counted suppliers: %(counts)s.") % {
        "total": total,
        "counts": listed(f"{TIER[tier]} {counts[tier]}" for tier in TIERS),
    }
    stacks = [Stack(Label((row.words,)), tuple(number for number, _url in row.counts)) for row in rows]
    return stacked([str(TIER[tier]) for tier in TIERS], stacks, alt=alt)


def _movement(movement: TierMovement) -> tuple[list[Moved], TierMovement]:
    rows = [Moved(str(TIER[before]), [movement.moves.get((before, now), 0) for now in TIERS]) for before in TIERS]
    joined = Moved(_("Not counted then"), [movement.joined.get(now, 0) for now in TIERS])
    return [row for row in [*rows, joined] if any(row.counts)], movement


def _expiring_list() -> str:
    return f"{reverse('admin:suppliers_certificate_changelist')}?state=EXPIRING"
