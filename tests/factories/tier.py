"""Suppliers with what a tier rests on."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from suppliers.models import Account, EsgResult, Evaluation, Invoice, PolicySimulation, Supplier
from suppliers.services.policy import draft_policy
from suppliers.services.tier import PublishedEsg, decide_tier, esg_values
from tests.factories.label import sign_undertaking
from tests.factories.supplier import make_supplier

_serial = count(1)
DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def published_esg(score: str = "82.00", *, as_of: date = DAY, **fields: object) -> PublishedEsg:
    """A published ESG result without gates, fully covered and verified."""
    values = {
        "as_of": as_of,
        "score": Decimal(score),
        "grade": "A",
        "coverage_pct": Decimal("100.00"),
        "verified_share_pct": Decimal("100.00"),
        "source": f"assessment:test-{next(_serial)}",
        "receipt_sha256": "e" * 64,
        **fields,
    }
    return PublishedEsg(**values)


def publish_performance(
    supplier: Supplier,
    score: str = "90.00",
    *,
    period_to: date = date(2026, 9, 30),
    kind: str = "PERIODIC",
    delivery: str | None = "90.00",
    **fields: object,
) -> Evaluation:
    """A published evaluation of the quarter that ends on that day."""
    return Evaluation.objects.create(
        supplier=supplier,
        kind=kind,
        period_from=date(period_to.year, period_to.month - 2, 1),
        period_to=period_to,
        status="PUBLISHED",
        planned_at=AT,
        published_at=AT,
        performance=Decimal(score),
        marks={"delivery": delivery} if delivery else {},
        **fields,
    )


def spend(supplier: Supplier, cny: str = "820000", on: date = date(2026, 6, 30)) -> Invoice:
    """One accepted invoice."""
    return Invoice.objects.create(
        supplier=supplier,
        number=f"INV-{next(_serial)}",
        invoiced_on=on,
        accepted_on=on,
        amount=Decimal(cny),
        amount_cny=Decimal(cny),
    )


def make_ready(**fields: object) -> Supplier:
    """An active supplier whose undertaking is in force and whose spend is of class M: nothing of that caps."""
    supplier = make_supplier(**fields)
    sign_undertaking(supplier)
    spend(supplier)
    return supplier


def tier_ids(ours: Supplier, manager: Account) -> dict[str, object]:
    """A decision on the tier of a supplier, a draft of the policy, and what the draft would do."""
    at = datetime.now(UTC)
    if not ours.evaluations.filter(performance__isnull=False).exists():
        publish_performance(ours)
    EsgResult.objects.get_or_create(source="world", defaults=esg_values(ours, published_esg()))
    decision = decide_tier(ours, cause="esg", at=at)
    draft = draft_policy(by=manager, at=at)
    simulation = PolicySimulation.objects.create(
        policy=draft, against=draft.based_on, as_of=DAY, asked_by=manager, asked_at=at, finished_at=at, summary={}, moves=[]
    )
    return {"tier": decision.pk, "policy": draft.pk, "policy-simulation": simulation.pk}
