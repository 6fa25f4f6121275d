"""What a refusal says to a person: one sentence with the matter and the next step, the same on every face.

Pages show `sentence(error)`; the API puts it into the problem's `detail` beside the stable `code_of(error)`. The
upper app adds its own refusals in `assessments/forms/refusal.py`.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from suppliers.models.labels import STANDING
from suppliers.permissions import NotAllowed
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded

E = TypeVar("E", bound=Exception)
Words = Callable[[E], str]

_WORDS: dict[type[Exception], Callable[[Exception], str]] = {}
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def says(refusal: type[E]) -> Callable[[Words[E]], Words[E]]:
    """Register the words of one refusal: `@says(NotAllowed)` over a function from the error to a sentence."""

    def register(words: Words[E]) -> Words[E]:
        _WORDS[refusal] = words  # type: ignore[assignment]  # the key says which error the words take
        return words

    return register


def is_refusal(error: Exception) -> bool:
    """Whether the error is an expected refusal with words of its own, not a fault."""
    return type(error) in _WORDS


def sentence(error: Exception) -> str:
    """The refusal in the reader's language. Raises KeyError for an error that is no refusal."""
    return str(_WORDS[type(error)](error))


def code_of(error: Exception) -> str:
    """The stable code for machines: `SecondPersonNeeded` is `second_person_needed`."""
    return _CAPITAL.sub("_", type(error).__name__).lower()


def refusals() -> tuple[type[Exception], ...]:
    """All registered refusals: what a face catches around a service call."""
    return tuple(_WORDS)


@says(NotAllowed)
def _not_allowed(error: NotAllowed) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Your role does not allow this. Ask a colleague with the right role, or the administrator.")


@says(MoveNotAllowed)
def _move_not_allowed(error: MoveNotAllowed) -> str:
    state = dict(STANDING).get(error.state, error.state)
    return _("This is not possible now: the record is in the state “%(state)s”. Load the page again to see what can be done.") % {
        "state": state
    }


@says(SecondPersonNeeded)
def _second_person_needed(error: SecondPersonNeeded) -> str:  # noqa: ARG001 -- one shape for all words
    return _("You entered or changed this data, so somebody else has to decide on it.")


@says(ReasonNeeded)
def _reason_needed(error: ReasonNeeded) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Please state the reason: the supplier and the history will show it.")
