"""Which files may prove something, and what can be wrong with one. Source: docs/threat_model.md, uploads."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

NAME_LENGTH = 255
_OOXML = "application/vnd.openxmlformats-officedocument"


class EvidenceType(StrEnum):
    """A type of file that is accepted; the value is what it is served as."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    DOCX = f"{_OOXML}.wordprocessingml.document"
    XLSX = f"{_OOXML}.spreadsheetml.sheet"
    CSV = "text/csv"


TYPE_OF_EXTENSION: Mapping[str, EvidenceType] = {
    "pdf": EvidenceType.PDF,
    "png": EvidenceType.PNG,
    "jpg": EvidenceType.JPEG,
    "jpeg": EvidenceType.JPEG,
    "webp": EvidenceType.WEBP,
    "docx": EvidenceType.DOCX,
    "xlsx": EvidenceType.XLSX,
    "csv": EvidenceType.CSV,
}
ACCEPTED = tuple(TYPE_OF_EXTENSION)


class EvidenceProblem(StrEnum):
    """Why a file is refused."""

    EMPTY = "EMPTY"  # no byte in it
    TOO_LARGE = "TOO_LARGE"  # facts: limit
    QUOTA = "QUOTA"  # facts: limit
    TYPE = "TYPE"  # facts: extension; not one of the accepted
    RENAMED = "RENAMED"  # facts: extension; the content is of another kind
    PASSWORD = "PASSWORD"  # noqa: S105 -- the name of a problem
    DAMAGED = "DAMAGED"  # cut short or not readable as what it says it is
    ACTIVE = "ACTIVE"  # scripts, macros, programs or links that load something
    TOO_COMPLEX = "TOO_COMPLEX"  # unpacks to far more than an honest file, or takes too long to read


class EvidenceRefused(Exception):
    """The file is not taken; nothing was stored. `facts` fill the message for people."""

    def __init__(self, problem: EvidenceProblem, facts: Mapping[str, str | int] | None = None) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.facts = dict(facts or {})


@dataclass(frozen=True)
class Examination:
    """What the examiner says of one file: a problem, or none; whether it took the place of a photo out."""

    problem: EvidenceProblem | None
    position_removed: bool = False
    facts: Mapping[str, str | int] = field(default_factory=dict)


def clean_name(given: str) -> str:
    """The last part of a file's name without signs that hide or disguise (controls, direction marks); at most 255."""
    last = PurePosixPath(given.replace("\\", "/")).name
    visible = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
    visible = " ".join(visible.split()) or "file"
    stem, dot, extension = visible.rpartition(".")
    if len(visible) <= NAME_LENGTH or not dot:
        return visible[:NAME_LENGTH]
    return f"{stem[: NAME_LENGTH - len(extension) - 1]}.{extension}"


def declared_type(name: str) -> EvidenceType:
    """The type a cleaned name promises. Raises EvidenceRefused (TYPE)."""
    _stem, dot, extension = name.rpartition(".")
    extension = extension.lower() if dot else ""
    if extension not in TYPE_OF_EXTENSION:
        raise EvidenceRefused(EvidenceProblem.TYPE, {"extension": extension[:20]})
    return TYPE_OF_EXTENSION[extension]
