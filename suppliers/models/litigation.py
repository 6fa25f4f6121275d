"""Lawsuits of suppliers over corruption or unfair competition."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.evidence import Evidence
from suppliers.models.labels import choices
from suppliers.models.labels_trade import LITIGATION_KIND
from suppliers.models.supplier import Supplier


class Litigation(models.Model):
    """One lawsuit; open from `filed_on` until `closed_on`. Entered by integrity & compliance with its source."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="litigation")
    kind = models.CharField(_("about"), max_length=20, choices=choices(LITIGATION_KIND))
    court = models.CharField(_("court"), max_length=200)
    case_number = models.CharField(_("case number"), max_length=120)
    filed_on = models.DateField(_("filed on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=300)
    proof = models.ForeignKey(
        Evidence, verbose_name=_("proof"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("lawsuit")
        verbose_name_plural = _("lawsuits")
        ordering = ("-filed_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["supplier", "case_number"], name="lawsuit_once"),
            models.CheckConstraint(
                name="lawsuit_closed_after_filing",
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("filed_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.case_number
