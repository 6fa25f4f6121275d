"""All tiers of 53,300 suppliers decided anew from stored facts; aim: under 60 s and 1 GB on two cores."""

import resource
import sys
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ground import fresh_database, report

SUPPLIERS = 53_300
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
BATCH = 2000


def measure() -> None:
    """Load, decide for the first time, look again without a change, decide all by another policy; report."""
    from assessments.management.demo.scale import load_many  # noqa: PLC0415 -- needs Django set up
    from suppliers.models import ScoringPolicy, TierDecision  # noqa: PLC0415
    from suppliers.rules.policy_draft import with_figures  # noqa: PLC0415
    from suppliers.selectors.policy import shipped_definition  # noqa: PLC0415
    from suppliers.services.policy import load_policy  # noqa: PLC0415
    from suppliers.services.tier import decide_tiers  # noqa: PLC0415

    load_many(SUPPLIERS)
    load_policy(shipped_definition(), at=AT)
    _judge()
    before = _megabytes()
    plain = _seconds(_plain_pass)
    first = _seconds(lambda: decide_tiers(at=AT, cause="evaluation.annual"))
    again = _seconds(lambda: decide_tiers(at=AT, cause="day"))
    other = with_figures(shipped_definition(), {("overall", "deduction_max"): "14", ("policy", "version"): "1.1"})
    ScoringPolicy.objects.update(version="1.1", definition=other, sha256="0" * 64)
    policy = _seconds(lambda: decide_tiers(at=AT, cause="policy"))
    rows = [
        ("suppliers, decisions written", f"{SUPPLIERS:,}, {TierDecision.objects.count():,}", ""),
        ("a plain pass over the same rows", f"{plain:.1f} s", ""),
        ("all decided for the first time, written", f"{first:.1f} s", "under 60 s"),
        ("all looked at again, nothing to write", f"{again:.1f} s = {again / plain:.1f} plain passes", "under 60 s"),
        ("all decided by another policy, written", f"{policy:.1f} s = {policy / plain:.1f} plain passes", "under 60 s"),
        ("memory at its peak, of that for deciding", f"{_megabytes():.0f} MB, {_megabytes() - before:.0f} MB", "under 1,000 MB"),
    ]
    report("tiers", rows)


def _judge() -> None:
    """An ESG result, an evaluation, an invoice and a signature for everybody; scores spread over all bands."""
    from suppliers.models import DocumentVersion, EsgResult, Evaluation, Invoice, Signature, Supplier  # noqa: PLC0415

    document = DocumentVersion.objects.create(kind="IU", version="1.0", title_en="U", title_zh="书", text_en="T", text_zh="文")
    ids = list(Supplier.objects.order_by("pk").values_list("pk", flat=True))
    gate = [{"tier": "C", "reason": "critical_no", "question": "EP-01", "gate": "C"}]
    EsgResult.objects.bulk_create(
        (
            EsgResult(
                supplier_id=pk,
                as_of=date(2026, 6, 1),
                valid_until=date(2027, 9, 1),
                score=Decimal(40 + pk % 60),
                grade="B",
                coverage_pct=Decimal(55 + pk % 45),
                verified_share_pct=Decimal(80),
                gates=gate if pk % 9 == 0 else [],
                source=f"assessment:{pk}",
                receipt_sha256="e" * 64,
            )
            for pk in ids
        ),
        batch_size=BATCH,
    )
    Evaluation.objects.bulk_create(
        (
            Evaluation(
                supplier_id=pk,
                kind="ANNUAL",
                period_from=date(2025, 10, 1),
                period_to=date(2026, 9, 30),
                status="PUBLISHED",
                planned_at=AT,
                published_at=AT,
                performance=Decimal(45 + pk % 55),
                marks={"delivery": str(Decimal(40 + pk % 60))},
            )
            for pk in ids
        ),
        batch_size=BATCH,
    )
    Invoice.objects.bulk_create(
        (
            Invoice(
                supplier_id=pk,
                number="1",
                invoiced_on=date(2026, 5, 1),
                accepted_on=date(2026, 5, 1),
                amount=pk * 97,
                amount_cny=pk * 97,
            )
            for pk in ids
        ),
        batch_size=BATCH,
    )
    Signature.objects.bulk_create(
        (
            Signature(
                supplier_id=pk,
                document=document,
                status="SIGNED",
                assigned_at=AT,
                signed_at=AT,
                due_on=date(2026, 1, 1),
                valid_until=date(2028, 1, 1),
            )
            for pk in ids
        ),
        batch_size=BATCH,
    )


def _plain_pass() -> None:
    """Read every row that tiers rest on once, and do nothing with it."""
    from django.db import connection  # noqa: PLC0415

    tables = ("supplier", "esgresult", "evaluation", "invoice", "signature")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM suppliers_{table}")  # noqa: S608 -- names from the line above
            while cursor.fetchmany(BATCH):
                pass


def _seconds(work) -> float:  # noqa: ANN001 -- any call
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    with fresh_database():
        measure()
