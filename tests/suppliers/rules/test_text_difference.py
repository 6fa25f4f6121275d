"""Comparing two versions of a text."""

from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules.text_difference import Change, Paragraph, Piece, compare_texts, paragraphs_of

TEXT = st.lists(st.text(alphabet="ab 条款。\n", max_size=12), max_size=6).map("\n".join)


def test_english_is_compared_by_words():
    found = compare_texts("We pay within 30 days.\n\nWe keep secrets.", "We pay within 15 working days.\n\nWe keep secrets.")

    assert found == [
        Paragraph(
            Change.CHANGED,
            (
                Piece(Change.SAME, "We pay within "),
                Piece(Change.GONE, "30"),
                Piece(Change.NEW, "15 working"),
                Piece(Change.SAME, " days."),
            ),
        ),
        Paragraph(Change.SAME, (Piece(Change.SAME, "We keep secrets."),)),
    ]


def test_chinese_is_compared_by_characters():
    found = compare_texts("三十日内付款。", "十五日内付款。")

    assert [(piece.change, piece.text) for piece in found[0].pieces] == [
        (Change.GONE, "三"),
        (Change.SAME, "十"),
        (Change.NEW, "五"),
        (Change.SAME, "日内付款。"),
    ]


def test_a_new_and_a_dropped_paragraph_stand_whole():
    found = compare_texts("One stays.\nGone altogether.", "Before it all.\nOne stays.")

    assert [(paragraph.change, paragraph.pieces[0].text) for paragraph in found] == [
        (Change.NEW, "Before it all."),
        (Change.SAME, "One stays."),
        (Change.GONE, "Gone altogether."),
    ]


def test_a_giant_paragraph_is_compared_as_a_whole():
    found = compare_texts("条" * 5000, "款" + "条" * 5000)

    assert [paragraph.change for paragraph in found] == [Change.GONE, Change.NEW]


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_the_comparison(before, after):
    found = compare_texts(before, after)

    assert [paragraph.before for paragraph in found if paragraph.change is not Change.NEW] == paragraphs_of(before)
    assert [paragraph.after for paragraph in found if paragraph.change is not Change.GONE] == paragraphs_of(after)


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text):
    assert {paragraph.change for paragraph in compare_texts(text, text)} <= {Change.SAME}
