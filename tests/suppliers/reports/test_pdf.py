import hashlib
import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pikepdf
import pytest
from django.conf import settings

from suppliers.reports.bounded import MEBIBYTE, Bounds
from suppliers.reports.pdf import (
    VARIANT,
    AttachedFile,
    PdfEngineMissing,
    PdfRefused,
    PdfTooCostly,
    html_to_pdf,
    load_engine,
    printable,
    stylesheet,
)

PAGE = """<html lang="zh-Hans"><head><title>报告</title><meta name="dcterms.created" content="2026-11-20T10:00:00+08:00"></head>
<body>{}</body></html>"""
CSS = ("paper.css",)


def pdf(body, **options):
    return html_to_pdf(PAGE.format(body), stylesheets=CSS, **options)


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def font_names(content):
    names = set()
    with opened(content) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                embedded = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                names.add((str(item.FontName).split("+")[1], embedded))
    return names


def text_of(content):
    return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def test_document_is_tagged_and_names_its_language():
    with opened(pdf("<h1>标题</h1>")) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "zh-Hans"
        assert "/StructTreeRoot" in document.Root


def test_document_says_it_is_pdf_a_3a():
    with opened(pdf("<p>x</p>")) as document, document.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"


def test_regular_and_bold_are_two_embedded_faces_of_ours():
    assert font_names(pdf("<p>普通 plain</p><p><b>粗体 bold</b></p>")) == {
        ("Assay-Sans-SC", True),
        ("Assay-Sans-SC-Bold", True),
    }


def test_letters_the_chinese_face_lacks_come_from_the_second_family():
    assert ("Assay-Sans-Letters", True) in font_names(pdf("<p>Łódź 排放 CO₂</p>"))


def test_bold_falls_back_to_regular_for_a_rare_character():
    assert font_names(pdf("<p><b>喆𠮷</b></p>")) == {("Assay-Sans-SC", True)}


@pytest.mark.parametrize("name", ["喆𠮷䶮堃镕", "臺灣", "Nguyễn", "Şirketi", "Ōkubo", "Ελλάς", "Юрьев"])
def test_names_of_people_are_drawn_as_they_are(name):
    assert printable(name) == name


def test_character_without_a_glyph_is_printed_as_its_code():
    assert printable("한 😀") == "〔U+D55C〕 〔U+1F600〕"


def test_character_that_turns_the_reading_direction_is_shown():
    assert printable("exe\u202efdp") == "exe〔U+202E〕fdp"


def test_joiners_and_variation_selectors_stay():
    assert printable("a\u200db\ufe0f\n") == "a\u200db\ufe0f\n"


def test_same_page_gives_same_bytes():
    body = "<h1>标题</h1><p>喆𠮷 Ł</p>"

    assert pdf(body) == pdf(body)


def test_writing_each_object_once_changes_no_byte():
    from weasyprint import HTML  # noqa: PLC0415 -- without the system libraries the other tests still collect

    page = PAGE.format("<h1>标题</h1><table><tr><td>喆𠮷 Ł</td></tr></table>")
    engine = load_engine()

    plain = HTML(string=page).write_pdf(
        stylesheets=[stylesheet(name) for name in CSS], font_config=engine.fonts, pdf_variant=VARIANT
    )

    assert html_to_pdf(page, stylesheets=CSS) == plain


def test_another_process_gives_the_same_bytes():
    body = "<h1>标题</h1><p>喆𠮷 Ł</p>"
    program = (
        "import sys, django; django.setup()\n"
        "from suppliers.reports.pdf import html_to_pdf\n"
        "sys.stdout.buffer.write(html_to_pdf(sys.stdin.read(), stylesheets=('paper.css',)))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}

    other = subprocess.run(
        [sys.executable, "-c", program],
        input=PAGE.format(body).encode(),
        capture_output=True,
        check=True,
        env=environment,
        cwd=settings.BASE_DIR,
    ).stdout

    assert hashlib.sha256(other).hexdigest() == hashlib.sha256(pdf(body)).hexdigest()


@pytest.fixture
def listener():
    """A web server on this machine that remembers what it was asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{}/a.png">',
        '<link rel="stylesheet" href="{}/a.css">',
        '<p style="background: url({}/a.png)">x</p>',
        '<object data="{}/a.svg"></object>',
        "<style>@import url({}/a.css);</style>",
        "<style>@font-face {{ font-family: x; src: url({}/a.woff2) }}</style>",
        '<link rel="attachment" href="{}/a.txt">',
    ],
)
def test_nothing_is_fetched_over_the_network(markup, listener):
    address, asked = listener

    with pytest.raises(PdfRefused):
        pdf(markup.format(address))

    assert asked == []


def test_address_inside_a_drawing_is_refused(listener):
    address, asked = listener
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{address}/a.png' width='9' height='9'/></svg>"

    with pytest.raises(PdfRefused):
        pdf(f'<img src="data:image/svg+xml,{drawing.replace("#", "%23")}" alt="x">')

    assert asked == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/a.png", "FILE:///etc/hostname", "relative.png"])
def test_other_addresses_are_refused(address):
    with pytest.raises(PdfRefused):
        pdf(f'<img src="{address}">')


def test_unreadable_image_is_refused():
    with pytest.raises(PdfRefused, match="Failed to load image"):
        pdf('<img src="data:image/png;base64,AAAA">')


def test_unknown_style_is_refused():
    with pytest.raises(PdfRefused, match="unknown property"):
        pdf('<p style="colour: red">x</p>')


def test_described_image_is_a_figure_with_alternative_text():
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    content = pdf(f'<p><img src="data:image/svg+xml,{svg}" alt="六个领域"></p>')

    with opened(content) as document:
        figures = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["六个领域"]


def test_attached_file_is_inside_with_its_content():
    attached = AttachedFile("dataset.json", "AUD-1", '{"名": 1}', datetime(2026, 11, 20, tzinfo=UTC))

    with opened(pdf("<p>x</p>", attachments=[attached])) as document:
        assert document.attachments["dataset.json"].get_file().read_bytes() == '{"名": 1}'.encode()


def test_page_that_takes_too_long_is_stopped():
    endless = "<table>" + "<tr><td>x</td></tr>" * 20_000 + "</table>"

    with pytest.raises(PdfTooCostly, match="stopped after 1 s"):
        pdf(endless, bounds=Bounds(seconds=1))


def test_page_that_takes_too_much_memory_is_stopped():
    with pytest.raises(PdfTooCostly):
        pdf("<p>字</p>" * 40_000, bounds=Bounds(memory=24 * MEBIBYTE))


def test_only_packaged_style_sheets_have_a_name():
    with pytest.raises(FileNotFoundError):
        stylesheet("../../config/settings/base.py")


def test_missing_libraries_name_the_packages():
    assert str(PdfEngineMissing("cannot load library 'libpango-1.0-0'")) == (
        "PDFs need system libraries: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
        "(cannot load library 'libpango-1.0-0')"
    )


def test_fonts_of_the_machine_stay_visible_to_other_programs():
    pdf("<p>x</p>")

    assert "FONTCONFIG_FILE" not in os.environ


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_text_can_be_taken_out_again():
    assert "喆𠮷 Łódź CO₂" in text_of(pdf("<p>喆𠮷 Łódź CO₂</p>"))
