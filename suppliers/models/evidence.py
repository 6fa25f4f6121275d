"""Files that prove something."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import EVIDENCE_KIND, choices
from suppliers.models.supplier import Supplier


def storage_name(evidence: "Evidence", filename: str) -> str:  # noqa: ARG001 -- Django's signature
    """A random name of our own: nothing a person typed becomes part of a path."""
    return f"evidence/{evidence.supplier_id}/{secrets.token_hex(16)}"


class Evidence(models.Model):
    """One uploaded file. Its bytes never change; a better file is a new row."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind of document"), max_length=16, choices=choices(EVIDENCE_KIND), default="other")
    file = models.FileField(_("file"), upload_to=storage_name, max_length=200)
    original_name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("-uploaded_at", "-pk")
        indexes = [models.Index(fields=["supplier", "sha256"], name="evidence_digest")]

    def __str__(self) -> str:
        return self.original_name
