"""The sentences of what is refused about trainings."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.refusal import STATE_WORDS, says
from suppliers.models.labels_trade import TRAINING_STATUS
from suppliers.services.training import (
    AttendanceWrong,
    NobodyAttended,
    NobodyInvitable,
    NotHeldYet,
    SessionFixed,
    SessionNotOpen,
)

for _state, _words in TRAINING_STATUS.items():
    STATE_WORDS.setdefault(str(_state), _words)

LINE_PROBLEMS = {
    "EMPTY": gettext_lazy("There is no line with a person."),
    "UNKNOWN_SUPPLIER": gettext_lazy("No supplier has the number “%(number)s”."),
    "NO_PERSON": gettext_lazy("The name of the person is missing."),
    "MINUTES": gettext_lazy("%(minutes)s minutes: between 1 and the %(most)s minutes of the session are possible."),
    "NO_TEST": gettext_lazy("There is a test score, but the session ends without a test."),
    "SCORE": gettext_lazy("A test score of %(score)s: between 0 and 100 is possible."),
    "NOT_A_NUMBER": gettext_lazy("“%(typed)s” is not a number."),
    "COLUMNS": gettext_lazy("%(found)s columns: supplier number, person, e-mail address, minutes and test score are expected."),
    "TOO_LONG": gettext_lazy("“%(typed)s…” is too long."),
    "NOT_AN_ADDRESS": gettext_lazy("“%(typed)s” is not an e-mail address."),
}


def line_sentence(line: int, code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong with one line."""
    return _("Line %(line)s: %(problem)s") % {"line": line, "problem": str(LINE_PROBLEMS[code]) % facts}


@says(SessionNotOpen)
def _session_not_open(error: SessionNotOpen) -> str:  # noqa: ARG001 -- one shape for all words
    return _("The training is not open for registration: it has begun, is not open yet, or was called off.")


@says(SessionFixed)
def _session_fixed(error: SessionFixed) -> str:  # noqa: ARG001 -- one shape for all words
    return _("The training has taken place or was called off, so its particulars no longer change.")


@says(NotHeldYet)
def _not_held_yet(error: NotHeldYet) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Attendance is entered after the training has begun and until it is closed.")


@says(NobodyInvitable)
def _nobody_invitable(error: NobodyInvitable) -> str:  # noqa: ARG001 -- one shape for all words
    return _("None of these suppliers can be invited: they are invited already, or not active.")


@says(NobodyAttended)
def _nobody_attended(error: NobodyAttended) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Nobody is entered as having attended. Enter the people first.")


@says(AttendanceWrong)
def _attendance_wrong(error: AttendanceWrong) -> str:
    return "\n".join(line_sentence(*problem) for problem in error.problems[:12])
