"""The upper app: what was asked, answered, found and scored."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """The upper app."""

    name = "assessments"
    verbose_name = _("Assessments")
