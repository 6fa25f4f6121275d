"""Files read into the register: one row per file, from upload to taking back."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import choices
from suppliers.models.labels_trade import IMPORT_KIND, IMPORT_STATUS
from suppliers.rules.data_import import ImportStatus


def import_name(data_import: "DataImport", filename: str) -> str:  # noqa: ARG001 -- Django's signature
    """A random name of our own: nothing a person typed becomes part of a path."""
    return f"imports/{secrets.token_hex(16)}"


class DataImport(models.Model):
    """One file. Checked first with every problem listed; applied whole or not at all; taken back whole for 30 days."""

    kind = models.CharField(_("what the rows are"), max_length=16, choices=choices(IMPORT_KIND))
    status = models.CharField(_("status"), max_length=12, choices=choices(IMPORT_STATUS), default=ImportStatus.UPLOADED)
    file = models.FileField(_("file"), upload_to=import_name, max_length=200)
    original_name = models.CharField(_("file name"), max_length=255)
    sheet = models.CharField(_("sheet"), max_length=80, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_bad = models.PositiveIntegerField(_("rows with a problem"), default=0)
    problems = models.JSONField(_("problems"), default=list, blank=True)  # [{row, column, code, facts}], the first 1,000
    summary = models.JSONField(_("summary"), default=dict, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    applied_at = models.DateTimeField(_("written at"), null=True, blank=True)
    reversible_until = models.DateField(_("can be taken back until"), null=True, blank=True)
    reversed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reversed_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("data import")
        verbose_name_plural = _("data imports")
        ordering = ("-uploaded_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sha256"], condition=models.Q(status="APPLIED"), name="data_import_applied_once"
            ),
        ]

    def __str__(self) -> str:
        return self.original_name
