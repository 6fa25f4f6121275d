"""Publishing questionnaires."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.models import QuestionnaireVersion
from assessments.selectors.questionnaire import questionnaire_in_use, questionnaire_of
from assessments.services.questionnaire import VersionPublished, load_questionnaire
from assessments.services.questionnaire_text import TextRefused
from suppliers.models import HistoryEntry
from suppliers.selectors.clock import local_day
from tests.factories.assessment import AT, SHIPPED, make_questionnaire

pytestmark = pytest.mark.django_db
TEXT = SHIPPED.read_text(encoding="utf-8")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_bank_that_ships_loads_with_its_80_questions():
    version = make_questionnaire()

    assert (version.code, version.version, len(questionnaire_of(version).questions)) == ("ESG-ENV6", "1.0", 80)
    assert HistoryEntry.objects.get().action == "questionnaireversion.load"


def test_the_same_content_again_changes_nothing():
    first = make_questionnaire()

    again = load_questionnaire("# another remark\n" + TEXT, at=AT + timedelta(days=1))

    assert (again.pk, again.loaded_at, QuestionnaireVersion.objects.count()) == (first.pk, AT, 1)
    assert HistoryEntry.objects.count() == 1


def test_a_published_version_never_changes():
    first = make_questionnaire()
    changed = TEXT.replace("Does each of your sites", "Does every one of your sites", 1)

    with pytest.raises(VersionPublished):
        load_questionnaire(changed, at=AT)

    first.refresh_from_db()
    assert "Does each of your sites" in first.definition["questions"][0]["text"]["en"]


@pytest.mark.parametrize(
    ("old", "new", "marker", "path", "reason"),
    [
        ("    weight: 5\n", "    weight: heavy\n", "    weight: heavy", "questions[0].weight", "not_a_whole_number"),
        ("    gate: C\n", "    gate: E\n", "    gate: E", "questions[0].gate", "unknown_gate"),
        ("    dimension: BI\n", "", "  - code: EP-01", "questions[0].dimension", "missing"),
        ("    dimension: BI\n", "    dimention: BI\n", "    dimention: BI", "questions[0].dimention", "unknown_key"),
        ("    area: EP\n", "    area: EP\n    area: PR\n", "    area: PR", "questions[0].area", "doubled_key"),
        ("{EP: 15, PR: 30,", "{EP: 16, PR: 30,", "    all: {EP: 16", "area_weights.office.all", "weights_do_not_sum"),
        ("schema_version: 1", "schema_version: 1\nx: [", "  code: ESG-ENV6", "", "not_yaml"),
        ("references: [CN-EEC, CN-PDPR,", "references: &a [CN-EEC, *a,", "    references: &a", "a", "alias"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_nothing_is_loaded(old, new, marker, path, reason):
    assert old in TEXT
    text = TEXT.replace(old, new, 1)

    with pytest.raises(TextRefused) as refusal:
        load_questionnaire(text, at=AT)

    found = [(problem.line, problem.path, problem.reason) for problem in refusal.value.problems]
    assert (line_of(text, marker), path, reason) in found
    assert QuestionnaireVersion.objects.count() == 0


def test_all_mistakes_are_named_at_once_in_order_of_their_lines():
    text = TEXT.replace("    weight: 5\n", "    weight: 9\n").replace("type: yes_no_na", "type: maybe", 2)

    with pytest.raises(TextRefused) as refusal:
        load_questionnaire(text, at=AT)

    lines = [problem.line for problem in refusal.value.problems]
    assert lines == sorted(lines)
    assert [problem.reason for problem in refusal.value.problems].count("unknown_type") == 2


@pytest.mark.parametrize("text", ["", "# only a remark", "just words", "- a\n- b", "template: ~"])
def test_what_is_no_questionnaire_is_refused(text):
    with pytest.raises(TextRefused):
        load_questionnaire(text, at=AT)


def test_the_command_prints_every_mistake_with_its_line(tmp_path):
    file = tmp_path / "bank.yaml"
    file.write_text(TEXT.replace("    weight: 5\n", "    weight: heavy\n", 1), encoding="utf-8")

    with pytest.raises(CommandError) as refusal:
        call_command("load_questionnaire", str(file))

    assert str(refusal.value).splitlines() == [
        f"{file}: 1 mistake, nothing was published.",
        f"line {line_of(TEXT, '    weight: 5')}, questions[0].weight: This has to be a whole number, not “heavy”.",
    ]


@pytest.mark.parametrize(("content", "words"), [(b"\xff\xfe", "not UTF-8"), (None, "No such file")])
def test_the_command_says_what_is_wrong_with_the_file(tmp_path: Path, content, words):
    file = tmp_path / "bank.yaml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=words):
        call_command("load_questionnaire", str(file))


def test_new_assessments_ask_with_the_latest_version_in_force():
    first = make_questionnaire()
    text = TEXT.replace("version: '1.0'", "version: '2.0'", 1).replace("'2026-12-01'", "'2027-12-01'", 1)
    second = load_questionnaire(text, at=AT)

    assert questionnaire_in_use(local_day(AT)) == first
    assert questionnaire_in_use(second.effective_from - timedelta(days=1)) == first
    assert questionnaire_in_use(second.effective_from) == second
