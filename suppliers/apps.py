"""The lower app: who suppliers are, what they signed, how they stand with the buyer."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import site
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SuppliersConfig(AppConfig):
    """Registers system checks, and the words of refusals."""

    name = "suppliers"
    verbose_name = _("Suppliers")

    def ready(self) -> None:
        import_module("suppliers.checks")
        import_module("suppliers.forms.certificate_refusal")
        import_module("suppliers.forms.evaluation_refusal")
        import_module("suppliers.forms.refusal_register")
        import_module("suppliers.forms.award_refusal")
        import_module("suppliers.forms.training_refusal")
        import_module("suppliers.forms.policy_refusal")
        import_module("suppliers.services.tier_appeal").register()
        import_module("suppliers.forms.data_import_refusal")


class AssayAdminConfig(SimpleAdminConfig):
    """Django's admin in our own frame.

    The pages stand in `<app>.admin.pages`, found after the site exists: the site is a module of the same package.
    What other packages would like to show here (groups, tokens, log-in attempts) is not registered.
    """

    default_site = "suppliers.admin.site.AssaySite"

    def ready(self) -> None:
        super().ready()
        autodiscover_modules("admin.pages", register_to=site)
