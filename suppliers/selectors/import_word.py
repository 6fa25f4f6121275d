"""The words a file may use for a code, in both languages: category, profile, legal form, kind of identifier, places."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import override

from suppliers.models.labels import CATEGORY, LEGAL_KIND, PROFILE, SCHEME
from suppliers.rules.import_value import folded
from suppliers.selectors.country import countries
from suppliers.selectors.region import region_table

LANGUAGES = ("en", "zh-hans")
_ALSO: dict[str, dict[str, tuple[str, ...]]] = {
    "identifier_scheme": {"USCC": ("统一社会信用代码", "credit code"), "HK_UBI": ("UBI", "BRN", "商业登记号码")},
    "profile": {"office": ("办公", "办公室"), "production": ("生产", "现场")},
    "registered_country": {"CN": ("中国", "China", "PRC", "CHN"), "HK": ("中国香港", "HKG", "CN-HK"), "MO": ("中国澳门", "CN-MO"),
                           "TW": ("中国台湾", "CN-TW"), "GB": ("UK",), "US": ("USA",)},
}  # fmt: skip


@lru_cache(maxsize=1)
def import_words() -> Mapping[str, Mapping[str, str]]:
    """Column -> folded text -> code."""
    labels: dict[str, Mapping[Any, object]] = {
        "identifier_scheme": SCHEME,
        "legal_kind": LEGAL_KIND,
        "category": CATEGORY,
        "profile": PROFILE,
    }
    found = {column: _table((str(code), _in_both(words)) for code, words in table.items()) for column, table in labels.items()}
    found["registered_country"] = _table(_country_words().items())
    found["registered_province"] = _table(
        (one.iso, (one.iso, one.name_en, one.name_zh, one.short_zh)) for one in region_table().provinces.values()
    )
    for column, codes in _ALSO.items():
        for code, texts in codes.items():
            found[column].update({folded(text): code for text in texts})
    return found


def _table(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    return {folded(text): code for code, texts in rows for text in (code, *texts)}


def _in_both(words: object) -> list[str]:
    texts = []
    for language in LANGUAGES:
        with override(language):
            texts.append(str(words))
    return texts


def _country_words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        with override(language):
            for code, name in countries():
                found.setdefault(code, []).append(name)
    return found
