"""Lines over time: shares in percent by month, each line with its name at its end; readable in grey print."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from suppliers.reports.chart import ACCENT, INK, MUTED, Chart, Label, bold, box, chart, label, line, number, text, wrapped

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, NAMES = 620, 240, 44, 16, 28, 170
NAME_EMS, NAME_ROOM, MOST_STEP_NAMES = 15, 40, 7
STROKES = ((ACCENT, ""), (INK, "7 4"), (MUTED, "2 3"), ("#8a6d1f", "10 3 2 3"))
"""Colour and dashes: lines differ by dashes and marks as well, so that grey print tells them apart."""


@dataclass(frozen=True)
class Line:
    """One line: its name and a value per step, 0-100; None where there is none."""

    words: Label
    values: tuple[Decimal | None, ...]


def lines(steps: Sequence[str], rows: Sequence[Line], *, alt: str) -> Chart:
    """Percentages over steps. Raises ValueError for a line of another length or without any step."""
    if not steps or any(len(row.values) != len(steps) for row in rows):
        raise ValueError("every line needs one value or None per step")
    room = WIDTH - LEFT - NAMES
    gap = room / max(len(steps) - 1, 1)
    parts = [_scale(room), *_steps(steps, gap)]
    places = _spread([_height(last) for row in rows if (last := _last(row)) is not None])
    named = iter(places)
    for index, row in enumerate(rows):
        parts.append(_drawn(row, index, gap))
        last = _last(row)
        if last is not None:
            parts.append(_name(row, last, index, next(named), room))
    return chart(WIDTH, HEIGHT, parts, alt)


def _height(value: Decimal) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - float(value) / 100)


def _last(row: Line) -> Decimal | None:
    return next((value for value in reversed(row.values) if value is not None), None)


def _scale(room: float) -> str:
    marks = [
        line(LEFT, _height(Decimal(mark)), LEFT + room, _height(Decimal(mark)), width=1 if mark == 0 else 0.6)
        + text(f"{mark} %", LEFT - 6, _height(Decimal(mark)) + 4, size=9, fill=MUTED, anchor="end")
        for mark in (0, 25, 50, 75, 100)
    ]
    return "".join(marks)


def _steps(steps: Sequence[str], gap: float) -> list[str]:
    every = -(-len(steps) // MOST_STEP_NAMES)
    # Counted from the end, so that the last step always has its name.
    return [
        text(words, LEFT + gap * index, HEIGHT - BOTTOM + 16, size=9, fill=MUTED, anchor="middle")
        for index, words in enumerate(steps)
        if (len(steps) - 1 - index) % every == 0
    ]


def _drawn(row: Line, index: int, gap: float) -> str:
    colour, dashes = STROKES[index % len(STROKES)]
    points = [(LEFT + gap * step, _height(value)) for step, value in enumerate(row.values) if value is not None]
    path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    drawn = f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>' if points else ""
    return drawn + "".join(_mark(x, y, index, colour) for x, y in points)


def _mark(x: float, y: float, index: int, colour: str) -> str:
    if index % 2:
        return box(x - 2.6, y - 2.6, 5.2, 5.2, fill="#ffffff", stroke=colour)
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="2.8" fill="{colour}"/>'


def _name(row: Line, last: Decimal, index: int, height: float, room: float) -> str:
    colour, _dashes = STROKES[index % len(STROKES)]
    x = LEFT + room + 10
    words = Label(wrapped(row.words, NAME_EMS).lines[:2])
    return bold(f"{last:.2f} %", x, height, size=11, fill=colour) + label(words, x, height + 12, size=9)


def _spread(heights: list[float]) -> list[float]:
    """Heights of the names at the ends, pushed apart so that none lies over another; their order stays."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed, free = [0.0] * len(heights), TOP + 2.0
    for index in order:
        placed[index] = max(heights[index], free)
        free = placed[index] + NAME_ROOM
    last = float(HEIGHT - NAME_ROOM + 6)
    for index in reversed(order):
        placed[index] = min(placed[index], last)
        last = placed[index] - NAME_ROOM
    return placed
