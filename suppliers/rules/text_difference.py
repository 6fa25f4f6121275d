"""What changed between two versions of a text, by paragraph and by word, as a person reads it. Source: docs/undertaking.md.

Paragraphs are matched first; inside a paragraph that changed, words are (in Chinese: characters). The pieces that
stayed and went make up the old text, those that stayed and came the new one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORD = re.compile(r"[\u2e80-\uffef]|[^\W\u2e80-\uffef]+|\s+|[^\w\s]")
ALIKE = 0.4
"""Two paragraphs at one place with less in common are shown as one that went and one that came."""
LONGEST = 4000
"""A paragraph of more words is compared as a whole: the comparison takes time with the square of its length."""


class Change(StrEnum):
    """What became of a paragraph or a piece."""

    SAME = "SAME"
    CHANGED = "CHANGED"
    GONE = "GONE"
    NEW = "NEW"


@dataclass(frozen=True)
class Piece:
    """Words that stayed (SAME), went (GONE) or came (NEW)."""

    change: Change
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of either version with its pieces in reading order."""

    change: Change
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """The paragraph as it was."""
        return "".join(piece.text for piece in self.pieces if piece.change is not Change.NEW)

    @property
    def after(self) -> str:
        """The paragraph as it is."""
        return "".join(piece.text for piece in self.pieces if piece.change is not Change.GONE)


def paragraphs_of(text: str) -> list[str]:
    """The lines of a text that are not blank."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def compare_texts(before: str, after: str) -> list[Paragraph]:
    """Both texts in one reading order: every paragraph of either stands in it once."""
    old, new = paragraphs_of(before), paragraphs_of(after)
    found: list[Paragraph] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [_whole(Change.SAME, text) for text in old[i1:i2]]
        else:
            found += _replaced(old[i1:i2], new[j1:j2])
    return found


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that stand at the same place, each beside its likely successor, in order."""
    start = 0
    for text in old:
        place = next((at for at in range(start, len(new)) if _are_alike(text, new[at])), None)
        if place is None:
            yield _whole(Change.GONE, text)
            continue
        yield from (_whole(Change.NEW, added) for added in new[start:place])
        yield Paragraph(Change.CHANGED, tuple(_pieces(WORD.findall(text), WORD.findall(new[place]))))
        start = place + 1
    yield from (_whole(Change.NEW, added) for added in new[start:])


def _whole(change: Change, text: str) -> Paragraph:
    return Paragraph(change, (Piece(change, text),))


def _are_alike(one: str, other: str) -> bool:
    words, others = WORD.findall(one), WORD.findall(other)
    if max(len(words), len(others)) > LONGEST:
        return False
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(old[i1:i2]))
            continue
        if i1 < i2:
            yield Piece(Change.GONE, "".join(old[i1:i2]))
        if j1 < j2:
            yield Piece(Change.NEW, "".join(new[j1:j2]))
