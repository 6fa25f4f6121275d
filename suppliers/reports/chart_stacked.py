"""Stacked bars: a whole split into parts, one bar per group; every part of some size carries its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from suppliers.reports.chart import FAINT, INK, MUTED, Chart, Label, bold, box, chart, label, text, wrapped

WIDTH, LABEL_WIDTH, TOTAL_WIDTH = 620, 150, 60
ROW, BAR, HEAD, LABEL_EMS = 32, 20, 26, 14
LEAST_NAMED = 26
SHADES = (("#0b4a53", "#ffffff"), ("#3d7a82", "#ffffff"), ("#8fb8bc", INK), ("#d9c9a3", INK), ("#ffffff", MUTED))
"""Dark to light in steps that grey print keeps; the last one is an empty box."""


@dataclass(frozen=True)
class Stack:
    """One bar: words and the size of each part, in the order of the parts."""

    words: Label
    sizes: tuple[int, ...]


def stacked(parts: Sequence[str], rows: Sequence[Stack], *, alt: str) -> Chart:
    """Bars of one length, each split by shares; the total stands at the end.

    Raises ValueError for a bar of another number of parts, or a negative part.
    """
    if any(len(row.sizes) != len(parts) or min(row.sizes, default=0) < 0 for row in rows):
        raise ValueError("every bar needs one size, 0 or more, per part")
    room = WIDTH - LABEL_WIDTH - TOTAL_WIDTH
    drawn = [_key(parts)]
    for index, row in enumerate(rows):
        middle = HEAD + ROW * index + ROW / 2
        drawn.append(label(wrapped(row.words, LABEL_EMS), LABEL_WIDTH - 10, middle, size=10, anchor="end"))
        drawn.append(box(LABEL_WIDTH, middle - BAR / 2, room, BAR, fill=FAINT))
        drawn += _parts(row, middle, room)
        drawn.append(bold(f"{sum(row.sizes):,}", WIDTH, middle + 4, anchor="end"))
    return chart(WIDTH, HEAD + ROW * len(rows) + 4, drawn, alt)


def _key(parts: Sequence[str]) -> str:
    """What each shade stands for, above the bars."""
    drawn, x = [], float(LABEL_WIDTH)
    for index, words in enumerate(parts):
        fill, _ink = SHADES[index % len(SHADES)]
        drawn.append(box(x, 4, 12, 12, fill=fill, stroke=MUTED) + text(words, x + 17, 14, size=10))
        x += 17 + sum(10.0 if character >= "\u2e80" else 5.6 for character in words) + 14
    return "".join(drawn)


def _parts(row: Stack, middle: float, room: float) -> list[str]:
    total, x, drawn = sum(row.sizes), float(LABEL_WIDTH), []
    for index, size in enumerate(row.sizes):
        if not size:
            continue
        fill, ink = SHADES[index % len(SHADES)]
        width = room * size / total
        drawn.append(box(x, middle - BAR / 2, width, BAR, fill=fill, stroke=MUTED))
        shown = f"{size:,}"
        if width >= max(LEAST_NAMED, 8 * len(shown)):
            drawn.append(bold(shown, x + width / 2, middle + 4, size=10, fill=ink, anchor="middle"))
        x += width
    return drawn
