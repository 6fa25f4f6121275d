"""Contractors to whom a supplier hands over hazardous waste or e-waste."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.evidence import Evidence
from suppliers.models.labels import choices
from suppliers.models.labels_proof import CONTRACTOR_STATUS, REGISTRY_STATUS, WASTE_KIND
from suppliers.models.supplier import Supplier
from suppliers.rules.certificate import RegistryStatus
from suppliers.rules.waste import ContractorStatus


class WasteContractor(models.Model):
    """One contractor with the licence that lets it take the waste. Valid by dates, register and our review."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="waste_contractors")
    kind = models.CharField(_("kind of waste"), max_length=16, choices=choices(WASTE_KIND))
    name = models.CharField(_("contractor"), max_length=200)
    identifier = models.CharField(_("credit code of the contractor"), max_length=40, blank=True)
    licence_number = models.CharField(_("licence number"), max_length=80)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    categories = models.CharField(_("waste categories covered"), max_length=500, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"))
    status = models.CharField(_("review"), max_length=12, choices=choices(CONTRACTOR_STATUS), default=ContractorStatus.SUBMITTED)
    registry_status = models.CharField(
        _("public register"), max_length=12, choices=choices(REGISTRY_STATUS), default=RegistryStatus.UNKNOWN
    )
    file = models.ForeignKey(
        Evidence, verbose_name=_("file"), null=True, blank=True, on_delete=models.PROTECT, related_name="waste_contractors"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reviewed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("waste contractor")
        verbose_name_plural = _("waste contractors")
        ordering = ("supplier", "kind", "name")
        constraints = [
            models.CheckConstraint(
                name="waste_licence_ends_after_start", condition=models.Q(valid_to__gte=models.F("valid_from"))
            ),
            models.UniqueConstraint(
                fields=["supplier", "kind", "licence_number"],
                condition=~models.Q(status="ENDED"),
                name="waste_contractor_once",
                violation_error_message=_("This contractor's licence has already been entered."),
            ),
        ]
        indexes = [models.Index(fields=["status", "valid_to"], name="waste_contractor_expiry")]

    def __str__(self) -> str:
        return self.name
