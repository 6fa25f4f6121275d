"""Shape of a product of the catalogue."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from suppliers.models import Product
from suppliers.selectors.certificate import certificate_table
from suppliers.services.product import ProductDraft


def catalogue_choices() -> list[tuple[str, object]]:
    """The product classes of the 3C catalogue in the reader's language."""
    chinese = (get_language() or "").startswith("zh")
    entries = certificate_table().catalogue.values()
    return [("", _("None")), *((entry.code, f"{entry.code} {entry.name_zh if chinese else entry.name_en}") for entry in entries)]


class ProductForm(forms.Form):
    """A product or service, and which regimes it falls under."""

    name = forms.CharField(label=_("Product or service"), max_length=200)
    is_electrical = forms.BooleanField(label=_("Electrical or electronic: RoHS asks for proof"), required=False)
    in_3c_catalogue = forms.BooleanField(
        label=_("In the 3C catalogue: a certificate or self-declaration is needed"), required=False
    )
    catalogue_code = forms.ChoiceField(label=_("3C product code"), required=False, choices=catalogue_choices)
    model_names = forms.CharField(
        label=_("Models"), max_length=500, required=False, help_text=_("Separated by commas, as the certificate names them.")
    )

    def draft(self) -> ProductDraft:
        """What was typed, as the service takes it."""
        return ProductDraft(**self.cleaned_data)


def initial_of(product: Product) -> dict[str, Any]:
    """What a stored product puts into the form."""
    return {name: getattr(product, name) for name in ProductForm.base_fields}
