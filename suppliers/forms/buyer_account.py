"""Shape of a new person of the buyer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.forms.invitation import LANGUAGES, address_field
from suppliers.models.labels import ROLE
from suppliers.rules.role import BUYER_ROLES, Role

DEPARTMENT_LENGTH = 120
BUYER_CHOICES = [(str(role), ROLE[role]) for role in Role if role in BUYER_ROLES]


def department_field() -> forms.CharField:
    """The department as evaluations count it."""
    return forms.CharField(
        label=_("Department"),
        max_length=DEPARTMENT_LENGTH,
        required=False,
        help_text=_("Evaluations need raters of two departments, so write it the same way for everybody of one department."),
    )


class DepartmentForm(forms.Form):
    """Another department."""

    department = department_field()


class BuyerAccountForm(forms.Form):
    """Who it is and what the person will do."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = address_field(help_text=_("A mail with a link to set a password goes to this address."))
    role = forms.ChoiceField(label=_("Role"), choices=BUYER_CHOICES)
    department = department_field()
    language = forms.ChoiceField(label=_("Language of pages and mails"), choices=LANGUAGES)
