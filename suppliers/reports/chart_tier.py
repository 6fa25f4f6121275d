"""The tiers of a supplier over time, as steps: one line a tier, one bar for each stretch in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from suppliers.reports.chart import ACCENT, ACCENT_PALE, MUTED, RULE, Chart, bold, box, chart, line, text

WIDTH, LEFT, RIGHT, TOP, ROW = 560, 34, 14, 8, 26
BAR = 14
LETTERS = "ABCDN"


@dataclass(frozen=True)
class Stretch:
    """A tier from one day up to the day before `until`."""

    tier: str
    since: date
    until: date


def tier_steps(stretches: Sequence[Stretch], *, first_day: str, last_day: str, alt: str) -> Chart:
    """Steps from the oldest stretch to the newest; the days at both ends are written as given. N has its line if it occurs."""
    letters = [letter for letter in LETTERS if letter != "N" or any(stretch.tier == "N" for stretch in stretches)]
    room, base = WIDTH - LEFT - RIGHT, TOP + ROW * len(letters)
    begin = min((stretch.since for stretch in stretches), default=date.min)
    days = max((max(stretch.until for stretch in stretches) - begin).days, 1) if stretches else 1
    parts = []
    for position, letter in enumerate(letters):
        middle = TOP + ROW * position + ROW / 2
        parts += [bold(letter, LEFT - 14, middle + 4, anchor="end"), line(LEFT, middle, WIDTH - RIGHT, middle, stroke=RULE)]
    for position, stretch in enumerate(stretches):
        left = LEFT + room * (stretch.since - begin).days / days
        width = max(3.0, room * (stretch.until - stretch.since).days / days)
        top = TOP + ROW * letters.index(stretch.tier) + (ROW - BAR) / 2
        fill = ACCENT if position == len(stretches) - 1 else ACCENT_PALE
        parts.append(box(left, top, min(width, WIDTH - RIGHT - left), BAR, fill=fill, stroke=ACCENT))
    parts.append(text(first_day, LEFT, base + 14, size=10, fill=MUTED))
    parts.append(text(last_day, WIDTH - RIGHT, base + 14, size=10, fill=MUTED, anchor="end"))
    return chart(WIDTH, base + 22, parts, alt)
