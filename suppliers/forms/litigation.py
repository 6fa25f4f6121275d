"""Shape of a lawsuit as it is entered, and of its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import choices
from suppliers.models.labels_trade import LITIGATION_KIND
from suppliers.models.supplier import SupplierQuerySet

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LawsuitForm(forms.Form):
    """Whose lawsuit it is, what it is about, where it runs, and where that can be looked up."""

    number = forms.CharField(
        label=_("Supplier number"), max_length=16, help_text=_("As in the register, for example SUP-000123.")
    )
    kind = forms.ChoiceField(label=_("About"), choices=choices(LITIGATION_KIND))
    court = forms.CharField(label=_("Court"), max_length=200)
    case_number = forms.CharField(label=_("Case number"), max_length=120)
    filed_on = forms.DateField(label=_("Filed on"), widget=DAY)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Where it was looked up, and when; a court’s list, a paper, a letter.")
    )
    proof = forms.FileField(label=_("Proof"), required=False, help_text=_("The page or paper as a file: PDF, JPEG or PNG."))

    def __init__(self, *args: Any, suppliers: SupplierQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suppliers = suppliers

    def clean_number(self) -> str:
        """The supplier has to be in the register; `supplier` holds it from then on."""
        number = self.cleaned_data["number"].strip().upper()
        self.supplier = self.suppliers.filter(number=number).first()
        if self.supplier is None:
            raise forms.ValidationError(_("There is no supplier with this number. Look it up in the register."))
        return number


class CloseLawsuitForm(forms.Form):
    """When and how it ended."""

    closed_on = forms.DateField(label=_("Closed on"), widget=DAY)
    outcome = forms.CharField(
        label=_("Outcome"), max_length=500, help_text=_("What the court decided, or why the case ended without a decision.")
    )
