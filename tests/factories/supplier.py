"""Suppliers in a standing."""

from datetime import date
from itertools import count

from suppliers.models import StandingPeriod, Supplier
from suppliers.rules.standing import COUNTED, Standing
from suppliers.selectors.region import region_table

_serial = count(1)


def make_supplier(
    standing: Standing = Standing.ACTIVE,
    *,
    country: str = "CN",
    province: str = "CN-BJ",
    since: date = date(2024, 1, 2),
    **fields: object,
) -> Supplier:
    """A media office firm in that standing, dated from `since`, registered in Beijing unless told otherwise."""
    number = next(_serial)
    place = region_table().locate(country, province)
    facts = {
        "number": f"SUP-T{number:05d}",
        "name_zh": f"演示供应商{number}（虚构）",
        "name_en": f"Demo Supplier {number} (fictional)",
        "category": "media",
        "profile": "office",
        "active_since": since if standing in COUNTED else None,
        **fields,
    }
    supplier = Supplier.objects.create(
        standing=standing,
        registered_country=place.country,
        registered_province=place.province,
        region_group=region_table().group_of(country, province),
        **facts,
    )
    StandingPeriod.objects.create(
        supplier=supplier,
        standing=standing,
        country=place.country,
        province=place.province,
        region_group=supplier.region_group,
        valid_from=since,
    )
    return supplier
