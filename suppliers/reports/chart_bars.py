"""Horizontal bars: counts by region and the like, longest wins, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from suppliers.reports.chart import ACCENT, FAINT, Chart, Label, bold, box, chart, label, wrapped

WIDTH, LABEL_WIDTH, VALUE_WIDTH = 560, 190, 110
ROW, BAR, MARGIN, LABEL_EMS = 34, 16, 6, 18


@dataclass(frozen=True)
class Bar:
    """One row: words, the value that gives its length (0 or more), and the value as it is written."""

    words: Label
    value: Decimal | int
    shown: str


def bars(rows: Sequence[Bar], *, alt: str) -> Chart:
    """Bars from a common zero. A value above 0 is always visible; 0 has no bar. Raises ValueError below 0."""
    if any(row.value < 0 for row in rows):
        raise ValueError("a bar cannot be shorter than nothing")
    largest = max((row.value for row in rows), default=0)
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    parts = []
    for index, row in enumerate(rows):
        middle = MARGIN + ROW * index + ROW / 2
        length = max(1.5, room * float(row.value) / float(largest)) if row.value else 0.0
        parts.append(label(wrapped(row.words, LABEL_EMS), LABEL_WIDTH - 10, middle, size=10, anchor="end"))
        parts.append(box(LABEL_WIDTH, middle - BAR / 2, room, BAR, fill=FAINT))
        if length:
            parts.append(box(LABEL_WIDTH, middle - BAR / 2, length, BAR, fill=ACCENT))
        parts.append(bold(row.shown, LABEL_WIDTH + room + 10, middle + 4))
    return chart(WIDTH, 2 * MARGIN + ROW * len(rows), parts, alt)
