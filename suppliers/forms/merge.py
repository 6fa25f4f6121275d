"""Shape of a proposal to merge two suppliers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.forms.reason import ReasonForm
from suppliers.models import DuplicatePair, Supplier


class MergeForm(ReasonForm):
    """Which of the two stays, and why they are one company."""

    keep = forms.ChoiceField(label=_("Which entry stays"), widget=forms.RadioSelect)
    field_order = ("keep", "reason")

    def __init__(self, *args: Any, pair: DuplicatePair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.fields["keep"].choices = [(str(one.pk), f"{one} · {one.number}") for one in (pair.first, pair.second)]

    def kept_and_merged(self) -> tuple[Supplier, Supplier]:
        """The one that stays and the one that ends."""
        first, second = self.pair.first, self.pair.second
        return (first, second) if self.cleaned_data["keep"] == str(first.pk) else (second, first)
