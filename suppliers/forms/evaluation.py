"""Shape of what people type about evaluations: plans, ratings, texts, objections."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suppliers.forms.listing import listed
from suppliers.models import Account, Rating
from suppliers.models.labels import CATEGORY, choices
from suppliers.models.labels_trade import APPEAL_STATUS, DIMENSION, EVALUATION_KIND
from suppliers.rules.appeal import AppealStatus
from suppliers.rules.evaluation import EvaluationKind
from suppliers.rules.evaluation_score import strong_and_weak
from suppliers.rules.performance import Dimension
from suppliers.services.rating import GivenRating

MOST_TEXT, MOST_COMMENT, MOST_GROUNDS, MOST_OCCASION = 2000, 1000, 4000, 300
SCALE = [
    ("1", _("1 far below what was agreed")),
    ("2", _("2 below what was agreed")),
    ("3", _("3 as agreed, with gaps")),
    ("4", _("4 as agreed")),
    ("5", _("5 better than agreed")),
]
OUTCOMES = [
    (str(code), APPEAL_STATUS[code]) for code in (AppealStatus.UPHELD, AppealStatus.PARTLY_UPHELD, AppealStatus.DISMISSED)
]


def area(rows: int = 4) -> forms.Textarea:
    """A text field of so many rows."""
    return forms.Textarea(attrs={"rows": rows})


class PlanForm(forms.Form):
    """Which suppliers, which period, and who rates."""

    kind = forms.TypedChoiceField(label=_("Kind of evaluation"), choices=choices(EVALUATION_KIND), coerce=EvaluationKind)
    period_from = forms.DateField(label=_("Period from"), widget=forms.DateInput(attrs={"type": "date"}))
    period_to = forms.DateField(label=_("Period to"), widget=forms.DateInput(attrs={"type": "date"}))
    due_on = forms.DateField(
        label=_("Ratings due on"),
        required=False,
        help_text=_("Left empty: 14 days from today, or from the end of the period."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    occasion = forms.CharField(
        label=_("Occasion"),
        required=False,
        max_length=MOST_OCCASION,
        help_text=_("For a dynamic evaluation: the event that led to it."),
    )
    scope = forms.ChoiceField(label=_("Suppliers"))
    raters = forms.TypedMultipleChoiceField(
        label=_("Raters"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Two people of procurement at least, and people of two departments at least."),
    )

    def __init__(self, *args: Any, people: Iterable[Account], supplier: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes: list[tuple[str, object]] = [("all", _("All active suppliers"))]
        scopes += [(f"category:{code}", word) for code, word in choices(CATEGORY)]
        if supplier is not None:
            scopes = [("one", f"{supplier} · {supplier.number}")]
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]
        self.fields["raters"].choices = [  # type: ignore[attr-defined]
            (person.pk, f"{person.name} · {person.department or '–'} · {person.get_role_display()}") for person in people
        ]


class RatingForm(forms.Form):
    """One mark and one comment for each dimension that is asked about."""

    def __init__(self, *args: Any, dimensions: Iterable[Dimension], before: Mapping[str, Rating], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dimensions = tuple(dimensions)
        for dimension in self.dimensions:
            row = before.get(str(dimension))
            self.fields[str(dimension)] = forms.TypedChoiceField(
                label=DIMENSION[dimension],
                choices=SCALE,
                coerce=Decimal,
                widget=forms.RadioSelect,
                initial=str(int(row.rating)) if row else None,
            )
            self.fields[f"{dimension}_comment"] = forms.CharField(
                label=_("Comment"), required=False, max_length=MOST_COMMENT, widget=area(2), initial=row.comment if row else ""
            )

    def given(self) -> dict[Dimension, GivenRating]:
        """What was rated, for the service."""
        typed = self.cleaned_data
        return {one: GivenRating(typed[str(one)], typed[f"{one}_comment"]) for one in self.dimensions if typed.get(str(one))}

    @property
    def rows(self) -> list[tuple[str, Any, Any]]:
        """Words, mark and comment of each dimension, for the page."""
        return [(str(DIMENSION[one]), self[str(one)], self[f"{one}_comment"]) for one in self.dimensions]


class HandInForm(forms.Form):
    """What the supplier will read."""

    strengths = forms.CharField(label=_("Strengths"), max_length=MOST_TEXT, widget=area())
    gaps = forms.CharField(label=_("Gaps"), max_length=MOST_TEXT, widget=area())


class EvaluationReasonForm(forms.Form):
    """Why something is sent back or given up."""

    reason = forms.CharField(label=_("Reason"), max_length=MOST_TEXT, widget=area())


class ObjectionForm(forms.Form):
    """What is wrong, and a file that shows it."""

    grounds = forms.CharField(
        label=_("What is wrong, and why"),
        max_length=MOST_GROUNDS,
        widget=area(8),
        help_text=_("Name the dimension, and what you base it on: orders, records, letters."),
    )
    file = forms.FileField(label=_("A file that shows it"), required=False, help_text=_("PDF, picture, Word or Excel."))


class AppealDecisionForm(forms.Form):
    """The decision, with its reasons."""

    outcome = forms.TypedChoiceField(label=_("Decision"), choices=OUTCOMES, coerce=AppealStatus, widget=forms.RadioSelect)
    decision = forms.CharField(
        label=_("Reasons"), max_length=MOST_GROUNDS, widget=area(8), help_text=_("The supplier reads them word by word.")
    )


def suggested_texts(marks: Mapping[str, str]) -> dict[str, str]:
    """First words for strengths and gaps, from the marks; whoever hands in says it better."""
    strong, weak = strong_and_weak({Dimension(code): Decimal(mark) for code, mark in marks.items()})

    def named(dimensions: Iterable[Dimension]) -> str:
        return listed(f"{DIMENSION[one]} {marks[str(one)]}" for one in dimensions)

    strengths = gettext("Clearly good: %(dimensions)s of 100.") % {"dimensions": named(strong)}
    gaps = gettext("To be improved: %(dimensions)s of 100.") % {"dimensions": named(weak)}
    return {
        "strengths": strengths if strong else gettext("No dimension stands out."),
        "gaps": gaps if weak else gettext("No dimension falls behind."),
    }
