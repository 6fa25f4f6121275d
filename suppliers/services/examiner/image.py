"""Reads a photo or scan to its last line; takes out where it was taken, without touching the picture."""

import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from suppliers.rules.evidence import EvidenceProblem, EvidenceRefused, EvidenceType

FORMATS = {EvidenceType.PNG: "PNG", EvidenceType.JPEG: "JPEG", EvidenceType.WEBP: "WEBP"}
MAGIC = {EvidenceType.PNG: b"\x89PNG\r\n\x1a\n", EvidenceType.JPEG: b"\xff\xd8\xff", EvidenceType.WEBP: b"RIFF"}
MOST_PIXELS = 60_000_000
GPS_TAG = 0x8825
SIZE_OF_TYPE = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
XMP_POSITION = re.compile(rb"(exif:GPS\w+\s*=\s*[\"'])([^\"']*)([\"'])|(<exif:GPS\w+[^>]*>)([^<]*)(</exif:GPS)")


def examine(path: Path, kind: EvidenceType, cleaned: Path) -> bool:
    """Raises EvidenceRefused. True when a position was in the file: then `cleaned` holds the same file without it."""
    with path.open("rb") as file:
        if not file.read(16).startswith(MAGIC[kind]):
            raise EvidenceRefused(EvidenceProblem.RENAMED)
    # Pillow only warns from its own limit on; ours is lower and refuses.
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=list(FORMATS.values())) as image:
            if image.format != FORMATS[kind]:
                raise EvidenceRefused(EvidenceProblem.RENAMED)
            if image.width * image.height > MOST_PIXELS:
                raise EvidenceRefused(EvidenceProblem.TOO_COMPLEX)
            image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise EvidenceRefused(EvidenceProblem.DAMAGED) from error
    except (OSError, SyntaxError, ValueError, struct.error, zlib.error, EOFError) as error:
        raise EvidenceRefused(EvidenceProblem.DAMAGED) from error
    return remove_position(path, kind, cleaned)


def remove_position(path: Path, kind: EvidenceType, cleaned: Path) -> bool:
    """Blank the position in EXIF and XMP in place: no other byte changes, the picture is not packed anew."""
    content = bytearray(path.read_bytes())
    found = False
    for start, end in metadata_blocks(content, kind):
        block = content[start:end]
        clean = blank_xmp(blank_exif(block))
        if clean != block:
            content[start:end] = clean
            found = True
            if kind is EvidenceType.PNG:
                content[end : end + 4] = zlib.crc32(content[start - 4 : end]).to_bytes(4, "big")
    if found:
        cleaned.write_bytes(content)
    return found


def metadata_blocks(content: bytearray, kind: EvidenceType) -> Iterator[tuple[int, int]]:
    """From where to where EXIF and XMP lie."""
    if kind is EvidenceType.JPEG:
        yield from _jpeg_segments(content)
    elif kind is EvidenceType.PNG:
        yield from _chunks(content, first=8, length=">I", length_at=0, name_at=4, body_at=8, tail=4)
    else:
        yield from _chunks(content, first=12, length="<I", length_at=4, name_at=0, body_at=8, tail=0)


def _jpeg_segments(content: bytearray) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xDA:  # the picture begins
            return
        if marker == 0xE1:
            yield at + 4, min(at + 2 + size, len(content))
        at += 1 if marker == 0xFF else 2 + size


def _chunks(
    content: bytearray, *, first: int, length: str, length_at: int, name_at: int, body_at: int, tail: int
) -> Iterator[tuple[int, int]]:
    at = first
    while at + 8 <= len(content):
        (size,) = struct.unpack_from(length, content, at + length_at)
        start, end = at + body_at, at + body_at + size
        if end > len(content):
            return
        if bytes(content[at + name_at : at + name_at + 4]) in {b"eXIf", b"iTXt", b"EXIF", b"XMP "}:
            yield start, end
        at = end + tail
        if not tail:
            at += size % 2  # RIFF pads to even length


def blank_exif(block: bytearray) -> bytearray:
    """The block with the directory of the position emptied; unchanged when there is none."""
    block = bytearray(block)
    base = 6 if block.startswith(b"Exif\x00\x00") else 0
    order = {b"II": "<", b"MM": ">"}.get(bytes(block[base : base + 2]))
    if order is None or len(block) < base + 8:
        return block
    (first,) = struct.unpack_from(f"{order}I", block, base + 4)
    for tag, _kind, _count, at in _entries(block, base, first, order):
        if tag == GPS_TAG:
            (position,) = struct.unpack_from(f"{order}I", block, at + 8)
            _blank_directory(block, base, position, order)
            block[at : at + 12] = struct.pack(f"{order}HHI", 0, 1, 0) + bytes(4)
    return block


def _entries(block: bytearray, base: int, offset: int, order: str) -> list[tuple[int, int, int, int]]:
    """(tag, type, count, where) of each entry of a directory; what lies outside the block is left out."""
    start = base + offset
    if start + 2 > len(block):
        return []
    (count,) = struct.unpack_from(f"{order}H", block, start)
    places = (start + 2 + 12 * number for number in range(count))
    return [(*struct.unpack_from(f"{order}HHI", block, at), at) for at in places if at + 12 <= len(block)]


def _blank_directory(block: bytearray, base: int, offset: int, order: str) -> None:
    for _tag, kind, count, at in _entries(block, base, offset, order):
        size = SIZE_OF_TYPE.get(kind, 1) * count
        if size > 4:
            (value,) = struct.unpack_from(f"{order}I", block, at + 8)
            start = base + value
            end = min(start + size, len(block))
            if start < end:
                block[start:end] = bytes(end - start)
        block[at : at + 12] = bytes(12)
    if base + offset + 2 <= len(block):
        block[base + offset : base + offset + 2] = bytes(2)


def blank_xmp(block: bytearray) -> bytearray:
    """The block with the values of the position overwritten by spaces of the same length."""

    def spaces(match: re.Match[bytes]) -> bytes:
        before, value, after = match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)
        return before + b" " * len(value) + after

    return bytearray(XMP_POSITION.sub(spaces, bytes(block)))
