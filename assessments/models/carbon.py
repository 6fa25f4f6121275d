"""The carbon programme of one supplier: agreement, milestones, yearly data with its appraisal."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.labels import AGREEMENT_STATUS, CARBON_YEAR_STATUS
from assessments.rules.carbon import AgreementStatus, CarbonYearStatus
from suppliers.models import Evidence, Signature, Supplier
from suppliers.models.labels import choices

_PERCENT = (MinValueValidator(0), MaxValueValidator(100))


class CarbonAgreement(models.Model):
    """What a supplier has promised: reduction from a base year to a target year, in percent per scope."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="carbon_agreements")
    status = models.CharField(_("status"), max_length=12, choices=choices(AGREEMENT_STATUS), default=AgreementStatus.PROPOSED)
    signature = models.ForeignKey(
        Signature, verbose_name=_("signature"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    baseline_year = models.PositiveSmallIntegerField(_("base year"))
    target_year = models.PositiveSmallIntegerField(_("target year"))
    boundary = models.TextField(_("boundary"), max_length=1000)
    baseline_scope_1 = models.DecimalField(_("scope 1 in the base year (tCO2e)"), max_digits=14, decimal_places=3)
    baseline_scope_2 = models.DecimalField(_("scope 2 in the base year (tCO2e)"), max_digits=14, decimal_places=3)
    reduction_scope_1 = models.DecimalField(_("reduction of scope 1 (%)"), max_digits=5, decimal_places=2, validators=_PERCENT)
    reduction_scope_2 = models.DecimalField(_("reduction of scope 2 (%)"), max_digits=5, decimal_places=2, validators=_PERCENT)
    reduction_scope_3 = models.DecimalField(
        _("reduction of scope 3 (%)"), max_digits=5, decimal_places=2, null=True, blank=True, validators=_PERCENT
    )
    renewable_share = models.DecimalField(
        _("renewable electricity in the target year (%)"), max_digits=5, decimal_places=2, validators=_PERCENT
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    in_force_from = models.DateField(_("in force since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("carbon agreement")
        verbose_name_plural = _("carbon agreements")
        ordering = ("-proposed_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["supplier"], condition=~models.Q(status="ENDED"), name="carbon_agreement_one_open"),
            models.CheckConstraint(
                name="carbon_target_after_base", condition=models.Q(target_year__gt=models.F("baseline_year"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.baseline_year}-{self.target_year}"


class CarbonMilestone(models.Model):
    """One measure promised for a day, and when it was done."""

    agreement = models.ForeignKey(CarbonAgreement, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("measure"), max_length=300)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    proof = models.ForeignKey(
        Evidence, verbose_name=_("proof"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.title


class CarbonYear(models.Model):
    """The data of one year, as entered and in base units, and its appraisal (0 to 100 points; 60 pass)."""

    agreement = models.ForeignKey(CarbonAgreement, on_delete=models.PROTECT, related_name="years")
    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="carbon_years")
    year = models.PositiveSmallIntegerField(_("year"))
    status = models.CharField(_("status"), max_length=12, choices=choices(CARBON_YEAR_STATUS), default=CarbonYearStatus.DRAFT)
    due_on = models.DateField(_("due on"))
    entered = models.JSONField(_("as entered"), default=dict, blank=True)  # indicator code -> {value, unit, note}
    base = models.JSONField(_("in base units"), default=dict, blank=True)  # indicator code -> decimal string
    checks = models.JSONField(_("plausibility checks"), default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    proof = models.ForeignKey(
        Evidence, verbose_name=_("proof"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    data_points = models.DecimalField(_("data delivered (30)"), max_digits=5, decimal_places=2, null=True, blank=True)
    progress_points = models.DecimalField(_("progress to target (40)"), max_digits=5, decimal_places=2, null=True, blank=True)
    measure_points = models.DecimalField(_("measures carried out (20)"), max_digits=5, decimal_places=2, null=True, blank=True)
    disclosure_points = models.DecimalField(_("disclosure (10)"), max_digits=5, decimal_places=2, null=True, blank=True)
    total_points = models.DecimalField(_("points in all"), max_digits=5, decimal_places=2, null=True, blank=True)
    receipt = models.JSONField(_("receipt"), default=dict, blank=True)
    appraised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("appraised by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    appraised_at = models.DateTimeField(_("appraised at"), null=True, blank=True)
    reason = models.TextField(_("remark"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("carbon year")
        verbose_name_plural = _("carbon years")
        ordering = ("agreement", "-year")
        constraints = [models.UniqueConstraint(fields=["agreement", "year"], name="carbon_year_once")]
        indexes = [models.Index(fields=["status", "due_on"], name="carbon_year_due")]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.year}"
