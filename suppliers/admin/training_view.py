"""The figures of a period of training as a table, a chart and a file; and the panel on a supplier's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from suppliers.admin.reading import badge
from suppliers.admin.words import day_words
from suppliers.forms.listing import listed
from suppliers.forms.refusal import sentence
from suppliers.models import Supplier, TrainingSession
from suppliers.models.labels_trade import TRAINING_MODULE
from suppliers.reports.chart import Label
from suppliers.reports.chart_bars import Bar, bars
from suppliers.reports.table_export import Cell
from suppliers.rules.region_count import BadDay, read_day
from suppliers.rules.training import TrainingFigures
from suppliers.selectors.clock import today
from suppliers.selectors.training import (
    module_figures,
    training_figures,
    untrained_suppliers,
    visible_attendances,
    visible_training_invitations,
)

NOTHING = "–"


@dataclass(frozen=True)
class ModuleRow:
    """One line of the table."""

    words: str
    figures: TrainingFigures
    pass_rate: str


def figures_page(typed: Mapping[str, str]) -> dict[str, Any]:
    """Figures of the period in `from` and `to`; this calendar year without them. A wrong day is said beside the fields."""
    day_from, day_to, refusal = _period(typed)
    total = training_figures(day_from, day_to)
    rows = _rows(day_from, day_to)
    words = {"from": day_words(day_from), "to": day_words(day_to)}
    counts = listed(f"{row.words} {row.figures.suppliers}" for row in rows)
    alt = _("Suppliers reached by module: %(counts)s.") % {"counts": counts}
    drawn = [Bar(Label((row.words,)), row.figures.suppliers, str(row.figures.suppliers)) for row in rows]
    return {
        "title": _("Training in figures"),
        "day_from": day_from,
        "day_to": day_to,
        "refusal": refusal,
        "period": _("%(from)s – %(to)s") % words,
        "total": total,
        "pass_rate": _percent(total.pass_rate),
        "major_share": _percent(total.major_share),
        "counted_share": _percent(total.counted_share),
        "rows": rows,
        "chart": bars(drawn, alt=alt),
    }


def figures_table(typed: Mapping[str, str]) -> tuple[list[str], list[list[Cell]]]:
    """Head and lines of the file: one line per module, and the whole, in which a supplier counts once."""
    day_from, day_to, _refusal = _period(typed)
    head = [
        _("Module"),
        _("Sessions held"),
        _("Suppliers"),
        _("People"),
        _("Attendances"),
        _("Hours of attendance"),
        _("Tests taken"),
        _("Tests passed"),
        _("Pass rate (%)"),
    ]
    rows = [_cells(row.words, row.figures) for row in _rows(day_from, day_to)]
    return head, [*rows, _cells(_("All modules, each supplier once"), training_figures(day_from, day_to))]


def _cells(words: str, figures: TrainingFigures) -> list[Cell]:
    return [
        words,
        figures.sessions,
        figures.suppliers,
        figures.persons,
        figures.attendances,
        figures.hours,
        figures.tested,
        figures.passed,
        figures.pass_rate,
    ]


def _rows(day_from: date, day_to: date) -> list[ModuleRow]:
    found = module_figures(day_from, day_to)
    return [ModuleRow(str(TRAINING_MODULE[module]), figures, _percent(figures.pass_rate)) for module, figures in found.items()]


def _percent(share: Decimal | None) -> str:
    return NOTHING if share is None else f"{share} %"


def _period(typed: Mapping[str, str]) -> tuple[date, date, str]:
    day = today()
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    try:
        day_from = read_day(typed["from"]) if typed.get("from") else first
        day_to = read_day(typed["to"]) if typed.get("to") else last
    except BadDay as refusal:
        return first, last, sentence(refusal)
    if day_to < day_from:
        return first, last, _("The period ends before it begins.")
    return day_from, day_to, ""


def training_panel(request: HttpRequest, supplier: Supplier) -> Mapping[str, Any]:
    """Sessions this supplier was invited to or attended, and the mandatory module."""
    attended = list(visible_attendances(request.user).filter(supplier=supplier).order_by("-session__starts_at", "person"))
    came = {row.session_id for row in attended}
    invited = visible_training_invitations(request.user).filter(supplier=supplier).exclude(session__in=came)
    due = next(iter(untrained_suppliers(today(), supplier_id=supplier.pk)), None)
    return {
        "attended": [(row, result_badge(row.session, row.test_score)) for row in attended],
        "invited": list(invited.order_by("-session__starts_at")),
        "due": due,
    }


def result_badge(session: TrainingSession, score: Decimal | None) -> str:
    """Whether a person passed; nothing without a test."""
    if not session.has_test or score is None:
        return ""
    return badge(_("passed"), "good") if score >= session.pass_percent else badge(_("not passed"), "attention")
