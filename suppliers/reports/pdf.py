"""HTML in, PDF/A out: the only file that knows WeasyPrint.

Rendering happens in a forked child of the calling process, under 60 s and 1 GB (`bounded`): the text in a
report is other people's, and a layout that explodes must cost one report, not the worker. Fork rather than a
fresh process, because the parent stays warm: fonts and style sheets are loaded once per worker (`warm_up`) and
every child begins from the very same state, which also makes the bytes repeatable and returns all memory. The
caller is a Celery prefork worker (single-threaded) or a command; a web process never renders.

The engine reaches nothing: `data:` addresses are read, every other one ends the report. It sees our own fonts
only (docs/howto/fonts.md), whatever the machine has installed. What WeasyPrint merely warns about (an image
that cannot be read, a style it does not know) is an error here.
"""

import gc
import logging
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.conf import settings

from suppliers.reports.bounded import Bounds, Refusal, WorkRefused, WorkTooLarge, WorkTooLong, run_bounded
from suppliers.reports.pdf_font import drawn_characters, font_configuration, font_folder
from suppliers.reports.pdf_speed import switch_on

if TYPE_CHECKING:
    import pydyf
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

VARIANT = "pdf/a-3a"
PACKING = 5
DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
# A little of all that papers hold, in every face: what it makes the engine load, no child loads again.
SAMPLE = """<html lang="zh-Hans"><title>-</title><body><h1>一 A“” Łó ₂ ×</h1>
<table class="en"><thead><tr><th>二 B“”… Łó ₂ ×</th></tr></thead><tr><td><b>三“”… Łó ₂ ×</b> <a href="#x">x</a></td></tr></table>
<table class="zh" id="x"><tr><td>二 B“”… Łó ₂ × <img alt="-" src="data:image/svg+xml,
<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' font-family='Assay Sans SC'><rect width='3' height='3'/>
<line x1='1' x2='2'/><polygon points='1,1 2,2 1,2'/><circle r='1'/><text x='1' y='9' font-weight='700'>四</text></svg>"></td></tr>
</table>
</body></html>"""
# Characters that turn the direction of text around: shown as their code, so that a name reads as it is stored.
TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
# Drawn by nothing, needed by nobody's font: line ends, joiners, variation selectors.
INVISIBLE = frozenset(map(chr, (0x09, 0x0A, 0x0D, 0xAD, *range(0x200B, 0x2010), 0x2060, *range(0xFE00, 0xFE10), 0xFEFF)))


class PdfEngineMissing(Exception):
    """Pango is not installed. `packages` are the Debian packages that bring it."""

    def __init__(self, cause: str) -> None:
        self.packages = DEBIAN_PACKAGES
        super().__init__(f"PDFs need system libraries: apt-get install {' '.join(DEBIAN_PACKAGES)} ({cause})")


class PdfRefused(Exception):
    """The page asks for something it must not have or that is not there; `reasons` are the engine's words."""

    def __init__(self, reasons: str) -> None:
        super().__init__(reasons)
        self.reasons = reasons


class PdfTooCostly(Exception):
    """The page took more time or memory than one report may."""


@dataclass(frozen=True)
class AttachedFile:
    """A file inside the PDF, for machines: name, what it is, content, and the instant it is dated with."""

    name: str
    description: str
    content: str
    created_at: datetime


@dataclass(frozen=True)
class Engine:
    """What one process loads once: fonts, the style sheets read so far, and the characters the fonts have."""

    fonts: "FontConfiguration"
    fetcher: "URLFetcher"
    characters: frozenset[str]
    sheets: dict[str, "CSS"] = field(default_factory=dict)


def html_to_pdf(
    html: str,
    *,
    stylesheets: Sequence[str],
    attachments: Sequence[AttachedFile] = (),
    bounds: Bounds = Bounds(),  # noqa: B008 -- frozen
) -> bytes:
    """A tagged PDF/A-3a of the page. Same page, same bytes: its date comes from `<meta name="dcterms.created">`.

    `stylesheets` are names in templates/reports. Raises PdfEngineMissing, PdfRefused or PdfTooCostly; a fault
    of ours comes through as WorkFailed with its trace.
    """
    engine = load_engine()
    sheets = [stylesheet(name) for name in stylesheets]
    page = printable(html)
    try:
        return run_bounded(lambda: _render(engine, page, sheets, attachments), bounds)
    except WorkRefused as refusal:
        raise PdfRefused(str(refusal)) from refusal
    except (WorkTooLong, WorkTooLarge) as stopped:
        raise PdfTooCostly(str(stopped)) from stopped


