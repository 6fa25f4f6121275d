"""Shape of invitations, registrations and joining."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from suppliers.models import Account
from suppliers.rules.role import Role

LANGUAGES = [("zh-hans", "中文"), ("en", "English")]


def address_field(**options: Any) -> forms.EmailField:
    """One e-mail address, kept in lower case by the services."""
    return forms.EmailField(label=_("E-mail address"), max_length=254, **options)


class RegisterForm(forms.Form):
    """A company that wishes to become a supplier."""

    company = forms.CharField(
        label=_("Registered name of the company"),
        max_length=200,
        help_text=_("As it stands on the business licence. You can add the name in the other language later."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = address_field(
        help_text=_("We mail a link to this address. Whoever opens it becomes the administrator of the company's account."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class InviteSupplierForm(forms.Form):
    """Procurement invites a company."""

    email = address_field(help_text=_("This person becomes the administrator of the company's account."))
    name_zh = forms.CharField(label=_("Registered name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGES, initial="zh-hans")

    def clean(self) -> dict[str, Any]:
        """At least one name: the invitation says which company is meant."""
        cleaned = super().clean() or {}
        if not cleaned.get("name_zh") and not cleaned.get("name_en"):
            self.add_error("name_zh", _("Enter the company's name in Chinese or in English."))
        return cleaned


class InviteColleagueForm(forms.Form):
    """A supplier's administrator invites one of its people."""

    email = address_field(widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=_("What the person will do"),
        choices=[
            (str(Role.SUPPLIER_CONTRIBUTOR), _("Contributor: fills in the application and answers questions")),
            (str(Role.SUPPLIER_SIGNATORY), _("Signatory: signs the undertaking and the code of conduct for the company")),
            (str(Role.SUPPLIER_ADMIN), _("Administrator: all that a contributor does, hands in, and invites people")),
        ],
        initial=str(Role.SUPPLIER_CONTRIBUTOR),
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGES)


class JoinForm(forms.Form):
    """The invited person's own account."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    title = forms.CharField(
        label=_("Your job title"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=200,
        help_text=_("At least 12 characters. A short sentence that only you know is easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 12}),
    )
    language = forms.ChoiceField(
        label=_("Language of pages and mails"),
        choices=LANGUAGES,
        help_text=_("You can change it at any time, at the top of every page."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """The password must not be common, nor like the name or the address."""
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password:
            try:
                validate_password(password, Account(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
