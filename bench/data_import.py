"""A register of 53,300 suppliers and 50,000 orders read from files; aims: 10 s and 15 s to write them.

Times are those of the processor: an import waits for nobody but the disk, and the machine may have other work.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from ground import fresh_database, report

SUPPLIERS = 53_300
ORDERS = 50_000
MEGABYTE = 1024


def measure() -> None:
    """Bring both files as the background job does, and the same rows by plain parsing and bulk insert; report."""
    from assessments.management.demo.identity import demo_credit_code  # noqa: PLC0415 -- needs Django set up
    from suppliers.models import Account, PurchaseOrder, Supplier  # noqa: PLC0415
    from suppliers.rules.data_import import ImportKind  # noqa: PLC0415
    from suppliers.selectors.clock import now  # noqa: PLC0415
    from suppliers.services.history_chain import chain_differences  # noqa: PLC0415
    from suppliers.services.spend import refresh_spend  # noqa: PLC0415

    officer = Account.objects.create_account("officer@example.com", None, name="Officer", role="PROCUREMENT")
    manager = Account.objects.create_account("manager@example.com", None, name="Manager", role="MANAGER")
    heads = ["Name in Chinese", "Name in English", "Country or region of registration", "Province of registration",
             "Kind of identifier", "Identifier", "Category", "Profile", "Date of registration", "Registered address",
             "Active since"]  # fmt: skip
    suppliers = [
        [f"演示供应商{n}有限公司（虚构）", f"Demo Supplier {n} (fictional)", "CN", "CN-BJ", "USCC", demo_credit_code("110105", n),
         "media", "office", "2012-01-02", f"演示路{n}号（虚构）", "2015-06-01"]
        for n in range(1, SUPPLIERS + 1)
    ]  # fmt: skip
    took, memory, applied = bring(ImportKind.SUPPLIERS, heads, suppliers, officer, manager)
    plain = plainly(heads, suppliers, plain_supplier)
    rows = [
        ("suppliers in the file", f"{Supplier.objects.count():,}", ""),
        ("suppliers: check, then writing", f"{took[0]:.1f} s, {took[1]:.1f} s", ""),
        ("suppliers: writing whole, with its second check", f"{took[1]:.1f} s", "under 10 s"),
        ("suppliers: against plain parsing and insert", f"{took[1]:.1f} s / {plain:.1f} s = {took[1] / plain:.2f}", ""),
        ("suppliers: memory above the start", f"{memory} MB", "under 500 MB"),
    ]
    start = time.process_time()
    broken = len(list(chain_differences()))
    rows.append(("history chain: breaks, time to verify", f"{broken}, {time.process_time() - start:.1f} s", "0"))
    numbers = list(Supplier.objects.order_by("pk").values_list("number", flat=True))
    heads = ["Order number", "Supplier", "What was ordered", "Ordered on", "Due on", "Delivered on", "Quantity",
             "Accepted at first inspection", "Hours until the supplier answered", "Amount", "Currency"]  # fmt: skip
    first = date(2025, 12, 1)
    orders = []
    for n in range(ORDERS):
        day = first + timedelta(days=n % 300)
        orders.append(
            [f"PO-{n:06}", numbers[n * 7 % len(numbers)], "Equipment", day.isoformat(), (day + timedelta(days=30)).isoformat(),
             (day + timedelta(days=n % 33)).isoformat(), 100 + n % 7, 99, 6.5, 1000 + n / 4, "CNY"]
        )  # fmt: skip
    took, memory, _applied = bring(ImportKind.ORDERS, heads, orders, officer, manager)
    plain = plainly(heads, orders, plain_order(dict(Supplier.objects.values_list("number", "pk"))))
    start = time.process_time()
    refresh_spend(at=now())
    rows += [
        ("orders in the file", f"{PurchaseOrder.objects.count():,}", ""),
        ("orders: check, then writing", f"{took[0]:.1f} s, {took[1]:.1f} s", ""),
        ("orders: writing whole, with its second check", f"{took[1]:.1f} s", "under 15 s"),
        ("orders: against plain parsing and insert", f"{took[1]:.1f} s / {plain:.1f} s = {took[1] / plain:.2f}", ""),
        ("orders: memory above the start", f"{memory} MB", "under 500 MB"),
        ("spend of all suppliers reckoned anew", f"{time.process_time() - start:.2f} s", ""),
    ]
    start = time.process_time()
    take_back(applied, manager)
    rows.append(("suppliers taken back without orders", f"{time.process_time() - start:.1f} s", ""))
    report("data_import", rows)


def bring(kind: Any, heads: list[str], rows: list[list], officer: Any, manager: Any) -> tuple[tuple[float, float], int, Any]:
    """(seconds to check, seconds to write), megabytes above the start, and the import; as a job does both."""
    import xlsxwriter  # noqa: PLC0415 -- needs Django set up
    from django.core.files import File  # noqa: PLC0415

    from suppliers.models import Job  # noqa: PLC0415
    from suppliers.rules.standing import Standing  # noqa: PLC0415
    from suppliers.selectors.clock import now  # noqa: PLC0415
    from suppliers.services.data_import import confirm_import, upload_import  # noqa: PLC0415
    from suppliers.services.import_job import import_for_job  # noqa: PLC0415
    from suppliers.services.job import run_job  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        with xlsxwriter.Workbook(file.name, {"constant_memory": True}) as book:
            sheet = book.add_worksheet("Data")
            for place, cells in enumerate([heads, *rows]):
                sheet.write_row(place, 0, cells)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        with Path(file.name).open("rb") as content:
            data_import = upload_import(File(content, "table.xlsx"), kind, by=officer, at=now(), standing=Standing.ACTIVE)
        run_job(Job.objects.order_by("-pk").first().pk, import_for_job)
    checked = time.process_time() - start
    data_import.refresh_from_db()
    if data_import.rows_bad:
        sys.exit(f"{data_import.problems[:3]}")
    start = time.process_time()
    run_job(confirm_import(data_import, by=manager, at=now()).pk, import_for_job)
    written = time.process_time() - start
    data_import.refresh_from_db()
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // MEGABYTE
    return (checked, written), memory, data_import


def take_back(data_import: Any, manager: Any) -> None:
    """Orders first, because they rest on the suppliers; only the second part is timed by the caller's clock."""
    from suppliers.models import PurchaseOrder  # noqa: PLC0415
    from suppliers.selectors.clock import now  # noqa: PLC0415
    from suppliers.services.import_reversal import reverse_import  # noqa: PLC0415

    PurchaseOrder.objects.all()._raw_delete("default")  # noqa: SLF001 -- fifty thousand rows at once
    reverse_import(data_import, reason="Measured", by=manager, at=now())


