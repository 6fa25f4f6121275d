"""Running numbers."""

from django.db import transaction
from django.db.models import F

from suppliers.models import NumberSeries


@transaction.atomic
def next_number(series: str) -> int:
    """The next number of a series, from 1; the row is locked until the caller's transaction ends, so no gap, no double."""
    NumberSeries.objects.get_or_create(name=series)
    NumberSeries.objects.filter(name=series).update(last=F("last") + 1)
    return NumberSeries.objects.get(name=series).last
