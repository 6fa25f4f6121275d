"""Published emission factors of electricity, and which of them fits a place and a year. Source: docs/carbon.md."""

from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.document import DocumentProblem, Node

NATIONAL = "national"


class BadEmissionFactors(Exception):
    """The table cannot be used. `problems` names every mistake with its place."""

    def __init__(self, problems: tuple[DocumentProblem, ...]) -> None:
        super().__init__("; ".join(f"{problem.path}: {problem.reason}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class ElectricityFactor:
    """kgCO2 per kWh (the same number as tCO2 per MWh) for a year and a scope: `national`, `grid:North`, `province:CN-HE`."""

    year: int
    scope: str
    value: Decimal


FactorTable = tuple[ElectricityFactor, ...]


def electricity_factor(table: FactorTable, *, province: str, grid: str | None, year: int) -> ElectricityFactor | None:
    """The factor of the province, else of its grid, else of the country; in each the latest year not after `year`.

    None outside Mainland China (`grid` None) and where nothing was published that early.
    """
    if grid is None:
        return None
    for scope in (f"province:{province}", f"grid:{grid}", NATIONAL):
        fitting = [factor for factor in table if factor.scope == scope and factor.year <= year]
        if fitting:
            return max(fitting, key=lambda factor: factor.year)
    return None


def factors_from_mapping(mapping: object) -> FactorTable:
    """The table of a parsed YAML document. Raises BadEmissionFactors."""
    root = Node(mapping, []).fields(("schema_version", "unit", "electricity"))
    root["schema_version"].integer(1, 1)
    root["unit"].word(("kgCO2/kWh",), "unknown_unit")
    table = []
    for item in root["electricity"].items():
        item.fields(("year", "scope", "value", "published"))
        table.append(ElectricityFactor(item["year"].integer(2000, 2100), item["scope"].text(), item["value"].decimal(0, 5)))
    if root.problems:
        raise BadEmissionFactors(tuple(root.problems))
    return tuple(table)
