"""The path of a carbon agreement: what is allowed each year as a line, what was emitted as bars."""

from collections.abc import Sequence
from decimal import Decimal

from assessments.selectors.carbon import PathPoint
from suppliers.reports.chart import ACCENT, FAINT, INK, MUTED, RULE, Chart, box, chart, line, number, text

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 560, 230, 58, 30, 16
MOST_LABELS = 12


def carbon_path(points: Sequence[PathPoint], *, alt: str) -> Chart:
    """Bars of tCO2e with the allowed path over them; each bar carries its number where there is room."""
    largest = max((max(point.allowed, point.emitted or Decimal(0)) for point in points), default=Decimal(0)) or Decimal(1)
    room, step = HEIGHT - BOTTOM - TOP, (WIDTH - LEFT - 12) / max(len(points), 1)

    def height(value: Decimal) -> float:
        return room * float(value) / float(largest)

    floor = HEIGHT - BOTTOM
    parts = [line(LEFT, floor, WIDTH - 12, floor, stroke=RULE)]
    for share in (Decimal("0.5"), Decimal(1)):
        at = floor - room * float(share)
        parts.append(line(LEFT, at, WIDTH - 12, at, stroke=FAINT))
        parts.append(text(f"{largest * share:,.0f}", LEFT - 6, at + 4, size=9, fill=MUTED, anchor="end"))
    for index, point in enumerate(points):
        middle = LEFT + step * (index + 0.5)
        if point.emitted is not None:
            tall = height(point.emitted)
            parts.append(box(middle - step * 0.3, floor - tall, step * 0.6, tall, fill=ACCENT))
            parts.append(text(f"{point.emitted:,.0f}", middle, floor - tall - 5, size=9, anchor="middle"))
        if len(points) <= MOST_LABELS or index % 2 == 0:
            parts.append(text(str(point.year), middle, floor + 15, size=9, fill=MUTED, anchor="middle"))
    places = " ".join(
        f"{number(LEFT + step * (index + 0.5))},{number(floor - height(point.allowed))}" for index, point in enumerate(points)
    )
    parts.append(f'<polyline points="{places}" fill="none" stroke="{INK}" stroke-width="1.5" stroke-dasharray="5 3"/>')
    return chart(WIDTH, HEIGHT, parts, alt)
