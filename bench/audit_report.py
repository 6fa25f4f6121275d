"""The audit report of one supplier in a warm worker; aim: 7 pages under 0.45 s of CPU, 140 of them a minute per core.

CPU is that of the whole work, from the rows to the bytes, with the child process that renders. "Plain" is the same page
given to the same engine as its manual says: in a fresh process each, in one that stays, and in one that stays with
tables whose widths come from their content.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from ground import ROOT, fresh_database, report

RUNS = 5
BATCH = 30
PAGES = 7
MEBIBYTE = 1024  # getrusage counts in KiB
AT = datetime(2026, 11, 20, 6, 2, tzinfo=UTC)
PLAIN = """
import sys, time
from weasyprint import CSS, HTML
page = sys.stdin.read()
def plain():
    sheets = [CSS(name) for name in sys.argv[2:]]
    if sys.argv[1] == "automatic":
        sheets.append(CSS(string="table { table-layout: auto !important }"))
    return HTML(string=page).write_pdf(stylesheets=sheets, pdf_variant="pdf/a-3a")
if sys.argv[1] == "fresh":
    plain()
    print(time.process_time())
else:
    plain()
    found = []
    for _ in range(5):
        start = time.process_time()
        plain()
        found.append(time.process_time() - start)
    print(min(found))
"""


def cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def costs(work: Callable[[], object], times: int) -> list[float]:
    """CPU seconds of each run, after one that warms up."""
    work()
    found = []
    for _ in range(times):
        before = cpu()
        work()
        found.append(cpu() - before)
    return found


def make(assessment: Any, language: str) -> tuple[str, bytes]:
    """The whole work of the worker for one report, without storing it: the page and the file."""
    from assessments.reports.audit_report import audit_report_html, audit_report_pdf  # noqa: PLC0415 -- needs Django set up
    from assessments.reports.audit_report_order import ReportOrder  # noqa: PLC0415
    from assessments.reports.audit_report_source import audit_report  # noqa: PLC0415
    from assessments.selectors.audit_report import audit_report_rows  # noqa: PLC0415

    order = ReportOrder("AUD-2026-00001", 1, language, AT, prepared_by="Han Zhixing", prepared_as="AUDITOR")
    content, dataset = audit_report(audit_report_rows(assessment), order)
    return audit_report_html(content), audit_report_pdf(content, dataset=dataset)


def pages_of(pdf: bytes) -> int:
    """How many pages the file has."""
    import pikepdf  # noqa: PLC0415 -- not on the way of the measurement

    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def picks() -> list[tuple[str, Any, str]]:
    """The shortest report of an office supplier, and the middle one of each profile: by the answers and files they hold."""
    from django.db.models import Count  # noqa: PLC0415

    from assessments.models import Assessment, ScoreSheet  # noqa: PLC0415

    sheets = ScoreSheet.objects.values("assessment")
    found = {}
    for profile in ("office", "production"):
        rows = Assessment.objects.filter(pk__in=sheets, profile=profile).annotate(
            weight=Count("answers", distinct=True) + Count("answers__proofs", distinct=True)
        )
        found[profile] = list(rows.order_by("weight", "pk"))
    office, production = found["office"], found["production"]
    return [
        ("office, fewest files, English", office[0], "en"),
        ("office, fewest files, Chinese", office[0], "zh-hans"),
        ("office, middle, English", office[len(office) // 2], "en"),
        ("production, middle, English", production[len(production) // 2], "en"),
        ("production, middle, both languages", production[len(production) // 2], "both"),
    ]


def single(name: str, assessment: Any, language: str) -> list[tuple[str, str, str]]:
    """One report again and again."""
    _page, pdf = make(assessment, language)
    pages = pages_of(pdf)
    found = costs(lambda: make(assessment, language), RUNS)
    return [
        (f"{name}: pages, bytes", f"{pages}, {len(pdf):,}", ""),
        (
            f"{name}: CPU, fastest and median of {RUNS}",
            f"{min(found):.2f} s, {median(found):.2f} s = {min(found) / pages:.3f} s a page",
            f"{PAGES} pages under 0.45 s = 0.064 s a page",
        ),
    ]


def batch() -> list[tuple[str, str, str]]:
    """Many different office suppliers one after the other, as a worker meets them."""
    from assessments.models import Assessment, ScoreSheet  # noqa: PLC0415

    rows = Assessment.objects.filter(pk__in=ScoreSheet.objects.values("assessment"), profile="office").order_by("pk")[:BATCH]
    before, pages, count = cpu(), 0, 0
    for assessment in rows:
        pages += pages_of(make(assessment, "en")[1])
        count += 1
    used = cpu() - before
    return [
        (f"batch of {count} office reports, English: pages", f"{pages}", ""),
        ("batch: reports a minute per core", f"{60 * count / used:.0f}", ""),
        (f"batch: as reports of {PAGES} pages", f"{60 * pages / PAGES / used:.0f}", "at least 140"),
        ("peak memory: worker process, child that renders", _peaks(), ""),
    ]


def _peaks() -> str:
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return f"{own / MEBIBYTE:.0f} MB, {children / MEBIBYTE:.0f} MB (shared pages counted in both)"


def beside(assessment: Any, language: str) -> list[tuple[str, str, str]]:
    """The same page without a warm worker."""
    from assessments.reports.audit_report import STYLESHEETS  # noqa: PLC0415
    from suppliers.reports.pdf import printable  # noqa: PLC0415
    from suppliers.reports.pdf_font import font_folder  # noqa: PLC0415

    page = printable(make(assessment, language)[0])
    ours = min(costs(lambda: make(assessment, language), RUNS))
    sheets = [str(ROOT / "templates" / "reports" / name) for name in STYLESHEETS]
    environment = {**os.environ, "FONTCONFIG_FILE": str(font_folder() / "fonts.conf")}

    def plain(how: str) -> float:
        command = [sys.executable, "-c", PLAIN, how, *sheets]
        done = subprocess.run(command, input=page, text=True, capture_output=True, check=True, env=environment, cwd=ROOT)
        return float(done.stdout)

    found = {
        "a fresh process each": min(plain("fresh") for _ in range(3)),
        "a process that stays": plain("warm"),
        "a process that stays, automatic tables": plain("automatic"),
    }
    return [(f"plain engine, {how}: CPU, against ours", f"{each:.2f} s = {each / ours:.2f} x", "") for how, each in found.items()]


def measure() -> None:
    """Load the demo, warm up, make reports, report."""
    from assessments.management.demo.rich import load_rich_demo  # noqa: PLC0415
    from assessments.reports.audit_report import STYLESHEETS  # noqa: PLC0415
    from suppliers.reports.pdf import warm_up  # noqa: PLC0415

    load_rich_demo(at=AT)
    started = time.process_time()
    warm_up(STYLESHEETS)
    rows = [("warming up, once per worker", f"{time.process_time() - started:.1f} s", "")]
    chosen = picks()
    for name, assessment, language in chosen:
        rows += single(name, assessment, language)
    rows += batch()
    rows += beside(chosen[2][1], chosen[2][2])
    report("audit_report", rows)


if __name__ == "__main__":
    with fresh_database():
        measure()
