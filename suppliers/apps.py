"""The lower app: who suppliers are, what they signed, how they stand with the buyer."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class SuppliersConfig(AppConfig):
    """Registers system checks."""

    name = "suppliers"
    verbose_name = _("Suppliers")


class AssayAdminConfig(AdminConfig):
    """Django's admin in our own frame."""

    default_site = "suppliers.admin.site.AssaySite"
