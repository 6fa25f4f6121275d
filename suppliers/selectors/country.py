"""Countries and regions a company can be registered in, in the reader's language."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

from suppliers.models.place_name import place_name

FIRST = ("CN", "HK", "MO", "TW")


@lru_cache(maxsize=4)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    territories = Locale.parse("zh_Hans" if language == "zh" else "en").territories
    names = {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES}
    return tuple(sorted((item for item in names.items() if item[0] not in FIRST), key=lambda item: item[1]))


# Babel's list holds groupings beside countries.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


def countries() -> tuple[tuple[str, str], ...]:
    """(ISO code, name), the four most usual ones first."""
    first = tuple((code, place_name(code)) for code in FIRST)
    return first + _countries("zh" if (get_language() or "").startswith("zh") else "en")


def country_name(code: str) -> str:
    """The name of a country or region; an unknown code is shown as it is."""
    return dict(countries()).get(code, code)
