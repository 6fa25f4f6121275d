"""Shape of signing: who, with what title, on whose authority, and the code from the mail."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from suppliers.forms.evidence import evidence_field
from suppliers.models import Account, Evidence, Signature
from suppliers.models.labels import AUTHORITY
from suppliers.rules.signature import Authority
from suppliers.selectors.evidence import visible_evidence


class RefusingForm(forms.Form):
    """Why the signatory does not sign."""

    reason = forms.CharField(
        label=_("Why do you not sign?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Name the passage, if there is one. The buyer's procurement and its integrity and compliance will read it."),
    )


class SigningForm(forms.Form):
    """What the signatory states. Asking for the code needs no code yet; signing needs it."""

    name = forms.CharField(label=_("Name of the person who signs"), max_length=120)
    title = forms.CharField(label=_("Title in the company"), max_length=120, help_text=_("For example: general manager."))
    authority = forms.ChoiceField(
        label=_("On whose authority"),
        choices=[
            (str(Authority.LEGAL_REPRESENTATIVE), AUTHORITY[Authority.LEGAL_REPRESENTATIVE]),
            (str(Authority.WRITTEN_AUTHORITY), AUTHORITY[Authority.WRITTEN_AUTHORITY]),
        ],
        widget=forms.RadioSelect,
        help_text=_("The legal representative is the person in the register. Anybody else shows a written authority."),
    )
    paper_file = evidence_field(label=_("Written authority"), required=False)
    paper = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    code = forms.CharField(
        label=_("Code from the mail"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text=_("Six digits, valid for 15 minutes."),
    )

    def __init__(self, *args: Any, task: Signature, reader: Account, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("text_sha256", task.document.sha256)
        kwargs["initial"].setdefault("name", reader.name)
        kwargs["initial"].setdefault("title", reader.title)
        super().__init__(*args, **kwargs)
        self.task = task
        self.reader = reader
        self.kept_paper: Evidence | None = None

    def clean_paper(self) -> int | None:
        """An uploaded authority is named by its number; a foreign one does not exist."""
        number = self.cleaned_data.get("paper")
        if number:
            papers = visible_evidence(self.reader).filter(supplier_id=self.task.supplier_id)
            self.kept_paper = papers.filter(pk=number).first()
        return self.kept_paper.pk if self.kept_paper else None

    def clean(self) -> dict[str, Any]:
        """Whoever is not the legal representative shows the paper."""
        stated: dict[str, Any] = super().clean() or {}
        if stated.get("authority") == Authority.WRITTEN_AUTHORITY and not (stated.get("paper") or stated.get("paper_file")):
            self.add_error("paper_file", ValidationError(_("Whoever signs on a written authority uploads it here.")))
        return stated
