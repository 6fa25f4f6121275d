"""Countries and regions a company can be registered in, in the reader's language."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

FIRST = ("CN", "HK", "MO", "TW")
# Names as the report's groups use them; the table makes no statement on sovereignty.
NAMES = {
    "en": {"CN": "Mainland China", "HK": "Hong Kong", "MO": "Macau", "TW": "Taiwan"},
    "zh": {"CN": "中国内地", "HK": "香港", "MO": "澳门", "TW": "台湾"},
}


@lru_cache(maxsize=4)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    territories = Locale.parse("zh_Hans" if language == "zh" else "en").territories
    names = {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES}
    names |= NAMES[language]
    rest = sorted((item for item in names.items() if item[0] not in FIRST), key=lambda item: item[1])
    return tuple((code, names[code]) for code in FIRST) + tuple(rest)


# Babel's list holds groupings beside countries.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


def countries() -> tuple[tuple[str, str], ...]:
    """(ISO code, name), the four most usual ones first."""
    return _countries("zh" if (get_language() or "").startswith("zh") else "en")


def country_name(code: str) -> str:
    """The name of a country or region; an unknown code is shown as it is."""
    return dict(countries()).get(code, code)
