"""Reads a PDF from its header to its last object; refuses what needs a password and what acts by itself."""

from pathlib import Path

import pikepdf

from suppliers.rules.evidence import EvidenceProblem, EvidenceRefused, EvidenceType

ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute", "/Rendition", "/GoToE"}
RICH = {"/RichMedia", "/Movie", "/Screen", "/3D", "/Sound"}
HARMLESS_ATTACHMENTS = {".pdf", ".xml", ".csv", ".txt", ".json", ".xlsx", ".docx", ".png", ".jpg", ".jpeg"}
MOST_OBJECTS = 400_000
DEEPEST = 60
TAIL = 4096


def examine(path: Path, kind: EvidenceType, cleaned: Path) -> bool:  # noqa: ARG001 -- one shape for all readers
    """Raises EvidenceRefused. Nothing of a PDF is changed: always False."""
    with path.open("rb") as file:
        if not file.read(1024).lstrip(b"\xef\xbb\xbf\x00\t\n\r\x0c ").startswith(b"%PDF-"):
            raise EvidenceRefused(EvidenceProblem.RENAMED)
        file.seek(max(path.stat().st_size - TAIL, 0))
        if b"%%EOF" not in file.read():
            raise EvidenceRefused(EvidenceProblem.DAMAGED)
    try:
        with pikepdf.open(path) as pdf:
            # Locked against changes only is readable and taken; opened by an empty owner password alone is not.
            if pdf.is_encrypted and not pdf.user_password_matched:
                raise EvidenceRefused(EvidenceProblem.PASSWORD)
            if len(pdf.pages) == 0:
                raise EvidenceRefused(EvidenceProblem.DAMAGED)
            refuse_active(pdf)
    except pikepdf.PasswordError as error:
        raise EvidenceRefused(EvidenceProblem.PASSWORD) from error
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise EvidenceRefused(EvidenceProblem.DAMAGED) from error
    return False


def refuse_active(pdf: pikepdf.Pdf) -> None:
    """Look at every object, packed ones included. Raises EvidenceRefused (ACTIVE, TOO_COMPLEX)."""
    if len(pdf.objects) > MOST_OBJECTS:
        raise EvidenceRefused(EvidenceProblem.TOO_COMPLEX)
    for obj in pdf.objects:
        _look_at(obj, 0)


def _look_at(obj: object, depth: int) -> None:
    if depth > DEEPEST:
        raise EvidenceRefused(EvidenceProblem.TOO_COMPLEX)
    if isinstance(obj, pikepdf.Array):
        for item in obj:
            _descend(item, depth)
    elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        if _acts(obj):
            raise EvidenceRefused(EvidenceProblem.ACTIVE)
        for key in obj.keys():  # noqa: SIM118 -- a stream is no mapping
            _descend(obj[key], depth)


def _descend(item: object, depth: int) -> None:
    # An indirect object is in the list of all objects and is looked at there, once.
    if isinstance(item, pikepdf.Object) and not item.is_indirect:
        _look_at(item, depth + 1)


def _acts(obj: pikepdf.Dictionary | pikepdf.Stream) -> bool:
    if "/JS" in obj or "/XFA" in obj:
        return True
    if str(obj.get("/S", "")) in ACTIONS or str(obj.get("/Subtype", "")) in RICH:
        return True
    if str(obj.get("/Type", "")) == "/Filespec" and "/EF" in obj:
        name = str(obj.get("/UF", obj.get("/F", "")))
        return Path(name).suffix.lower() not in HARMLESS_ATTACHMENTS
    return False
