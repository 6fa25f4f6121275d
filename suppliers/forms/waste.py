"""Shapes of a waste contractor and of what its register says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.forms.certificate import day_field
from suppliers.forms.evidence import evidence_field
from suppliers.models.labels import choices
from suppliers.models.labels_proof import REGISTRY_STATUS, WASTE_KIND
from suppliers.rules.certificate import RegistryStatus
from suppliers.rules.waste import WasteKind
from suppliers.services.waste import ContractorDraft


class ContractorForm(forms.Form):
    """A contractor, its licence and the licence's file."""

    kind = forms.ChoiceField(label=_("Kind of waste"), choices=choices(WASTE_KIND))
    name = forms.CharField(label=_("Contractor"), max_length=200)
    identifier = forms.CharField(label=_("Credit code of the contractor"), max_length=40, required=False)
    licence_number = forms.CharField(label=_("Licence number"), max_length=80)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    categories = forms.CharField(
        label=_("Waste categories covered"), max_length=500, required=False, help_text=_("For example HW08, HW49.")
    )
    valid_from = day_field(label=_("Valid from"))
    valid_to = day_field(label=_("Valid until"))
    file = evidence_field(label=_("File of the licence"))

    def draft(self) -> ContractorDraft:
        """What was typed, as the service takes it."""
        typed = {**self.cleaned_data}
        typed.pop("file")
        return ContractorDraft(**{**typed, "kind": WasteKind(typed["kind"])})


class RegisterForm(forms.Form):
    """What the public register says of a licence."""

    found = forms.ChoiceField(
        label=_("The public register says"),
        choices=[("", "–"), *((code, word) for code, word in choices(REGISTRY_STATUS) if code != RegistryStatus.UNKNOWN)],
    )

    def register(self) -> RegistryStatus:
        """The answer as the service takes it."""
        return RegistryStatus(self.cleaned_data["found"])
