"""Tiers, and the raw tier of an overall score (docs/scoring.md, step 10)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from suppliers.rules.band import Floor, check_floors, value_from
from suppliers.rules.document import Node


class Tier(StrEnum):
    """A strategic, B preferred, C watch, D exit; N, not yet evaluated, is outside the order."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    N = "N"


class Grade(StrEnum):
    """The letter of an ESG score. Same letters as the tiers, but it judges conduct alone."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


Letter = TypeVar("Letter", Tier, Grade)

LADDER = (Tier.A, Tier.B, Tier.C, Tier.D)
GRADES = tuple(Grade)

TierBands = tuple[Floor[Tier], ...]


def is_better(tier: Tier, than: Tier) -> bool:
    """Whether the first of two tiers on the ladder stands higher."""
    return LADDER.index(tier) < LADDER.index(than)


def worst(tiers: Iterable[Tier]) -> Tier:
    """The lowest of one or more tiers on the ladder."""
    return max(tiers, key=LADDER.index)


def one_step_up(tier: Tier) -> Tier:
    """The next better tier; A stays A."""
    return LADDER[max(LADDER.index(tier) - 1, 0)]


def raw_tier(overall: Decimal, bands: TierBands) -> Tier:
    """Tier by the cuts alone. `overall` is the published score; 0 and 100 find a band too."""
    return value_from(bands, overall)


def cut_of(tier: Tier, bands: TierBands) -> Decimal:
    """The least score of a tier on the ladder."""
    return next(band.gte for band in bands if band.value is tier)


def read_tier(node: Node) -> Tier:
    """A tier of the ladder; anything else is noted."""
    return Tier(node.word(LADDER, "unknown_tier") or Tier.D)


def read_letter_bands(node: Node, key: str, letters: Sequence[Letter]) -> tuple[Floor[Letter], ...]:
    """One band per letter, best first, descending to 0. `key` is the field with the letter."""
    by_code = {str(letter): letter for letter in letters}
    bands = []
    for item in node.items():
        item.fields((key, "gte"), ("name", "zh"))
        code = item[key].word(by_code, f"unknown_{key}")
        bands.append(Floor(item["gte"].decimal(0, 100), by_code.get(code, letters[-1])))
    check_floors(node, [band.gte for band in bands])
    if bands and [band.value for band in bands] != list(letters):
        node.refuse("bands_not_a_to_d")
    return tuple(bands)
