"""What was typed reads back in the reader's form."""

import pytest
from django.utils.translation import override

from suppliers.models import Supplier
from suppliers.templatetags.portal import named, other_name, typed_words


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


@pytest.mark.parametrize(
    ("language", "said", "other"),
    [("en", "Demo Lantern Ltd", "示例灯笼有限公司"), ("zh-hans", "示例灯笼有限公司", "Demo Lantern Ltd")],
)
def test_a_company_is_named_in_the_language_of_the_page(language, said, other):
    supplier = Supplier(name_zh="示例灯笼有限公司", name_en="Demo Lantern Ltd")

    with override(language):
        assert (str(supplier), named(supplier), other_name(supplier)) == (said, said, other)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_company_with_one_name_has_it_in_every_language(language):
    supplier = Supplier(number="SUP-000001", name_zh="示例灯笼有限公司")

    with override(language):
        assert (str(supplier), other_name(supplier)) == ("示例灯笼有限公司", "")
        assert str(Supplier(number="SUP-000001")) == "SUP-000001"
