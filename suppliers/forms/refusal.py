"""What a refusal says to a person: one sentence with the matter and the next step, the same on every face.

Pages show `sentence(error)`; the API puts it into the problem's `detail` beside the stable `code_of(error)`. The
upper app adds its own refusals in `assessments/forms/refusal.py`.
"""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from suppliers.forms.evidence import refusal_sentence
from suppliers.forms.listing import listed
from suppliers.models.labels import CHECK_RESULT, DOCUMENT_KIND, SIGNATURE_STATUS, STANDING
from suppliers.permissions import NotAllowed
from suppliers.rules.evidence import EvidenceRefused
from suppliers.rules.region_count import BadDay, DayInFuture
from suppliers.rules.signature import DocumentKind
from suppliers.rules.standing import Standing
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded, SecondPersonNeeded
from suppliers.services.account import OwnAccount
from suppliers.services.admittance import (
    DraftConflict,
    DraftTooLarge,
    DuplicateSupplier,
    NotComplete,
    NotEditable,
    NothingToConfirm,
)
from suppliers.services.check import (
    ApprovedAlready,
    NothingFailed,
    NotQualified,
    ProfileNotConfirmed,
    ProofMissing,
    ResultNotPossible,
)
from suppliers.services.document import VersionExists
from suppliers.services.invitation import AddressTaken, AlreadyInvited, InvitationClosed, InvitationProblem
from suppliers.services.signature import (
    AuthorityPaperMissing,
    CodeMissing,
    CodeTooSoon,
    CodeWrong,
    DocumentNotPublished,
    NotTheLegalRepresentative,
    SignatoryMissing,
    TextChanged,
)
from suppliers.services.supplier import CorrectedByApplication, NothingToCorrect, PlaceNotDetermined, StillWaiting

E = TypeVar("E", bound=Exception)
Words = Callable[[E], str]

STATE_WORDS: dict[str, object] = {str(state): words for table in (STANDING, SIGNATURE_STATUS) for state, words in table.items()}
"""Words of the states that records can be in; the upper app adds its own."""
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
    state = STATE_WORDS.get(str(error.state), error.state)
    return _("This is not possible now: the record is in the state “%(state)s”. Load the page again to see what can be done.") % {
        "state": state
    }


@says(SecondPersonNeeded)
def _second_person_needed(error: SecondPersonNeeded) -> str:  # noqa: ARG001 -- one shape for all words
    return _("You entered or changed this data, so somebody else has to decide on it.")


@says(ReasonNeeded)
def _reason_needed(error: ReasonNeeded) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Please state the reason: the supplier and the history will show it.")


def _plain(words: str | Promise) -> Callable[[Exception], str]:
    return lambda error: str(words)  # noqa: ARG005 -- one shape for all words


def plainly_says(sentences: Mapping[type[Exception], str | Promise]) -> None:
    """Register refusals that carry no facts, each with its one sentence."""
    _WORDS.update({refusal: _plain(words) for refusal, words in sentences.items()})


for _refusal, _sentence in {
    DraftConflict: gettext_lazy("Somebody else has saved this part since you opened it. Look at both texts and choose."),
    DraftTooLarge: gettext_lazy("This is more text than fits into one part of the application. Please shorten it."),
    NotComplete: gettext_lazy("The application is not complete yet."),
    DuplicateSupplier: gettext_lazy(
        "A supplier with this identifier is already in the register. If it is your company, "
        "ask your contact in procurement for access instead of registering it again."
    ),
    NothingToConfirm: gettext_lazy(
        "There is nothing to confirm: the data was confirmed already, or the supplier entered it itself."
    ),
    ProfileNotConfirmed: gettext_lazy("Procurement first has to confirm whether this is an office or a production supplier."),
    ApprovedAlready: gettext_lazy(
        "This approval has been given already: a manager and integrity and compliance approve once each."
    ),
    NothingFailed: gettext_lazy(
        "An application is rejected only when a hard check (H1 to H6) has failed. Send it back with reasons instead."
    ),
    ProofMissing: gettext_lazy("A hard check passes with a file, or with the place and day where it was looked up."),
    TextChanged: gettext_lazy("The text has changed since this page was opened. Open the document again and read it."),
    CodeMissing: gettext_lazy("No code is open any more: it ran out, was used, or was tried too often. Have a new one sent."),
    NotTheLegalRepresentative: gettext_lazy(
        "This is not the name of the registered legal representative. Somebody else signs with a written authority."
    ),
    AuthorityPaperMissing: gettext_lazy("Whoever signs on a written authority uploads it here."),
    PlaceNotDetermined: gettext_lazy(
        "This place cannot be counted: choose the country or region, and for Mainland China the province, too."
    ),
    NothingToCorrect: gettext_lazy("This is what the register says already. Nothing was changed."),
    CorrectedByApplication: gettext_lazy(
        "The application is open for changes. Correct the place there; submitting it writes it to the register."
    ),
    OwnAccount: gettext_lazy("Nobody changes their own access or role. Ask another administrator."),
    SignatoryMissing: gettext_lazy("Please give the name and the title of the person who signs."),
}.items():
    _WORDS[_refusal] = _plain(_sentence)


