"""Running numbers without gaps or doubles."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given in one series, e.g. `SUP` or `AUD-2026`."""

    name = models.CharField(max_length=24, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last}"
