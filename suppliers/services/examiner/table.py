"""Reads a CSV file as text, row by row; refuses what is no text or is markup under another name."""

import csv
import io
import re
from pathlib import Path

from suppliers.rules.evidence import EvidenceProblem, EvidenceRefused, EvidenceType

NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
OTHER_KINDS = ("<!doctype", "<html", "<script", "<svg", "<?xml", "<?php", "%pdf-", "{\\rtf", "#!", "mz\x90", "<iframe", "<body")
LONGEST_FIELD = 131_072


def examine(path: Path, kind: EvidenceType, cleaned: Path) -> bool:  # noqa: ARG001 -- one shape for all readers
    """Raises EvidenceRefused. Nothing is changed: always False."""
    text = as_text(path.read_bytes())
    if text.lstrip().lower().startswith(OTHER_KINDS) or NOT_TEXT.search(text):
        raise EvidenceRefused(EvidenceProblem.RENAMED)
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows = sum(1 for row in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in row))
    except csv.Error as error:
        raise EvidenceRefused(EvidenceProblem.DAMAGED) from error
    if rows == 0:
        raise EvidenceRefused(EvidenceProblem.EMPTY)
    return False


def as_text(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or GB 18030: what spreadsheets in China write. Raises EvidenceRefused (RENAMED)."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise EvidenceRefused(EvidenceProblem.RENAMED)
