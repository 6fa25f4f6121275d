"""A row of things reads as the reader's language writes it."""

import pytest
from django.utils.translation import override

from suppliers.forms.listing import listed


@pytest.mark.parametrize(("language", "row"), [("en", "H1, W4"), ("zh-hans", "H1、W4")])
def test_a_row_has_the_marks_of_the_readers_language(language: str, row: str) -> None:
    with override(language):
        assert listed(["H1", "W4"]) == row


def test_one_thing_stands_alone_and_nothing_is_nothing() -> None:
    assert (listed([7]), listed([])) == ("7", "")
