"""Shape of an order for an audit report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import IssuedReport

LARGEST_ID = 2**62


class OrderReportForm(forms.Form):
    """On whom, and in which language."""

    supplier = forms.IntegerField(min_value=1, max_value=LARGEST_ID, error_messages={"required": _("Choose a supplier.")})
    language = forms.ChoiceField(label=_("Language"), choices=IssuedReport.LANGUAGES)
