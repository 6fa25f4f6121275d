"""The simulator: a job that decides all tiers by another version, on the facts as they are stored, and writes nothing else."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from suppliers.models import Account, Job, PolicySimulation, ScoringPolicy, Supplier, TierDecision
from suppliers.permissions import NotAllowed, reads_all_suppliers
from suppliers.rules.job import JobKind
from suppliers.rules.policy import policy_from_mapping
from suppliers.rules.policy_simulation import SimulatedMove, simulate
from suppliers.rules.standing import COUNTED
from suppliers.rules.tier import Tier
from suppliers.rules.tier_reading import facts_from
from suppliers.selectors.clock import local_day, now
from suppliers.selectors.policy import policy_of_row
from suppliers.services.job import JobRefused, Progress, Publish, request_job
from suppliers.services.policy import version_in_force

CHUNK = 1000


@transaction.atomic
def request_simulation(row: ScoringPolicy, *, by: Account, at: datetime) -> Job:
    """Ask what a version would do; the same figures asked again on the same day give the same job.

    Raises NotAllowed, PolicyError (figures that do not fit).
    """
    if not reads_all_suppliers(by):
        raise NotAllowed
    policy_from_mapping(row.definition)
    against = version_in_force(at=at)
    key = f"simulation:{row.pk}:{row.sha256[:16]}:{against.pk}:{local_day(at)}"
    facts = {"policy": row.version, "policy_id": row.pk, "against": against.version}
    return request_job(JobKind.POLICY_SIMULATION, key=key, facts=facts, by=by, at=at)


def simulate_for_job(job: Job, progress: Progress) -> Publish:
    """Decide every tier twice; the function that comes back stores the result. Raises JobRefused for a version that is gone."""
    row = ScoringPolicy.objects.filter(pk=job.facts.get("policy_id")).first()
    if row is None:
        raise JobRefused("The version is gone.")
    at = now()
    against = version_in_force(at=at)
    before, after, moves = _simulated(row, against, at, progress)
    summary = {
        "before": dict(sorted(before.items())),
        "after": dict(sorted(after.items())),
        "moves": dict(sorted(Counter(f"{move['from']}>{move['to']}" for move in moves).items())),
        "steps": dict(sorted(Counter(move["step"] for move in moves).items())),
        "suppliers": sum(before.values()),
    }

    def publish() -> dict[str, Any]:
        stored = PolicySimulation.objects.create(
            policy=row,
            against=against,
            as_of=local_day(at),
            asked_by=job.requested_by,
            asked_at=job.requested_at,
            finished_at=at,
            summary=summary,
            moves=moves,
        )
        return {"simulation": stored.pk, "suppliers": summary["suppliers"], "moved": len(moves)}

    return publish


def _simulated(
    row: ScoringPolicy, against: ScoringPolicy, at: datetime, progress: Progress
) -> tuple[Counter[str], Counter[str], list[dict[str, Any]]]:
    now_policy, then_policy, today = policy_of_row(against), policy_of_row(row), local_day(at)
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    moves: list[dict[str, Any]] = []
    decisions = TierDecision.objects.filter(valid_to__isnull=True, supplier__standing__in=COUNTED).order_by("pk")
    total, evaluated = Supplier.objects.filter(standing__in=COUNTED).count(), 0
    for pk, number, facts in decisions.values_list("supplier_id", "supplier__number", "facts").iterator(chunk_size=CHUNK):
        found = simulate(facts_from(number, today, facts), now_policy, then_policy)
        before[found.before] += 1
        after[found.after] += 1
        if found.move is not None:
            moves.append(_as_json(pk, found.move))
        evaluated += 1
        if evaluated % CHUNK == 0:
            progress(min(99, 100 * evaluated // max(total, 1)))
    # Whoever was never evaluated stays so under any figures.
    before[Tier.N] += total - evaluated
    after[Tier.N] += total - evaluated
    moves.sort(key=lambda move: (move["to"] < move["from"], move["supplier"]))
    return before, after, moves


def _as_json(pk: int, move: SimulatedMove) -> dict[str, Any]:
    return {
        "supplier_id": pk,
        "supplier": move.supplier,
        "from": str(move.before),
        "to": str(move.after),
        "overall_from": None if move.overall_before is None else str(move.overall_before),
        "overall_to": None if move.overall_after is None else str(move.overall_after),
        "step": str(move.step),
        "caps_from": list(move.caps_before),
        "caps_to": list(move.caps_after),
    }
