"""Appeals of suppliers: one shape, whatever they are against."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.evidence import Evidence
from suppliers.models.labels import choices
from suppliers.models.labels_trade import APPEAL_AGAINST, APPEAL_STATUS
from suppliers.models.supplier import Supplier
from suppliers.rules.appeal import AppealStatus


class Appeal(models.Model):
    """One appeal. `against` and `subject_id` name the record; `involved` holds the account ids who may not decide."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="appeals")
    against = models.CharField(_("against"), max_length=16, choices=choices(APPEAL_AGAINST))
    subject_id = models.PositiveBigIntegerField()
    status = models.CharField(_("status"), max_length=16, choices=choices(APPEAL_STATUS), default=AppealStatus.FILED)
    grounds = models.TextField(_("grounds"), max_length=4000)
    files = models.ManyToManyField(Evidence, verbose_name=_("files"), blank=True, related_name="+")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("filed by"), on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("filed at"))
    decide_by = models.DateField(_("to be decided by"))
    involved = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision = models.TextField(_("decision and reasons"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ("-filed_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["against", "subject_id"], name="appeal_once")]
        indexes = [models.Index(fields=["status", "decide_by"], name="appeal_due")]

    def __str__(self) -> str:
        return f"{self.against} {self.subject_id}"
