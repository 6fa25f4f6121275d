"""Shape of a new version of a document to sign."""

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.models.labels import DOCUMENT_KIND, choices
from suppliers.services.document import DocumentText

PREVAILING = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]


class DocumentForm(forms.Form):
    """Kind, version, and the text in both languages."""

    kind = forms.ChoiceField(label=_("Document"), choices=choices(DOCUMENT_KIND))
    version = forms.CharField(label=_("Version"), max_length=12, help_text=_("For example 2.0. A version is given once."))
    prevailing_language = forms.ChoiceField(
        label=_("Prevailing language"), choices=PREVAILING, help_text=_("It decides when the two texts differ.")
    )
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200)
    text_zh = forms.CharField(label=_("Text in Chinese"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 16}))
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    text_en = forms.CharField(label=_("Text in English"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 16}))

    def document_text(self) -> DocumentText:
        """What was typed, as the service takes it."""
        return DocumentText(**self.cleaned_data)