says(EvidenceRefused)(refusal_sentence)


@says(NotEditable)
def _not_editable(error: NotEditable) -> str:
    return _("The application is not open for changes: its state is “%(state)s”.") % {"state": STANDING[Standing(error.standing)]}


@says(NotQualified)
def _not_qualified(error: NotQualified) -> str:
    return _("Checks still stand in the way: %(checks)s.") % {"checks": listed(gap.check for gap in error.gaps)}


@says(ResultNotPossible)
def _result_not_possible(error: ResultNotPossible) -> str:
    words = {"check": str(error.check), "result": CHECK_RESULT[error.result]}
    return _("Check %(check)s cannot have the result “%(result)s”.") % words


@says(DocumentNotPublished)
def _document_not_published(error: DocumentNotPublished) -> str:
    return _("No version of “%(document)s” is in force.") % {"document": DOCUMENT_KIND[DocumentKind(error.kind)]}


@says(VersionExists)
def _version_exists(error: VersionExists) -> str:
    words = {"document": DOCUMENT_KIND[DocumentKind(error.kind)], "version": error.version}
    return _("Version %(version)s of “%(document)s” exists with another text. Give the new text a new version.") % words


@says(CodeTooSoon)
def _code_too_soon(error: CodeTooSoon) -> str:
    words = {"time": formats.time_format(timezone.localtime(error.free_at), "H:i:s")}
    return _("A code was sent a moment ago. Look into your mailbox; a new one can be sent from %(time)s on.") % words


@says(CodeWrong)
def _code_wrong(error: CodeWrong) -> str:
    return ngettext(
        "This is not the code that was sent. %(left)s more attempt.",
        "This is not the code that was sent. %(left)s more attempts.",
        error.attempts_left,
    ) % {"left": error.attempts_left}


@says(StillWaiting)
def _still_waiting(error: StillWaiting) -> str:
    day = formats.date_format(timezone.localtime(error.free_at), "DATE_FORMAT")
    return _("A new application can be made from %(day)s on.") % {"day": day}


@says(BadDay)
def _bad_day(error: BadDay) -> str:
    return _("“%(typed)s” is no day of the calendar. Write it as year-month-day, for example 2023-03-31.") % {"typed": error.text}


@says(DayInFuture)
def _day_in_future(error: DayInFuture) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This day has not come yet, so nobody can say who will count on it. Choose today or a day before.")


@says(AddressTaken)
def _address_taken(error: AddressTaken) -> str:
    return _("Somebody with the address %(email)s has an account already.") % {"email": error.email}


@says(AlreadyInvited)
def _already_invited(error: AlreadyInvited) -> str:
    words = {"email": error.invitation.email}
    return _("An invitation to %(email)s is open. Send that one again, or withdraw it first.") % words


@says(InvitationClosed)
def _invitation_closed(error: InvitationClosed) -> str:
    words = {
        InvitationProblem.UNKNOWN: _("This invitation is not known."),
        InvitationProblem.EXPIRED: _("This invitation has run out. It can be sent again."),
        InvitationProblem.USED: _("This invitation has been accepted."),
        InvitationProblem.WITHDRAWN: _("This invitation was withdrawn."),
        InvitationProblem.HAS_ACCOUNT: _("Somebody with this address has an account already."),
    }
    return words[error.problem]
