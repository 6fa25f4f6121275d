"""Answers, their proof, and what the reviewer says of both."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment
from assessments.models.labels import EVIDENCE_DECISION, NOT_APPLICABLE_DECISION
from assessments.rules.assessment import EvidenceDecision, NotApplicableDecision
from suppliers.models import Evidence
from suppliers.models.labels import choices


class Answer(models.Model):
    """The present answer to one question. `version` grows with each save; a save that states an older one is refused."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question_code = models.CharField(_("question"), max_length=12)
    value = models.CharField(_("answer"), max_length=60, blank=True)  # as entered: yes/no, level, option code, number, ISO date
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    not_applicable_reason = models.TextField(_("why it does not apply"), max_length=2000, blank=True)
    not_applicable_decision = models.CharField(
        _("decision on not applicable"),
        max_length=12,
        choices=choices(NOT_APPLICABLE_DECISION),
        default=NotApplicableDecision.UNDECIDED,
    )
    decision_note = models.TextField(_("reviewer's note"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("assessment", "question_code")
        constraints = [models.UniqueConstraint(fields=["assessment", "question_code"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.question_code}: {self.value}"


class AnswerRevision(models.Model):
    """Every saved state of every answer, for good: no saved answer is ever lost."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    value = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    not_applicable = models.BooleanField(default=False)
    not_applicable_reason = models.TextField(blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("answer", "version")
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="answer_revision_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.version}"


class AnswerEvidence(models.Model):
    """One file as proof for one answer, and the reviewer's decision on it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="proofs")
    evidence = models.ForeignKey(Evidence, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(
        _("decision"), max_length=12, choices=choices(EVIDENCE_DECISION), default=EvidenceDecision.PENDING
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["answer", "evidence"], name="answer_evidence_once")]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.evidence_id}"
