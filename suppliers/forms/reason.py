"""Shape of an act that takes a reason and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why; it stands in the history for good."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("It stands in the history for good."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
