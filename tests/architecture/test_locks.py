"""What runs is what was tested: both locks agree, every file has its hash, and no index is named."""

import re

from config.env import ROOT

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(\[[^\]]*\])?==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return {found[1]: found[3] for found in PIN.finditer((ROOT / name).read_text(encoding="utf-8"))}


def test_the_lock_for_tests_holds_the_lock_for_running() -> None:
    running, testing = pins("requirements.lock"), pins("requirements-dev.lock")

    assert len(running) > 40
    assert {name: testing.get(name) for name in running} == running


def test_locks_name_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=\S)", text)

        assert "://" not in text
        assert all("--hash=sha256:" in entry for entry in entries if PIN.match(entry))
