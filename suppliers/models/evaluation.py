"""Evaluations of performance, with the ratings they rest on where orders are too few."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import choices
from suppliers.models.labels_trade import DIMENSION, EVALUATION_KIND, EVALUATION_STATUS
from suppliers.models.policy import ScoringPolicy
from suppliers.models.supplier import Supplier
from suppliers.rules.evaluation import EvaluationStatus


class Evaluation(models.Model):
    """One supplier, one period. From SCORED on `inputs` is frozen; from PUBLISHED on nothing changes."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="evaluations")
    kind = models.CharField(_("kind of evaluation"), max_length=12, choices=choices(EVALUATION_KIND))
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    status = models.CharField(_("status"), max_length=12, choices=choices(EVALUATION_STATUS), default=EvaluationStatus.PLANNED)
    occasion = models.CharField(_("occasion"), max_length=300, blank=True)  # of a dynamic evaluation
    # The published evaluation that this one replaces after an appeal was upheld; the other one stays as it was.
    corrects = models.ForeignKey(
        "self", verbose_name=_("corrects"), null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("planned by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    planned_at = models.DateTimeField(_("planned at"))
    due_on = models.DateField(_("ratings due on"), null=True, blank=True)
    policy = models.ForeignKey(
        ScoringPolicy, verbose_name=_("scoring policy"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    inputs = models.JSONField(_("inputs"), default=dict, blank=True)
    marks = models.JSONField(_("marks"), default=dict, blank=True)  # dimension -> "0.00".."100.00"
    performance = models.DecimalField(_("performance score P"), max_digits=5, decimal_places=2, null=True, blank=True)
    receipt = models.JSONField(_("receipt"), default=dict, blank=True)
    receipt_sha256 = models.CharField(_("SHA-256 of the receipt"), max_length=64, blank=True)
    strengths = models.TextField(_("strengths"), max_length=2000, blank=True)
    gaps = models.TextField(_("gaps"), max_length=2000, blank=True)
    scored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("scored by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scored_at = models.DateTimeField(_("scored at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("released by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    object_until = models.DateField(_("objection possible until"), null=True, blank=True)

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ("-period_to", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "kind", "period_from", "period_to"],
                condition=~models.Q(kind="DYNAMIC") & ~models.Q(status="CANCELLED"),
                name="evaluation_once_a_period",
                violation_error_message=_("This supplier is already being evaluated for this period."),
            ),
            models.CheckConstraint(name="evaluation_period_forward", condition=models.Q(period_to__gte=models.F("period_from"))),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="evaluation_due"),
            models.Index(fields=["supplier", "kind", "period_to"], name="evaluation_of_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.kind} {self.period_to}"


class RatingRequest(models.Model):
    """One person of one department who is asked to rate. The department is frozen when asked."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="rating_requests")
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("rater"), on_delete=models.PROTECT, related_name="+")
    department = models.CharField(_("department"), max_length=120)
    asked_at = models.DateTimeField(_("asked at"))
    done_at = models.DateTimeField(_("rated at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request to rate")
        verbose_name_plural = _("requests to rate")
        ordering = ("asked_at", "pk")
        constraints = [models.UniqueConstraint(fields=["evaluation", "rater"], name="rating_asked_once")]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.rater_id}"


class Rating(models.Model):
    """One mark of one rater in one dimension, 1 to 5; far from the others' mean it takes a comment."""

    request = models.ForeignKey(RatingRequest, on_delete=models.CASCADE, related_name="ratings")
    dimension = models.CharField(_("dimension"), max_length=16, choices=choices(DIMENSION))
    rating = models.DecimalField(
        _("rating (1 to 5)"), max_digits=2, decimal_places=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.TextField(_("comment"), max_length=1000, blank=True)
    rated_at = models.DateTimeField(_("rated at"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ("request", "dimension")
        constraints = [models.UniqueConstraint(fields=["request", "dimension"], name="rating_once_a_dimension")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.dimension} {self.rating}"
