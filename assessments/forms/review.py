"""Shape of a reviewer's decisions; whether they are allowed is for the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models.labels import EVIDENCE_DECISION, NOT_APPLICABLE_DECISION
from assessments.rules.answer import AnswerProblem
from assessments.rules.assessment import AssessmentOccasion, EvidenceDecision, NotApplicableDecision
from suppliers.models.labels import choices
from suppliers.rules.rounding import plain

MOST_PROOF_REASON, MOST_REASON, MOST_RETURN = 500, 1000, 2000
LARGEST_ID = 2**62

REMARKS = {
    "outside_usual_range": _(
        "%(value)s %(unit)s is outside of what is usual for this profile (%(lowest)s to %(highest)s %(unit)s)."
    ),
    "differs_from_last_year": _("%(value)s %(unit)s differs by more than half from last year’s %(last_year)s %(unit)s."),
    "already_expired": _("This date has passed."),
    "expires_soon": _("This document runs out soon, on %(expires_on)s."),
}


def remark_words(problem: AnswerProblem) -> str:
    """What stands out about an answer, said to the reviewer."""
    facts = {name: plain(value) if hasattr(value, "quantize") else value for name, value in problem.facts.items()}
    return str(REMARKS[problem.reason]) % facts


class ProofDecisionForm(forms.Form):
    """One decision on one file."""

    proof = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    decision = forms.TypedChoiceField(choices=choices(EVIDENCE_DECISION), coerce=EvidenceDecision)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=MOST_PROOF_REASON)


class NotApplicableDecisionForm(forms.Form):
    """One decision on one not-applicable."""

    answer = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    decision = forms.TypedChoiceField(choices=choices(NOT_APPLICABLE_DECISION), coerce=NotApplicableDecision)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=MOST_REASON)


class SendBackForm(forms.Form):
    """What the supplier has to mend."""

    reason = forms.CharField(
        label=_("What has to be mended"),
        max_length=MOST_RETURN,
        widget=forms.Textarea(attrs={"rows": 10, "aria-describedby": "reason-hint"}),
    )


class AssignForm(forms.Form):
    """Whom to ask, why, and for which year; `years` are those offered."""

    supplier = forms.IntegerField(min_value=1, max_value=LARGEST_ID, error_messages={"required": _("Choose a supplier.")})
    occasion = forms.TypedChoiceField(
        label=_("Occasion"), choices=[(str(one), "") for one in AssessmentOccasion], coerce=AssessmentOccasion
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in (this_year - 1, this_year, this_year + 1)]
