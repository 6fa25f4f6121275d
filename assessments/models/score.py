"""Scores with their receipts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment


class ScoreSheet(models.Model):
    """The score of a verified assessment and the receipt from which anybody can recompute it. Never changed."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="score_sheet")
    as_of = models.DateField(_("as of"))
    environment = models.DecimalField(_("environment score E"), max_digits=5, decimal_places=2, null=True)
    cross_cutting = models.DecimalField(_("cross-cutting score X"), max_digits=5, decimal_places=2, null=True)
    esg = models.DecimalField(_("ESG score S"), max_digits=5, decimal_places=2)
    grade = models.CharField(_("ESG grade"), max_length=1)
    coverage = models.DecimalField(_("coverage (%)"), max_digits=5, decimal_places=2)
    verified_share = models.DecimalField(_("verified share (%)"), max_digits=5, decimal_places=2)
    areas = models.JSONField(_("area scores"))
    receipt = models.JSONField(_("receipt"))
    receipt_sha256 = models.CharField(_("SHA-256 of the receipt"), max_length=64)
    policy_version = models.CharField(_("scoring policy"), max_length=12)
    scored_at = models.DateTimeField(_("scored at"))

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ("-scored_at", "-pk")

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.esg}"
