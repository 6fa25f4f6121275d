"""Compiling the message catalogues: a bare machine has no msgfmt, Babel is among the locked packages."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.env import ROOT


def compile_catalogues(folder: Path = ROOT / "locale") -> list[Path]:
    """Write each catalogue's .mo that is missing or older than its .po; returns those written. Fuzzy entries stay out."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream)
        # Beside, then renamed: a server that starts meanwhile never reads half a catalogue.
        beside = target.with_suffix(".mo.new")
        with beside.open("wb") as stream:
            write_mo(stream, catalogue)
        beside.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_catalogues()
