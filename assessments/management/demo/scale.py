"""Many suppliers for measuring: names, places and dated standings, nothing else.

The proportions are those of a published group count, 36.1 thousand in Mainland China and 17.2 thousand elsewhere.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice

from django.db import transaction

from assessments.management.demo.dice import dice
from assessments.management.demo.identity import demo_credit_code
from assessments.management.demo.plan import CATEGORIES, PRODUCTION_PERCENT, PROVINCES
from assessments.management.demo.words import CITIES
from suppliers.models import NumberSeries, StandingPeriod, Supplier
from suppliers.rules.standing import Standing
from suppliers.selectors.region import region_table

DEFAULT_SUPPLIERS = 53_300
MOST_SUPPLIERS = 99_000
"""Demo credit codes have five digits to count with."""
MAINLAND_SHARE = Fraction(361, 533)
ELSEWHERE = ("HK", "TW", "MO", "JP", "KR", "GB", "US", "DE", "FR", "SG")
FIRST_DAY = date(2012, 1, 2)
LAST_DAY = date(2022, 3, 1)
BATCH = 2000


@transaction.atomic
def load_many(suppliers: int) -> int:
    """Write so many counted suppliers with three to five standing periods each. Returns how many periods."""
    first = NumberSeries.objects.get_or_create(name="SUP")[0].last
    mainland = round(suppliers * MAINLAND_SHARE)
    rows = _rows(first, mainland, suppliers)
    written = 0
    while batch := list(islice(rows, BATCH)):
        Supplier.objects.bulk_create(batch, batch_size=BATCH)
        periods = [period for supplier in batch for period in _periods(supplier)]
        StandingPeriod.objects.bulk_create(periods, batch_size=BATCH)
        written += len(periods)
    NumberSeries.objects.filter(name="SUP").update(last=first + suppliers)
    return written


def _rows(first: int, mainland: int, suppliers: int) -> Iterator[Supplier]:
    chance, table = dice("scale"), region_table()
    places, categories = list(PROVINCES), list(CATEGORIES)
    for serial in range(1, suppliers + 1):
        category = chance.choices(categories, list(CATEGORIES.values()))[0]
        profile = "production" if chance.randrange(100) < PRODUCTION_PERCENT[category] else "office"
        if serial <= mainland:
            province = chance.choices(places, list(PROVINCES.values()))[0]
            country, scheme, value = "CN", "USCC", demo_credit_code(CITIES[province][0][1], serial)
        else:
            country, province = chance.choice(ELSEWHERE), ""
            scheme, value = "OVERSEAS_COMPANY_NO", f"DEMO{serial:06d}"
        yield Supplier(
            number=f"SUP-{first + serial:06}",
            standing=Standing.ACTIVE,
            name_zh=f"演示供应商{serial}有限公司（虚构）",
            name_en=f"Demo Supplier {serial} (fictional)",
            identifier_scheme=scheme,
            identifier_value=value,
            identifier_country=country,
            registered_country=country,
            registered_province=province,
            region_group=table.group_of(country, province),
            category=category,
            profile=profile,
            active_since=FIRST_DAY + timedelta(days=chance.randrange((LAST_DAY - FIRST_DAY).days)),
        )


def _periods(supplier: Supplier) -> Iterator[StandingPeriod]:
    admitted = supplier.active_since or FIRST_DAY
    days = [
        (Standing.DRAFT, admitted - timedelta(days=28)),
        (Standing.CHECKING, admitted - timedelta(days=18)),
        (Standing.ACTIVE, admitted),
    ]
    if supplier.number.endswith(("3", "7")):
        days += [(Standing.SUSPENDED, admitted + timedelta(days=200)), (Standing.ACTIVE, admitted + timedelta(days=260))]
    ends = [day for _standing, day in days[1:]] + [None]
    for (standing, since), until in zip(days, ends, strict=True):
        yield StandingPeriod(
            supplier=supplier,
            standing=standing,
            country=supplier.registered_country,
            province=supplier.registered_province,
            region_group=supplier.region_group,
            valid_from=since,
            valid_to=until,
        )
