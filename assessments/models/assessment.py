"""One self-assessment of one supplier."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.labels import ASSESSMENT_STATUS, OCCASION
from assessments.models.questionnaire import QuestionnaireVersion
from assessments.rules.assessment import AssessmentStatus
from suppliers.models import Supplier
from suppliers.models.labels import CATEGORY, PROFILE, choices


class Assessment(models.Model):
    """Supplier x questionnaire version x period; category and profile are frozen when it is assigned."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="assessments")
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, verbose_name=_("questionnaire"), on_delete=models.PROTECT, related_name="+"
    )
    occasion = models.CharField(_("occasion"), max_length=12, choices=choices(OCCASION))
    year = models.PositiveSmallIntegerField(_("year"))
    category = models.CharField(_("category"), max_length=16, choices=choices(CATEGORY))
    profile = models.CharField(_("profile"), max_length=16, choices=choices(PROFILE))
    status = models.CharField(_("status"), max_length=12, choices=choices(ASSESSMENT_STATUS), default=AssessmentStatus.ASSIGNED)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assigned by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField(_("assigned at"))
    due_on = models.DateField(_("due on"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    returned_at = models.DateTimeField(_("sent back at"), null=True, blank=True)
    return_reason = models.TextField(_("what to mend"), max_length=2000, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reviewer"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ("-assigned_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier"],
                condition=models.Q(status__in=["ASSIGNED", "IN_PROGRESS", "SUBMITTED", "IN_REVIEW", "RETURNED"]),
                name="assessment_one_open",
            ),
            models.CheckConstraint(
                name="assessment_status_known", condition=models.Q(status__in=[str(s) for s in AssessmentStatus])
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="assessment_due")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.year}"