def plainly(heads: list[str], rows: list[list], make: Callable[[int, list], Any]) -> float:
    """Seconds to read the same workbook and insert the rows, without looking at a single value."""
    import xlsxwriter  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        with xlsxwriter.Workbook(file.name, {"constant_memory": True}) as book:
            sheet = book.add_worksheet("Data")
            for place, cells in enumerate([heads, *rows]):
                sheet.write_row(place, 0, cells)
        start = time.process_time()
        with transaction.atomic():
            read = CalamineWorkbook.from_path(file.name).get_sheet_by_index(0).to_python()[1:]
            made = [make(place, cells) for place, cells in enumerate(read)]
            for at in range(0, len(made), 1000):
                type(made[0])._base_manager.bulk_create(made[at : at + 1000])  # noqa: SLF001 -- any model
            took = time.process_time() - start
            transaction.set_rollback(True)
    return took


def plain_supplier(place: int, cells: list) -> Any:
    """A supplier of a row, as it stands."""
    from suppliers.models import Supplier  # noqa: PLC0415

    return Supplier(
        number=f"P-{place}", name_zh=cells[0], name_en=cells[1], registered_country=cells[2], registered_province=cells[3],
        identifier_scheme="LEI", identifier_value=cells[5], category=cells[6], profile=cells[7], registered_on=cells[8],
        registered_address=cells[9], active_since=cells[10], standing="ACTIVE",
    )  # fmt: skip


def plain_order(suppliers: dict[str, int]) -> Callable[[int, list], Any]:
    """A maker of orders from rows, as they stand."""
    from suppliers.models import PurchaseOrder  # noqa: PLC0415

    def make(place: int, cells: list) -> Any:
        return PurchaseOrder(
            number=f"P-{place}", supplier_id=suppliers[cells[1]], title=cells[2], ordered_on=cells[3], due_on=cells[4],
            delivered_on=cells[5], quantity=int(cells[6]), accepted_quantity=int(cells[7]), response_hours=cells[8],
            amount=cells[9], currency=cells[10],
        )  # fmt: skip

    return make


if __name__ == "__main__":
    with fresh_database():
        measure()
