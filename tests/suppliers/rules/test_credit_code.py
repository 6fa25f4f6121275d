from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from suppliers.rules import credit_code
from suppliers.rules.bad_identifier import BadIdentifier, Caution, Problem
from suppliers.rules.credit_code import ALPHABET, CreditCode, check_character, examine, normalise, weighted_sum

REGIONS = Path(credit_code.__file__).parents[1] / "library" / "regions.yaml"


def refusal(text: str) -> tuple[Problem, dict[str, str | int]]:
    with pytest.raises(BadIdentifier) as caught:
        examine(text)
    return caught.value.problem, caught.value.facts


def full_width(text: str) -> str:
    """As an input method in Chinese mode types it."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


@st.composite
def valid_codes(draw: st.DrawFn) -> str:
    department = draw(st.sampled_from("123456789ANY"))
    category = draw(st.sampled_from(ALPHABET))
    province = draw(st.sampled_from(sorted(credit_code.PROVINCES | {credit_code.NATIONAL})))
    division = draw(st.text("0123456789", min_size=4, max_size=4))
    subject = draw(st.text(ALPHABET, min_size=9, max_size=9))
    body = department + category + province + division + subject
    return body + check_character(body)


def swapped(code: str, left: int, right: int) -> str:
    characters = list(code)
    characters[left], characters[right] = characters[right], characters[left]
    return "".join(characters)


@pytest.mark.parametrize(
    ("code", "department", "category", "province"),
    [
        ("91350100M000100Y43", "9", "1", "35"),
        ("91110000600037341L", "9", "1", "11"),
        ("91130200699229617X", "9", "1", "13"),
        ("91330100DEM0001530", "9", "1", "33"),
        ("N2330100DEM000014Q", "N", "2", "33"),
        ("A1110000DEM000014D", "A", "1", "11"),
        ("Y1440300DEM000014Q", "Y", "1", "44"),
        ("91110105DEM000014U", "9", "1", "11"),
        ("91330110DEM000022K", "9", "1", "33"),
        ("91310115DEM000030E", "9", "1", "31"),
        ("91440305DEM0000499", "9", "1", "44"),
        ("91320505DEM000057F", "9", "1", "32"),
        ("91510107DEM000065U", "9", "1", "51"),
        ("91370203DEM000073D", "9", "1", "37"),
        ("91120116DEM000081U", "9", "1", "12"),
        ("91420106DEM00009X8", "9", "1", "42"),
        ("91350203DEM000102G", "9", "1", "35"),
    ],
)
def test_valid_code_passes_without_a_warning(code: str, department: str, category: str, province: str) -> None:
    assert examine(code) == CreditCode(code, department, category, province, warnings=())


def test_worked_example_step_by_step() -> None:
    total = weighted_sum("91350100M000100Y4")

    assert total == 1640
    assert total % 31 == 28
    assert check_character("91350100M000100Y4") == "3"


def test_weights_are_the_powers_of_three() -> None:
    ones = ["0" * place + "1" + "0" * (16 - place) for place in range(17)]

    weights = [weighted_sum(body) for body in ones]

    assert weights == [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]


def test_remainder_zero_gives_the_check_character_zero() -> None:
    assert weighted_sum("91330100DEM000153") % 31 == 0
    assert check_character("91330100DEM000153") == "0"


@pytest.mark.parametrize(
    ("code", "problem", "facts"),
    [
        ("91350100M000100Y44", Problem.WRONG_CHECK, {"expected": "3", "found": "4"}),
        ("91530100M000100Y43", Problem.WRONG_CHECK, {"expected": "8", "found": "3"}),
        ("91350100M000100Y4", Problem.WRONG_LENGTH, {"length": 17, "expected": 18}),
        ("91350100M000100Y433", Problem.WRONG_LENGTH, {"length": 19, "expected": 18}),
        ("", Problem.EMPTY, {}),
        (" -\u200b", Problem.EMPTY, {}),
        ("000000000000000000", Problem.ALL_ZEROS, {"length": 18}),
        ("B1350100M000100Y43", Problem.UNKNOWN_DEPARTMENT, {"department": "B"}),
        ("01350100M000100Y43", Problem.UNKNOWN_DEPARTMENT, {"department": "0"}),
        ("91710100M000100Y43", Problem.IMPLAUSIBLE_PROVINCE, {"province": "71"}),
        ("91810100M000100Y43", Problem.IMPLAUSIBLE_PROVINCE, {"province": "81"}),
        ("91820100M000100Y43", Problem.IMPLAUSIBLE_PROVINCE, {"province": "82"}),
        ("91990100M000100Y43", Problem.UNKNOWN_PROVINCE, {"province": "99"}),
        ("9135A100M000100Y43", Problem.BAD_CHARACTER, {"character": "A", "code_point": "U+0041", "position": 5}),
        ("91350100V000100Y43", Problem.BAD_CHARACTER, {"character": "V", "code_point": "U+0056", "position": 9}),
        (
            "9135010\u041e\u041c000100Y43",
            Problem.BAD_CHARACTER,
            {"character": "\u041e", "code_point": "U+041E", "position": 8},
        ),
        (
            "9135010\u0660M000100Y43",
            Problem.BAD_CHARACTER,
            {"character": "\u0660", "code_point": "U+0660", "position": 8},
        ),
    ],
)
def test_refusal_names_the_problem_and_its_facts(code: str, problem: Problem, facts: dict[str, str | int]) -> None:
    assert refusal(code) == (problem, facts)


@pytest.mark.parametrize(
    ("code", "character", "digit", "position", "proposal"),
    [
        ("9135010OM000100Y43", "O", "0", 8, "91350100M000100Y43"),
        ("9I350100M000100Y43", "I", "1", 2, "91350100M000100Y43"),
        ("913S0100M000100Y43", "S", "5", 4, "91350100M000100Y43"),
        ("9113OZ0069922961 7X", "O", "0", 5, "91130200699229617X"),
    ],
)
def test_lookalike_letter_is_proposed_as_a_digit_but_not_repaired(
    code: str, character: str, digit: str, position: int, proposal: str
) -> None:
    problem, facts = refusal(code)

    assert problem == Problem.BAD_CHARACTER
    assert facts == {
        "character": character,
        "code_point": f"U+{ord(character):04X}",
        "position": position,
        "digit": digit,
        "proposal": proposal,
    }


def test_no_proposal_that_would_be_refused_in_turn() -> None:
    assert refusal("91350100M000100Y4Z") == (
        Problem.BAD_CHARACTER,
        {"character": "Z", "code_point": "U+005A", "position": 18, "digit": "2"},
    )


@pytest.mark.parametrize(
    "typed",
    [
        "91350100m000100y43",
        " 9135 0100 M000 100Y 43\n",
        "91-350100-M000100Y4-3",
        full_width("91350100M000100Y43"),
        full_width("91350100") + "\u3000" + full_width("m000100y4-3"),
        "91350100\u2013M000100Y4\u22123",
        "\ufeff91350100\u200bM000100\u00adY43\u200e",
    ],
)
def test_pasted_forms_are_the_same_code(typed: str) -> None:
    assert normalise(typed) == "91350100M000100Y43"
    assert examine(typed).value == "91350100M000100Y43"


def test_national_authority_names_no_province() -> None:
    body = "12100000DEM000014"

    assert examine(body + check_character(body)).province_gb2260 is None


def test_inner_organisation_code_only_warns() -> None:
    body = "91350100M000100Y5"

    assert examine(body + check_character(body)).warnings == (Caution.INNER_CHECK,)


def test_unlisted_category_only_warns() -> None:
    body = "97350100M000100Y4"

    assert examine(body + check_character(body)).warnings == (Caution.UNUSUAL_CATEGORY,)


@pytest.mark.parametrize(("subject", "check"), [("M000100Y", "4"), ("69922961", "7"), ("DEM00009", "X"), ("DEM00003", "0")])
def test_organisation_code_has_its_own_check(subject: str, check: str) -> None:
    assert credit_code.organisation_check(subject) == check


def test_known_provinces_are_those_of_the_region_table() -> None:
    table = yaml.safe_load(REGIONS.read_text(encoding="utf-8"))
    by_group = {group: {row["gb2260"] for row in table["provinces"] if row["group"] == group} for group in ("MAINLAND", "HKMT")}

    assert by_group == {"MAINLAND": credit_code.PROVINCES, "HKMT": credit_code.OWN_REGISTER}


@pytest.mark.parametrize("body", ["91350100M000100Y", "91350100M000100Y43"])
def test_body_of_another_length_has_no_check_character(body: str) -> None:
    with pytest.raises(BadIdentifier) as caught:
        check_character(body)

    assert caught.value.facts == {"length": len(body), "expected": 17}


@given(valid_codes())
def test_every_well_formed_code_passes(code: str) -> None:
    assert examine(code).value == code


# 31 is a prime and no weight is a multiple of it: any one wrong character changes the remainder.
@given(valid_codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_changed_character_is_always_noticed(code: str, place: int, character: str) -> None:
    assume(code[place] != character)

    refusal(code[:place] + character + code[place + 1 :])


# Neighbouring weights differ by the factor 3, the last weight is 28 and that of the check character 1.
@given(valid_codes(), st.integers(0, 16))
def test_two_swapped_neighbours_are_always_noticed(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])

    refusal(swapped(code, place, place + 1))


# 3 generates all 30 remainders, so the 17 weights all differ, whatever the distance.
@given(valid_codes(), st.integers(0, 16), st.integers(0, 16))
def test_two_swapped_characters_of_the_body_are_always_noticed(code: str, left: int, right: int) -> None:
    assume(code[left] != code[right])

    refusal(swapped(code, left, right))


# Weight 1 stands at the first place and at the check character.
def test_swapping_first_and_check_character_is_the_one_blind_swap() -> None:
    code = "91350100M00010YYN5"

    assert examine(code).value == "91350100M00010YYN5"
    assert examine(swapped(code, 0, 17)).value == "51350100M00010YYN9"


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_combining_marks_do_not_upset_normalising() -> None:
    assert normalise("i\u0307") == normalise(normalise("i\u0307"))
    assert normalise("E-\u0301") == normalise(normalise("E-\u0301")) == "\u00c9"


@given(st.one_of(st.text(), st.text(ALPHABET + "OISZV -", min_size=18, max_size=18)))
def test_any_text_passes_or_is_refused_with_a_code(text: str) -> None:
    try:
        outcome: str | Problem = examine(text).value
    except BadIdentifier as refused:
        outcome = refused.problem

    assert isinstance(outcome, Problem) or outcome == normalise(text)
