"""Spend classes: accepted invoices of the trailing 12 months in CNY (docs/scoring.md, "Spend")."""

from decimal import Decimal
from enum import StrEnum

from suppliers.rules.band import Floor, check_floors, value_from
from suppliers.rules.document import Node
from suppliers.rules.rounding import round_half_up


class SpendClass(StrEnum):
    """Large, medium, small, and the minimal transaction amount XS."""

    L = "L"
    M = "M"
    S = "S"
    XS = "XS"


NOTHING = Decimal(0)

SpendBands = tuple[Floor[SpendClass], ...]


def spend_class(cny: Decimal, bands: SpendBands) -> SpendClass:
    """Class of an amount in CNY, compared to the fen; credit beyond the invoices counts as 0."""
    return value_from(bands, max(round_half_up(cny), NOTHING))


def read_spend_bands(node: Node) -> SpendBands:
    """The section `spend_classes_cny_12m` of the policy: L to XS, descending to 0."""
    bands = []
    for item in node.items():
        item.fields(("code", "gte"))
        code = item["code"].word(tuple(SpendClass), "unknown_spend_class")
        bands.append(Floor(item["gte"].decimal(0), SpendClass(code or SpendClass.XS)))
    check_floors(node, [band.gte for band in bands])
    if bands and [band.value for band in bands] != list(SpendClass):
        node.refuse("bands_not_l_to_xs")
    return tuple(bands)
