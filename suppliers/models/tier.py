"""Published ESG results as they come from above, and the tiers decided on them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.evaluation import Evaluation
from suppliers.models.labels import choices
from suppliers.models.labels_trade import SPEND_CLASS, TIER
from suppliers.models.policy import ScoringPolicy
from suppliers.models.supplier import Supplier


class EsgResult(models.Model):
    """A published ESG score with what tiers need of it; pushed down by whoever examined the supplier.

    `gates` lists the question caps: [{tier, reason, question}]. `source` names the record above, `receipt_sha256` its receipt.
    """

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="esg_results")
    as_of = models.DateField(_("as of"))
    valid_until = models.DateField(_("valid until"))
    score = models.DecimalField(_("ESG score S"), max_digits=5, decimal_places=2)
    grade = models.CharField(_("ESG grade"), max_length=1)
    coverage_pct = models.DecimalField(_("coverage (%)"), max_digits=5, decimal_places=2)
    verified_share_pct = models.DecimalField(_("verified share (%)"), max_digits=5, decimal_places=2)
    gates = models.JSONField(_("caps from questions"), default=list, blank=True)
    source = models.CharField(_("source"), max_length=80, unique=True)
    receipt_sha256 = models.CharField(_("SHA-256 of the receipt"), max_length=64)

    class Meta:
        verbose_name = _("ESG result")
        verbose_name_plural = _("ESG results")
        ordering = ("supplier", "-as_of", "-pk")
        indexes = [models.Index(fields=["supplier", "as_of"], name="esg_result_of_supplier")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.as_of}: {self.score}"


class TierDecision(models.Model):
    """One decision on a tier: in force from `valid_from` up to the day before `valid_to`. Never changed, only followed.

    `facts` and `caps` hold everything the decision rests on; `receipt` recomputes it by hand; `cause` is the code of
    what led to it (annual evaluation, breach, certificate, policy ...).
    """

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="tier_decisions")
    evaluation = models.ForeignKey(
        Evaluation, verbose_name=_("evaluation"), null=True, blank=True, on_delete=models.PROTECT, related_name="tier_decisions"
    )
    cause = models.CharField(_("cause"), max_length=40)
    as_of = models.DateField(_("as of"))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until before"), null=True, blank=True)
    esg = models.DecimalField(_("ESG score S"), max_digits=5, decimal_places=2, null=True, blank=True)
    performance = models.DecimalField(_("performance score P"), max_digits=5, decimal_places=2, null=True, blank=True)
    active_points = models.PositiveSmallIntegerField(_("active breach points"), default=0)
    spend_cny = models.DecimalField(_("spend of 12 months (CNY)"), max_digits=18, decimal_places=2, default=0)
    spend_class = models.CharField(_("spend class"), max_length=2, choices=choices(SPEND_CLASS), blank=True)
    overall = models.DecimalField(_("overall score G"), max_digits=5, decimal_places=2, null=True, blank=True)
    raw_tier = models.CharField(_("raw tier"), max_length=1, choices=choices(TIER))
    stepped_tier = models.CharField(_("tier after hysteresis"), max_length=1, choices=choices(TIER))
    tier = models.CharField(_("tier"), max_length=1, choices=choices(TIER))
    caps = models.JSONField(_("caps"), default=list, blank=True)  # [{tier, reason, question, limit, binding}]
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    policy = models.ForeignKey(ScoringPolicy, verbose_name=_("scoring policy"), on_delete=models.PROTECT, related_name="+")
    receipt = models.JSONField(_("receipt"), default=dict, blank=True)
    receipt_sha256 = models.CharField(_("SHA-256 of the receipt"), max_length=64)
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("tier decision")
        verbose_name_plural = _("tier decisions")
        ordering = ("supplier", "-valid_from", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["supplier"], condition=models.Q(valid_to__isnull=True), name="tier_one_in_force"),
            models.CheckConstraint(
                name="tier_decision_forward",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
            # Not evaluated has no score, and a score has a tier: never 100 and never 0 for the unknown.
            models.CheckConstraint(
                name="tier_n_has_no_score",
                condition=models.Q(tier="N", overall__isnull=True) | (~models.Q(tier="N") & models.Q(overall__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["tier", "valid_from", "valid_to"], name="tier_on_a_day")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.tier} {self.valid_from}"
