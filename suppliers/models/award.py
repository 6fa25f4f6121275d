"""Award sheets and the bids they compare."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import CATEGORY, choices
from suppliers.models.labels_trade import AWARD_STATUS
from suppliers.models.policy import ScoringPolicy
from suppliers.models.supplier import Supplier
from suppliers.rules.award import AwardStatus


class AwardSheet(models.Model):
    """One lot. `receipt` is frozen when the award is proposed: scores with and without bonus, and which decided."""

    number = models.CharField(_("sheet number"), max_length=16, unique=True)
    title = models.CharField(_("lot"), max_length=200)
    category = models.CharField(_("category"), max_length=16, choices=choices(CATEGORY))
    needs_3c = models.BooleanField(_("the lot holds products of the 3C catalogue"), default=False)
    needs_rohs = models.BooleanField(_("the lot holds electrical or electronic products"), default=False)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    status = models.CharField(_("status"), max_length=12, choices=choices(AWARD_STATUS), default=AwardStatus.OPEN)
    policy = models.ForeignKey(
        ScoringPolicy, verbose_name=_("scoring policy"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("entered at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), null=True, blank=True)
    awarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("awarded by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    awarded_at = models.DateTimeField(_("awarded at"), null=True, blank=True)
    winner = models.ForeignKey(
        Supplier, verbose_name=_("awarded to"), null=True, blank=True, on_delete=models.PROTECT, related_name="awards"
    )
    preference_applied = models.BooleanField(_("bonus applied"), default=False)
    preference_decided = models.BooleanField(_("bonus decided the award"), default=False)
    deviation_reason = models.TextField(_("why another bidder was chosen"), max_length=2000, blank=True)
    receipt = models.JSONField(_("receipt"), default=dict, blank=True)
    receipt_sha256 = models.CharField(_("SHA-256 of the receipt"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("award sheet")
        verbose_name_plural = _("award sheets")
        ordering = ("-created_at", "-pk")
        indexes = [models.Index(fields=["status", "awarded_at"], name="award_status")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Bid(models.Model):
    """One bidder. ESG score and certificates are read at the proposal and frozen with it."""

    sheet = models.ForeignKey(AwardSheet, on_delete=models.CASCADE, related_name="bids")
    supplier = models.ForeignKey(Supplier, verbose_name=_("bidder"), on_delete=models.PROTECT, related_name="bids")
    price = models.DecimalField(_("price"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0.01)])
    technical = models.DecimalField(
        _("technical score"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    delivery = models.DecimalField(
        _("delivery score"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    esg = models.DecimalField(_("ESG score S"), max_digits=5, decimal_places=2, null=True, blank=True)
    has_3c = models.BooleanField(_("3C valid"), default=False)
    has_rohs = models.BooleanField(_("RoHS accepted"), default=False)
    score = models.DecimalField(_("selection score"), max_digits=6, decimal_places=2, null=True, blank=True)
    score_without_bonus = models.DecimalField(_("score without bonus"), max_digits=6, decimal_places=2, null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("bid")
        verbose_name_plural = _("bids")
        ordering = ("sheet", "pk")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "supplier"], name="bid_once"),
            models.CheckConstraint(name="bid_price_positive", condition=models.Q(price__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.supplier_id}"
