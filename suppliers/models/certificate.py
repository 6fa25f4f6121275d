"""Certificates and permits, the looks at their public registers, and RoHS particulars."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers.models.evidence import Evidence
from suppliers.models.labels import choices
from suppliers.models.labels_proof import (
    CERTIFICATE_KIND,
    CERTIFICATE_STATUS,
    HOLDER_ROLE,
    REGISTRY_STATUS,
    ROHS_SCHEME,
    SUBSTANCE,
)
from suppliers.models.profile import Product
from suppliers.models.supplier import Supplier
from suppliers.rules.certificate import CertificateStatus, HolderRole, RegistryStatus


class Certificate(models.Model):
    """One paper. `status` is our review; whether it is valid on a day follows from dates and `registry_status`."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(_("kind of certificate"), max_length=24, choices=choices(CERTIFICATE_KIND))
    number = models.CharField(_("certificate number"), max_length=80)
    status = models.CharField(_("review"), max_length=12, choices=choices(CERTIFICATE_STATUS), default=CertificateStatus.DRAFT)
    holder_role = models.CharField(_("held by"), max_length=12, choices=choices(HOLDER_ROLE), default=HolderRole.SUPPLIER)
    holder_name = models.CharField(_("holder as printed"), max_length=200)
    factory = models.CharField(_("factory as printed"), max_length=300, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200)
    standard_edition = models.CharField(_("standard and edition"), max_length=80, blank=True)
    scope = models.TextField(_("scope"), max_length=2000, blank=True)
    site_addresses = models.TextField(_("sites covered"), max_length=2000, blank=True)
    products = models.ManyToManyField(Product, verbose_name=_("products covered"), blank=True, related_name="certificates")
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)  # None: the paper names no end ("long-term")
    registry_url = models.URLField(_("address in the public register"), max_length=300, blank=True)
    registry_status = models.CharField(
        _("public register"), max_length=12, choices=choices(REGISTRY_STATUS), default=RegistryStatus.UNKNOWN
    )
    registry_checked_on = models.DateField(_("looked up on"), null=True, blank=True)
    next_check_on = models.DateField(_("look up again by"), null=True, blank=True)
    file = models.ForeignKey(
        Evidence, verbose_name=_("file"), null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    replaces = models.ForeignKey(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reviewed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("supplier", "kind", "-valid_from", "-pk")
        constraints = [
            models.CheckConstraint(
                name="certificate_ends_after_start",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["supplier", "kind", "number"],
                condition=models.Q(status__in=["DRAFT", "SUBMITTED", "VERIFIED"]),
                name="certificate_number_once",
                violation_error_message=_("This certificate has already been entered."),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "valid_to"], name="certificate_expiry"),
            models.Index(fields=["status", "next_check_on"], name="certificate_recheck"),
            models.Index(fields=["supplier", "kind", "status"], name="certificate_of_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class RegistryCheck(models.Model):
    """One look at the issuer's public register: what it said, on which day, who looked, the picture kept as proof."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="registry_checks")
    checked_on = models.DateField(_("looked up on"))
    found = models.CharField(_("the register says"), max_length=12, choices=choices(REGISTRY_STATUS))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("looked up by"), on_delete=models.PROTECT, related_name="+"
    )
    proof = models.ForeignKey(
        Evidence, verbose_name=_("picture of the page"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("look-up")
        verbose_name_plural = _("look-ups")
        ordering = ("-checked_on", "-pk")

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.checked_on} {self.found}"


class RohsDeclaration(models.Model):
    """What a certificate of kind ROHS rests on: scheme, day of the report, the substances it covers."""

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="rohs")
    scheme = models.CharField(_("kind of proof"), max_length=24, choices=choices(ROHS_SCHEME))
    reported_on = models.DateField(_("date of the report"))
    unchanged_since = models.BooleanField(_("product unchanged since the report"), default=False)
    substances = models.JSONField(_("substances covered"), default=list)  # codes of rules.rohs.Substance

    class Meta:
        verbose_name = _("RoHS proof")
        verbose_name_plural = _("RoHS proofs")

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.scheme}"


class RohsMeasurement(models.Model):
    """One concentration in one homogeneous material, in mg/kg (ppm), with the exemption it claims, if any."""

    declaration = models.ForeignKey(RohsDeclaration, on_delete=models.CASCADE, related_name="measurements")
    part = models.CharField(_("part"), max_length=120)
    material = models.CharField(_("homogeneous material"), max_length=120)
    substance = models.CharField(_("substance"), max_length=8, choices=choices(SUBSTANCE))
    ppm = models.DecimalField(_("concentration (mg/kg)"), max_digits=12, decimal_places=3)
    below_detection = models.BooleanField(_("below the limit of detection"), default=False)
    exemption = models.CharField(pgettext_lazy("RoHS", "exemption"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("concentration")
        verbose_name_plural = _("concentrations")
        ordering = ("part", "material", "substance")
        constraints = [
            models.UniqueConstraint(fields=["declaration", "part", "material", "substance"], name="rohs_measured_once"),
            models.CheckConstraint(name="rohs_ppm_not_negative", condition=models.Q(ppm__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.part} / {self.material}: {self.substance}"
