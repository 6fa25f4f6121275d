from datetime import date

import pytest
from django.utils.translation import gettext_lazy as _

from suppliers.reports.edition import Bilingual, Edition, in_language, markup, sentences
from suppliers.templatetags.paper import day

PAIR = Bilingual("Water", "水")


@pytest.mark.parametrize(("edition", "printed"), [(Edition.ENGLISH, "Water"), (Edition.CHINESE, "水")])
def test_edition_in_one_language_has_no_markup(edition, printed):
    assert markup(sentences(PAIR, edition)) == printed


def test_second_language_stands_apart_with_its_code():
    assert markup(sentences(PAIR, Edition.BOTH)) == '水<div lang="en" class="en">Water</div>'


def test_both_languages_inline_are_parted_by_a_stroke():
    assert markup(sentences(PAIR, Edition.BOTH), inline=True) == '水 / <span lang="en" class="en">Water</span>'


def test_text_that_is_the_same_in_both_is_printed_once():
    assert markup(sentences("AUD-2026-00001", Edition.BOTH)) == "AUD-2026-00001"


def test_missing_language_is_filled_by_the_other():
    assert in_language(Bilingual("", "水"), "en") == "水"
    assert in_language(Bilingual("Water", ""), "zh-hans") == "Water"


@pytest.mark.parametrize("edition", Edition)
def test_a_day_reads_alike_in_every_language_and_everywhere_on_paper(edition):
    assert list(sentences(date(2026, 3, 5), edition).values()) == ["2026-03-05"] == [day(date(2026, 3, 5))]


def test_words_of_ours_follow_the_language():
    assert in_language(_("Monday"), "en") == "Monday"
    assert in_language(_("Monday"), "zh-hans") == "星期一"


def test_values_in_a_sentence_are_escaped_and_in_its_language():
    spoken = sentences("%(what)s & %(name)s", Edition.BOTH, {"what": PAIR, "name": "<b>%(x)s"})

    assert spoken == {
        "zh-hans": "水 &amp; &lt;b&gt;%(x)s",
        "en": "Water &amp; &lt;b&gt;%(x)s",
    }


def test_text_without_values_keeps_its_per_cent_sign():
    assert sentences("100% <sure>", Edition.ENGLISH) == {"en": "100% &lt;sure&gt;"}
