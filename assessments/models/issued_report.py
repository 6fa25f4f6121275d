"""Reports as handed out."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models import Job, Supplier


def storage_name(report: "IssuedReport", filename: str) -> str:  # noqa: ARG001 -- Django's signature
    """A random name of our own under the supplier's folder."""
    return f"reports/{report.supplier_id}/{secrets.token_hex(16)}.pdf"


class IssuedReport(models.Model):
    """One PDF as handed out: rendered once, stored with its digest, never rendered again."""

    LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese")), ("both", _("English and Chinese"))]

    number = models.CharField(_("report number"), max_length=16)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="issued_reports")
    assessment = models.ForeignKey(
        "assessments.Assessment",
        verbose_name=_("self-assessment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES)
    as_of = models.DateField(_("as of"))
    file = models.FileField(upload_to=storage_name, max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    pages = models.PositiveSmallIntegerField(_("pages"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    dataset = models.JSONField(_("data set"))
    dataset_sha256 = models.CharField(_("SHA-256 of the data set"), max_length=64)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("issued by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued at"))
    job = models.OneToOneField(Job, null=True, blank=True, on_delete=models.PROTECT, related_name="issued_report")

    class Meta:
        verbose_name = _("audit report")
        verbose_name_plural = _("audit reports")
        ordering = ("-issued_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["number", "version"], name="issued_report_number_once")]

    def __str__(self) -> str:
        return f"{self.number} v{self.version}"
