"""Shape of award sheets: the lot, a bid, the proposal, a reason."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import CATEGORY, choices
from suppliers.services.award import Lot, Offer

CURRENCIES = [(code, code) for code in ("CNY", "USD", "EUR", "HKD", "JPY", "KRW", "GBP")]


class LotForm(forms.Form):
    """What is bought."""

    title = forms.CharField(label=_("Lot"), max_length=200, help_text=_("What is bought, in one line."))
    category = forms.ChoiceField(label=_("Category"), choices=lambda: choices(CATEGORY))
    currency = forms.ChoiceField(label=_("Currency of all bids"), choices=CURRENCIES, initial="CNY")
    needs_3c = forms.BooleanField(
        label=_("The lot holds products of the 3C catalogue"),
        required=False,
        help_text=_("With this or the next, bidders with valid 3C or RoHS proof get a bonus. With neither it is off for all."),
    )
    needs_rohs = forms.BooleanField(label=_("The lot holds electrical or electronic products"), required=False)

    def lot(self) -> Lot:
        """What was typed."""
        return Lot(**self.cleaned_data)


class OfferForm(forms.Form):
    """The figures of one bid."""

    price = forms.DecimalField(label=_("Price"), max_digits=18, decimal_places=2, min_value=Decimal("0.01"))
    technical = forms.DecimalField(label=_("Technical score (0-100)"), max_digits=5, decimal_places=2, min_value=0, max_value=100)
    delivery = forms.DecimalField(label=_("Delivery score (0-100)"), max_digits=5, decimal_places=2, min_value=0, max_value=100)

    def offer(self) -> Offer:
        """What was typed."""
        typed = self.cleaned_data
        return Offer(typed["price"], typed["technical"], typed["delivery"])


class BidForm(OfferForm):
    """A bidder with its figures; `bidders` are the suppliers that the search found."""

    field_order = ("supplier", "price", "technical", "delivery")
    supplier = forms.ChoiceField(label=_("Bidder"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, bidders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].choices = bidders
        if len(bidders) == 1:
            self.fields["supplier"].initial = bidders[0][0]


class ProposalForm(forms.Form):
    """Whom to award, with the reasons that the comparison may ask for."""

    supplier = forms.ChoiceField(label=_("Award to"), widget=forms.RadioSelect)
    deviation_reason = forms.CharField(
        label=_("Why not the leading bidder"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed only when another than the first is chosen. It stands in the receipt."),
    )
    unscored_reason = forms.CharField(
        label=_("Why the lot cannot wait for missing ESG scores"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed only when a bidder has no valid ESG score. It stands in the receipt."),
    )

    def __init__(self, *args: Any, bidders: list[tuple[str, str]], unscored: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].choices = bidders
        if not unscored:
            del self.fields["unscored_reason"]
