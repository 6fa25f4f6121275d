"""The child process: limits first, then one reader, then one line of JSON."""

import json
import resource
import sys
from importlib import import_module
from pathlib import Path

from suppliers.rules.evidence import EvidenceProblem, EvidenceRefused, EvidenceType

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 10
READERS = {
    EvidenceType.PDF: "pdf",
    EvidenceType.PNG: "image",
    EvidenceType.JPEG: "image",
    EvidenceType.WEBP: "image",
    EvidenceType.DOCX: "office",
    EvidenceType.XLSX: "office",
    EvidenceType.CSV: "table",
}


def limit_this_process(size: int) -> None:
    """No more memory, time, processes or bytes on disk than an honest file of this size needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(kind: str, source: str, cleaned: str) -> None:
    """Examine one file and say what was found."""
    path, wanted = Path(source), EvidenceType(kind)
    # A compiled module cut short by the limit on bytes would break every later import of it.
    sys.dont_write_bytecode = True
    limit_this_process(path.stat().st_size)
    # One library a process: a hole in the reader of photos is not open to a table.
    reader = import_module(f"suppliers.services.examiner.{READERS[wanted]}")
    answer: dict[str, object] = {"problem": None, "position_removed": False}
    try:
        answer["position_removed"] = bool(reader.examine(path, wanted, Path(cleaned)))
    except EvidenceRefused as refusal:
        answer["problem"] = str(refusal.problem)
    except (MemoryError, RecursionError):
        answer["problem"] = str(EvidenceProblem.TOO_COMPLEX)
    print(json.dumps(answer))  # noqa: T201 -- the answer to the parent


if __name__ == "__main__":
    main(*sys.argv[1:4])
