import dataclasses
import functools
import io
import re
import shutil
import subprocess
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from assessments.reports.audit_report import DatasetDiffers, audit_report_html, audit_report_pdf
from assessments.reports.audit_report_content import BankAccount
from suppliers.reports.edition import Edition
from suppliers.reports.pdf import load_engine
from suppliers.reports.pdf_speed import switch_off, switch_on
from tests.factories.audit_report import DATASET, HOSTILE, UNBROKEN, audit_report


@functools.cache
def content(name="EX1", edition=Edition.BOTH):
    return audit_report_pdf(audit_report(name, edition), dataset=DATASET)


def opened(*args):
    return pikepdf.open(io.BytesIO(content(*args)))


def pages_of_text(*args):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content(*args), capture_output=True, check=True).stdout
    return text.decode().split("\f")[:-1]


def structure(document, kind):
    return [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind]


@pytest.mark.parametrize(("edition", "lang"), [(Edition.ENGLISH, "en"), (Edition.CHINESE, "zh-Hans"), (Edition.BOTH, "zh-Hans")])
def test_report_is_tagged_in_the_language_of_its_edition(edition, lang):
    with opened("EX1", edition) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == lang


def test_both_weights_are_embedded():
    with opened() as document:
        names = {
            str(item.FontName).split("+")[1]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    assert {"Assay-Sans-SC", "Assay-Sans-SC-Bold"} <= names
    assert names <= {"Assay-Sans-SC", "Assay-Sans-SC-Bold", "Assay-Sans-Letters", "Assay-Sans-Letters-Bold"}


def test_charts_say_their_numbers_to_those_who_cannot_see_them():
    with opened("EX1", Edition.ENGLISH) as document:
        descriptions = [str(figure.Alt) for figure in structure(document, "/Figure") if "/Alt" in figure]

    assert [description[:11] for description in descriptions] == ["Radar chart", "Heat map of"]
    assert "Water resource management 62.50" in descriptions[0]
    assert "Exhaust gas emissions: –, –, –" in descriptions[1]


def test_same_report_gives_the_same_bytes():
    assert audit_report_pdf(audit_report("EX1"), dataset=DATASET) == content()


def test_report_is_well_formed_so_that_the_fast_parser_reads_it():
    assert ET.fromstring(audit_report_html(audit_report("EX1"))).tag == "html"  # noqa: S314 -- our own page


@pytest.mark.parametrize("edition", list(Edition))
def test_fast_functions_change_no_byte(edition):
    load_engine()
    switch_off()
    try:
        slow = audit_report_pdf(audit_report("EX1", edition), dataset=DATASET)
    finally:
        assert switch_on()

    assert content("EX1", edition) == slow


def test_every_page_has_number_version_and_page_of_pages():
    pages = pages_of_text("EX1", Edition.ENGLISH)

    with opened("EX1", Edition.ENGLISH) as document:
        assert len(document.pages) == len(pages)
    for position, page in enumerate(pages, start=1):
        assert "AUD-2026-00042 · Version 1" in page
        assert f"Page {position} of {len(pages)}" in page


def test_hostile_text_is_printed_as_text():
    html = audit_report_html(audit_report("EX1"))

    assert "<script" not in html
    assert "127.0.0.1" in html
    assert html.count("<img") == 2
    squeezed = re.sub(r"\s", "", "".join(pages_of_text()))
    assert re.sub(r"\s", "", HOSTILE) in squeezed


def test_two_hundred_letters_without_a_space_stay_on_the_page():
    squeezed = re.sub(r"\s", "", "".join(pages_of_text()))

    assert UNBROKEN in squeezed


def test_rare_characters_and_missing_ones_are_readable():
    text = "".join(pages_of_text())

    assert "吴喆𠮷" in text
    assert "〔U+1F600〕" in text


def test_formula_lines_are_written_out():
    text = re.sub(r"\s+", " ", "".join(pages_of_text("EX1", Edition.ENGLISH)))

    assert "S = 0.75 × 52.74 + 0.25 × 70.80 = 57.2550 = 57.26" in text


@pytest.mark.parametrize("name", ["EX1", "EX2"])
def test_every_applicable_question_is_in_the_report(name):
    report = audit_report(name, Edition.ENGLISH)
    html = audit_report_html(report)

    for group in report.answers:
        for line in group.lines:
            assert f'<td class="strong">{line.code} {line.dimension}' in html


def test_data_set_is_attached():
    with opened() as document:
        assert document.attachments["dataset.json"].get_file().read_bytes() == DATASET.encode()


def test_data_set_with_another_digest_is_refused():
    with pytest.raises(DatasetDiffers):
        audit_report_pdf(audit_report("EX1"), dataset=DATASET + " ")


def test_bookmarks_lead_to_the_parts():
    with opened("EX1", Edition.ENGLISH) as document, document.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Supplier audit report"
        assert [part.title for part in title.children] == [
            "1 Sign-off",
            "2 Summary",
            "3 Scope and method",
            "4 Supplier profile",
            "5 Compliance documents",
            "6 Scores",
            "7 Answers",
            "8 Indicators",
            "A Evidence index",
            "B Change log",
            "C Glossary",
            "D Legal basis",
        ]


def test_draft_says_so_on_every_page():
    report = audit_report("EX1", Edition.ENGLISH)
    draft = dataclasses.replace(report, cover=dataclasses.replace(report.cover, is_draft=True))

    assert '<div class="watermark">Draft</div>' in audit_report_html(draft)
    assert "watermark" not in audit_report_html(report)


def test_bank_account_takes_four_digits_at_most():
    with pytest.raises(ValueError, match="last four digits"):
        BankAccount("bank", "holder", "12345")


def test_english_edition_holds_no_chinese_words_of_ours():
    html = audit_report_html(audit_report("EX1", Edition.ENGLISH))

    assert "供应商审核报告" not in html
    assert 'lang="zh-Hans"' not in html
