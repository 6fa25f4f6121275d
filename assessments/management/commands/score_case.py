"""`score_case FILE`: scores worked examples outside the database, with every intermediate number."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms import answer_words, text_words
from assessments.rules.case import score_case
from assessments.rules.case_reader import CaseRefused
from assessments.rules.questionnaire import Questionnaire, QuestionnaireRefused, questionnaire_from_mapping
from assessments.services.questionnaire_text import ReadText, TextProblem, TextRefused, read_text
from suppliers.rules.document import DocumentProblem
from suppliers.selectors.policy import shipped_policy

SHIPPED = Path(__file__).resolve().parents[2] / "library" / "questionnaire-six-areas-1.0.yaml"
CASES = "examples"

Step = str | int


class Command(BaseCommand):
    """Reads only the inputs of each case; prints a JSON list, or complains and prints nothing."""

    help = gettext_lazy("Score the cases of a YAML file and print every intermediate result as JSON.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--questionnaire", type=Path, default=SHIPPED)

    def handle(self, *_args: Any, **options: Any) -> None:
        questionnaire = read_questionnaire(options["questionnaire"])
        text = read_file(options["file"])
        results, complaints = [], []
        for position, (steps, case) in enumerate(cases_of(text), start=1):
            name = case_name(case, position)
            try:
                results.append({"id": name, **score_case(case, questionnaire, shipped_policy())})
            except CaseRefused as refusal:
                complaints += [complaint(name, text, steps, problem) for problem in refusal.problems]
        if complaints:
            raise CommandError("\n".join(complaints), returncode=2)
        self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))


def read_questionnaire(file: Path) -> Questionnaire:
    """The questionnaire in the file. Raises CommandError with every mistake and its line."""
    text = read_file(file)
    try:
        return questionnaire_from_mapping(text.mapping)
    except QuestionnaireRefused as refusal:
        raise CommandError(
            "\n".join(complaint(file.name, text, (), problem) for problem in refusal.problems), returncode=2
        ) from refusal


def read_file(file: Path) -> ReadText:
    """The parsed file. Raises CommandError for what cannot be read, with the line."""
    try:
        return read_text(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        message = _("%(file)s cannot be read: %(reason)s")
        raise CommandError(message % {"file": file, "reason": error}, returncode=2) from error
    except TextRefused as refusal:
        message = _("%(file)s, %(problem)s")
        lines = [message % {"file": file, "problem": text_words.text_words(problem)} for problem in refusal.problems]
        raise CommandError("\n".join(lines), returncode=2) from refusal


def cases_of(text: ReadText) -> list[tuple[tuple[Step, ...], Any]]:
    """Each case with the steps that lead to it: the list under `examples`, a list, or one case by itself."""
    found, steps = text.mapping, ()
    if isinstance(found, dict) and CASES in found:
        found, steps = found[CASES], (CASES,)
    if isinstance(found, list) and found:
        return [((*steps, position), case) for position, case in enumerate(found)]
    if isinstance(found, dict) and found and not steps:
        return [((), found)]
    raise CommandError(_("The file holds no cases: it must be a list, or have a list under “examples”."), returncode=2)


def case_name(case: Any, position: int) -> str:
    """The id of a case, or its place in the file."""
    return str(case["id"]) if isinstance(case, dict) and case.get("id") else str(position)


def complaint(name: str, text: ReadText, steps: tuple[Step, ...], problem: DocumentProblem) -> str:
    """One mistake: the case, the line and place of it, and what is wrong."""
    line = text.line_of((*steps, *_positions(text, steps, problem.steps)))
    if problem.reason in answer_words.SENTENCES and problem.reason not in text_words.SENTENCES:
        message = _("%(case)s, line %(line)s, %(path)s: %(reason)s")
        reason = answer_words.answer_words(problem.reason, problem.facts)
        return message % {"case": name, "line": line, "path": problem.path, "reason": reason}
    if problem.reason == "answered_and_blank":
        message = _("%(case)s, line %(line)s, %(path)s: %(value)s is answered and listed as blank.")
        return message % {"case": name, "line": line, "path": problem.path, "value": problem.facts["value"]}
    words = text_words.text_words(TextProblem(line, problem.path, problem.reason, dict(problem.facts)))
    return _("%(case)s, %(problem)s") % {"case": name, "problem": words}


def _positions(text: ReadText, steps: Sequence[Step], inside: Sequence[Step]) -> tuple[Step, ...]:
    """The place in the file: an answer that could not be scored is named by its question, not by its position."""
    if len(inside) != 2 or inside[0] != "answers" or isinstance(inside[1], int):
        return tuple(inside)
    case = text.mapping
    for step in steps:
        case = case[step]
    codes = [answer.get("code") for answer in case["answers"]]
    return ("answers", codes.index(inside[1]))
