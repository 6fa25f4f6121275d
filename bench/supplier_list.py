"""The list of 20 suppliers at 53,300: admin pages, deep pages, searches, API; aim: at most 8 queries, p50 under 60 ms."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ground import fresh_database, p50, p95, report, timed

SUPPLIERS = 53_300
RUNS = 40
PAGES = (
    ("admin list", "/admin/suppliers/supplier/"),
    ("admin list, page 2,000", "/admin/suppliers/supplier/?p=2000"),
    ("admin list, tier C", "/admin/suppliers/supplier/?tier=C"),
    ("admin search", "/admin/suppliers/supplier/?q=演示供应商77"),
    ("API list", "/api/v1/suppliers/?page_size=20"),
)


def measure() -> None:
    """Load, ask for each page, report."""
    from django.db import connection  # noqa: PLC0415 -- needs Django set up
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from assessments.management.demo.scale import load_many  # noqa: PLC0415
    from suppliers.models import Account  # noqa: PLC0415

    load_many(SUPPLIERS)
    buyer = Account.objects.create_account("buyer@example.com", "only-for-this-measurement", name="Buyer", role="PROCUREMENT")
    client = Client()
    client.force_login(buyer, backend="django.contrib.auth.backends.ModelBackend")
    rows = []
    for name, path in PAGES:
        with CaptureQueriesContext(connection) as queries:
            status = client.get(path).status_code
            asked = len(queries)  # the next request empties the log
        found = timed(lambda path=path: client.get(path), RUNS)
        rows.append((f"{name}: status, queries", f"{status}, {asked}", "200, at most 8"))
        rows.append((f"{name}: p50, p95", f"{p50(found):.1f} ms, {p95(found):.1f} ms", "p50 under 60 ms"))
    report("supplier_list", rows)


if __name__ == "__main__":
    with fresh_database():
        measure()
