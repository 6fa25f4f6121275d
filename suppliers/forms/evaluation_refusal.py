"""What refusals of evaluations, ratings and appeals say; registered when the app is ready."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from suppliers.forms.listing import listed
from suppliers.forms.refusal import STATE_WORDS, says
from suppliers.models.labels import STANDING
from suppliers.models.labels_trade import APPEAL_STATUS, DIMENSION, EVALUATION_STATUS
from suppliers.rules.appeal import GroundsMissing, ObjectionClosed
from suppliers.rules.evaluation import EvaluationKind, EvaluationStatus, OccasionMissing, PeriodNotFitting
from suppliers.rules.performance import RatingOffScale
from suppliers.rules.rating import DepartmentMissing, TooFewDepartments, TooFewRaters
from suppliers.rules.standing import Standing
from suppliers.services.appeal import AppealedAlready, ForeignFile, NothingToAppeal
from suppliers.services.evaluation import DueBeforeToday, EvaluatedAlready, NotEvaluable
from suppliers.services.evaluation_release import ReceiptChanged
from suppliers.services.evaluation_score import CommentsMissing, RatingsOutstanding, TextsMissing
from suppliers.services.rating import CommentNeeded, ConflictDeclared, NotCollecting, RatingMissing

for _table in (EVALUATION_STATUS, APPEAL_STATUS):
    for _code, _words in _table.items():
        STATE_WORDS.setdefault(str(_code), _words)

PERIOD_WORDS = {
    EvaluationKind.PERIODIC: gettext_lazy(
        "A periodic evaluation is about one quarter of the calendar, from its first to its last day."
    ),
    EvaluationKind.ANNUAL: gettext_lazy(
        "An annual evaluation is about twelve whole months, for example a calendar or a fiscal year."
    ),
    EvaluationKind.DYNAMIC: gettext_lazy("The period of a dynamic evaluation ends after it begins and is no longer than a year."),
}


@says(PeriodNotFitting)
def _period(error: PeriodNotFitting) -> str:
    return str(PERIOD_WORDS[error.kind])


@says(OccasionMissing)
def _occasion(error: OccasionMissing) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Say what the dynamic evaluation is about: the event that led to it.")


@says(DepartmentMissing)
def _department(error: DepartmentMissing) -> str:
    return _("No department is known of: %(names)s. The administrator enters it on the person's account.") % {
        "names": listed(error.names)
    }


@says(TooFewRaters)
def _too_few_raters(error: TooFewRaters) -> str:
    words = {"dimension": DIMENSION[error.dimension], "found": error.found, "needed": error.needed}
    return (
        _(
            "“%(dimension)s” takes %(needed)s raters, and here are %(found)s. Cost and delivery are rated by procurement only, "
            "so choose two people of procurement."
        )
        % words
    )


@says(TooFewDepartments)
def _too_few_departments(error: TooFewDepartments) -> str:
    return _("The raters have to come from %(needed)s departments at least. Choose somebody of another department.") % {
        "needed": error.needed
    }


@says(ConflictDeclared)
def _conflict(error: ConflictDeclared) -> str:
    return _("A conflict of interest with this supplier is declared by: %(names)s. Somebody else has to rate.") % {
        "names": listed(error.names)
    }


@says(EvaluatedAlready)
def _evaluated(error: EvaluatedAlready) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This supplier is already being evaluated for this period. Open that evaluation, or cancel it first.")


@says(NotEvaluable)
def _not_evaluable(error: NotEvaluable) -> str:
    return _("Only suppliers one works with are evaluated; this one is: %(standing)s.") % {
        "standing": STANDING[Standing(error.standing)]
    }


@says(DueBeforeToday)
def _due(error: DueBeforeToday) -> str:  # noqa: ARG001 -- one shape for all words
    return _("The day for ratings has passed already. Choose today or a later day.")


@says(NotCollecting)
def _not_collecting(error: NotCollecting) -> str:
    words = {"status": EVALUATION_STATUS[EvaluationStatus(error.status)]}
    return _("Ratings are taken only while they are collected; this evaluation is: %(status)s.") % words


@says(RatingMissing)
def _rating_missing(error: RatingMissing) -> str:
    return _("A rating is missing for: %(dimensions)s.") % {"dimensions": listed(DIMENSION[one] for one in error.dimensions)}


@says(RatingOffScale)
def _off_scale(error: RatingOffScale) -> str:
    return _("“%(rating)s” is not on the scale from 1 to 5.") % {"rating": error.rating}


@says(CommentNeeded)
def _comment(error: CommentNeeded) -> str:
    return _(
        "Your rating lies more than 1.5 from the mean of the others for: %(dimensions)s. Write in a comment what you base it on, "
        "or change the rating."
    ) % {"dimensions": listed(DIMENSION[one] for one in error.dimensions)}


@says(RatingsOutstanding)
def _outstanding(error: RatingsOutstanding) -> str:
    day = formats.date_format(error.due_on, "DATE_FORMAT") if error.due_on else ""
    words = {"names": listed(error.names), "day": day}
    return _("Ratings are still to come, until %(day)s, from: %(names)s. Wait for them, or until that day is over.") % words


@says(CommentsMissing)
def _comments(error: CommentsMissing) -> str:
    places = listed(_("%(name)s for %(dimension)s") % {"name": name, "dimension": DIMENSION[one]} for name, one in error.missing)
    return ngettext(
        "A rating lies more than 1.5 from the mean of the others and says no reason. This person can add one: %(places)s.",
        "Ratings lie more than 1.5 from the mean of the others and say no reason. These people can add one: %(places)s.",
        len(error.missing),
    ) % {"places": places}


@says(TextsMissing)
def _texts(error: TextsMissing) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Write down strengths and gaps: the supplier reads both. If there are none, say so.")


@says(ReceiptChanged)
def _receipt(error: ReceiptChanged) -> str:  # noqa: ARG001 -- one shape for all words
    return _("The receipt no longer has the digest it was scored with. Send the evaluation back and score it again.")


@says(ObjectionClosed)
def _closed(error: ObjectionClosed) -> str:
    if error.until is None:
        return _("There is nothing to object to yet.")
    return _("The term to object ended on %(day)s.") % {"day": formats.date_format(error.until, "DATE_FORMAT")}


@says(GroundsMissing)
def _grounds(error: GroundsMissing) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Say what is wrong and why.")


@says(AppealedAlready)
def _appealed(error: AppealedAlready) -> str:  # noqa: ARG001 -- one shape for all words
    return _("An objection has been filed already; there is one for each result.")


@says(ForeignFile)
def _foreign(error: ForeignFile) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This file does not belong to this supplier.")


@says(NothingToAppeal)
def _nothing(error: NothingToAppeal) -> str:  # noqa: ARG001 -- one shape for all words
    return _("There is no such decision, or it has not been published.")
