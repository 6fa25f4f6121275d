"""Bands: from which figure on, or up to which figure, a value holds."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Generic, TypeVar

from suppliers.rules.document import Node

Value = TypeVar("Value")


class NoBand(Exception):
    """No band holds for this number."""

    def __init__(self, number: Decimal) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Floor(Generic[Value]):
    """`value` holds for numbers of at least `gte`."""

    gte: Decimal
    value: Value


@dataclass(frozen=True, slots=True)
class Ceiling(Generic[Value]):
    """`value` holds for numbers up to `lte`; None has no upper end."""

    lte: Decimal | None
    value: Value


def value_from(floors: tuple[Floor[Value], ...], number: Decimal) -> Value:
    """Value of the first band whose floor the number reaches; floors descend. Raises NoBand."""
    for band in floors:
        if number >= band.gte:
            return band.value
    raise NoBand(number)


def value_up_to(ceilings: tuple[Ceiling[Value], ...], number: Decimal) -> Value:
    """Value of the first band whose ceiling the number keeps to; ceilings ascend. Raises NoBand."""
    for band in ceilings:
        if band.lte is None or number <= band.lte:
            return band.value
    raise NoBand(number)


def check_floors(node: Node, floors: list[Decimal]) -> None:
    """Note floors that overlap (not strictly descending) or leave a gap between the last and 0."""
    for position, (upper, lower) in enumerate(pairwise(floors), start=1):
        if lower >= upper:
            node[position].refuse("bands_overlap", gte=str(lower), above=str(upper))
    if floors and floors[-1] > 0:
        node.refuse("bands_do_not_reach_0", lowest=str(floors[-1]))


def check_ceilings(node: Node, ceilings: list[Decimal | None]) -> None:
    """Note ceilings that overlap (not strictly ascending) or leave a gap above the last."""
    for position, (lower, upper) in enumerate(pairwise(ceilings), start=1):
        if lower is None or (upper is not None and upper <= lower):
            node[position].refuse("bands_overlap", lte=str(upper), above=str(lower))
    if ceilings and ceilings[-1] is not None:
        node.refuse("bands_have_an_upper_end", highest=str(ceilings[-1]))


def read_scored_floors(node: Node) -> tuple[Floor[Decimal], ...]:
    """Bands {gte, score} that score 0-100, descending to 0."""
    bands = []
    for item in node.items():
        item.fields(("gte", "score"))
        bands.append(Floor(item["gte"].decimal(), item["score"].decimal(0, 100)))
    check_floors(node, [band.gte for band in bands])
    return tuple(bands)


def read_scored_ceilings(node: Node) -> tuple[Ceiling[Decimal], ...]:
    """Bands {lte, score} that score 0-100, ascending; the last has lte null."""
    bands = []
    for item in node.items():
        item.fields(("lte", "score"))
        lte = None if item["lte"].is_empty else item["lte"].decimal()
        bands.append(Ceiling(lte, item["score"].decimal(0, 100)))
    check_ceilings(node, [band.lte for band in bands])
    return tuple(bands)
