"""Pairs of suppliers that may be one, and merges that can be taken back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import choices
from suppliers.models.labels_trade import DUPLICATE_GROUND, DUPLICATE_STATUS, MERGE_STATUS
from suppliers.models.supplier import Supplier
from suppliers.rules.duplicate import DuplicateStatus, MergeStatus


class DuplicatePair(models.Model):
    """Two suppliers (`first` has the lower id) with what they have in common and how alike they are, in percent."""

    first = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="+")
    ground = models.CharField(_("ground"), max_length=20, choices=choices(DUPLICATE_GROUND))
    likeness = models.PositiveSmallIntegerField(_("likeness (%)"))
    status = models.CharField(_("status"), max_length=12, choices=choices(DUPLICATE_STATUS), default=DuplicateStatus.OPEN)
    found_at = models.DateTimeField(_("found at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ("-likeness", "pk")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(name="duplicate_pair_ordered", condition=models.Q(first__lt=models.F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"


class SupplierMerge(models.Model):
    """One supplier merged into another, from the proposal on; `moved` lists the rows that changed hands, to take it back."""

    kept = models.ForeignKey(Supplier, verbose_name=_("kept"), on_delete=models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Supplier, verbose_name=_("merged into it"), on_delete=models.PROTECT, related_name="merges_given")
    status = models.CharField(_("state"), max_length=12, choices=choices(MERGE_STATUS), default=MergeStatus.PROPOSED)
    moved = models.JSONField(default=dict, blank=True)  # {model label: {field: [ids]}}
    before = models.JSONField(default=dict, blank=True)  # {"standing": of `merged` before the merge}
    reason = models.TextField(_("reason"), max_length=2000)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("merged by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    merged_at = models.DateTimeField(_("merged at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ("-proposed_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=models.Q(status__in=["PROPOSED", "DONE"]), name="merged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} > {self.kept_id}"
