"""Shapes of the carbon programme: proposing an agreement, a year's figures, a milestone, the appraisal."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.answer_words import answer_words
from assessments.rules.carbon import Disclosure
from assessments.services.carbon_year import Typed
from suppliers.models.labels import choices

MILESTONES = 4
LARGEST_ID = 2**62
DISCLOSURE = {
    Disclosure.NONE: _("Nothing published"),
    Disclosure.OWN_REPORT: _("Own report published"),
    Disclosure.VERIFIED_REPORT: _("Published and verified by a third party"),
}
PLAUSIBILITY = {
    "outside_usual_range": _(
        "%(value)s is unusual for a company like yours (usual: %(lowest)s to %(highest)s). Check the unit; if the figure is "
        "right, explain it in the note."
    ),
    "differs_from_last_year": _(
        "%(value)s differs by %(change)s%% from last year's %(last_year)s. Check the unit; if the figure is right, explain "
        "it in the note."
    ),
    "energy_below_electricity": _(
        "The energy in all (%(energy)s MWh) is less than the electricity bought (%(electricity)s MWh). One of them must be wrong."
    ),
    "scope_2_differs_from_electricity": _(
        "With the electricity bought and the published factor %(factor)s (%(year)s) about %(expected)s tCO2e are expected; "
        "%(value)s differs by %(difference)s%%. Check it; if it is right, explain it in the note."
    ),
    "scope_2_without_electricity": _("No electricity was bought, yet scope 2 is %(value)s tCO2e. Explain it in the note."),
    "scope_2_fits_electricity": _(
        "Fits the electricity bought: with the published factor %(factor)s (%(year)s) about %(expected)s tCO2e are expected."
    ),
    "production_all_zero": _("A production company with 0 everywhere: explain it in the note."),
}


def remark_words(reason: str, facts: Mapping[str, Any]) -> str:
    """A plausibility remark in the reader's language."""
    return str(PLAUSIBILITY[reason]) % facts


def figure_words(reason: str, facts: Mapping[str, Any]) -> str:
    """Why a figure cannot be taken, in the reader's language."""
    return answer_words(reason, facts)


class AgreementForm(forms.Form):
    """The terms of an agreement and its first measures."""

    baseline_year = forms.IntegerField(label=_("Base year"), min_value=2000, max_value=2100)
    target_year = forms.IntegerField(label=_("Target year"), min_value=2000, max_value=2100)
    boundary = forms.CharField(
        label=_("Boundary"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Which sites and activities.")
    )
    baseline_scope_1 = forms.DecimalField(
        label=_("Scope 1 in the base year (tCO2e)"), min_value=0, max_digits=14, decimal_places=3
    )
    baseline_scope_2 = forms.DecimalField(
        label=_("Scope 2 in the base year (tCO2e)"), min_value=0, max_digits=14, decimal_places=3
    )
    reduction_scope_1 = forms.DecimalField(
        label=_("Reduction of scope 1 (%)"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    reduction_scope_2 = forms.DecimalField(
        label=_("Reduction of scope 2 (%)"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    reduction_scope_3 = forms.DecimalField(
        label=_("Reduction of scope 3 (%)"), min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False
    )
    renewable_share = forms.DecimalField(
        label=_("Renewable electricity in the target year (%)"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for position in range(1, MILESTONES + 1):
            self.fields[f"measure_{position}"] = forms.CharField(
                label=_("Measure %(number)s") % {"number": position}, max_length=300, required=position == 1
            )
            self.fields[f"measure_{position}_due_on"] = forms.DateField(
                label=_("to be done by"), required=position == 1, widget=forms.DateInput(attrs={"type": "date"})
            )

    def clean(self) -> dict[str, Any]:
        """A measure and its day belong together."""
        found = super().clean() or {}
        for position in range(1, MILESTONES + 1):
            measure, day = found.get(f"measure_{position}"), found.get(f"measure_{position}_due_on")
            if bool(measure) != bool(day) and f"measure_{position}" not in self.errors:
                self.add_error(f"measure_{position}", _("Give the measure and the day by which it is done."))
        return found

    def milestones(self) -> list[tuple[date, str]]:
        """The measures with their days."""
        stated = self.cleaned_data
        rows = [
            (stated.get(f"measure_{position}_due_on"), stated.get(f"measure_{position}")) for position in range(1, MILESTONES + 1)
        ]
        return [(day, measure) for day, measure in rows if day and measure]

    def measure_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields in pairs, for the page."""
        return [(self[f"measure_{position}"], self[f"measure_{position}_due_on"]) for position in range(1, MILESTONES + 1)]


class MilestoneForm(forms.Form):
    """When a measure was done, with its proof."""

    done_on = forms.DateField(label=_("Done on"), widget=forms.DateInput(attrs={"type": "date"}))
    proof = forms.FileField(label=_("Proof"), required=False)


class AppraisalForm(forms.Form):
    """What the appraiser sees of the supplier's public reporting; everything else is computed."""

    disclosure = forms.TypedChoiceField(
        label=_("Disclosure"), choices=choices(DISCLOSURE), coerce=Disclosure, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=_("Remark to the supplier"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    """A reason the other side will read."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


def typed_figures(data: Mapping[str, str], codes: list[str]) -> dict[str, Typed]:
    """The figures of a posted page; a figure whose field was not sent is left alone."""
    return {
        code: Typed(data.get(f"value-{code}", "")[:40], data.get(f"unit-{code}", "")[:24], data.get(f"note-{code}", "")[:1000])
        for code in codes
        if f"value-{code}" in data
    }
