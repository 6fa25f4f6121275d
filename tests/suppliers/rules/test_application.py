"""The form as a table, reading what was typed, and what fields say about one another."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from suppliers.rules import application as table
from suppliers.rules.application import TABLE, TABLES, ApplicationField, FieldKind, Section
from suppliers.rules.application_match import ApplicationContext, same_name
from suppliers.rules.application_reading import is_untouched, read_application
from suppliers.rules.application_value import BadValue, ValueProblem, clean_text, read_value
from suppliers.rules.qualification import BankPaper, PenaltyField
from suppliers.rules.region import RegionTable
from tests.factories.draft import complete_draft

TODAY = date(2026, 11, 20)
REGIONS = RegionTable.from_mapping(yaml.safe_load(Path("suppliers/library/regions.yaml").read_text(encoding="utf-8")))


def reading(draft, *, has_bank_paper=True):
    return read_application(draft, today=TODAY, context=ApplicationContext(REGIONS, has_bank_paper))


def problems(draft, **more):
    return [(str(note.section), note.path, note.code) for note in reading(draft, **more).problems]


def warnings(draft):
    return [(str(note.section), note.path, note.code) for note in reading(draft).warnings]


def asked(kind: FieldKind, **more) -> ApplicationField:
    return ApplicationField("field", kind, **more)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.TEXT, "  北京　霁野  (虚构) ", "北京 霁野 (虚构)"),
        (FieldKind.LONG_TEXT, "a\r\nb\x00", "a\nb"),
        (FieldKind.CODE, " ９１１１０１０５　ＤＥＭ ", "91110105 DEM"),
        (FieldKind.DATE, "2019-7-2", date(2019, 7, 2)),
        (FieldKind.DATE, "２０１９年７月２日", date(2019, 7, 2)),
        (FieldKind.DATE, "2019.07.02", date(2019, 7, 2)),
        (FieldKind.MONEY, "１，２００，０００．５", Decimal("1200000.50")),
        (FieldKind.MONEY, "¥ 0", Decimal("0.00")),
        (FieldKind.SHARE, "33.33%", Decimal("33.33")),
        (FieldKind.COUNT, "1,024", 1024),
        (FieldKind.YEAR, "2020年", 2020),
        (FieldKind.FLAG, "on", True),
        (FieldKind.FLAG, "", False),
        (FieldKind.YES_NO, True, True),
        (FieldKind.YES_NO, "no", False),
        (FieldKind.EMAIL, " zhou@example.com ", "zhou@example.com"),
        (FieldKind.PHONE, "＋86 000 1234", "+86 000 1234"),
        (FieldKind.MONEY, "", None),
        (FieldKind.TEXT, None, ""),
    ],
)
def test_what_is_plainly_meant_is_read(kind, typed, value):
    assert read_value(asked(kind), typed, today=TODAY) == value


@pytest.mark.parametrize(
    ("kind", "typed", "problem"),
    [
        (FieldKind.DATE, "2019-02-30", ValueProblem.NOT_A_DATE),
        (FieldKind.DATE, "next week", ValueProblem.NOT_A_DATE),
        (FieldKind.DATE, "2026-11-21", ValueProblem.IN_FUTURE),
        (FieldKind.MONEY, "1e9", ValueProblem.NOT_A_NUMBER),
        (FieldKind.MONEY, "NaN", ValueProblem.NOT_A_NUMBER),
        (FieldKind.MONEY, "-5", ValueProblem.NEGATIVE),
        (FieldKind.MONEY, "1.234", ValueProblem.TOO_MANY_DECIMALS),
        (FieldKind.MONEY, "1" + "0" * 16, ValueProblem.TOO_LARGE),
        (FieldKind.SHARE, "100.01", ValueProblem.TOO_LARGE),
        (FieldKind.COUNT, "1.5", ValueProblem.NOT_A_WHOLE_NUMBER),
        (FieldKind.YEAR, "1989", ValueProblem.NOT_A_YEAR),
        (FieldKind.YEAR, "2027", ValueProblem.NOT_A_YEAR),
        (FieldKind.EMAIL, "zhou@example", ValueProblem.NOT_AN_EMAIL),
        (FieldKind.EMAIL, "a@example.com, b@example.com", ValueProblem.NOT_AN_EMAIL),
        (FieldKind.PHONE, "call me", ValueProblem.NOT_A_PHONE),
        (FieldKind.YES_NO, "perhaps", ValueProblem.NOT_A_CHOICE),
        (FieldKind.CHOICE, "gold", ValueProblem.NOT_A_CHOICE),
        (FieldKind.COUNTRY, "China", ValueProblem.NOT_A_COUNTRY),
        (FieldKind.TEXT, "x" * 201, ValueProblem.TOO_LONG),
    ],
)
def test_what_is_not_plain_is_refused_with_its_reason(kind, typed, problem):
    with pytest.raises(BadValue) as refusal:
        read_value(asked(kind), typed, today=TODAY)

    assert refusal.value.problem is problem


@given(
    st.sampled_from(list(FieldKind)),
    st.one_of(st.text(max_size=60), st.none(), st.booleans(), st.integers(), st.lists(st.text())),
)
def test_anything_typed_is_a_value_or_a_known_problem(kind, typed):
    try:
        value = read_value(asked(kind, choices=("a",)), typed, today=TODAY)
    except BadValue:
        return  # any other error fails the test
    assert value is None or isinstance(value, str | int | bool | date | Decimal)
    if isinstance(value, str):
        assert clean_text(value) == value


@given(
    st.dictionaries(
        st.sampled_from([str(section) for section in Section]),
        st.dictionaries(
            st.sampled_from(
                [field.name for part in TABLES for field in part.fields] + ["sites", "owners", "penalties", "contacts"]
            ),
            st.one_of(
                st.text(max_size=20), st.lists(st.dictionaries(st.sampled_from(["kind", "name", "share"]), st.text(max_size=9)))
            ),
            max_size=6,
        ),
    )
)
def test_no_draft_breaks_the_reading(draft):
    found = reading(draft)

    assert set(found.values) == set(Section)
    assert found.problems


def test_a_complete_draft_has_no_problems_and_no_warnings():
    assert (problems(complete_draft()), warnings(complete_draft())) == ([], [])


def test_an_empty_draft_names_what_everybody_owes():
    found = reading({}, has_bank_paper=False)

    assert len(found.problems) == len({(note.section, note.path) for note in found.problems})
    assert {str(note.section) for note in found.problems} == {str(section) for section in Section}
    assert ("bank", "bank_paper", "BANK_PAPER_MISSING") in problems({}, has_bank_paper=False)


@pytest.mark.parametrize(
    ("section", "fields", "expected"),
    [
        ("company", {"name_zh": ""}, ("company", "name_zh", "NAME_ZH_REQUIRED")),
        ("company", {"identifier_scheme": "LEI"}, ("company", "identifier_scheme", "USCC_REQUIRED")),
        ("company", {"identifier_value": "91110105DEM0000140"}, ("company", "identifier_value", "WRONG_CHECK")),
        ("company", {"lei": "529900T8BM49AURSDO56"}, ("company", "lei", "WRONG_CHECK")),
        ("location", {"registered_province": ""}, ("location", "registered_province", "PROVINCE_REQUIRED")),
        ("location", {"registered_province": "CN-HK"}, ("location", "registered_province", "UNKNOWN_REGISTERED_PROVINCE")),
        ("location", {"sites": [{"address": " "}]}, ("location", "sites", "TOO_FEW_ROWS")),
        (
            "ownership",
            {
                "owners": [
                    {"kind": "shareholder", "name": "a", "share": "60"},
                    {"kind": "shareholder", "name": "b", "share": "40.01"},
                ]
            },
            ("ownership", "owners", "SHARES_ABOVE_100"),
        ),
        ("bank", {"bank_code": "12345678901"}, ("bank", "bank_code", "BAD_BANK_CODE")),
        ("bank", {"bank_account_number": "DE12"}, ("bank", "bank_account_number", "BAD_ACCOUNT_NUMBER")),
        ("bank", {"bank_paper_kind": "BANK_CONFIRMATION"}, ("bank", "bank_paper_kind", "NOT_FOR_MAINLAND")),
        (
            "bank",
            {"bank_paper_kind": "ACCOUNT_OPENING_PERMIT", "bank_paper_issued_on": "2019-07-22"},
            ("bank", "bank_paper_issued_on", "PERMIT_TOO_YOUNG"),
        ),
        ("declarations", {"penalties_declared": "yes"}, ("declarations", "penalties", "PENALTIES_MISSING")),
        ("declarations", {"conflict_declared": "yes"}, ("declarations", "conflict_details", "CONFLICT_DETAILS_MISSING")),
        ("contacts", {"contacts": [{"kind": "esg", "name": "a"}]}, ("contacts", "contacts", "MAIN_CONTACT_MISSING")),
        ("contacts", {"contacts": [{"kind": "main", "name": "a"}]}, ("contacts", "contacts", "MAIN_CONTACT_UNREACHABLE")),
    ],
)
def test_one_thing_wrong_is_one_problem_at_its_place(section, fields, expected):
    assert problems(complete_draft(**{section: fields})) == [expected]


@pytest.mark.parametrize(
    ("section", "fields", "expected"),
    [
        ("location", {"registered_province": "CN-ZJ"}, ("location", "registered_province", "PROVINCE_DIFFERS")),
        (
            "location",
            {"sites": [{"kind": "plant", "address": "a", "has_production": True}]},
            ("business", "profile", "PROFILE_AGAINST_SITES"),
        ),
        ("bank", {"bank_account_name": "Somebody else"}, ("bank", "bank_account_name", "HOLDER_DIFFERS")),
        ("scale", {"paid_in_capital": "5000001"}, ("scale", "paid_in_capital", "PAID_ABOVE_REGISTERED")),
        (
            "business",
            {"licences": [{"name": "a", "number": "1", "valid_to": "2026-11-19"}]},
            ("business", "licences", "LICENCE_EXPIRED"),
        ),
    ],
)
def test_what_is_odd_warns_and_blocks_nothing(section, fields, expected):
    draft = complete_draft(**{section: fields})

    assert (problems(draft), warnings(draft)) == ([], [expected])


def test_a_hong_kong_company_needs_no_province_no_bank_code_and_a_letter_of_its_bank():
    draft = complete_draft(
        company={
            "name_zh": "",
            "registered_country": "HK",
            "identifier_scheme": "HK_UBI",
            "identifier_value": "12345678-000-01-26-A",
        },
        location={"registered_province": ""},
        bank={
            "bank_account_name": "DEMO JIYE MEDIA 1 (FICTIONAL)",
            "bank_account_number": "012-345678-001",
            "bank_code": "",
            "bank_paper_kind": "BANK_CONFIRMATION",
        },
    )

    assert (problems(draft), warnings(draft)) == ([], [])


def test_blank_rows_are_left_out_and_the_others_keep_their_place():
    draft = complete_draft(ownership={"owners": [{"name": " ", "kind": ""}, {"name": "", "kind": "controller"}]})

    assert problems(draft) == [("ownership", "owners.1.name", "REQUIRED")]
    assert [owner["kind"] for owner in reading(draft).values[Section.OWNERSHIP]["owners"]] == ["controller"]


def test_ticking_nothing_is_untouched():
    assert is_untouched({"sites": [{"address": "", "has_production": False}], "registered_address": " "})
    assert not is_untouched({"sites": [{"address": "", "has_production": True}]})


def test_names_are_compared_without_width_capitals_spaces_and_punctuation():
    assert same_name("北京霁野（虚构）有限公司", "北京霁野(虚构) 有限公司")
    assert not same_name("北京霁野有限公司", "北京霁野文化有限公司")
    assert not same_name("", "")


def test_the_choices_are_those_of_the_rules_behind_them():
    assert set(table.BANK_PAPERS) == {str(kind) for kind in BankPaper}
    assert set(table.PENALTY_FIELDS) == {str(kind) for kind in PenaltyField}
    assert list(TABLE) == list(Section)
