"""The flags of a supplier."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FlagForm(forms.Form):
    """Three marks and one reason."""

    is_strategic = forms.BooleanField(
        label=_("Strategic"), required=False, help_text=_("May become tier A although the spend is small.")
    )
    is_backup = forms.BooleanField(
        label=_("Kept as backup"), required=False, help_text=_("Is not proposed for exit only because there are no orders.")
    )
    is_sole_source = forms.BooleanField(
        label=_("Sole source"), required=False, help_text=_("Nobody else can deliver; an exit needs a plan for replacement.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
