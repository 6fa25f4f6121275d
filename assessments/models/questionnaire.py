"""Questionnaires: data, not code."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionnaireVersion(models.Model):
    """One published version of the question bank; its definition never changes.

    `definition` is the whole bank as loaded; the rules read it through `selectors.questionnaire`, which parses each
    version once per process. `sha256` is the digest of the canonical JSON.
    """

    code = models.CharField(_("code"), max_length=24)
    version = models.CharField(_("version"), max_length=12)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_zh = models.CharField(_("title in Chinese"), max_length=200)
    definition = models.JSONField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    effective_from = models.DateField(_("in use from"))
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ("code", "-loaded_at")
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="questionnaire_version_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
