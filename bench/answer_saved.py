"""One answer saved; aim: one transaction, under 15 queries."""

import sys
from datetime import date
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ground import ROOT, fresh_database, p50, p95, report, timed

RUNS = 60


def measure() -> None:
    """Save one answer again and again, report."""
    from django.db import connection  # noqa: PLC0415 -- needs Django set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from assessments.rules.assessment import AssessmentOccasion  # noqa: PLC0415
    from assessments.services.answer import AnswerText, save_answer  # noqa: PLC0415
    from assessments.services.assessment import assign_assessment  # noqa: PLC0415
    from assessments.services.questionnaire import load_questionnaire  # noqa: PLC0415
    from suppliers.models import Account, Supplier  # noqa: PLC0415
    from suppliers.selectors.clock import now  # noqa: PLC0415

    load_questionnaire(ROOT / "assessments" / "library" / "questionnaire-six-areas-1.0.yaml", at=now())
    supplier = Supplier.objects.create(
        number="SUP-000001",
        name_zh="演示（虚构）",
        category="media",
        profile="production",
        standing="ACTIVE",
        active_since=date(2026, 1, 5),
    )
    admin = Account.objects.create_account("a@example.com", None, name="A", role="SUPPLIER_ADMIN", supplier=supplier)
    assessment = assign_assessment(supplier, AssessmentOccasion.YEARLY, 2026, by=None, at=now())
    versions = count()

    def save() -> None:
        version = next(versions)
        save_answer(assessment, "PR-04", AnswerText(str(100 + version), "MWh"), expected_version=version, by=admin, at=now())

    save()
    with CaptureQueriesContext(connection) as queries:
        save()
    statements = [query["sql"].split()[0] for query in queries.captured_queries]
    begun = statements.count("BEGIN")
    found = timed(save, RUNS)
    asked = len([word for word in statements if word not in {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"}])
    report(
        "answer_saved",
        [
            ("service: queries, transactions", f"{asked}, {begun}", "under 15, 1"),
            ("service: p50, p95 (synchronous=FULL)", f"{p50(found):.1f} ms, {p95(found):.1f} ms", ""),
        ],
    )


if __name__ == "__main__":
    with fresh_database():
        measure()
