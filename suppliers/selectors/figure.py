"""The register in figures: tiers and how they moved, certificates that end. Aggregates only, whatever the register's size."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from suppliers.models import Supplier, TierDecision
from suppliers.rules.standing import COUNTED
from suppliers.rules.tier import Tier
from suppliers.selectors.certificate import ends_without_successor, valid_certificates
from suppliers.selectors.region_count import counted_periods

TIERS = (Tier.A, Tier.B, Tier.C, Tier.D, Tier.N)
BANDS = (30, 60, 90)
BETTER_FIRST = {tier: place for place, tier in enumerate(TIERS)}


@dataclass(frozen=True)
class TierCell:
    """So many suppliers of one region group and category are in one tier."""

    region: str
    category: str
    tier: Tier
    suppliers: int


@dataclass(frozen=True)
class TierMovement:
    """From one day to another: how many of the counting set went where; a tier is N as long as nothing was decided.

    `moves` holds (before, now); those who joined the counting set since are counted in `joined` by their tier of now.
    """

    moves: dict[tuple[Tier, Tier], int]
    joined: dict[Tier, int]

    @property
    def better(self) -> int:
        """How many are in a better tier than before; from N nothing is better or worse."""
        return self._count(-1)

    @property
    def worse(self) -> int:
        """How many are in a worse tier than before."""
        return self._count(1)

    def _count(self, sign: int) -> int:
        return sum(
            suppliers
            for (before, now), suppliers in self.moves.items()
            if Tier.N not in {before, now} and (BETTER_FIRST[now] - BETTER_FIRST[before]) * sign > 0
        )


def _tier_on(day: date) -> Coalesce:
    decided = TierDecision.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), supplier=OuterRef("supplier"), valid_from__lte=day
    )
    return Coalesce(Subquery(decided.order_by("-valid_from", "-pk").values("tier")[:1]), Value(str(Tier.N)))


def tier_cells_now() -> list[TierCell]:
    """The counting set as it is now, by the tier the register shows. One query over the register alone."""
    rows = Supplier.objects.counted().order_by().values_list("region_group", "category", "tier").annotate(suppliers=Count("pk"))
    return [TierCell(region, category, Tier(tier), suppliers) for region, category, tier, suppliers in rows]


def tier_movement(before: date, now: date) -> TierMovement:
    """How the counting set of `now` moved since `before`. One query."""
    was_counted = counted_periods(before).filter(supplier=OuterRef("supplier"))
    rows = counted_periods(now).order_by().annotate(was=Exists(was_counted), before=_tier_on(before), now=_tier_on(now))
    moves: Counter[tuple[Tier, Tier]] = Counter()
    joined: Counter[Tier] = Counter()
    for was, earlier, later, suppliers in rows.values_list("was", "before", "now").annotate(suppliers=Count("pk")):
        if was:
            moves[Tier(earlier), Tier(later)] += suppliers
        else:
            joined[Tier(later)] += suppliers
    return TierMovement(dict(moves), dict(joined))


def expiring_certificates(day: date, bands: Sequence[int] = BANDS) -> dict[int, int]:
    """Valid certificates of counted suppliers that end within so many days and have no successor yet, by band. One query."""
    valid = valid_certificates(day).filter(supplier__standing__in=COUNTED, valid_to__isnull=False)
    ending = {f"within_{band}": Count("pk", filter=Q(valid_to__lte=day + timedelta(days=band))) for band in bands}
    found = ends_without_successor(valid).aggregate(**ending)
    return {band: found[f"within_{band}"] for band in bands}
