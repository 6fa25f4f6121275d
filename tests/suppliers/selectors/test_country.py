"""Names of countries and regions come from one setting and one table."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from config.env import bilingual_names
from suppliers.models.labels import REGION_GROUP, TWO_GROUPS
from suppliers.selectors.country import countries, country_name

DEFAULT = {"HK": {"en": "Hong Kong", "zh": "香港"}, "TW": {"en": "Taiwan", "zh": "台湾"}}


@pytest.mark.parametrize(
    ("language", "first", "japan"),
    [
        ("en", ["Mainland China", "Hong Kong", "Macau", "Taiwan"], "Japan"),
        ("zh-hans", ["中国内地", "香港", "澳门", "台湾"], "日本"),
    ],
)
def test_the_usual_four_lead_and_every_country_stands_once(language, first, japan):
    with override(language):
        found = countries()

        assert [name for _code, name in found[:4]] == first
        assert country_name("JP") == japan
        assert len({code for code, _name in found}) == len(found) > 240


@pytest.mark.parametrize(
    ("language", "region", "group"), [("en", "Region A", "Regions A to C"), ("zh-hans", "甲地区", "甲乙丙地区")]
)
def test_the_setting_names_them_everywhere(settings, language, region, group):
    settings.ASSAY_PLACE_NAMES = {
        **settings.ASSAY_PLACE_NAMES,
        "HK": {"en": "Region A", "zh": "甲地区"},
        "HKMT": {"en": "Regions A to C", "zh": "甲乙丙地区"},
        "CN": {"en": "The mainland", "zh": "大陆"},
    }

    with override(language):
        assert (country_name("HK"), str(REGION_GROUP["HKMT"])) == (region, group)
        assert str(REGION_GROUP["MAINLAND"]) == str(TWO_GROUPS["MAINLAND"]) == country_name("CN")


def test_the_environment_changes_what_it_names_and_leaves_the_rest(monkeypatch):
    monkeypatch.setenv("NAMES", '{"TW": {"en": "Region B", "zh": "乙地区"}}')

    assert bilingual_names("NAMES", default=DEFAULT) == {"HK": DEFAULT["HK"], "TW": {"en": "Region B", "zh": "乙地区"}}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{", "must be JSON"),
        ("[]", "must be JSON"),
        ('{"XX": {"en": "a", "zh": "b"}}', "the codes are HK, TW"),
        ('{"TW": {"en": "a"}}', "TW needs a name in both languages"),
        ('{"TW": {"en": "a", "zh": ""}}', "TW needs a name in both languages"),
        ('{"TW": "a"}', "TW needs a name in both languages"),
    ],
)
def test_nonsense_stops_the_start_with_what_to_write(monkeypatch, given, told):
    monkeypatch.setenv("NAMES", given)

    with pytest.raises(ImproperlyConfigured, match=told):
        bilingual_names("NAMES", default=DEFAULT)
