"""Questionnaires, assessments and their answers, made by the services themselves."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile

from assessments.models import Assessment, QuestionnaireVersion
from assessments.rules.assessment import AssessmentOccasion
from assessments.rules.question import Question
from assessments.rules.rule_reader import QuestionType
from assessments.selectors.questionnaire import asked_questions
from assessments.services.answer import AnswerText, save_answer
from assessments.services.assessment import assign_assessment
from assessments.services.proof import attach_evidence
from assessments.services.questionnaire import load_questionnaire
from suppliers.models import Account, Evidence, Supplier

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "assessments" / "library" / "questionnaire-six-areas-1.0.yaml"
ORACLES = ROOT / "tests" / "oracles" / "scoring-oracles.yaml"
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

_serial = count(1)


@cache
def shipped_text() -> str:
    """The text of the bank that ships."""
    return SHIPPED.read_text(encoding="utf-8")


def make_questionnaire(at: datetime = AT) -> QuestionnaireVersion:
    """The bank that ships: 80 questions; loaded once in a test."""
    return QuestionnaireVersion.objects.filter(version="1.0").first() or load_questionnaire(shipped_text(), at=at)


def make_assessment(supplier: Supplier, at: datetime = AT, occasion: str = "ADMITTANCE") -> Assessment:
    """An assessment just assigned by the clock."""
    make_questionnaire(at)
    return assign_assessment(supplier, AssessmentOccasion(occasion), 2026, by=None, at=at)


def make_evidence(supplier: Supplier, by: Account, *, expires_on: date | None = None) -> Evidence:
    """A small stored file, each with its own digest."""
    number = next(_serial)
    return Evidence.objects.create(
        supplier=supplier,
        kind="record",
        file=ContentFile(b"%PDF-1.4 demo", name="proof.pdf"),
        original_name=f"proof-{number}.pdf",
        content_type="application/pdf",
        size=13,
        sha256=f"{number:064x}",
        expires_on=expires_on,
        uploaded_by=by,
    )


def plain_answer(question: Question) -> str:
    """The best answer a question takes; a figure inside every usual range."""
    if question.type == QuestionType.YES_NO_NA:
        return "yes"
    if question.type == QuestionType.SINGLE_CHOICE:
        return str(max(question.options, key=lambda option: option.score).value)
    if question.type == QuestionType.DATE:
        return "2026-11-01" if question.rule_code == "date_age" else "2028-11-01"
    return {"PR-04": "225.6", "GH-02": "3.2", "GH-03": "114", "GH-04": "12", "WA-01": "1450"}.get(question.code, "60")


def answer_everything(assessment: Assessment, by: Account, *, with_proof: bool = False, at: datetime = AT) -> None:
    """Answer every question asked, as well as can be; files only where asked for, or everywhere needed."""
    proof = make_evidence(assessment.supplier, by)
    for question in asked_questions(assessment):
        if question.type == QuestionType.FILE:
            attach_evidence(assessment, question.code, proof, by=by, at=at)
            continue
        text = AnswerText(value=plain_answer(question))
        save_answer(assessment, question.code, text, expected_version=0, by=by, at=at)
        if with_proof and question.evidence.required:
            attach_evidence(assessment, question.code, proof, by=by, at=at)


def worked_example(name: str) -> dict[str, Any]:
    """EX1 or EX2 of the scoring method, with what it must come to."""
    cases = yaml.safe_load(ORACLES.read_text(encoding="utf-8"))["examples"]
    return next(case for case in cases if case["id"] == name)


def written(value: object) -> str:
    """A value of a worked example as a person types it."""
    return str(Decimal(str(value))) if isinstance(value, float) else str(value)


def answer_example(assessment: Assessment, case: dict[str, Any], by: Account, at: datetime = AT) -> None:
    """Answer as the worked example does; files wherever it names a state of proof other than missing."""
    for line in case["answers"]:
        code = line["code"]
        expected = 0
        if line.get("evidence", "missing") != "missing":
            expires_on = date(2026, 1, 31) if line["evidence"] == "expired" else None
            attach_evidence(assessment, code, make_evidence(assessment.supplier, by, expires_on=expires_on), by=by, at=at)
        if line.get("value") == "f":
            continue
        if "na" in line:
            text = AnswerText(not_applicable=True, reason="Nothing of the kind exists at our company.")
        else:
            text = AnswerText(value=written(line["value"]), note="Figure taken from the invoices of the year.")
        save_answer(assessment, code, text, expected_version=expected, by=by, at=at)
