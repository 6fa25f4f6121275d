"""The form that drafts a scoring policy: one field for each figure, by sections, with the figure in force beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from suppliers.forms.policy_words import SECTION, figure_label, figure_words, problem_words
from suppliers.rules.document import DocumentProblem
from suppliers.rules.policy import PolicyError, policy_from_mapping
from suppliers.rules.policy_draft import Figure, FigureKind, PolicySection, figures, with_figures

MOST_CHARACTERS = 16


@dataclass(frozen=True)
class FigureRow:
    """One line of the form: its words, the figure in force, the field."""

    label: str
    in_force: str
    field: Any


class PolicyForm(forms.Form):
    """Every figure as text, so that what was typed stands there again beside what is wrong with it.

    After `is_valid`, `definition` is the whole document with the new figures.
    """

    note = forms.CharField(
        label=gettext_lazy("What changes, and why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person who puts the version in force reads this, and so does whoever audits it later."),
    )

    def __init__(self, *args: Any, draft: Mapping[str, Any], in_force: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        self.figures = figures(draft)
        self.known = {figure.path: figure.value for figure in figures(in_force)}
        self.definition: dict[str, Any] = dict(draft)
        for figure in self.figures:
            self.fields[figure.name] = self._field(figure)

    def sections(self) -> Iterator[tuple[object, list[FigureRow]]]:
        """(title, lines) of each section that has figures."""
        for section in PolicySection:
            rows = [
                FigureRow(figure_label(figure.path, self.draft), figure_words(self.known.get(figure.path)), self[figure.name])
                for figure in self.figures
                if figure.section is section
            ]
            if rows:
                yield SECTION[section], rows

    def clean(self) -> dict[str, Any]:
        """The figures together: weights that add up, bands without gaps."""
        typed = super().clean() or {}
        changes = {figure.path: _as_written(figure, typed.get(figure.name, "")) for figure in self.figures}
        self.definition = with_figures(self.draft, changes)
        try:
            policy_from_mapping(self.definition)
        except PolicyError as error:
            for problem in error.problems:
                self.add_error(self._field_of(problem), problem_words(problem))
        return typed

    def _field(self, figure: Figure) -> forms.Field:
        label = figure_label(figure.path, self.draft)
        if figure.kind is FigureKind.TIER:
            return forms.ChoiceField(label=label, choices=[(letter, letter) for letter in "ABCD"], initial=figure.value)
        return forms.CharField(label=label, max_length=MOST_CHARACTERS, initial=figure.value)

    def _field_of(self, problem: DocumentProblem) -> str | None:
        """The field a mistake belongs to: its own, or the first of the group it speaks of (the last one for its end)."""
        within = [figure.name for figure in self.figures if figure.path[: len(problem.steps)] == problem.steps]
        if not within:
            return None
        limits = [name for name in within if name.endswith(("__gte", "__lte"))]
        return limits[-1] if problem.reason.startswith("bands_do_not") and limits else within[0]


class ReviseForm(forms.Form):
    """Why a proposal goes back."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


def _as_written(figure: Figure, typed: str) -> Any:
    """The figure in the form the document keeps it: whole numbers as such, everything else as text."""
    text = typed.strip()
    if figure.kind is FigureKind.INTEGER and text.lstrip("-").isdigit():
        return int(text)
    return text
