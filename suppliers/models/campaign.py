"""Campaigns that ask many suppliers to sign a new version of a document."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.signature import DocumentVersion


class SigningCampaign(models.Model):
    """One round of signing: which version, from when, until when. Its progress is read from the signatures."""

    document = models.ForeignKey(DocumentVersion, verbose_name=_("document"), on_delete=models.PROTECT, related_name="campaigns")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("started by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(_("started at"))
    due_on = models.DateField(_("due on"))
    asked = models.PositiveIntegerField(_("suppliers asked"), default=0)

    class Meta:
        verbose_name = _("signing campaign")
        verbose_name_plural = _("signing campaigns")
        ordering = ("-started_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["document"], name="campaign_once_a_version")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.started_at:%Y-%m-%d}"
