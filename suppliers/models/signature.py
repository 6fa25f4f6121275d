"""Documents that are signed, and the signatures."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers.models.evidence import Evidence
from suppliers.models.labels import AUTHORITY, DOCUMENT_KIND, DOCUMENT_STATUS, SIGNATURE_STATUS, choices
from suppliers.models.supplier import Supplier
from suppliers.rules.signature import DocumentStatus, SignatureStatus


class DocumentVersion(models.Model):
    """One version of a document in both languages; from its approval on the text never changes.

    `sha256` is the digest of `canonical_text()`: what a signatory sees is what the digest covers.
    """

    kind = models.CharField(_("document"), max_length=4, choices=choices(DOCUMENT_KIND))
    version = models.CharField(_("version"), max_length=12)
    status = models.CharField(_("status"), max_length=12, choices=choices(DOCUMENT_STATUS), default=DocumentStatus.DRAFT)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_zh = models.CharField(_("title in Chinese"), max_length=200)
    text_en = models.TextField(_("text in English"))
    text_zh = models.TextField(_("text in Chinese"))
    prevailing_language = models.CharField(
        _("prevailing language"),
        max_length=10,
        default="zh-hans",
        choices=[("en", _("English")), ("zh-hans", _("Simplified Chinese"))],
    )
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)
    term_months = models.PositiveSmallIntegerField(_("a signature holds for (months)"), default=36)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField(_("published on"), null=True, blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        verbose_name = _("document version")
        verbose_name_plural = _("document versions")
        ordering = ("kind", "-published_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="document_version_once"),
            # A carbon agreement is a text of its own for each supplier.
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(status="PUBLISHED") & ~models.Q(kind="CAA"), name="document_one_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

    def canonical_text(self) -> bytes:
        """The bytes under the digest: titles and texts of both languages, in fixed order."""
        parts = (self.kind, self.version, self.prevailing_language, self.title_zh, self.text_zh, self.title_en, self.text_en)
        return "\n\f\n".join(part.replace("\r\n", "\n") for part in parts).encode()


class Signature(models.Model):
    """A supplier's task to sign one version, and, once signed, the record of who signed what on whose authority."""

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="signatures")
    document = models.ForeignKey(DocumentVersion, verbose_name=_("document"), on_delete=models.PROTECT, related_name="signatures")
    status = models.CharField(_("status"), max_length=12, choices=choices(SIGNATURE_STATUS), default=SignatureStatus.ASSIGNED)
    assigned_at = models.DateTimeField(_("assigned at"))
    due_on = models.DateField(_("due on"))
    viewed_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("signed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signatory_name = models.CharField(_("signatory"), max_length=120, blank=True)
    signatory_title = models.CharField(_("title of the signatory"), max_length=120, blank=True)
    authority = models.CharField(_("authority"), max_length=24, blank=True, choices=choices(AUTHORITY))
    authority_paper = models.ForeignKey(
        Evidence, verbose_name=_("written authority"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text_sha256 = models.CharField(_("SHA-256 of the signed text"), max_length=64, blank=True)
    method = models.CharField(_("method"), max_length=24, blank=True)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    user_agent = models.CharField(_("browser"), max_length=300, blank=True)
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    receipt_sha256 = models.CharField(pgettext_lazy("signature", "SHA-256 of the receipt"), max_length=64, blank=True)
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("refused by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    refusal_reason = models.TextField(_("reason of the refusal"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("supplier", "document")
        # A version may be signed again when its term ends; never two tasks at once, never two signatures in force.
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "document"], condition=models.Q(status__in=["ASSIGNED", "VIEWED"]), name="signature_one_task"
            ),
            models.UniqueConstraint(
                fields=["supplier", "document"], condition=models.Q(status="SIGNED"), name="signature_one_in_force"
            ),
        ]
        indexes = [models.Index(fields=["status", "valid_until"], name="signature_in_force")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.document_id} {self.status}"


class SignatureCode(models.Model):
    """A one-time code sent by mail to the signatory; derived from this row and the site key, stored nowhere."""

    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="codes")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-sent_at", "-pk")

    def __str__(self) -> str:
        return f"{self.signature_id} {self.sent_at}"
