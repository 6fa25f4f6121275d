"""Unpacks a Word or Excel file to its last part, counting; refuses macros, loaded parts and entities."""

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from suppliers.rules.evidence import EvidenceProblem, EvidenceRefused, EvidenceType

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files, and of encrypted new ones
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAIN_PART = {EvidenceType.DOCX: "word/document.xml", EvidenceType.XLSX: "xl/workbook.xml"}
MOST_PARTS = 5_000
MOST_BYTES = 300 * 1024 * 1024
PIECE = 1024 * 1024
LOADED = ("attachedtemplate", "oleobject", "frame", "package", "control", "externallinkpath")
ACTIVE_CONTENT = ("macroenabled", "vbaproject", "activex")


def examine(path: Path, kind: EvidenceType, cleaned: Path) -> bool:  # noqa: ARG001 -- one shape for all readers
    """Raises EvidenceRefused. Nothing is changed: always False."""
    with path.open("rb") as file:
        head = file.read(8)
        if head == OLE:
            locked = ENCRYPTED in file.read()
            raise EvidenceRefused(EvidenceProblem.PASSWORD if locked else EvidenceProblem.RENAMED)
    if not head.startswith(ZIP):
        raise EvidenceRefused(EvidenceProblem.RENAMED)
    try:
        with zipfile.ZipFile(path) as archive:
            _examine_parts(archive, kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, OSError) as error:
        raise EvidenceRefused(EvidenceProblem.DAMAGED) from error
    except expat.ExpatError as error:
        raise EvidenceRefused(EvidenceProblem.DAMAGED) from error
    return False


def _examine_parts(archive: zipfile.ZipFile, kind: EvidenceType) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise EvidenceRefused(EvidenceProblem.TOO_COMPLEX)
    if any(part.flag_bits & 1 for part in parts):
        raise EvidenceRefused(EvidenceProblem.PASSWORD)
    if "[Content_Types].xml" not in names or MAIN_PART[kind] not in names:
        raise EvidenceRefused(EvidenceProblem.RENAMED)
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise EvidenceRefused(EvidenceProblem.DAMAGED)
    if any(_is_active(name.lower()) for name in names):
        raise EvidenceRefused(EvidenceProblem.ACTIVE)
    left = MOST_BYTES
    for part in parts:
        left -= _read_part(archive, part, left)


def _is_active(name: str) -> bool:
    embedded = "/embeddings/" in name and not name.endswith((".xlsx", ".docx", ".pptx"))
    return embedded or any(word in name for word in ACTIVE_CONTENT)


def _read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Unpack one part piece by piece and return how many bytes it was; XML is parsed as it comes."""
    parser = _parser(part.filename) if part.filename.lower().endswith((".xml", ".rels", ".vml")) else None
    size = 0
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > left:
                raise EvidenceRefused(EvidenceProblem.TOO_COMPLEX)
            if parser:
                parser.Parse(piece, False)
    if parser and size:
        parser.Parse(b"", True)
    return size


def _parser(name: str) -> expat.XMLParserType:
    """An XML parser that refuses a document type (and with it every entity) and what would be loaded from elsewhere."""
    parser = expat.ParserCreate()

    def refuse(*_given: object) -> None:
        raise EvidenceRefused(EvidenceProblem.ACTIVE)

    def look(_element: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rsplit("/", 1)[-1].lower()
        if attributes.get("TargetMode") == "External" and kind in LOADED:
            refuse()
        if any(word in attributes.get("ContentType", "").lower() for word in ACTIVE_CONTENT):
            refuse()

    parser.StartDoctypeDeclHandler = refuse
    if name.endswith(".rels") or name == "[Content_Types].xml":
        parser.StartElementHandler = look
    return parser
