"""The fast functions change no byte, whatever a page may hold."""

import pytest

from suppliers.reports.pdf import VARIANT, load_engine, stylesheet
from suppliers.reports.pdf_speed import switch_off, switch_on

HEAD = '<html lang="zh-Hans"><head><title>报告</title><meta name="dcterms.created" content="2026-11-20T10:00:00+08:00"></head>'
LONG = "供应商的环境和社会责任 The conduct of suppliers, measured and kept. " * 12
PAGES = {
    "styles": '<p style="margin: 3% 5px; padding: 1em 10% 0; width: calc(50% + 3px); max-width: 80%">x</p>',
    "logical sides": '<p style="margin-inline: 4em 2em; padding-block-start: 9px; border-block-end: 2px solid red">x</p>',
    "inheritance": '<div style="line-height: 2; letter-spacing: 1px; color: red">a<p style="all: initial">b <b>c</b></div>',
    "borders": '<p style="border: 1px solid; border-left: 3px dotted red; border-radius: 4px">x</p>',
    "dashed rule": '<p style="border-bottom: 2px dashed">y</p>',
    "rule in the colour of the text": '<p style="color: red; border-bottom: 1px solid; visibility: hidden">x</p>',
    "box sizes": '<p style="box-sizing: padding-box; padding: 9px; width: 90px">x</p>',
    "collapsed table": '<table style="border-collapse: collapse"><tr><td style="border: 1px solid">a</td><td>b</table>',
    "table over two pages": "<table><thead><tr><th>h</thead>" + "<tr><td>字<td>letters</tr>" * 90 + "</table>",
    "shadows and backgrounds": '<p style="background: #ddd url(data:image/svg+xml,<svg/>); outline: 1px solid">x</p>',
    "floats": f'<div style="float: left; width: 40%">{LONG}</div><p>{LONG}</p>',
    "positions": f'<p style="position: relative; top: 3px">{LONG}</p><p style="position: absolute; right: 0">x</p>',
    "flex": '<div style="display: flex"><p style="flex: 1; min-width: 20%">a</p><p style="width: 30%">b</p></div>',
    "grid": '<div style="display: grid; grid-template-columns: 1fr 2fr"><p>a</p><p>b</p></div>',
    "columns": f'<div style="column-count: 2; column-rule: 1px solid red">{LONG}</div>',
    "justified": f'<p style="text-align: justify; word-spacing: 2px">{LONG}</p>',
    "hyphens": f'<p lang="en" style="hyphens: auto; width: 90px">{LONG} inter\u00adnation\u00adal</p>',
    "right to left": '<p dir="rtl">ab (c) שלום 12</p>',
    "decoration": "<p><u>underlined <s>字</s></u> <a href='#x'>link</a> H<sub>2</sub>O</p>",
    "preserved": "<pre>a\tb\n  c\r\nd\u2028e</pre>",
    "ellipsis": f'<p style="overflow: hidden; text-overflow: ellipsis; white-space: nowrap">{LONG}</p>',
    "last line": f'<p style="max-lines: 2; block-ellipsis: auto; width: 200px">{LONG}</p>',
    "features of fonts": '<p style="font-variant-numeric: tabular-nums; font-kerning: none">AV 11</p>',
    "unbroken": f'<p style="width: 80px; overflow-wrap: anywhere">{"x" * 200}{"字" * 50}</p>',
    "lists": "<ol><li>a<li>b<ul><li>c</ul></ol><details open><summary>s</summary>d</details>",
    "drawing": '<svg width="90" height="40"><text x="3" y="20" rotate="10">AVA 字字</text><text x="3" y="39">AV</text></svg>',
    "same words, other widths": f"<table><tr><td>{LONG}<td>{LONG}<td width=300>{LONG}</table>",
}


def pdf(page):
    from weasyprint import HTML  # noqa: PLC0415 -- without the system libraries the other tests still collect

    engine = load_engine()
    return HTML(string=page, url_fetcher=engine.fetcher).write_pdf(
        stylesheets=[stylesheet("paper.css")], font_config=engine.fonts, pdf_variant=VARIANT
    )


def with_and_without(page):
    load_engine()
    try:
        switch_off()
        slow = pdf(page)
    finally:
        assert switch_on()
    return pdf(page), slow


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES.keys())
def test_fast_functions_change_no_byte_of_a_page(body):
    fast, slow = with_and_without(f"{HEAD}<body>{body}</body></html>")

    assert fast == slow


def test_page_that_is_not_well_formed_after_all_is_read_all_the_same():
    fast, slow = with_and_without('<?xml version="1.0"?><html><body><p>a &ensp; b<br>c</body></html>')

    assert fast == slow


def test_another_version_of_the_engine_is_left_alone(monkeypatch):
    load_engine()
    switch_off()
    try:
        monkeypatch.setattr("suppliers.reports.pdf_speed.WRITTEN_FOR", "69.0")

        assert not switch_on()
    finally:
        monkeypatch.undo()
        assert switch_on()
