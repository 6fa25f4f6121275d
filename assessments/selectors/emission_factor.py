"""The table of emission factors that ships, and the factor of one supplier."""

from functools import lru_cache
from pathlib import Path

import yaml

from assessments.rules.emission_factor import ElectricityFactor, FactorTable, electricity_factor, factors_from_mapping
from suppliers.models import Supplier
from suppliers.selectors.region import region_table

FACTORS_FILE = Path(__file__).resolve().parent.parent / "library" / "emission-factors.yaml"


@lru_cache(maxsize=1)
def emission_factors() -> FactorTable:
    """Read once per process. Raises BadEmissionFactors when the file was damaged."""
    return factors_from_mapping(yaml.safe_load(FACTORS_FILE.read_text(encoding="utf-8")))


def factor_of(supplier: Supplier, year: int) -> ElectricityFactor | None:
    """The electricity factor by the supplier's registered province; None outside Mainland China."""
    province = region_table().provinces.get(supplier.registered_province)
    grid = province.grid if province is not None and province.country == "CN" else None
    return electricity_factor(emission_factors(), province=supplier.registered_province, grid=grid, year=year)
