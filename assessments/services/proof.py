"""Files as proof for answers. A file itself stays in the supplier's store; here it is only laid beside an answer."""

from datetime import datetime

from django.db import transaction

from assessments.models import Answer, AnswerEvidence, Assessment
from assessments.rules.answer_value import is_blank
from assessments.rules.question import Question
from assessments.rules.rule_reader import QuestionType
from assessments.rules.scoring_rule import FILE_ATTACHED
from assessments.services.answer import AnswerText, asked_question, begin_if_new, writable_assessment, write_text
from suppliers.models import Account, Evidence
from suppliers.services.history import record

MOST_FILES = 10


class ForeignEvidence(Exception):
    """The file belongs to another supplier."""


class TooManyFiles(Exception):
    """An answer takes so many files at most."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@transaction.atomic
def attach_evidence(assessment: Assessment, code: str, evidence: Evidence, *, by: Account, at: datetime) -> AnswerEvidence:
    """Lay a file of the supplier's store beside an answer; the same file twice is the same proof.

    Raises NotAllowed, NotWritable, QuestionNotAsked, ForeignEvidence, TooManyFiles; then nothing is written.
    """
    question = asked_question(assessment, code)
    locked = writable_assessment(assessment, by)
    if evidence.supplier_id != locked.supplier_id:
        raise ForeignEvidence
    # An answer that only holds files has version 0: nothing was typed, so nobody's typing can collide with it.
    answer, _created = Answer.objects.get_or_create(
        assessment=locked, question_code=code, defaults={"version": 0, "updated_by": by, "updated_at": at}
    )
    present = AnswerEvidence.objects.filter(answer=answer)
    proof = present.filter(evidence=evidence).first()
    if proof is not None:
        return proof
    if present.count() >= MOST_FILES:
        raise TooManyFiles(MOST_FILES)
    proof = AnswerEvidence.objects.create(answer=answer, evidence=evidence, attached_by=by)
    facts = {"question": code, "evidence": evidence.pk, "sha256": evidence.sha256}
    record("answer.attach_evidence", answer, by=by, at=at, supplier=locked.supplier, facts=facts)
    _answer_by_file(question, answer, FILE_ATTACHED, by=by, at=at)
    begin_if_new(locked, by=by, at=at)
    return proof


@transaction.atomic
def detach_evidence(proof: AnswerEvidence, *, by: Account, at: datetime) -> Answer:
    """Take a file away from an answer; it stays in the store. Raises NotAllowed, NotWritable."""
    answer = Answer.objects.select_related("assessment").get(pk=proof.answer_id)
    locked = writable_assessment(answer.assessment, by)
    facts = {"question": answer.question_code, "evidence": proof.evidence_id, "decision": str(proof.decision)}
    if AnswerEvidence.objects.filter(pk=proof.pk).delete()[0]:
        record("answer.detach_evidence", answer, by=by, at=at, supplier=locked.supplier, facts=facts)
    question = asked_question(answer.assessment, answer.question_code)
    if not AnswerEvidence.objects.filter(answer=answer).exists():
        _answer_by_file(question, answer, "", by=by, at=at)
    return answer


def _answer_by_file(question: Question, answer: Answer, value: str, *, by: Account, at: datetime) -> None:
    if question.type != QuestionType.FILE or is_blank(answer.value) == is_blank(value):
        return
    text = AnswerText.of(answer)
    write_text(answer, AnswerText(value, text.unit, text.note, text.not_applicable, text.reason), by=by, at=at)
