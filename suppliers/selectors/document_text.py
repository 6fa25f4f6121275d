"""The texts of documents that ship with the product."""

from pathlib import Path
from typing import Any

import yaml

DOCUMENTS = Path(__file__).resolve().parent.parent / "library" / "documents"
FIELDS = ("kind", "version", "prevailing_language", "title_en", "title_zh", "text_en", "text_zh")


class BadDocumentFile(ValueError):
    """A file is no document: `path` and the fields that are missing, not text, or unknown."""

    def __init__(self, path: Path, fields: tuple[str, ...]) -> None:
        super().__init__(f"{path.name}: {', '.join(fields)}")
        self.path = path
        self.fields = fields


def document_files() -> list[Path]:
    """The files that ship, in the order of their names."""
    return sorted(DOCUMENTS.glob("*.yaml"))


def read_document_file(path: Path) -> dict[str, str]:
    """The fields of one document file. Raises BadDocumentFile, OSError, yaml.YAMLError."""
    found: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    fields = found if isinstance(found, dict) else {}
    wrong = [name for name in FIELDS if not isinstance(fields.get(name), str) or not fields[name].strip()]
    wrong += [str(name) for name in fields if name not in FIELDS]
    if wrong:
        raise BadDocumentFile(path, tuple(wrong))
    return {name: fields[name].strip() for name in FIELDS}
