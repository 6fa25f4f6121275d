"""The supplier: one legal entity."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import BANK_PAPER, CATEGORY, LEGAL_KIND, PROFILE, REGION_GROUP, SCHEME, STANDING, choices
from suppliers.models.labels_trade import SPEND_CLASS, TIER
from suppliers.rules.standing import COUNTED, Standing
from suppliers.rules.tier import Tier


class SupplierQuerySet(models.QuerySet["Supplier"]):
    """Adjectives that read aloud."""

    def counted(self) -> "SupplierQuerySet":
        """Suppliers of the counting set today."""
        return self.filter(standing__in=COUNTED)


class Supplier(models.Model):
    """One legal entity, its registered facts and how it stands with the buyer.

    `standing` is written by `services.transitions` only; the facts by `services.admittance` and `services.supplier`.
    """

    number = models.CharField(_("supplier number"), max_length=16, unique=True)
    standing = models.CharField(_("standing"), max_length=24, choices=choices(STANDING), default=Standing.DRAFT)

    name_zh = models.CharField(_("registered name in Chinese"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    former_names = models.CharField(_("former names"), max_length=500, blank=True)
    identifier_scheme = models.CharField(_("kind of identifier"), max_length=24, blank=True, choices=choices(SCHEME))
    identifier_value = models.CharField(_("identifier"), max_length=40, blank=True)
    identifier_country = models.CharField(_("country of the identifier"), max_length=2, blank=True)
    lei = models.CharField(_("legal entity identifier (LEI)"), max_length=20, blank=True)
    legal_kind = models.CharField(_("legal form"), max_length=24, blank=True, choices=choices(LEGAL_KIND))
    registered_on = models.DateField(_("date of registration"), null=True, blank=True)
    registered_country = models.CharField(_("country or region of registration"), max_length=2, blank=True)
    registered_province = models.CharField(_("province of registration"), max_length=6, blank=True)
    region_group = models.CharField(_("region"), max_length=12, default="UNKNOWN", choices=choices(REGION_GROUP))
    registered_address = models.CharField(_("registered address"), max_length=300, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=120, blank=True)

    category = models.CharField(_("category"), max_length=16, blank=True, choices=choices(CATEGORY))
    profile = models.CharField(_("profile"), max_length=16, blank=True, choices=choices(PROFILE))
    profile_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("profile confirmed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    registered_capital = models.DecimalField(
        _("registered capital (CNY)"), max_digits=18, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    paid_in_capital = models.DecimalField(
        _("paid-in capital (CNY)"), max_digits=18, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    staff_number = models.PositiveIntegerField(_("number of staff"), null=True, blank=True)
    revenue_last_year = models.DecimalField(
        _("revenue of the last financial year (CNY)"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    revenue_year_before = models.DecimalField(
        _("revenue of the year before (CNY)"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    expected_spend = models.DecimalField(
        _("expected yearly spend (CNY)"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    tax_status = models.CharField(_("tax status"), max_length=120, blank=True)

    bank_account_name = models.CharField(_("account name"), max_length=200, blank=True)
    bank_account_number = models.CharField(_("account number"), max_length=40, blank=True)
    bank_name = models.CharField(_("bank"), max_length=120, blank=True)
    bank_branch = models.CharField(_("branch"), max_length=160, blank=True)
    bank_code = models.CharField(_("bank code (12 digits)"), max_length=12, blank=True)
    bank_paper_kind = models.CharField(_("kind of bank paper"), max_length=24, blank=True, choices=choices(BANK_PAPER))
    bank_paper_issued_on = models.DateField(_("bank paper issued on"), null=True, blank=True)

    penalties_declared = models.BooleanField(_("penalties in the past 36 months"), null=True, blank=True)
    conflict_declared = models.BooleanField(_("links with the buyer's staff"), null=True, blank=True)
    conflict_details = models.TextField(_("particulars of the links"), max_length=2000, blank=True)

    esg_score = models.DecimalField(_("ESG score"), max_digits=5, decimal_places=2, null=True, blank=True)
    esg_grade = models.CharField(_("ESG grade"), max_length=1, blank=True)
    esg_scored_on = models.DateField(_("scored on"), null=True, blank=True)
    # What lists show, kept by the services of their stems: the records behind each are the truth.
    tier = models.CharField(_("tier"), max_length=1, choices=choices(TIER), default=Tier.N)
    tier_since = models.DateField(_("in this tier since"), null=True, blank=True)
    overall_score = models.DecimalField(_("overall score G"), max_digits=5, decimal_places=2, null=True, blank=True)
    performance_score = models.DecimalField(_("performance score P"), max_digits=5, decimal_places=2, null=True, blank=True)
    spend_cny = models.DecimalField(_("spend of 12 months (CNY)"), max_digits=18, decimal_places=2, default=0)
    spend_class = models.CharField(_("spend class"), max_length=2, choices=choices(SPEND_CLASS), blank=True)
    holds_green_3c_rohs = models.BooleanField(_("green label: 3C and RoHS"), default=False)
    holds_green_performance = models.BooleanField(_("green label: performance"), default=False)
    next_expiry_on = models.DateField(_("next certificate ends on"), null=True, blank=True)
    is_strategic = models.BooleanField(_("strategic"), default=False)
    is_backup = models.BooleanField(_("kept as backup"), default=False)
    is_sole_source = models.BooleanField(_("sole source"), default=False)
    readmitted_on = models.DateField(_("admitted again on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    active_since = models.DateField(_("active since"), null=True, blank=True)
    data_import = models.ForeignKey(
        "suppliers.DataImport",
        verbose_name=_("data import"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="suppliers",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects: ClassVar[models.Manager] = models.Manager.from_queryset(SupplierQuerySet)()

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=["identifier_scheme", "identifier_country", "identifier_value"],
                condition=~models.Q(identifier_value=""),
                name="supplier_identifier_once",
                violation_error_message=_("A supplier with this identifier is already in the register."),
            ),
            models.CheckConstraint(name="supplier_standing_known", condition=models.Q(standing__in=[str(s) for s in Standing])),
        ]
        indexes = [
            models.Index(fields=["standing", "number"], name="supplier_standing"),
            models.Index(fields=["region_group", "standing"], name="supplier_region"),
            models.Index(fields=["category", "standing"], name="supplier_category"),
            models.Index(fields=["tier", "standing"], name="supplier_tier"),
            models.Index(fields=["next_expiry_on"], name="supplier_next_expiry"),
        ]

    def __str__(self) -> str:
        # As long as no reader's language is active, the registered name leads.
        return self.name_in(get_language() or "zh")

    def name_in(self, language: str) -> str:
        """The name for readers of a language, as far as it is known; else the other one, else the number."""
        names = (self.name_zh, self.name_en) if language.startswith("zh") else (self.name_en, self.name_zh)
        return names[0] or names[1] or self.number

    def other_name_in(self, language: str) -> str:
        """The name that `name_in` leaves unsaid; empty when there is only one."""
        said = self.name_in(language)
        return next((name for name in (self.name_zh, self.name_en) if name and name != said), "")

    @property
    def bank_account_masked(self) -> str:
        """The account number with all but its last four digits hidden."""
        return f"•••• {self.bank_account_number[-4:]}" if self.bank_account_number else ""


class StandingPeriod(models.Model):
    """How a supplier stood and where it was registered, from `valid_from` up to the day before `valid_to`.

    Every move and every change of registration closes one period and opens the next, so any past day can be
    counted again in one query. Two changes on one day leave an empty period (from = to), which counts on no day:
    the standing at the end of the day rules.
    """

    supplier = models.ForeignKey(Supplier, verbose_name=_("supplier"), on_delete=models.PROTECT, related_name="standing_periods")
    standing = models.CharField(_("standing"), max_length=24, choices=choices(STANDING))
    country = models.CharField(_("country or region of registration"), max_length=2, blank=True)
    province = models.CharField(_("province of registration"), max_length=6, blank=True)
    region_group = models.CharField(_("region"), max_length=12, choices=choices(REGION_GROUP))
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until before"), null=True, blank=True)

    class Meta:
        verbose_name = _("standing period")
        verbose_name_plural = _("standing periods")
        ordering = ("supplier", "valid_from", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier"], condition=models.Q(valid_to__isnull=True), name="standing_period_one_open"
            ),
            models.CheckConstraint(
                name="standing_period_forward",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["standing", "valid_from", "valid_to", "region_group", "country", "province"], name="standing_period_count"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.standing} {self.valid_from}"
