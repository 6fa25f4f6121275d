"""Shape of an answer as it is typed; what it means is for the rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.services.answer import MOST_CHARACTERS, AnswerText


class AnswerForm(forms.Form):
    """The fields of one question. Lengths are checked again by the service, for every face."""

    value = forms.CharField(label=_("Your answer"), required=False, max_length=MOST_CHARACTERS["value"])
    unit = forms.CharField(label=_("Unit"), required=False, max_length=MOST_CHARACTERS["unit"])
    note = forms.CharField(label=_("Note"), required=False, max_length=MOST_CHARACTERS["note"])
    not_applicable = forms.BooleanField(label=_("Does not apply to us"), required=False)
    reason = forms.CharField(label=_("Why it does not apply"), required=False, max_length=MOST_CHARACTERS["reason"])
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def text(self) -> AnswerText:
        """What was typed. Call it on a valid form."""
        typed = self.cleaned_data
        return AnswerText(typed["value"], typed["unit"], typed["note"], typed["not_applicable"], typed["reason"])


class ProofForm(forms.Form):
    """The day until which the files just chosen are valid, if there is one."""

    expires_on = forms.DateField(label=_("Valid until"), required=False)
