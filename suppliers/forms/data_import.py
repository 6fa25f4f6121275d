"""Shape of what is typed around an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from suppliers.models.labels import STANDING
from suppliers.models.labels_trade import IMPORT_KIND
from suppliers.rules.data_import import ImportKind
from suppliers.rules.standing import Standing
from suppliers.selectors.data_import import kinds_for
from suppliers.services.data_import import STANDINGS

ACCEPT = ".xlsx,.csv"


class UploadImportForm(forms.Form):
    """The file, what its rows are, and how its suppliers will stand."""

    kind = forms.ChoiceField(label=gettext_lazy("What the rows are"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy("XLSX or CSV, up to 20 MB. Nothing is written before you have seen and confirmed it."),
    )
    sheet = forms.CharField(
        label=gettext_lazy("Sheet"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Only where a workbook has several that fit."),
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Suppliers come in as"),
        required=False,
        choices=[(str(standing), STANDING[standing]) for standing in STANDINGS],
        help_text=gettext_lazy("For suppliers only. Active suppliers are confirmed by a manager who did not bring the file."),
    )

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_for(account)
        self.fields["kind"].choices = [(str(kind), IMPORT_KIND[kind]) for kind in kinds]
        if ImportKind.SUPPLIERS not in kinds:
            del self.fields["standing"]

    def values(self) -> dict[str, Any]:
        """What the service takes, beside the file."""
        data = self.cleaned_data
        standing = Standing(data.get("standing") or Standing.DRAFT)
        return {"kind": ImportKind(data["kind"]), "sheet": data["sheet"], "standing": standing}


class ReverseImportForm(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class RateForm(forms.Form):
    """One exchange rate."""

    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, help_text=gettext_lazy("A code such as USD or EUR."))
    month = forms.DateField(
        label=gettext_lazy("Month"),
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    cny = forms.DecimalField(label=gettext_lazy("CNY for one unit"), max_digits=14, decimal_places=6)
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=200)
