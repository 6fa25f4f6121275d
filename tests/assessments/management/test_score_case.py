import json
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

ORACLES = Path(__file__).resolve().parents[2] / "oracles" / "scoring-oracles.yaml"


def scored(file: Path, *options: str) -> list[dict[str, object]]:
    out = StringIO()
    call_command("score_case", str(file), *options, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def case() -> dict[str, object]:
    return yaml.safe_load(ORACLES.read_text(encoding="utf-8"))["examples"][0]


def write(folder: Path, content: object) -> Path:
    file = folder / "cases.yaml"
    content = json.loads(json.dumps(content))  # the same part twice would become a YAML alias
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def refused(file: Path) -> list[str]:
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("score_case", str(file), stdout=out)
    assert out.getvalue() == ""
    assert refusal.value.returncode == 2
    return str(refusal.value).splitlines()


def test_the_worked_examples_come_out_number_for_number():
    expected = {case["id"]: case["expected"] for case in yaml.safe_load(ORACLES.read_text(encoding="utf-8"))["examples"]}

    results = {result.pop("id"): result for result in scored(ORACLES)}

    assert list(results) == ["EX1", "EX2"]
    assert results == expected


def test_the_expected_part_is_not_looked_at(case, tmp_path):
    marks = case["expected"]["performance_inputs"]
    case["expected"] = {"esg": "1.00", "performance_inputs": marks}

    assert scored(write(tmp_path, [case]))[0]["esg"] == "57.26"


def test_a_case_by_itself_will_do_and_needs_no_name(case, tmp_path):
    del case["id"]

    (result,) = scored(write(tmp_path, case))

    assert (result["id"], result["esg"], result["final_tier"]) == ("1", "57.26", "B")


def test_one_mistake_in_one_case_prints_no_case(case, tmp_path):
    wrong = {**case, "id": "EX9", "answers": [{"code": "EP-04", "value": 2}, {"code": "ZZ-01", "value": 1}]}

    lines = refused(write(tmp_path, {"examples": [case, wrong]}))

    assert len(lines) == 1
    assert lines[0].startswith("EX9, line ")
    assert lines[0].endswith("answers[1].code: There is no question ZZ-01.")


def test_an_answer_that_cannot_be_scored_is_named_with_its_line(case, tmp_path):
    case["answers"] = [{"code": "EP-04", "value": 2}, {"code": "EP-05", "value": "perhaps"}]
    file = write(tmp_path, {"examples": [case]})
    line = file.read_text(encoding="utf-8").splitlines().index("  - code: EP-05") + 1

    assert refused(file)[0].startswith(f"EX1, line {line}, answers.EP-05: ")


def test_every_kind_of_mistake_has_words(case, tmp_path):
    answers = [
        {"code": "EP-04", "value": 9},
        {"code": "EP-05", "value": "none", "evidence": "lost"},
        {"code": "PR-04", "value": "many"},
        {"code": "GH-04", "na": "maybe"},
        {"code": "RM-04", "value": "perhaps"},
    ]
    wrong = {**case, "category": "bakery", "previous_tier": "E", "answers": answers, "blank": ["EP-04"]}

    lines = refused(
        write(tmp_path, [wrong, {**case, "id": "EX3", "answers": answers[:1]}, {**case, "id": "EX4", "answers": answers[2:3]}])
    )

    assert [line.split(",")[0] for line in lines] == ["EX1"] * 5 + ["EX3", "EX4"]
    assert any(line.endswith("EP-04 is answered and listed as blank.") for line in lines)
    assert not [line for line in lines if "%(" in line]


def test_every_mistake_is_told_at_once(case, tmp_path):
    lines = refused(write(tmp_path, [{**case, "profile": "factory"}, {**case, "id": "EX2", "as_of": "2026-02-30"}]))

    assert [line.split(",")[0] for line in lines] == ["EX1", "EX2"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("examples: []", "The file holds no cases"),
        ("just a sentence", "The file holds no cases"),
        ("", "The text is empty"),
        ("- id: [", "cannot be read as YAML"),
        ("- {id: A, id: B}", "stands here twice"),
    ],
)
def test_a_file_without_cases_is_refused(tmp_path, text, words):
    file = tmp_path / "cases.yaml"
    file.write_text(text, encoding="utf-8")

    assert words in refused(file)[0]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "cannot be read" in refused(tmp_path / "nothing.yaml")[0]


def test_a_questionnaire_with_a_mistake_is_refused_with_its_line(tmp_path, case):
    bank = Path(__file__).resolve().parents[3] / "assessments" / "library" / "questionnaire-six-areas-1.0.yaml"
    broken = tmp_path / "bank.yaml"
    broken.write_text(bank.read_text(encoding="utf-8").replace("schema_version: 1", "schema_version: 2", 1), encoding="utf-8")

    with pytest.raises(CommandError) as refusal:
        scored(write(tmp_path, [case]), "--questionnaire", str(broken))

    assert "bank.yaml, line " in str(refusal.value)
