"""The sentences of what is refused about versions of the scoring policy."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.policy_words import problem_words
from suppliers.forms.refusal import STATE_WORDS, plainly_says, says
from suppliers.models.labels_trade import POLICY_STATUS
from suppliers.rules.policy import PolicyError
from suppliers.selectors.policy import UnknownPolicy
from suppliers.services.policy import NothingChanged, PolicyVersionExists

for _state, _words in POLICY_STATUS.items():
    STATE_WORDS.setdefault(str(_state), _words)

plainly_says(
    {
        NothingChanged: gettext_lazy(
            "The draft gives the same figures as the version in force. Change one first, or discard it."
        ),
    }
)


@says(PolicyVersionExists)
def _exists(error: PolicyVersionExists) -> str:
    words = {"version": error.version}
    return _("Version %(version)s exists with other figures. Give the new figures a new version.") % words


@says(UnknownPolicy)
def _unknown(error: UnknownPolicy) -> str:
    return _("There is no version %(version)s of the scoring policy.") % {"version": error.version}


@says(PolicyError)
def _mistakes(error: PolicyError) -> str:
    first = error.problems[0]
    words = {"place": first.path, "problem": problem_words(first)}
    return _("The figures do not fit together. %(place)s: %(problem)s") % words
