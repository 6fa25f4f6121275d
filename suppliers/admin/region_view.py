"""One day's count by region as tables and a chart."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from suppliers.admin.words import day_words
from suppliers.forms.listing import listed
from suppliers.forms.refusal import sentence
from suppliers.models.labels import REGION_GROUP, TWO_GROUPS
from suppliers.reports.chart import Chart, Label
from suppliers.reports.chart_bars import Bar, bars
from suppliers.rules.region import RegionGroup, shares, two_groups
from suppliers.rules.region_count import BadDay, DayInFuture, check_begun, read_day
from suppliers.selectors.clock import today
from suppliers.selectors.country import country_name
from suppliers.selectors.region import province_name
from suppliers.selectors.region_count import region_counts


@dataclass(frozen=True)
class CountRow:
    """One line of a table: words, suppliers, share in percent."""

    words: str
    suppliers: int
    share: Decimal


@dataclass(frozen=True)
class CountView:
    """One day's count as tables and a chart."""

    as_of: date
    total: int
    groups: list[CountRow]
    two_groups: list[CountRow]
    provinces: list[CountRow]
    countries: list[CountRow]
    chart: Chart


def count_view_of(day: date) -> CountView:
    """The register's count of a day, by one query."""
    tally = region_counts(day)
    return count_view(day, tally.total, tally.groups, tally.provinces, tally.countries)


def count_view(
    day: date,
    total: int,
    groups: Mapping[RegionGroup, int],
    provinces: Mapping[str, int],
    countries: Mapping[str, int],
) -> CountView:
    """Tables and chart of one count; "not determined" is shown only where it occurs."""
    shown = {group: number for group, number in groups.items() if group is not RegionGroup.UNKNOWN or number}
    two = {group: number for group, number in two_groups(groups).items() if group != RegionGroup.UNKNOWN or number}
    three_rows = _rows(shown, lambda group: str(REGION_GROUP[group]))
    alt = _("Suppliers by region on %(day)s: %(counts)s.") % {
        "day": day_words(day),
        "counts": listed(f"{row.words} {row.suppliers}" for row in three_rows),
    }
    drawn = [Bar(Label((row.words,)), row.suppliers, f"{row.suppliers:,} · {row.share} %") for row in three_rows]
    return CountView(
        as_of=day,
        total=total,
        groups=three_rows,
        two_groups=_rows(two, lambda group: str(TWO_GROUPS[group])),
        provinces=_rows(provinces, province_words),
        countries=_rows(countries, country_words),
        chart=bars(drawn, alt=alt),
    )


def _rows(counts: Mapping[Any, int], words: Any) -> list[CountRow]:
    share = shares(counts)
    return [CountRow(words(code), number, share[code]) for code, number in counts.items()]


def province_words(code: str) -> str:
    """A province in the reader's language."""
    return str(REGION_GROUP["UNKNOWN"]) if code == "UNKNOWN" else province_name(code)


def country_words(code: str) -> str:
    """A country or region in the reader's language."""
    return str(REGION_GROUP["UNKNOWN"]) if code == "UNKNOWN" else country_name(code)


def readable_day(typed: str) -> tuple[date | None, str]:
    """The day, or the sentence that says why it cannot be counted."""
    try:
        day = read_day(typed)
        check_begun(day, today=today())
    except (BadDay, DayInFuture) as refusal:
        return None, sentence(refusal)
    return day, ""
