"""Stored regional counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.job import Job


class RegionCount(models.Model):
    """How many suppliers counted on one day, by place of registration (HKEX KPI B5.1). Never changed: a recount is a new row."""

    as_of = models.DateField(_("as of"))
    counted_at = models.DateTimeField(_("counted at"))
    total = models.PositiveIntegerField(_("total"))
    groups = models.JSONField(_("by region"))
    provinces = models.JSONField(_("by province"))
    countries = models.JSONField(_("by country or region"))
    job = models.OneToOneField(Job, null=True, blank=True, on_delete=models.PROTECT, related_name="region_count")

    class Meta:
        verbose_name = _("regional count")
        verbose_name_plural = _("regional counts")
        ordering = ("-as_of", "-counted_at")

    def __str__(self) -> str:
        return f"{self.as_of}: {self.total}"
