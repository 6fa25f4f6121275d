"""Shape of a new person of the buyer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.forms.invitation import LANGUAGES, address_field
from suppliers.models.labels import ROLE
from suppliers.rules.role import BUYER_ROLES, Role

BUYER_CHOICES = [(str(role), ROLE[role]) for role in Role if role in BUYER_ROLES]


class BuyerAccountForm(forms.Form):
    """Who it is and what the person will do."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = address_field(help_text=_("A mail with a link to set a password goes to this address."))
    role = forms.ChoiceField(label=_("Role"), choices=BUYER_CHOICES)
    language = forms.ChoiceField(label=_("Language of pages and mails"), choices=LANGUAGES)
