"""Training sessions, who was invited and who came."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers.models.labels import choices
from suppliers.models.labels_trade import TRAINING_MODE, TRAINING_MODULE, TRAINING_STATUS
from suppliers.models.supplier import Supplier
from suppliers.rules.training import TrainingStatus


class TrainingSession(models.Model):
    """One session with the version of its material. Figures count suppliers, not attendances."""

    number = models.CharField(_("session number"), max_length=16, unique=True)
    module = models.CharField(_("module"), max_length=32, choices=choices(TRAINING_MODULE))
    title = models.CharField(_("title"), max_length=200)
    mode = models.CharField(_("mode"), max_length=12, choices=choices(TRAINING_MODE))
    status = models.CharField(_("status"), max_length=12, choices=choices(TRAINING_STATUS), default=TrainingStatus.PLANNED)
    starts_at = models.DateTimeField(_("begins at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(1440)])
    place = models.CharField(_("place or link"), max_length=300, blank=True)
    trainer = models.CharField(_("trainer"), max_length=120)
    language = models.CharField(
        _("language"), max_length=10, default="zh-hans", choices=[("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
    )
    material = models.CharField(_("material"), max_length=200, blank=True)
    material_version = models.CharField(_("version of the material"), max_length=24, blank=True)
    material_sha256 = models.CharField(_("SHA-256 of the material"), max_length=64, blank=True)
    has_test = models.BooleanField(_("ends with a test"), default=False)
    pass_percent = models.PositiveSmallIntegerField(
        _("passed from (%)"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering = ("-starts_at", "-pk")
        indexes = [models.Index(fields=["status", "starts_at"], name="training_status")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class TrainingInvitation(models.Model):
    """One supplier asked to come; mandatory ones carry the day until which the module has to be attended."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="invitations")
    supplier = models.ForeignKey(
        Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="training_invitations"
    )
    invited_at = models.DateTimeField(_("invited at"))
    seats = models.PositiveSmallIntegerField(pgettext_lazy("training", "people who will come"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)

    class Meta:
        verbose_name = _("training invitation")
        verbose_name_plural = _("training invitations")
        ordering = ("session", "supplier")
        constraints = [models.UniqueConstraint(fields=["session", "supplier"], name="training_invited_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.supplier_id}"


class Attendance(models.Model):
    """One person of one supplier at one session; `test_score` in percent where there was a test."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="attendances")
    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="attendances")
    person = models.CharField(_("person"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes attended"), validators=[MinValueValidator(1), MaxValueValidator(1440)])
    test_score = models.DecimalField(
        _("test score (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    feedback = models.TextField(_("feedback"), max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ("session", "supplier", "person")
        constraints = [models.UniqueConstraint(fields=["session", "supplier", "person"], name="attended_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person}"
