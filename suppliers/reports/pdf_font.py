"""The fonts of every paper: ours, unpacked for fontconfig, and no others (docs/howto/fonts.md)."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

FONT_FILES = (
    "AssaySansSC-Regular.woff2",
    "AssaySansSC-Bold.woff2",
    "AssaySansRare-Regular.woff2",
    "AssaySansLetters-Regular.woff2",
    "AssaySansLetters-Bold.woff2",
)


def font_folder() -> Path:
    """The fonts unpacked, once per data directory and version: fontconfig reads files, and not the packed form."""
    sources = [settings.BASE_DIR / "static" / "fonts" / name for name in FONT_FILES]
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    folder = Path(settings.DATA_DIR) / "cache" / f"fonts-{digest}"
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        target = folder / f"{source.stem}.otf"
        if not target.exists():
            _unpack(source, target)
    return folder


def _unpack(source: Path, target: Path) -> None:
    from fontTools.ttLib import woff2  # noqa: PLC0415 -- needed once per data directory

    # Several workers may start at once: each writes its own file, the last rename wins, all are the same.
    with (
        source.open("rb") as packed,
        tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part,
    ):
        woff2.decompress(packed, part)
    Path(part.name).replace(target)


def font_configuration(folder: Path) -> "FontConfiguration":
    """Fontconfig that knows the fonts of `folder` and no others."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- as above

    configuration = folder / "fonts.conf"
    content = f"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>"
    if not configuration.exists() or configuration.read_text(encoding="utf-8") != content:
        configuration.write_text(content, encoding="utf-8")
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    try:
        return FontConfiguration()
    finally:
        # Other programs started from here (a browser in the tests) keep the fonts of the system.
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def drawn_characters(folder: Path) -> frozenset[str]:
    """What the regular weights draw; the bold ones fall back to them."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- as above

    drawn: set[int] = set()
    for name in FONT_FILES:
        if "Regular" in name:
            with TTFont(folder / f"{Path(name).stem}.otf", lazy=True) as font:
                drawn.update(font.getBestCmap())
    return frozenset(map(chr, drawn))
