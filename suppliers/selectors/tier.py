"""What tiers rest on, read for many suppliers at once; and the decisions, always as somebody."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from suppliers.models import EsgResult, Evaluation, Signature, Supplier, TierDecision
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.evaluation import SHOWN_TO_SUPPLIER, EvaluationKind
from suppliers.rules.policy import Policy
from suppliers.rules.role import SUPPLIER_ROLES
from suppliers.rules.rounding import round_half_up
from suppliers.rules.signature import DocumentKind, SignatureStatus
from suppliers.rules.spend import spend_class
from suppliers.rules.tier import Tier
from suppliers.rules.tier_decision import EsgFact, PerformanceFact, TierFacts
from suppliers.rules.tier_reading import gates_from
from suppliers.rules.tier_step import PreviousTier
from suppliers.selectors.certificate import qualification_lapsed
from suppliers.selectors.order import spend_of

BY_EVALUATION = "evaluation."
"""How the cause of a decision begins that an evaluation led to."""
NOTHING = Decimal("0.00")

POINT_SOURCES: list[Callable[[Collection[int], date], Mapping[int, int]]] = []
LEVEL_SOURCES: list[Callable[[Collection[int], date], Mapping[int, frozenset[str]]]] = []
"""Where breaches report to: (supplier ids, day) to points and to open levels, in a constant number of queries each."""


def visible_tier_decisions(account: Any) -> QuerySet[TierDecision]:
    """Decisions, newest first: all for the buyer's staff, the own ones for a supplier's people."""
    rows = TierDecision.objects.select_related("supplier", "policy", "evaluation").order_by("-valid_from", "-pk")
    if reads_all_suppliers(account):
        return rows
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        return rows.filter(supplier_id=account.supplier_id)
    return rows.none()


def tiers_on(day: date) -> QuerySet[TierDecision]:
    """The decisions in force when a day ended, one a supplier."""
    return TierDecision.objects.filter(valid_from__lte=day).exclude(valid_to__lte=day)


def active_points(supplier_ids: Collection[int], on: date) -> Mapping[int, int]:
    """Points of final breaches that count on a day, by supplier; whoever keeps breaches adds a source."""
    found: Counter[int] = Counter()
    for source in POINT_SOURCES:
        found.update(source(supplier_ids, on))
    return found


def open_breach_levels(supplier_ids: Collection[int], on: date) -> Mapping[int, frozenset[str]]:
    """Levels of open breaches on a day, by supplier; whoever keeps breaches adds a source."""
    found: dict[int, frozenset[str]] = {}
    for source in LEVEL_SOURCES:
        for supplier_id, levels in source(supplier_ids, on).items():
            found[supplier_id] = found.get(supplier_id, frozenset()) | levels
    return found


@dataclass(frozen=True)
class _Judged:
    """Performance of one supplier: what makes G, and what caps."""

    basis: PerformanceFact | None = None
    latest: PerformanceFact | None = None


def tier_facts(supplier_ids: Collection[int], on: date, policy: Policy) -> dict[int, TierFacts]:
    """Everything the tiers of these suppliers rest on, on one day. A constant number of queries, however many suppliers."""
    ids = list(supplier_ids)
    results, judged = _esg_results(ids, on), _performances(ids, on)
    previous = _previous(ids, {pk: each.basis for pk, each in judged.items()})
    points, levels = active_points(ids, on), open_breach_levels(ids, on)
    signed, lapsed, spent = _signers(ids, on), qualification_lapsed(ids, on), spend_of(on, ids)
    rows = Supplier.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "number", "readmitted_on", "is_strategic")
    found = {}
    for pk, number, readmitted_on, is_strategic in rows:
        each, cny = judged.get(pk, _Judged()), spent.get(pk, NOTHING)
        found[pk] = TierFacts(
            supplier=number,
            as_of=on,
            esg=results.get(pk),
            performance=each.basis,
            latest_performance=each.latest,
            active_points=points.get(pk, 0),
            open_breach_levels=levels.get(pk, frozenset()),
            undertaking_in_force=pk in signed,
            qualification_lapsed=pk in lapsed,
            readmitted_on=readmitted_on,
            spend_cny=round_half_up(cny),
            spend_class=spend_class(cny, policy.spend_bands),
            is_strategic=is_strategic,
            previous=previous.get(pk),
        )
    return found


def _esg_results(ids: list[int], on: date) -> dict[int, EsgFact]:
    rows = EsgResult.objects.filter(supplier_id__in=ids, as_of__lte=on).order_by("supplier_id", "as_of", "pk")
    found = {}
    # The last of each supplier is the newest.
    for row in rows.iterator(chunk_size=2000):
        found[row.supplier_id] = EsgFact(
            score=row.score,
            as_of=row.as_of,
            valid_until=row.valid_until,
            coverage_pct=row.coverage_pct,
            verified_share_pct=row.verified_share_pct,
            gates=gates_from(row.gates),
            source=row.source,
            receipt_sha256=row.receipt_sha256,
        )
    return found


def _performances(ids: list[int], on: date) -> dict[int, _Judged]:
    """Of each supplier the latest published evaluation that makes G, and the latest of any kind.

    A dynamic evaluation only caps, unless it corrects another one. Later is what ends later, then what was published later.
    """
    rows = (
        Evaluation.objects.filter(supplier_id__in=ids, status__in=SHOWN_TO_SUPPLIER, performance__isnull=False, period_to__lte=on)
        .order_by("supplier_id", "period_to", "published_at", "pk")
        .values_list("supplier_id", "pk", "kind", "corrects_id", "period_to", "performance", "marks")
    )
    found: dict[int, _Judged] = {}
    for supplier_id, pk, kind, corrects, period_to, performance, marks in rows:
        if performance is None:
            continue
        delivery = marks.get("delivery")
        fact = PerformanceFact(performance, Decimal(delivery) if delivery not in (None, "None") else None, pk, period_to)
        counts = kind != EvaluationKind.DYNAMIC or corrects is not None
        before = found.get(supplier_id, _Judged())
        found[supplier_id] = _Judged(fact if counts else before.basis, fact)
    return found


def _previous(ids: list[int], basis: Mapping[int, PerformanceFact | None]) -> dict[int, PreviousTier]:
    """Final tier and G of the evaluation before the present one, as it was decided then.

    What was decided on other events in between is no evaluation: it neither confirms a move nor undoes one.
    """
    rows = (
        TierDecision.objects.filter(supplier_id__in=ids, evaluation__isnull=False)
        .exclude(tier=Tier.N)
        .order_by("supplier_id", "pk")
        .values_list("supplier_id", "evaluation__period_to", "cause", "tier", "overall")
    )
    best: dict[int, tuple[date, bool, PreviousTier]] = {}
    for supplier_id, period_to, cause, tier, overall in rows:
        present = basis.get(supplier_id)
        if present is None or present.period_to is None or period_to >= present.period_to:
            continue
        known, by_evaluation = best.get(supplier_id), cause.startswith(BY_EVALUATION)
        # The last decision of that evaluation itself; where its ESG result came later, the first decision after it.
        if known is None or period_to > known[0] or (period_to == known[0] and by_evaluation):
            best[supplier_id] = (period_to, by_evaluation, PreviousTier(Tier(tier), overall))
    return {supplier_id: previous for supplier_id, (_day, _by, previous) in best.items()}


def _signers(ids: list[int], on: date) -> set[int]:
    rows = Signature.objects.filter(
        supplier_id__in=ids,
        status=SignatureStatus.SIGNED,
        document__kind=DocumentKind.INTEGRITY_UNDERTAKING,
        valid_until__gte=on,
    )
    return set(rows.values_list("supplier_id", flat=True))
