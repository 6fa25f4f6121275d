"""Notices: what the reader sees in the product and gets by mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.supplier import Supplier


class Notice(models.Model):
    """One message to one reader; written in the transaction that causes it, mailed once by the outbox.

    The wording stands in `templates/notices/<kind>.txt` and is filled from `facts` when it is shown or mailed, in
    the reader's language; links and codes are made at that moment, so no secret lies in the table.
    """

    key = models.CharField(max_length=160, unique=True)  # the same event never writes twice
    kind = models.CharField(_("kind"), max_length=48)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reader"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="notices",
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10)
    supplier = models.ForeignKey(Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    facts = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("written at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("mailed at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["sent_at", "created_at"], name="notice_outbox"),
            models.Index(fields=["account", "read_at"], name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.email}"
