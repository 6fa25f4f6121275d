"""Several things in one row, with the mark the reader's language puts between them."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(parts: Iterable[object]) -> str:
    """“a, b, c”; in Chinese “a、b、c”."""
    return pgettext("between the parts of a list", ", ").join(str(part) for part in parts)
