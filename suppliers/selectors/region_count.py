"""Counting suppliers by place of registration on any past day."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from suppliers.models import RegionCount, StandingPeriod
from suppliers.permissions import counts_regions
from suppliers.rules.region_count import CountedPlace, RegionTally, tally
from suppliers.rules.standing import COUNTED


def counted_periods(as_of: date) -> QuerySet[StandingPeriod]:
    """The periods that count on the day: one per supplier of the counting set, as things stood when the day ended."""
    return StandingPeriod.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=as_of), standing__in=COUNTED, valid_from__lte=as_of
    )


def region_counts(as_of: date) -> RegionTally:
    """Suppliers that counted on the day, by the place where they were registered then; one query."""
    rows = counted_periods(as_of).order_by().values_list("region_group", "country", "province").annotate(suppliers=Count("*"))
    return tally(as_of, (CountedPlace(*row) for row in rows))


def visible_region_counts(account: Any) -> QuerySet[RegionCount]:
    """The stored counts for those who read suppliers; nothing for anybody else."""
    if not counts_regions(account):
        return RegionCount.objects.none()
    return RegionCount.objects.select_related("job")
