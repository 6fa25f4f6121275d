"""Green labels as periods: held from a day up to the day before another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import choices
from suppliers.models.labels_proof import LABEL
from suppliers.models.supplier import Supplier


class LabelPeriod(models.Model):
    """One label of one supplier, with what it rested on and, once lost, what was missing."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="label_periods")
    label = models.CharField(_("label"), max_length=20, choices=choices(LABEL))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until before"), null=True, blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    lost_by = models.JSONField(_("what was missing"), default=list, blank=True)  # codes of rules.label

    class Meta:
        verbose_name = _("green label")
        verbose_name_plural = _("green labels")
        ordering = ("supplier", "label", "-valid_from", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "label"], condition=models.Q(valid_to__isnull=True), name="label_held_once"
            ),
            models.CheckConstraint(
                name="label_period_forward",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["label", "valid_from", "valid_to"], name="label_on_a_day")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.label} {self.valid_from}"
