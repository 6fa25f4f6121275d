"""How far the register is covered by signatures in force, on any day, and by what else is asked of suppliers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from suppliers.models import Signature, StandingPeriod
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.coverage import Covered, Span, covered_on
from suppliers.rules.region import shares
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE, DocumentKind, SignatureStatus
from suppliers.rules.standing import COUNTED
from suppliers.selectors.clock import local_day
from suppliers.selectors.region_count import counted_periods
from suppliers.selectors.signature import visible_signatures
from suppliers.selectors.supplier import visible_suppliers

Cells = dict[tuple[str, str], int]
"""Suppliers by region group and category."""


@dataclass(frozen=True)
class Coverage:
    """Suppliers of the counting set whose signature of one document is in force, out of all of the counting set."""

    kind: DocumentKind
    signed: int
    counted: int

    @property
    def percent(self) -> Decimal:
        """The share in percent, half up to 0.01; 0 where nobody counts."""
        return shares({"signed": self.signed, "unsigned": self.counted - self.signed})["signed"]


@dataclass(frozen=True)
class Practice:
    """Something asked of every supplier: its code, its words, and who of the counting set is covered on a day, by cell."""

    code: str
    words: object
    covered: Callable[[date], Cells]


def signature_coverage(account: Any, *, today: date) -> list[Coverage]:
    """One figure per document, by the reader's own scope. Two queries."""
    counted = visible_suppliers(account).counted()
    held = (
        visible_signatures(account)
        .filter(status=SignatureStatus.SIGNED, valid_until__gte=today, supplier__in=counted)
        .order_by()
        .values_list("document__kind")
        .annotate(suppliers=Count("supplier", distinct=True))
    )
    signed, total = dict(held), counted.count()
    return [Coverage(kind, signed.get(kind, 0), total) for kind in REQUIRED_FOR_ADMITTANCE]


def _given(kind: str) -> QuerySet[Signature]:
    """Signatures of a kind that were given, whatever became of them: one that was replaced held until then."""
    return Signature.objects.filter(document__kind=kind, signed_at__isnull=False, valid_until__isnull=False)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _holding(kind: str, day: date) -> QuerySet[StandingPeriod]:
    """The counted periods of a day whose supplier's signature of the kind was in force at its end."""
    in_force = _given(kind).filter(supplier=OuterRef("supplier"), signed_at__lt=_end_of(day), valid_until__gte=day)
    return counted_periods(day).filter(Exists(in_force))


def coverage_on(kind: str, day: date) -> Covered:
    """How much of the counting set of a day held a signature of the kind at its end. Two queries."""
    return Covered(day, _holding(kind, day).count(), counted_periods(day).count())


def coverage_over(kinds: Sequence[str], days: Sequence[date]) -> dict[str, list[Covered]]:
    """The same for many days: one query for who counted, one per kind, however many days and suppliers there are."""
    begun = StandingPeriod.objects.filter(standing__in=COUNTED, valid_from__lte=max(days)).exclude(valid_from=F("valid_to"))
    periods = begun.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=min(days)))
    counting = [
        Span(supplier, first, None if until is None else until - timedelta(days=1))
        for supplier, first, until in periods.order_by().values_list("supplier_id", "valid_from", "valid_to")
    ]
    return {kind: covered_on(days, counting, _signature_spans(kind, min(days))) for kind in kinds}


def _signature_spans(kind: str, first: date) -> list[Span]:
    signed = _given(kind).filter(valid_until__gte=first).order_by().values_list("supplier_id", "signed_at", "valid_until")
    return [Span(supplier, local_day(at), until) for supplier, at, until in signed if at]


def unsigned_on(account: Any, kind: str, day: date) -> QuerySet:
    """The suppliers of the day's counting set without a signature in force."""
    open_ones = counted_periods(day).exclude(pk__in=_holding(kind, day).values("pk"))
    return visible_suppliers(account).filter(pk__in=open_ones.values("supplier")).order_by("number")


def counted_cells(day: date) -> Cells:
    """The counting set of a day by region (of then) and category (of now). One query."""
    return cells_of(counted_periods(day))


def cells_of(periods: QuerySet[StandingPeriod]) -> Cells:
    """Suppliers by region group and category; of the periods of a day each supplier has one. One query."""
    rows = (
        periods.order_by().values_list("region_group", "supplier__category").annotate(suppliers=Count("supplier", distinct=True))
    )
    return {(region, category): suppliers for region, category, suppliers in rows}


def signature_practice(kind: DocumentKind, words: object) -> Practice:
    """Signing one document, as a practice."""
    return Practice(kind, words, lambda day: cells_of(_holding(kind, day)))


_PRACTICES: list[Practice] = []


def register_practice(practice: Practice) -> None:
    """Add a practice of an upper app to the figures; registering it again replaces it."""
    _PRACTICES[:] = [*(known for known in _PRACTICES if known.code != practice.code), practice]


def practices(account: Any, signed: Mapping[DocumentKind, object]) -> Iterable[Practice]:
    """The documents every supplier signs, with the words given, then what upper apps registered; none for outsiders."""
    if not reads_all_suppliers(account):
        return ()
    return (*(signature_practice(kind, words) for kind, words in signed.items()), *_PRACTICES)
