"""Shape of what procurement writes to the register itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.models import Supplier
from suppliers.selectors.country import countries
from suppliers.selectors.region import mainland_provinces, province_name


class CorrectRegistrationForm(forms.Form):
    """The right place of registration, and why the register was wrong."""

    country = forms.ChoiceField(label=_("Country or region of registration"))
    province = forms.ChoiceField(
        label=_("Province of registration"), required=False, help_text=_("In Mainland China only; left out elsewhere.")
    )
    address = forms.CharField(label=_("Registered address"), max_length=300)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("What showed that the register is wrong, and where it can be looked up. It stands in the history."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, supplier: Supplier, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "country": supplier.registered_country,
                "province": supplier.registered_province,
                "address": supplier.registered_address,
            },
        )
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Please choose")), *countries()]
        self.fields["province"].choices = [("", "–"), *((one.iso, province_name(one.iso)) for one in mainland_provinces())]
