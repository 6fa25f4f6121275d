"""Regional counts at 53,300 suppliers against the same count in plain SQL; aim: one query, within 3 times."""

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ground import fresh_database, p50, report, timed

SUPPLIERS = 53_300
DAYS = (date(2016, 6, 30), date(2019, 12, 31), date(2022, 3, 31), date(2026, 11, 20))
RUNS = 9
PLAIN = """
    SELECT region_group, country, province, COUNT(*)
    FROM suppliers_standingperiod
    WHERE standing IN ('ACTIVE', 'SUSPENDED', 'EXIT_NOTICE', 'RUN_OFF')
      AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
    GROUP BY region_group, country, province
"""


def measure() -> None:
    """Load, count both ways on four days, report."""
    from django.db import connection  # noqa: PLC0415 -- needs Django set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from assessments.management.demo.scale import load_many  # noqa: PLC0415
    from suppliers.models import StandingPeriod  # noqa: PLC0415
    from suppliers.selectors.region_count import counted_periods, region_counts  # noqa: PLC0415

    load_many(SUPPLIERS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows = [("suppliers and standing periods", f"{SUPPLIERS:,} and {StandingPeriod.objects.count():,}", "")]
    for day in DAYS:

        def plain(day: date = day) -> list[tuple]:
            with connection.cursor() as cursor:
                cursor.execute(PLAIN, [day, day])
                return cursor.fetchall()

        with CaptureQueriesContext(connection) as queries:
            counted = region_counts(day)
        if counted.total != sum(row[-1] for row in plain()):
            sys.exit(f"{day}: the two counts differ")
        ours = p50(timed(lambda day=day: region_counts(day), RUNS))
        theirs = p50(timed(plain, RUNS))
        rows.append((f"queries for {day} ({counted.total:,} counted)", str(len(queries)), "1"))
        rows.append(
            (f"count for {day}: Assay / plain SQL", f"{ours:.1f} ms / {theirs:.1f} ms = {ours / theirs:.2f}", "at most 3.00")
        )
    plan = counted_periods(DAYS[-1]).order_by().values("region_group", "country", "province").explain()
    rows.append(("plan", plan.splitlines()[0].split(" ", 3)[-1].split(" (")[0], "covering index"))
    report("region_counts", rows)


if __name__ == "__main__":
    with fresh_database():
        measure()
