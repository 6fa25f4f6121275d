"""The one record of who did what, when and why."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.supplier import Supplier


class HistoryIsAppendOnly(Exception):
    """An entry was about to be changed or deleted."""


class HistoryQuerySet(models.QuerySet["HistoryEntry"]):
    """Entries may be read and appended."""

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002 -- Django's signature
        raise HistoryIsAppendOnly

    def delete(self) -> NoReturn:
        raise HistoryIsAppendOnly


class HistoryEntry(models.Model):
    """One act. `digest` covers the entry and the digest before it, so no row can be changed, dropped or swapped unseen."""

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    action = models.CharField(_("act"), max_length=64)
    # The history outlives what it is about: an import that is taken back leaves its entries, as they were, behind.
    supplier = models.ForeignKey(
        Supplier,
        verbose_name=_("supplier"),
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="history",
    )
    subject_type = models.CharField(_("kind of record"), max_length=40)
    subject_id = models.CharField(_("record"), max_length=40)
    facts = models.JSONField(_("facts"), default=dict)
    reason = models.TextField(_("reason"), blank=True)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects: ClassVar[models.Manager] = models.Manager.from_queryset(HistoryQuerySet)()

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ("-sequence",)
        indexes = [models.Index(fields=["supplier", "-sequence"], name="history_supplier")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append only. Raises HistoryIsAppendOnly for a stored entry."""
        if not self._state.adding:
            raise HistoryIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 -- Django's signature
        """Never. Raises HistoryIsAppendOnly."""
        raise HistoryIsAppendOnly


class HistoryHead(models.Model):
    """The end of the chain: one row, locked while an entry is appended."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(name="history_head_single", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.sequence)
