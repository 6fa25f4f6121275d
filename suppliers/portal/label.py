"""Green labels for the supplier: what it holds, what is missing, and how to get it."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from suppliers.forms.label import GapWords, gap_words
from suppliers.models.labels_proof import LABEL
from suppliers.portal.access import own_supplier
from suppliers.rules.label import Label
from suppliers.selectors.clock import today
from suppliers.selectors.label import label_gaps, visible_label_periods

MEANING = {
    Label.GREEN_3C_ROHS: gettext_lazy(
        "Every product you offer that falls under 3C or RoHS is covered by valid papers. "
        "Where bids are compared for such products, valid papers earn a bonus."
    ),
    Label.GREEN_PERFORMANCE: gettext_lazy(
        "Your ESG score is high, your environmental management is certified, and no environmental breach is open. "
        "Where bids end in a tie, labels decide first."
    ),
}


@dataclass(frozen=True)
class ShownLabel:
    """One label for its reader."""

    name: str
    meaning: str
    since: date | None
    gaps: list[GapWords]


@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    """Both labels."""
    supplier = own_supplier(request)
    periods = list(visible_label_periods(request.user).filter(supplier=supplier))
    since = {period.label: period.valid_from for period in periods if period.valid_to is None}
    gaps = label_gaps(supplier, today())
    shown = [
        ShownLabel(str(LABEL[label]), str(MEANING[label]), since.get(label), [gap_words(gap) for gap in gaps[label]])
        for label in Label
    ]
    past = [period for period in periods if period.valid_to is not None]
    return render(request, "portal/labels.html", {"supplier": supplier, "labels": shown, "past": past})
