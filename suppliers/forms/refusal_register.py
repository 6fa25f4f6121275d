"""What refusals about campaigns, lawsuits, kept filters, duplicates and merges say."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.refusal import plainly_says, says
from suppliers.models.labels import STANDING
from suppliers.rules.standing import Standing
from suppliers.services.campaign import NobodyToRemind
from suppliers.services.litigation import LawsuitClosed, LawsuitDayWrong, LawsuitKnown, OutcomeMissing
from suppliers.services.merge import MergeFollowed, MergeNotPossible, MergeOpen
from suppliers.services.saved_filter import FilterEmpty, FilterNameTaken

plainly_says(
    {
        NobodyToRemind: gettext_lazy(
            "There is nobody to remind now: whoever has not signed was reminded today already, or has no account yet."
        ),
        LawsuitDayWrong: gettext_lazy(
            "The days do not fit: a lawsuit is filed before it is closed, and neither lies in the future."
        ),
        LawsuitClosed: gettext_lazy("This lawsuit has its outcome already. If it goes on, enter it with its new case number."),
        OutcomeMissing: gettext_lazy("Please say how the lawsuit ended."),
        FilterEmpty: gettext_lazy("Search or filter the list first and give the filter a name; then it can be kept."),
        MergeOpen: gettext_lazy("One of the two is part of another merge. Finish that one, or take it back, first."),
        MergeFollowed: gettext_lazy(
            "The entry that stayed has itself been merged into another one since. Take that merge back first."
        ),
    }
)


@says(LawsuitKnown)
def _lawsuit_known(error: LawsuitKnown) -> str:
    return _("A lawsuit of this supplier with the number %(number)s is in the register already.") % {"number": error.case_number}


@says(FilterNameTaken)
def _filter_name_taken(error: FilterNameTaken) -> str:
    return _("You keep another filter under the name “%(name)s”. Choose another name, or delete that one.") % {"name": error.name}


@says(MergeNotPossible)
def _merge_not_possible(error: MergeNotPossible) -> str:
    return _(
        "These two cannot be merged this way round, because one of them is in the state “%(state)s”. "
        "An open application is decided first, a blacklisting is ended first, and an active company stays."
    ) % {"state": STANDING[Standing(error.standing)]}
