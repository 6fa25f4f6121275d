"""Radar: one spoke per area, 0 in the middle, 100 at the rim."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

from suppliers.reports.chart import (
    ACCENT,
    ACCENT_PALE,
    INK,
    LEADING,
    MUTED,
    NO_VALUE,
    RULE,
    Chart,
    Label,
    bold,
    chart,
    label,
    line,
    number,
    text,
    wrapped,
)

WIDTH, HEIGHT, RADIUS = 600, 290, 96
NAME_SIZE, NAME_EMS = 9, 15
RINGS = (25, 50, 75, 100)


@dataclass(frozen=True)
class Spoke:
    """One area; score 0-100, or None where the area does not apply."""

    words: Label
    score: Decimal | None


def radar(spokes: Sequence[Spoke], *, alt: str) -> Chart:
    """A radar of three spokes or more.

    An area without a score keeps its spoke, marked "–", and the outline passes it by: it is neither 0 nor
    guessed. With fewer than three scores there is no outline, only points. Raises ValueError under three spokes.
    """
    if len(spokes) < 3:
        raise ValueError("a radar needs three spokes or more")
    parts = [_rings(len(spokes)), *(_spoke(index, len(spokes)) for index in range(len(spokes)))]
    points = [_point(index, len(spokes), float(spoke.score)) for index, spoke in enumerate(spokes) if spoke.score is not None]
    if len(points) > 2:
        outline = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        parts.append(f'<polygon points="{outline}" fill="{ACCENT_PALE}" fill-opacity="0.65" stroke="{ACCENT}" stroke-width="2"/>')
    parts += [f'<circle cx="{number(x)}" cy="{number(y)}" r="3.2" fill="{ACCENT}"/>' for x, y in points]
    parts += [text(str(ring), WIDTH / 2 + 3, _centre_y() - RADIUS * ring / 100 + 9, size=7.5, fill=MUTED) for ring in RINGS[1:3]]
    parts += [_caption(index, len(spokes), spoke) for index, spoke in enumerate(spokes)]
    return chart(WIDTH, HEIGHT, parts, alt)


def _centre_y() -> float:
    return HEIGHT / 2


def _point(index: int, count: int, score: float) -> tuple[float, float]:
    angle = -pi / 2 + 2 * pi * index / count
    reach = RADIUS * score / 100
    return WIDTH / 2 + reach * cos(angle), _centre_y() + reach * sin(angle)


def _rings(count: int) -> str:
    rings = []
    for ring in RINGS:
        corners = " ".join(f"{number(x)},{number(y)}" for x, y in (_point(index, count, ring) for index in range(count)))
        rings.append(f'<polygon points="{corners}" fill="none" stroke="{RULE}" stroke-width="{1 if ring == 100 else 0.6}"/>')
    return "".join(rings)


def _spoke(index: int, count: int) -> str:
    x, y = _point(index, count, 100)
    return line(WIDTH / 2, _centre_y(), x, y, width=0.6)


def _caption(index: int, count: int, spoke: Spoke) -> str:
    """Score and name outside the rim, on the side where there is room."""
    x, y = _point(index, count, 110)
    side = x - WIDTH / 2
    is_middle = abs(side) < 1
    anchor = "middle" if is_middle else ("start" if side > 0 else "end")
    words = wrapped(spoke.words, 2 * NAME_EMS if is_middle else NAME_EMS)
    name_height = len(words.lines) * NAME_SIZE * LEADING
    height = 15 + name_height
    top = y - height / 2
    if is_middle:
        top = y - height if y < _centre_y() else y + 2
    score = NO_VALUE if spoke.score is None else f"{spoke.score:.2f}"
    colour = MUTED if spoke.score is None else INK
    return bold(score, x, top + 11, size=12, fill=colour, anchor=anchor) + label(
        words, x, top + 15 + name_height / 2, size=NAME_SIZE, anchor=anchor
    )
