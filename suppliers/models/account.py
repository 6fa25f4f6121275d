"""People who log in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import ROLE
from suppliers.rules.role import ACCOUNT_ROLES, BUYER_ROLES, SUPPLIER_ROLES, Role


class AccountManager(BaseUserManager["Account"]):
    """Finds people by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str) -> "Account":
        return self.get(email__iexact=username)

    def create_account(self, email: str, password: str | None, **fields: object) -> "Account":
        """A person with a role; the address is stored in lower case."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """One person. A supplier's people belong to exactly one supplier; the buyer's to none."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    role = models.CharField(_("role"), max_length=24, choices=[(str(r), ROLE[r]) for r in ROLE if r in ACCOUNT_ROLES])
    supplier = models.ForeignKey(
        "suppliers.Supplier", verbose_name=_("supplier"), null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    language = models.CharField(
        _("language"), max_length=10, default="zh-hans", choices=[("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
    )
    is_active = models.BooleanField(_("may log in"), default=True)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("email",)
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_email_any_case"),
            models.CheckConstraint(
                name="account_supplier_fits_role",
                condition=models.Q(role__in=sorted(SUPPLIER_ROLES), supplier__isnull=False)
                | models.Q(role__in=sorted(BUYER_ROLES), supplier__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name as shown in the admin's frame."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """Whether the person works for the buyer and may open the admin."""
        return self.role in BUYER_ROLES

    @property
    def is_superuser(self) -> bool:
        """Nobody may do everything: the administrator is technical and decides no case."""
        return False

    @property
    def is_supplier(self) -> bool:
        """Whether the person works for a supplier."""
        return self.role in SUPPLIER_ROLES

    @property
    def acting_role(self) -> Role:
        """The role as the rules know it."""
        return Role(self.role)

    def has_perm(self, perm: str, obj: object = None) -> bool:  # noqa: ARG002 -- Django's signature
        """Django's own permissions are not used; `suppliers.permissions` decides."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """The admin shows the two apps to the buyer's people; each page asks its own predicate."""
        return self.is_staff and app_label in {"suppliers", "assessments"}
