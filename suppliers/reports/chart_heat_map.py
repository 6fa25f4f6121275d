"""Heat map: areas down, dimensions across, a score in each cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from suppliers.reports.chart import INK, LEADING, MUTED, NO_VALUE, RULE, Chart, Label, bold, box, chart, label, text, wrapped

WIDTH, LABEL_WIDTH, HEAD, ROW = 600, 250, 36, 26
NAME_SIZE, NAME_EMS = 9, 26
# Darker is better. Five steps whose lightness differs enough to be told apart in grey print; the ink on each
# has a contrast of 4.5 : 1 or more.
STEPS = (
    (Decimal(80), "#0b4a53", "#ffffff"),
    (Decimal(65), "#3d7a82", "#ffffff"),
    (Decimal(50), "#8fb8bc", INK),
    (Decimal(25), "#c6dcde", INK),
    (Decimal(0), "#eef4f4", INK),
)


@dataclass(frozen=True)
class HeatRow:
    """One area with its cells in the order of the columns; None is a cell without scored questions."""

    words: Label
    scores: tuple[Decimal | None, ...]


def heat_map(columns: Sequence[Label], rows: Sequence[HeatRow], *, alt: str) -> Chart:
    """A grid of scores 0-100. An empty cell is "–" on white, never 0. Raises ValueError for a row of another length."""
    if any(len(row.scores) != len(columns) for row in rows):
        raise ValueError("every row needs one score or None per column")
    width = (WIDTH - LABEL_WIDTH) / len(columns)
    parts = [
        label(words, LABEL_WIDTH + width * (index + 0.5), HEAD / 2, size=NAME_SIZE, anchor="middle")
        for index, words in enumerate(columns)
    ]
    top = float(HEAD)
    for row in rows:
        words = wrapped(row.words, NAME_EMS)
        height = max(ROW, len(words.lines) * NAME_SIZE * LEADING + 6)
        parts.append(label(words, LABEL_WIDTH - 10, top + height / 2, size=NAME_SIZE, anchor="end"))
        parts += [_cell(score, LABEL_WIDTH + width * index, top, width, height) for index, score in enumerate(row.scores)]
        top += height
    return chart(WIDTH, ceil(top) + 1, parts, alt)


def _cell(score: Decimal | None, x: float, y: float, width: float, height: float) -> str:
    middle, baseline = x + width / 2, y + height / 2 + 4
    if score is None:
        return box(x + 1, y + 1, width - 2, height - 2, fill="#ffffff", stroke=RULE) + text(
            NO_VALUE, middle, baseline, fill=MUTED, anchor="middle"
        )
    fill, ink = next((fill, ink) for least, fill, ink in STEPS if score >= least)
    return box(x + 1, y + 1, width - 2, height - 2, fill=fill) + bold(f"{score:.2f}", middle, baseline, fill=ink, anchor="middle")
