"""Names of places that an installation may wish to word itself: `ASSAY_PLACE_NAMES`."""

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language


def place_name(code: str) -> str:
    """The name of CN, HK, MO, TW or of the group HKMT, in the reader's language."""
    return str(settings.ASSAY_PLACE_NAMES[code]["zh" if (get_language() or "").startswith("zh") else "en"])


lazy_place_name = lazy(place_name, str)
