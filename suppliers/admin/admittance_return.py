"""Shape of sending an application back: a reason beside each part that has to be mended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suppliers.forms.admittance import SECTION_TITLE
from suppliers.rules.application import Section


class SendBackForm(forms.Form):
    """One text per part; at least one is filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in Section:
            self.fields[str(section)] = forms.CharField(
                label=SECTION_TITLE[section], max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def clean(self) -> dict[str, Any]:
        """Somebody who gets the file back has to know why."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Write beside at least one part what has to be mended."))
        return cleaned

    def items(self) -> list[tuple[Section, str]]:
        """(part, reason) for each part with a reason, in the order of the form."""
        return [(section, self.cleaned_data[str(section)]) for section in Section if self.cleaned_data[str(section)]]
