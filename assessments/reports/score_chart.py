"""The six areas as a radar: the same drawing for the portal and the admin."""

from decimal import Decimal

from assessments.selectors.receipt import ReceiptView
from suppliers.reports.chart import Chart, Label
from suppliers.reports.chart_radar import Spoke, radar


def area_radar(view: ReceiptView, language: str, alt: str) -> Chart:
    """The area scores of a receipt; an area without questions keeps its spoke, marked “–”."""
    spokes = [
        Spoke(Label((area.name.in_language(language),)), None if area.score is None else Decimal(area.score))
        for area in view.areas
    ]
    return radar(spokes, alt=alt)
