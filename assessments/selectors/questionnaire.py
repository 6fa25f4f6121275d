"""Reading questionnaires: each version is parsed once per process."""

from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from assessments.models import Assessment, QuestionnaireVersion
from assessments.rules.question import Question
from assessments.rules.questionnaire import Questionnaire, questionnaire_from_mapping


def published_questionnaires() -> QuerySet[QuestionnaireVersion]:
    """All versions, the latest first, without their definitions (80 kB each)."""
    return QuestionnaireVersion.objects.defer("definition").order_by("-effective_from", "-loaded_at", "-pk")


def questionnaire_in_use(today: date) -> QuestionnaireVersion | None:
    """The version that new assessments ask with: the latest in force.

    Before the day of the very first version there is no older one to ask with, so the first serves.
    """
    versions = published_questionnaires()
    return versions.filter(effective_from__lte=today).first() or versions.last()


def questionnaire_of(version: QuestionnaireVersion) -> Questionnaire:
    """The parsed questionnaire of a version; a version with the same digest has the same content."""
    return _parsed(version.sha256)


@lru_cache(maxsize=32)
def _parsed(sha256: str) -> Questionnaire:
    definitions = QuestionnaireVersion.objects.filter(sha256=sha256).values_list("definition", flat=True)
    return questionnaire_from_mapping(definitions[0])


def asked_questions(assessment: Assessment) -> tuple[Question, ...]:
    """The questions of this assessment, by its frozen category and profile, in the order of the bank."""
    return questionnaire_of(assessment.questionnaire).applicable(assessment.category, assessment.profile)
