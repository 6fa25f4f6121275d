"""Versions of the scoring policy, and what a draft would change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import choices
from suppliers.models.labels_trade import POLICY_STATUS
from suppliers.rules.policy_version import PolicyStatus


class ScoringPolicy(models.Model):
    """One version of every figure of the method. From PROPOSED on the definition never changes.

    `definition` is the whole document as `rules.policy.policy_from_mapping` reads it; `sha256` is the digest of its
    canonical JSON.
    """

    code = models.CharField(_("code"), max_length=24, default="SCORE-POL")
    version = models.CharField(_("version"), max_length=12)
    status = models.CharField(_("status"), max_length=12, choices=choices(POLICY_STATUS), default=PolicyStatus.DRAFT)
    definition = models.JSONField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    note = models.TextField(_("what changes and why"), max_length=4000, blank=True)
    based_on = models.ForeignKey(
        "self", verbose_name=_("based on"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("written at"))
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("put in force by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    active_from = models.DateTimeField(_("in force since"), null=True, blank=True)
    retired_at = models.DateTimeField(_("in force until"), null=True, blank=True)

    class Meta:
        verbose_name = _("scoring policy")
        verbose_name_plural = _("scoring policies")
        ordering = ("code", "-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="policy_version_once"),
            models.UniqueConstraint(fields=["code"], condition=models.Q(status="ACTIVE"), name="policy_one_active"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class PolicySimulation(models.Model):
    """What a version would do to the suppliers as they are: who would change tier, and by which facts."""

    policy = models.ForeignKey(ScoringPolicy, on_delete=models.CASCADE, related_name="simulations")
    against = models.ForeignKey(ScoringPolicy, verbose_name=_("compared with"), on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField(_("as of"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    summary = models.JSONField(_("summary"), default=dict, blank=True)  # tiers before and after, moves "B>C": 12
    moves = models.JSONField(_("moves"), default=list, blank=True)  # [{supplier, from, to, overall_from, overall_to, why}]

    class Meta:
        verbose_name = _("policy simulation")
        verbose_name_plural = _("policy simulations")
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.policy_id} {self.as_of}"
