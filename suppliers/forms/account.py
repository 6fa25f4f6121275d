"""Shape of what people type to come in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

# The same words for an unknown address, a wrong password and an account without access.
NO_MATCH = _("This e-mail address and password do not belong together. Check both; capitals count in the password.")


class LoginForm(AuthenticationForm):
    """Address and password."""

    error_messages = {
        "invalid_login": _(
            "This e-mail address and password do not belong together. Check both; capitals count in the password."
        ),
        "inactive": _("This e-mail address and password do not belong together. Check both; capitals count in the password."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail address")
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True, "maxlength": 254})
        self.fields["password"].label = _("Password")

    def clean_username(self) -> str:
        """One spelling for one address."""
        return str(self.cleaned_data["username"]).strip().lower()


class AddressForm(forms.Form):
    """One e-mail address."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )

    def clean_email(self) -> str:
        """One spelling for one address."""
        return str(self.cleaned_data["email"]).strip().lower()
