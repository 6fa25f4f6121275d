"""The upper app: what was asked, answered, found and scored."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """The upper app."""

    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        """Let every face know the words of this app's refusals, and the figures its practices."""
        from assessments.forms import carbon_refusal, refusal  # noqa: F401, PLC0415 -- models must be loaded first
        from assessments.selectors import coverage  # noqa: F401, PLC0415 -- registers its practice
