"""`region_counts --as-of DATE`: how many suppliers counted on a day, by place of registration."""

import csv
import io
import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.models.labels import REGION_GROUP, TWO_GROUPS
from suppliers.rules.region import shares
from suppliers.rules.region_count import BadDay, DayInFuture, RegionTally, check_begun, read_day
from suppliers.selectors.clock import today
from suppliers.selectors.region import province_name
from suppliers.selectors.region_count import region_counts


class Command(BaseCommand):
    """Prints one count; stores nothing."""

    help = gettext_lazy("Count the suppliers of a day by place of registration (KPI B5.1).")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--format", choices=sorted(FORMATS), default="text")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            as_of = read_day(options["as_of"])
            check_begun(as_of, today=today())
        except BadDay as refusal:
            message = _("%(text)s is no calendar day; write it as YYYY-MM-DD, for example 2023-03-31.")
            raise CommandError(message % {"text": refusal.text}, returncode=2) from refusal
        except DayInFuture as refusal:
            message = _("%(day)s has not begun (today is %(today)s); only past days can be counted.")
            raise CommandError(message % {"day": refusal.day, "today": refusal.today}, returncode=2) from refusal
        self.stdout.write(FORMATS[options["format"]](region_counts(as_of)))


def as_json(counted: RegionTally) -> str:
    """One object: day, total, every region and both groups of the two-group view."""
    return json.dumps(
        {
            "as_of": counted.as_of.isoformat(),
            "total": counted.total,
            "regions": {str(group): number for group, number in counted.groups.items()},
            "two_groups": {str(group): number for group, number in counted.two_groups.items()},
        }
    )


def as_csv(counted: RegionTally) -> str:
    """A table with a heading: day, view, code, suppliers; every view sums to the total, provinces to the Mainland."""
    paper = io.StringIO()
    writer = csv.writer(paper, lineterminator="\n")
    writer.writerow(("as_of", "view", "code", "suppliers"))
    views = (
        ("total", {"ALL": counted.total}),
        ("region", counted.groups),
        ("two_groups", counted.two_groups),
        ("province", counted.provinces),
        ("country", counted.countries),
    )
    for view, counts in views:
        writer.writerows((counted.as_of, view, code, number) for code, number in counts.items())
    return paper.getvalue().rstrip("\n")


def as_text(counted: RegionTally) -> str:
    """A page to read, with shares in percent, each rounded half up by itself."""
    return "\n".join(_lines(counted))


def _lines(counted: RegionTally) -> Iterator[str]:
    yield _("Suppliers by place of registration on %(day)s: %(total)s") % {"day": counted.as_of, "total": counted.total}
    group_shares = shares(counted.groups)
    for group, number in counted.groups.items():
        yield _row(str(REGION_GROUP[group]), number, f"{group_shares[group]} %")
    yield ""
    pair_shares = shares(counted.two_groups)
    for pair, number in counted.two_groups.items():
        yield _row(str(TWO_GROUPS[pair]), number, f"{pair_shares[pair]} %")
    if counted.provinces:
        yield ""
    for province, number in counted.provinces.items():
        yield _row(province_name(province), number)
    abroad = {country: number for country, number in counted.countries.items() if country != "CN"}
    if abroad:
        yield ""
    for country, number in abroad.items():
        yield _row(country, number)


def _row(name: str, number: int, share: str = "") -> str:
    return f"  {name:<32}{number:>8}{share:>12}".rstrip()


FORMATS: dict[str, Callable[[RegionTally], str]] = {"json": as_json, "csv": as_csv, "text": as_text}
