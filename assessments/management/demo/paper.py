"""Small real files that stand for proof: PDF pages and PNG pictures that say what they are and that they are fictional."""

import hashlib
import struct
import zlib
from dataclasses import dataclass

PNG_SIZE = (96, 64)


@dataclass(frozen=True)
class Paper:
    """A file as it was uploaded."""

    name: str
    content_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def demo_pdf(name: str, lines: list[str]) -> Paper:
    """One A4 page of Latin text; the same lines give the same bytes."""
    return Paper(f"{name}.pdf", "application/pdf", _pdf_bytes(lines))


def demo_photo(name: str, shade: int) -> Paper:
    """A picture of a striped label in one shade."""
    return Paper(f"{name}.png", "image/png", _png_bytes(shade))


def _pdf_bytes(lines: list[str]) -> bytes:
    shown = "\n".join(f"({_escaped(line)}) Tj 0 -20 Td" for line in lines)
    stream = f"BT /F1 12 Tf 60 770 Td\n{shown}\nET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    written, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + head + table + tail


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _png_bytes(shade: int) -> bytes:
    width, height = PNG_SIZE
    light, dark = bytes((235, 240, 238)), bytes((shade % 120, 90 + shade % 90, 100))
    rows = [b"\x00" + b"".join(dark if (x + y) // 8 % 2 else light for x in range(width)) for y in range(height)]
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
