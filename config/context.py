"""What every template knows about this installation."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def edition(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 -- Django's signature
    """The buyer's name in the reader's language, and whether this is the demo."""
    names = settings.ASSAY_BUYER_NAME
    return {"buyer_name": names.get(get_language() or "en", names["en"]), "is_demo": settings.ASSAY_DEMO}
