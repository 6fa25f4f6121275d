"""Applications to enter the register: invitation, file, checks, reasons, approvals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.evidence import Evidence
from suppliers.models.labels import CHECK, CHECK_RESULT, INTAKE, ROLE, choices
from suppliers.models.supplier import Supplier
from suppliers.rules.role import SUPPLIER_ROLES, Role


class Invitation(models.Model):
    """A link by mail that lets one person join one supplier, once.

    No secret is stored: the link carries `nonce` under a signature with the site's key and this row says until
    when it may be used. `used_at` is set by a conditional update, so two clicks make one account.
    """

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=24, choices=[(str(r), ROLE[r]) for r in ROLE if r in SUPPLIER_ROLES])
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    nonce = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("link valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at", "-pk")

    def __str__(self) -> str:
        return self.email


class Admittance(models.Model):
    """One application file of a supplier; the state is the supplier's standing.

    `draft` keeps every field as it was typed, right or wrong, so that nothing is lost; `snapshot` is what was
    submitted, value by value.
    """

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="admittances")
    intake = models.CharField(_("intake"), max_length=12, choices=choices(INTAKE))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("people who entered data"), related_name="+", blank=True
    )
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    draft = models.JSONField(default=dict, blank=True)
    draft_version = models.PositiveIntegerField(default=0)
    draft_saved_at = models.DateTimeField(_("last saved at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    snapshot = models.JSONField(default=dict, blank=True)
    previous_snapshot = models.JSONField(default=dict, blank=True)  # of the submission before, so that changes can be shown
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    bank_paper = models.ForeignKey(
        Evidence, verbose_name=_("bank paper"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-opened_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["supplier"], condition=models.Q(closed_at__isnull=True), name="admittance_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id}/{self.pk}"


class ReturnItem(models.Model):
    """One thing to mend in an application that was sent back."""

    admittance = models.ForeignKey(Admittance, on_delete=models.CASCADE, related_name="return_items")
    section = models.CharField(_("part of the form"), max_length=24)
    reason = models.TextField(_("what to mend"), max_length=1000)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reason for sending back")
        verbose_name_plural = _("reasons for sending back")
        ordering = ("-returned_at", "pk")

    def __str__(self) -> str:
        return self.reason


class QualificationCheck(models.Model):
    """One check (H1-H6, W1-W4) of one application: result, where it was looked up, proof."""

    admittance = models.ForeignKey(Admittance, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(_("check"), max_length=2, choices=choices(CHECK))
    result = models.CharField(_("result"), max_length=16, choices=choices(CHECK_RESULT), default="OPEN")
    finding = models.JSONField(default=dict, blank=True)  # what Assay found by itself: codes and facts
    source = models.CharField(_("where it was looked up"), max_length=200, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    evidence = models.ManyToManyField(Evidence, verbose_name=_("proof"), related_name="+", blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("checked by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("qualification check")
        verbose_name_plural = _("qualification checks")
        ordering = ("admittance", "code")
        constraints = [models.UniqueConstraint(fields=["admittance", "code"], name="qualification_check_once")]

    def __str__(self) -> str:
        return self.code


class Approval(models.Model):
    """One of the two approvals of an application; the database refuses the same role or the same person twice."""

    ROLES: ClassVar[tuple[Role, ...]] = (Role.MANAGER, Role.INTEGRITY)

    admittance = models.ForeignKey(Admittance, on_delete=models.CASCADE, related_name="approvals")
    role = models.CharField(_("as"), max_length=24, choices=[(str(r), ROLE[r]) for r in (Role.MANAGER, Role.INTEGRITY)])
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"))
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ("approved_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["admittance", "role"], name="approval_once_per_role"),
            models.UniqueConstraint(fields=["admittance", "approved_by"], name="approval_once_per_person"),
        ]

    def __str__(self) -> str:
        return self.role
