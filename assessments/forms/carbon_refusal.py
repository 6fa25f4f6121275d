"""The refusals of the carbon programme in words."""

from django.utils.translation import gettext as _

from assessments.forms.answer_words import answer_words
from assessments.models.labels import AGREEMENT_STATUS, CARBON_YEAR_STATUS
from assessments.services.carbon import (
    AgreementOpen,
    MilestoneDayInFuture,
    MilestonesMissing,
    NotAnActiveSupplier,
    TargetNotAfterBase,
)
from assessments.services.carbon_year import FigureRefused, FiguresChangedMeanwhile, FiguresMissing, YearClosed
from suppliers.forms.listing import listed
from suppliers.forms.refusal import STATE_WORDS, says

for _labels in (AGREEMENT_STATUS, CARBON_YEAR_STATUS):
    for _state, _words in _labels.items():
        STATE_WORDS.setdefault(str(_state), _words)


@says(AgreementOpen)
def _agreement_open(error: AgreementOpen) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This supplier has an agreement already. End it first if new targets are to be agreed.")


@says(NotAnActiveSupplier)
def _not_active(error: NotAnActiveSupplier) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Only an active supplier is invited to the carbon programme.")


@says(MilestonesMissing)
def _milestones_missing(error: MilestonesMissing) -> str:  # noqa: ARG001 -- one shape for all words
    return _("An agreement needs at least one measure with the day by which it is done.")


@says(TargetNotAfterBase)
def _target(error: TargetNotAfterBase) -> str:  # noqa: ARG001 -- one shape for all words
    return _("The target year has to come after the base year, and must not have passed.")


@says(MilestoneDayInFuture)
def _milestone_day(error: MilestoneDayInFuture) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This day is still to come. Give the day on which the measure was done.")


@says(FigureRefused)
def _figure_refused(error: FigureRefused) -> str:
    return " ".join(answer_words(reason, facts) for _code, reason, facts in error.problems)


@says(YearClosed)
def _year_closed(error: YearClosed) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This year has been handed in, so its figures stay as they are. Nothing was saved.")


@says(FiguresMissing)
def _figures_missing(error: FiguresMissing) -> str:
    parts = []
    if error.missing:
        parts.append(_("These figures are still missing: %(codes)s.") % {"codes": listed(error.missing)})
    if error.unexplained:
        parts.append(_("These figures stand out and need a note: %(codes)s.") % {"codes": listed(error.unexplained)})
    return " ".join(parts)


@says(FiguresChangedMeanwhile)
def _changed(error: FiguresChangedMeanwhile) -> str:  # noqa: ARG001 -- one shape for all words
    return _(
        "A colleague has saved figures since you opened this page. Yours stand below and were not saved: compare, then save."
    )
