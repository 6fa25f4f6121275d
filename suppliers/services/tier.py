"""Tiers: published ESG results come in from above, every event that matters leads to a decision, each with its receipt."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from suppliers.models import Account, EsgResult, Evaluation, Job, ScoringPolicy, Supplier, TierDecision
from suppliers.rules.month import add_months
from suppliers.rules.policy import Policy
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.standing import COUNTED
from suppliers.rules.tier import Tier
from suppliers.rules.tier_decision import TierFacts, TierOutcome, decide
from suppliers.rules.tier_receipt import cap_values, fact_values, lasting, tier_receipt
from suppliers.selectors.clock import local_day, now
from suppliers.selectors.policy import policy_of_row, scoring_policy
from suppliers.selectors.tier import tier_facts
from suppliers.services.history import record
from suppliers.services.history_batch import record_many
from suppliers.services.job import Progress, Publish
from suppliers.services.label import refresh_labels
from suppliers.services.policy import version_in_force
from suppliers.services.tier_notice import tell_of_many, tell_of_tiers

CHUNK = 2000
BATCH = 500


@dataclass(frozen=True)
class PublishedEsg:
    """A published ESG score with what tiers need of it. Shares in percent; `source` names the record above, once.

    `gates`: [{tier, reason, question, gate}], as `rules.tier_reading.gates_from` reads them.
    """

    as_of: date
    score: Decimal
    grade: str
    coverage_pct: Decimal
    verified_share_pct: Decimal
    source: str
    receipt_sha256: str
    gates: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class TierReport:
    """What a round of decisions came to: suppliers looked at, decisions written, tiers that moved ("B>C": 12)."""

    looked_at: int
    decided: int
    moves: Mapping[str, int]


@dataclass(frozen=True)
class _Verdict:
    """One new decision, beside what was in force before it."""

    row: TierDecision
    supplier: Supplier
    before: str


@transaction.atomic
def record_esg_score(supplier: Supplier, published: PublishedEsg, *, at: datetime) -> Supplier:
    """Take in a published ESG score; the tier and the labels follow at once. The same source again changes nothing.

    The register shows the newest: a score older than the stored one is kept, and shown nowhere.
    """
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    _row, created = EsgResult.objects.get_or_create(source=published.source, defaults=esg_values(supplier, published))
    if supplier.esg_scored_on is None or supplier.esg_scored_on <= published.as_of:
        supplier.esg_score, supplier.esg_grade, supplier.esg_scored_on = published.score, published.grade, published.as_of
        supplier.save(update_fields=["esg_score", "esg_grade", "esg_scored_on", "updated_at"])
    if created:
        refresh_labels([supplier.pk], at=at)
        decide_tier(supplier, cause="esg", at=at)
    return supplier


def esg_values(supplier: Supplier, published: PublishedEsg) -> dict[str, Any]:
    """The fields of an ESG result; it holds for as many months as the policy in force says."""
    return {
        "supplier": supplier,
        "as_of": published.as_of,
        "valid_until": add_months(published.as_of, scoring_policy().esg.validity_months),
        "score": published.score,
        "grade": published.grade,
        "coverage_pct": published.coverage_pct,
        "verified_share_pct": published.verified_share_pct,
        "gates": published.gates,
        "receipt_sha256": published.receipt_sha256,
    }


def decide_tier(
    supplier: Supplier,
    *,
    cause: str,
    at: datetime,
    evaluation: Evaluation | None = None,  # noqa: ARG001 -- the facts are read: who calls with an old one changes nothing
    by: Account | None = None,
) -> TierDecision | None:
    """Decide the tier anew; returns the decision in force, None while the supplier was never evaluated.

    `cause` is the code of what led to it: evaluation.annual, evaluation.periodic, evaluation.corrected, esg, certificate,
    signature, breach, flags, policy, day. Nothing is written when nothing that lasts has changed.
    """
    decide_tiers(at=at, cause=cause, supplier_ids=[supplier.pk], by=by)
    supplier.refresh_from_db(fields=["tier", "tier_since", "overall_score"])
    return TierDecision.objects.filter(supplier=supplier, valid_to__isnull=True).first()


def decide_tiers(
    *,
    at: datetime,
    cause: str,
    supplier_ids: Collection[int] | None = None,
    by: Account | None = None,
    progress: Progress | None = None,
) -> TierReport:
    """Decide many tiers anew; None means every supplier that counts. One transaction for each 2,000."""
    version = version_in_force(at=at)
    policy = policy_of_row(version)
    ids = _all_ids() if supplier_ids is None else sorted(set(supplier_ids))
    decided, moves = 0, dict[str, int]()
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        verdicts = _decide_chunk(chunk, version, policy, cause=cause, by=by, at=at, alone=supplier_ids is not None)
        decided += len(verdicts)
        for verdict in verdicts:
            if verdict.before != verdict.row.tier:
                move = f"{verdict.before}>{verdict.row.tier}"
                moves[move] = moves.get(move, 0) + 1
        if progress is not None:
            progress(min(99, 100 * (first + len(chunk)) // len(ids)))
    if supplier_ids is None and moves:
        tell_of_many(moves, cause=cause, at=at)
    return TierReport(len(ids), decided, dict(sorted(moves.items())))


def caps_changed(supplier_ids: Collection[int], *, cause: str, at: datetime) -> int:
    """Something that caps tiers began or ended: decide again whoever has a tier. Returns how many decisions were written."""
    known = TierDecision.objects.filter(supplier_id__in=supplier_ids, valid_to__isnull=True)
    concerned = list(known.order_by().values_list("supplier_id", flat=True))
    return decide_tiers(at=at, cause=cause, supplier_ids=concerned).decided if concerned else 0


def decide_tiers_for_job(job: Job, progress: Progress) -> Publish:
    """The work of a TIERS job. Each part is written as it is reckoned: doing it again finds nothing to change."""
    report = decide_tiers(at=now(), cause=str(job.facts.get("cause", "policy")), progress=progress)
    return lambda: {"looked_at": report.looked_at, "decided": report.decided, **report.moves}


def tiers_clock(*, at: datetime) -> int:
    """Signatures, certificates, results and probations end by the calendar: decide again whoever that concerns."""
    return decide_tiers(at=at, cause="day").decided


def _all_ids() -> list[int]:
    return list(Supplier.objects.filter(standing__in=COUNTED).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _decide_chunk(
    ids: Iterable[int],
    version: ScoringPolicy,
    policy: Policy,
    *,
    cause: str,
    by: Account | None,
    at: datetime,
    alone: bool,
) -> list[_Verdict]:
    # Locked in one order, so that two rounds at once wait for each other instead of for ever.
    suppliers = {row.pk: row for row in Supplier.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    today = local_day(at)
    facts = tier_facts(list(suppliers), today, policy)
    rows = TierDecision.objects.filter(supplier_id__in=suppliers, valid_to__isnull=True)
    in_force = {row.supplier_id: row for row in rows}
    verdicts = []
    for pk, supplier in suppliers.items():
        before = in_force.get(pk)
        row = _decision(supplier, facts[pk], version, policy, cause=cause, at=at, by=by)
        if _says_the_same(before, row):
            continue
        verdicts.append(_Verdict(row, supplier, before.tier if before else str(Tier.N)))
    if verdicts:
        _write(verdicts, [in_force[each.supplier.pk] for each in verdicts if each.supplier.pk in in_force], today)
        _remember(verdicts, cause=cause, by=by, at=at)
        tell_of_tiers([(each.row, each.supplier, each.before) for each in verdicts], at=at, staff_too=alone)
    return verdicts


def _says_the_same(before: TierDecision | None, row: TierDecision) -> bool:
    if before is None:
        return row.tier == Tier.N  # never evaluated: there is nothing to decide on
    return lasting(before.receipt) == lasting(row.receipt)


def _decision(
    supplier: Supplier,
    facts: TierFacts,
    version: ScoringPolicy,
    policy: Policy,
    *,
    cause: str,
    at: datetime,
    by: Account | None,
) -> TierDecision:
    outcome: TierOutcome = decide(facts, policy)
    receipt = tier_receipt(facts, outcome, policy, version.sha256)
    return TierDecision(
        supplier=supplier,
        evaluation_id=facts.performance.evaluation if facts.performance else None,
        cause=cause,
        as_of=facts.as_of,
        valid_from=facts.as_of,
        esg=facts.esg.score if facts.esg else None,
        performance=facts.performance.score if facts.performance else None,
        active_points=facts.active_points,
        spend_cny=facts.spend_cny,
        spend_class=facts.spend_class or "",
        overall=outcome.overall,
        raw_tier=outcome.raw,
        stepped_tier=outcome.stepped,
        tier=outcome.tier,
        caps=[cap_values(cap, binding=cap in outcome.binding) for cap in outcome.caps],
        facts=fact_values(facts),
        policy=version,
        receipt=receipt,
        receipt_sha256=receipt_digest(receipt),
        decided_at=at,
        decided_by=by,
    )


def _write(verdicts: list[_Verdict], ended: list[TierDecision], today: date) -> None:
    TierDecision.objects.filter(pk__in=[row.pk for row in ended]).update(valid_to=today)
    TierDecision.objects.bulk_create([verdict.row for verdict in verdicts], batch_size=BATCH)
    changed = []
    for verdict in verdicts:
        supplier, row = verdict.supplier, verdict.row
        if (supplier.tier, supplier.overall_score) == (row.tier, row.overall):
            continue
        if supplier.tier != row.tier:
            supplier.tier, supplier.tier_since = row.tier, today
        supplier.overall_score = row.overall
        changed.append(supplier)
    Supplier.objects.bulk_update(changed, ["tier", "tier_since", "overall_score"], batch_size=BATCH)


def _remember(verdicts: list[_Verdict], *, cause: str, by: Account | None, at: datetime) -> None:
    if by is not None or len(verdicts) == 1:
        for verdict in verdicts:
            facts = {**_history_facts(verdict, cause), "receipt_sha256": verdict.row.receipt_sha256}
            record("tierdecision.decide", verdict.row, by=by, at=at, supplier=verdict.supplier, facts=facts)
        return
    together: dict[tuple[str, str], list[_Verdict]] = {}
    for verdict in verdicts:
        together.setdefault((verdict.before, verdict.row.tier), []).append(verdict)
    for _move, group in sorted(together.items()):
        facts = _history_facts(group[0], cause)
        subjects = ((verdict.row.pk, verdict.supplier.pk, facts) for verdict in group)
        record_many("tierdecision.decide", TierDecision, subjects, by=None, at=at)


def _history_facts(verdict: _Verdict, cause: str) -> dict[str, str]:
    return {"cause": cause, "from": verdict.before, "to": verdict.row.tier}
