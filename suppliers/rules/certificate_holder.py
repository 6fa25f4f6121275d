"""Whether the holder a paper names is the supplier. Source: docs/certificates.md, holder."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from suppliers.rules.certificate import PRODUCT_KINDS, CertificateKind, HolderRole
from suppliers.rules.likeness import TRADITIONAL

_SIGNS = re.compile(r"[\s\W_]+")


class HolderMatch(StrEnum):
    """How the printed holder compares with the supplier."""

    SAME = "SAME"
    FORMER_NAME = "FORMER_NAME"
    OTHER_SCRIPT = "OTHER_SCRIPT"  # traditional characters where the register has simplified ones, or the other way
    MANUFACTURER = "MANUFACTURER"
    DIFFERENT = "DIFFERENT"


HOLDER_FITS = frozenset(HolderMatch) - {HolderMatch.DIFFERENT}


def plain_name(name: str) -> str:
    """A name without what printers vary: width, case, blanks, brackets, dots, commas."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name).casefold())


def former_names(stored: str) -> list[str]:
    """The single names of the one field they are typed into."""
    return [name.strip() for name in re.split(r"[;；\n/、]+", stored) if name.strip()]


def compare_holder(
    printed: str,
    *,
    role: HolderRole,
    kind: CertificateKind,
    names: Iterable[str],
    former: Iterable[str],
) -> HolderMatch:
    """How the printed holder compares.

    A manufacturer may hold papers about products only: a permit or a management system of another company says nothing
    of the supplier.
    """
    text = plain_name(printed)
    present = {plain_name(name) for name in names if name}
    past = {plain_name(name) for name in former if name}
    if text in present:
        return HolderMatch.SAME
    if text in past:
        return HolderMatch.FORMER_NAME
    if text.translate(TRADITIONAL) in {name.translate(TRADITIONAL) for name in present | past}:
        return HolderMatch.OTHER_SCRIPT
    if role is HolderRole.MANUFACTURER and kind in PRODUCT_KINDS:
        return HolderMatch.MANUFACTURER
    return HolderMatch.DIFFERENT
