"""What a supplier declares of itself besides its registered facts: sites, owners, products, licences and so on."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers.models.labels import CONTACT_KIND, OWNER_KIND, PENALTY_FIELD, SITE_KIND, choices
from suppliers.models.supplier import Supplier


class Site(models.Model):
    """A place where the supplier works."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="sites")
    kind = models.CharField(_("kind of site"), max_length=12, choices=choices(SITE_KIND))
    address = models.CharField(_("address"), max_length=300)
    headcount = models.PositiveIntegerField(_("people working there"), null=True, blank=True)
    has_production = models.BooleanField(_("production or field operations"), default=False)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.address


class Owner(models.Model):
    """A shareholder of 25 % or more, or a controlling person."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="owners")
    kind = models.CharField(_("kind"), max_length=12, choices=choices(OWNER_KIND))
    name = models.CharField(pgettext_lazy("owner", "name"), max_length=200)
    share = models.DecimalField(
        _("share (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("owner")
        verbose_name_plural = _("owners")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """Something the supplier offers."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="products")
    name = models.CharField(_("product or service"), max_length=200)
    is_electrical = models.BooleanField(_("electrical or electronic"), default=False)
    in_3c_catalogue = models.BooleanField(_("in the 3C catalogue"), default=False)
    catalogue_code = models.CharField(_("3C product code"), max_length=8, blank=True)
    model_names = models.CharField(_("models"), max_length=500, blank=True)
    is_offered = models.BooleanField(_("offered at present"), default=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Licence(models.Model):
    """A licence the category asks for."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="licences")
    name = models.CharField(_("licence"), max_length=200)
    number = models.CharField(_("number"), max_length=80)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Penalty(models.Model):
    """An administrative penalty of the past 36 months."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="penalties")
    authority = models.CharField(pgettext_lazy("penalty", "authority"), max_length=200)
    decided_on = models.DateField(_("date of the decision"))
    field = models.CharField(_("field of law"), max_length=12, choices=choices(PENALTY_FIELD), default="OTHER")
    is_serious = models.BooleanField(_("called serious by the authority"), default=False)
    subject = models.CharField(_("what it was about"), max_length=500)
    repaired = models.BooleanField(_("put right and credit record repaired"), default=False)
    explanation = models.TextField(_("explanation"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("penalty")
        verbose_name_plural = _("penalties")
        ordering = ("-decided_on", "pk")

    def __str__(self) -> str:
        return self.subject


class Contact(models.Model):
    """A person to write to; not an account."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("for"), max_length=12, choices=choices(CONTACT_KIND))
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class TradeReference(models.Model):
    """A customer who can be asked."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="trade_references")
    customer = models.CharField(_("customer"), max_length=200)
    work = models.CharField(_("work done"), max_length=300)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.customer
