"""What every chart is made of: SVG text from plain values, the same for a page and for paper.

Attributes only, no style and no script, so that a chart may stand inline in a page under a strict content
security policy. On paper it goes in as `<img>` with `data_uri` and `alt`: an inline drawing would lose its
description in the tagged PDF. Greys differ in lightness, and every value is written out: colour is never the
only sign.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

FONTS = "Assay Sans SC, system-ui, sans-serif"
INK, MUTED, RULE, FAINT = "#16242b", "#55666e", "#b9c5c9", "#e8edee"
ACCENT, ACCENT_PALE = "#0f5c66", "#d5e5e6"
NO_VALUE = "–"
LEADING = 1.22
CLOSING = "，。、；：？！）》」』”"


@dataclass(frozen=True)
class Label:
    """The words at one place of a chart, a line per language (one or two). Lines are never mixed sentences."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A finished drawing and the sentence that says the same to somebody who cannot see it."""

    svg: str
    alt: str
    width: int
    height: int

    @property
    def data_uri(self) -> str:
        """For the `src` of an `<img>`."""
        return f"data:image/svg+xml;base64,{b64encode(self.svg.encode()).decode()}"


def chart(width: int, height: int, parts: Iterable[str], alt: str) -> Chart:
    """Wrap the parts. `width` and `height` are px at 96 dpi; a page may scale the drawing."""
    body = "".join(parts)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label={quoteattr(alt)} font-family="{FONTS}">{body}</svg>'
    )
    return Chart(svg=svg, alt=alt, width=width, height=height)


def number(value: Decimal | float) -> str:
    """A coordinate: at most two places, so that the drawing is short and the same everywhere."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(content: str, x: float, y: float, *, size: float = 11, fill: str = INK, anchor: str = "start") -> str:
    """One line of text with its baseline at y."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}" '
        f'text-anchor="{anchor}">{escape(content)}</text>'
    )


def bold(content: str, x: float, y: float, *, size: float = 11, fill: str = INK, anchor: str = "start") -> str:
    """One line of text in the bold face."""
    return text(content, x, y, size=size, fill=fill, anchor=anchor).replace("<text ", '<text font-weight="700" ', 1)


def label(words: Label, x: float, y: float, *, size: float = 11, anchor: str = "start") -> str:
    """The lines under one another, centred on y."""
    top = y + size * 0.36 - (len(words.lines) - 1) * size * LEADING / 2
    return "".join(
        text(line, x, top + position * size * LEADING, size=size, anchor=anchor) for position, line in enumerate(words.lines)
    )


def wrapped(words: Label, ems: float) -> Label:
    """The label with each line broken to about `ems` widths of a Chinese character; a Latin letter is half as wide.

    Latin breaks between words, Chinese anywhere. SVG does not break lines by itself.
    """
    return Label(tuple(part for line in words.lines for part in _broken(line, ems)))


def _broken(content: str, ems: float) -> list[str]:
    lines, current = [], ""
    for piece in re.findall(r"[\u2e80-\uffef]|[^\u2e80-\uffef\s]+\s*|\s+", content):
        # A mark that closes never begins a line.
        if current and _ems(current + piece.rstrip()) > ems and piece not in CLOSING:
            lines.append(current.rstrip())
            current = ""
        current += piece
    return [*lines, current.rstrip()] if current.strip() or not lines else lines


def _ems(content: str) -> float:
    return sum(1.0 if character >= "\u2e80" else 0.54 for character in content)


def box(x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none") -> str:
    """A rectangle from its upper left corner."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'fill="{fill}" stroke="{stroke}"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str = RULE, width: float = 1) -> str:
    """A straight line."""
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{stroke}" stroke-width="{number(width)}"/>'
    )
