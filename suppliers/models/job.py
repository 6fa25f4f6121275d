"""Background work: the row is the truth, the broker only carries its id."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import JOB_KIND, JOB_STATE, choices
from suppliers.models.supplier import Supplier
from suppliers.rules.job import JobState


class Job(models.Model):
    """One piece of work. `key` is unique: asking twice for the same thing gives the same job."""

    kind = models.CharField(_("work"), max_length=64, choices=choices(JOB_KIND))
    key = models.CharField(_("key"), max_length=160, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=choices(JOB_STATE), default=JobState.QUEUED)
    supplier = models.ForeignKey(
        Supplier, verbose_name=_("supplier"), null=True, blank=True, on_delete=models.PROTECT, related_name="jobs"
    )
    facts = models.JSONField(_("what was asked"), default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("asked for at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    result = models.JSONField(_("result"), default=dict, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-requested_at", "-pk")
        constraints = [
            models.CheckConstraint(name="job_progress_percent", condition=models.Q(progress__lte=100)),
        ]
        indexes = [models.Index(fields=["state", "sent_at", "heartbeat_at"], name="job_sweeper")]

    def __str__(self) -> str:
        return self.key
