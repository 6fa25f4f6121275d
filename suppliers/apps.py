"""The lower app: who suppliers are, what they signed, how they stand with the buyer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuppliersConfig(AppConfig):
    """Registers system checks."""

    name = "suppliers"
    verbose_name = _("Suppliers")
