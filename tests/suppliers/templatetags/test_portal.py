"""What was typed reads back in the reader's form."""

import pytest
from django.utils.translation import override

from suppliers.templatetags.portal import typed_words


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("en", "2018-05-07", "7 May 2018"),
        ("zh-hans", "2018-05-07", "2018年5月7日"),
        ("en", "2018-05", "2018-05"),
        ("en", "91320505DEM0990185", "91320505DEM0990185"),
        ("en", "", ""),
    ],
)
def test_only_a_day_changes_its_form(language: str, typed: str, words: str) -> None:
    with override(language):
        assert typed_words(typed) == words
