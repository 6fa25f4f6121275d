"""Coverage on any day: how many of the counting set hold each signature, over the months, and who is missing."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from suppliers.admin.practice_table import practice_tables
from suppliers.admin.reading import LISTED
from suppliers.admin.region_view import readable_day
from suppliers.admin.words import day_words
from suppliers.forms.listing import listed
from suppliers.models.labels import DOCUMENT_KIND
from suppliers.reports.chart import Chart, Label
from suppliers.reports.chart_lines import Line, lines
from suppliers.rules.coverage import Covered, month_ends
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE, DocumentKind
from suppliers.selectors.clock import today
from suppliers.selectors.coverage import coverage_over, unsigned_on
from suppliers.selectors.litigation import suppliers_in_litigation

MONTHS = 13


def coverage_context(request: HttpRequest) -> dict[str, Any]:
    """The figures of the day in `as_of`, today's without one; the list of those missing for the document in `kind`."""
    typed = request.GET.get("as_of", "").strip() or today().isoformat()
    day, refusal = readable_day(typed)
    kind = request.GET.get("kind", "")
    kind = kind if kind in REQUIRED_FOR_ADMITTANCE else str(REQUIRED_FOR_ADMITTANCE[0])
    context: dict[str, Any] = {
        "title": _("Coverage by signatures"),
        "typed": typed,
        "today": today(),
        "refusal": refusal,
        "kind": kind,
        "kinds": [(str(one), DOCUMENT_KIND[one]) for one in REQUIRED_FOR_ADMITTANCE],
    }
    return context | _figures(request, day, kind) if day else context


def _figures(request: HttpRequest, day: date, kind: str) -> dict[str, Any]:
    days = month_ends(day, MONTHS)
    over = coverage_over([str(one) for one in REQUIRED_FOR_ADMITTANCE], days)
    missing = Paginator(unsigned_on(request.user, kind, day), LISTED).get_page(request.GET.get("p"))
    return {
        "day": day,
        "now": [(DOCUMENT_KIND[DocumentKind(one)], found[-1]) for one, found in over.items()],
        "chart": coverage_chart(over),
        "months": [(at, [found[index] for found in over.values()]) for index, at in reversed(list(enumerate(days)))],
        "missing": missing,
        "missing_words": DOCUMENT_KIND[DocumentKind(kind)],
        "in_litigation": suppliers_in_litigation(day),
        **practice_tables(request.user, day),
    }


def coverage_chart(over: dict[str, list[Covered]]) -> Chart:
    """One line per document over the days given, in percent."""
    days = next(iter(over.values()))
    rows = [
        Line(Label((str(DOCUMENT_KIND[DocumentKind(kind)]),)), tuple(one.percent if one.counted else None for one in found))
        for kind, found in over.items()
    ]
    last = listed(f"{DOCUMENT_KIND[DocumentKind(kind)]} {found[-1].percent} %" for kind, found in over.items())
    alt = _("Coverage from %(first)s to %(last)s; at the end: %(values)s.") % {
        "first": day_words(days[0].day),
        "last": day_words(days[-1].day),
        "values": last,
    }
    return lines([f"{one.day:%Y-%m}" for one in days], rows, alt=alt)
