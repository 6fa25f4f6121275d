"""Publishing questionnaires: the whole text is checked before anything is stored, and nothing published ever changes."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from django.db import transaction

from assessments.models import QuestionnaireVersion
from assessments.rules.questionnaire import QuestionnaireRefused, questionnaire_from_mapping
from assessments.rules.score_receipt import canonical_json
from assessments.services.questionnaire_text import ReadText, TextProblem, TextRefused, read_text
from suppliers.models import Account
from suppliers.services.history import record


class VersionPublished(Exception):
    """This version is published with other content: a change needs a new version number."""

    def __init__(self, code: str, version: str) -> None:
        super().__init__(f"{code} {version} is published with other content")
        self.code = code
        self.version = version


@transaction.atomic
def load_questionnaire(source: str | Path, *, at: datetime, by: Account | None = None) -> QuestionnaireVersion:
    """Publish the version written in a YAML text, or in the file at a Path.

    The same content again changes nothing. Raises TextRefused with every mistake and its line, VersionPublished for a
    published version with other content; then nothing is stored.
    """
    read = read_text(_text_of(source))
    try:
        found = questionnaire_from_mapping(read.mapping)
        canonical = canonical_json(read.mapping)
    except QuestionnaireRefused as refusal:
        raise TextRefused(_with_lines(read, refusal)) from refusal
    except ValueError as error:
        raise TextRefused([TextProblem(1, "", "not_json", {"problem": str(error)})]) from error
    sha256 = hashlib.sha256(canonical).hexdigest()
    version, created = QuestionnaireVersion.objects.get_or_create(
        code=found.code,
        version=found.version,
        defaults={
            "title_en": found.title.en,
            "title_zh": found.title.zh,
            "definition": json.loads(canonical),
            "sha256": sha256,
            "effective_from": found.effective_from,
            "loaded_at": at,
        },
    )
    if version.sha256 != sha256:
        raise VersionPublished(found.code, found.version)
    if created:
        record("questionnaireversion.load", version, by=by, at=at, facts={"version": found.version, "sha256": sha256})
    return version


def _text_of(source: str | Path) -> str:
    if isinstance(source, str):
        return source
    try:
        return source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.read_bytes()[: error.start].count(b"\n") + 1
        raise TextRefused([TextProblem(line, "", "not_utf8")]) from error


def _with_lines(read: ReadText, refusal: QuestionnaireRefused) -> list[TextProblem]:
    problems = [
        TextProblem(read.line_of(problem.steps), problem.path, problem.reason, dict(problem.facts))
        for problem in refusal.problems
    ]
    return sorted(problems, key=lambda problem: problem.line)
