"""The region table that ships with the product, read once."""

from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

from suppliers.rules.region import Province, RegionTable

REGIONS_FILE = Path(__file__).resolve().parent.parent / "library" / "regions.yaml"


@lru_cache(maxsize=1)
def region_table() -> RegionTable:
    """Provinces and groups of suppliers/library/regions.yaml. Raises BadRegionTable when the file is damaged."""
    return RegionTable.from_mapping(yaml.safe_load(REGIONS_FILE.read_text(encoding="utf-8")))


def mainland_provinces() -> list[Province]:
    """The province-level units a Mainland supplier can be registered in, in the order of their national code."""
    found = [province for province in region_table().provinces.values() if province.country == "CN"]
    return sorted(found, key=lambda province: province.gb2260)


def province_name(iso: str) -> str:
    """The name of a province in the reader's language; an unknown code is shown as it is."""
    province = region_table().provinces.get(iso)
    if province is None:
        return iso
    return province.name_zh if (get_language() or "").startswith("zh") else province.name_en
