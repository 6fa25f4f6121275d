"""Receipts: plain JSON values, one order of bytes, and their digest. Source: docs/scoring.md, "Receipt"."""

import hashlib
import json
from collections.abc import Mapping


def canonical_json(content: Mapping[str, object]) -> bytes:
    """UTF-8, keys sorted, no spaces: the same values give the same bytes everywhere."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def receipt_digest(content: Mapping[str, object]) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical_json(content)).hexdigest()