def warm_up(stylesheets: Sequence[str] = ()) -> None:
    """Load fonts, style sheets and the engine's own modules, so that the next report costs its layout only.

    For a worker, before it forks its processes. Raises PdfEngineMissing.
    """
    engine = load_engine()
    sheets = [stylesheet(name) for name in stylesheets]
    attached = AttachedFile("-", "-", "-", datetime(2026, 1, 1, tzinfo=UTC))
    _render(engine, SAMPLE, sheets, [attached])
    gc.collect()
    # Children share these pages for as long as nobody counts references in them.
    gc.freeze()


def printable(text: str) -> str:
    """The text with each character that our fonts lack (and each that turns the reading direction) as 〔U+XXXX〕."""
    allowed = load_engine().characters
    missing = {character for character in set(text) if character not in allowed}
    if not missing:
        return text
    return text.translate({ord(character): f"〔U+{ord(character):04X}〕" for character in missing})


@cache
def load_engine() -> Engine:
    """The engine of this process. Raises PdfEngineMissing when Pango cannot be loaded."""
    try:
        from weasyprint.text.ffi import harfbuzz_subset  # noqa: PLC0415 -- absent system libraries must not stop the app
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- as above
    except OSError as error:
        raise PdfEngineMissing(str(error)) from error
    # Without it WeasyPrint cuts fonts in Python: many times slower, and other bytes.
    if harfbuzz_subset is None:
        raise PdfEngineMissing("libharfbuzz-subset cannot be loaded")
    _pack_faster()
    switch_on()
    folder = font_folder()
    return Engine(
        fonts=font_configuration(folder),
        # Anything but data: is a fault in our template or an attempt in somebody's text: stop, do not go on without.
        fetcher=URLFetcher(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True),
        characters=drawn_characters(folder) - TURNING | INVISIBLE,
    )


def stylesheet(name: str) -> "CSS":
    """A style sheet of templates/reports, read once per process. Raises FileNotFoundError for another name."""
    from weasyprint import CSS  # noqa: PLC0415 -- as above

    engine = load_engine()
    if name not in engine.sheets:
        with _Complaints() as complaints:
            path = settings.BASE_DIR / "templates" / "reports" / Path(name).name
            engine.sheets[name] = CSS(
                string=path.read_text(encoding="utf-8"), font_config=engine.fonts, url_fetcher=engine.fetcher
            )
        complaints.raise_if_any()
    return engine.sheets[name]


def _render(engine: Engine, html: str, sheets: Sequence["CSS"], attachments: Sequence[AttachedFile]) -> bytes:
    """Runs in the child. Raises Refusal with everything the engine complained about."""
    from weasyprint import HTML, Attachment  # noqa: PLC0415 -- as above
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 -- as above

    with _Complaints() as complaints:
        try:
            pdf = HTML(string=html, url_fetcher=engine.fetcher).write_pdf(
                stylesheets=list(sheets),
                font_config=engine.fonts,
                pdf_variant=VARIANT,
                finisher=_write_once,
                attachments=[
                    Attachment(
                        string=attached.content,
                        name=attached.name,
                        description=attached.description,
                        relationship="Data",
                        created=attached.created_at,
                        modified=attached.created_at,
                    )
                    for attached in attachments
                ],
            )
        except FatalURLFetchingError as error:
            raise Refusal(str(error)) from error
    complaints.raise_if_any()
    return bytes(pdf)


def _pack_faster() -> None:
    """Let pydyf pack at level 5 of 9: a quarter of the time for one byte more in forty."""
    import pydyf  # noqa: PLC0415 -- comes with the engine

    class Packer:
        @staticmethod
        def compressobj(level: int) -> object:
            return zlib.compressobj(min(level, PACKING))

    pydyf.zlib = Packer


def _write_once(_document: object, pdf: "pydyf.PDF") -> None:
    """Let every object of the file be turned into bytes once: pydyf does so to write it, and again to digest it.

    An eighth of the time of a tagged paper, which has thousands of small objects. The bytes stay the same.
    """
    import pydyf  # noqa: PLC0415 -- comes with the engine

    class Written(pydyf.Object):
        def __init__(self, source: pydyf.Object) -> None:
            super().__init__()
            self.number, self.generation, self.free = source.number, source.generation, source.free
            self.is_compressible = bool(source.compressible)
            self.content = bytes(source.data)

        @property
        def data(self) -> bytes:
            return self.content

        @property
        def compressible(self) -> bool:
            return self.is_compressible

    pdf.objects[:] = [source if source.free == "f" else Written(source) for source in pdf.objects]


class _Complaints(logging.Handler):
    """Collects what WeasyPrint logs at WARNING and above while it is open."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(record.getMessage())

    def __enter__(self) -> Self:
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)

    def raise_if_any(self) -> None:
        if self.sentences:
            raise Refusal("\n".join(self.sentences))
