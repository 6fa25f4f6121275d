"""Filters that somebody keeps under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SavedFilter(models.Model):
    """The query of one list page, kept by one person; shared ones are shown to all of the buyer's staff."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("kept by"), on_delete=models.CASCADE, related_name="saved_filters"
    )
    page = models.CharField(_("list"), max_length=80)  # name of the list's address
    name = models.CharField(pgettext_lazy("filter", "name"), max_length=80)
    query = models.CharField(_("filter"), max_length=1000)
    is_shared = models.BooleanField(_("shown to colleagues"), default=False)
    created_at = models.DateTimeField(_("kept since"))

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ("page", "name", "pk")
        constraints = [models.UniqueConstraint(fields=["owner", "page", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return self.name
