"""The upper app's refusals in words; every face reads them through `suppliers.forms.refusal`."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.forms.answer_words import answer_words
from assessments.forms.text_words import text_words
from assessments.models.labels import ASSESSMENT_STATUS
from assessments.services.answer import AnswerConflict, AnswerNotSaved, NotWritable, QuestionNotAsked
from assessments.services.assessment import (
    AlreadySubmitted,
    AssessmentOpen,
    NoQuestionnaire,
    NotClassified,
    SubmitBlocked,
    SupplierNotActive,
)
from assessments.services.issued_report import NoVerifiedAssessment, ReportFileDiffers, UnknownReportLanguage
from assessments.services.proof import ForeignEvidence, TooManyFiles
from assessments.services.questionnaire import VersionPublished
from assessments.services.questionnaire_text import TextRefused
from assessments.services.review import NothingScored, NotInReview, NotMarkedNotApplicable, ReviewIncomplete, SentBackBefore
from suppliers.forms.listing import listed
from suppliers.forms.refusal import STATE_WORDS, says
from suppliers.models.labels import STANDING

STATE_WORDS.update({str(status): words for status, words in ASSESSMENT_STATUS.items()})


@says(QuestionNotAsked)
def _question_not_asked(error: QuestionNotAsked) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This question does not belong to this self-assessment.")


@says(NotWritable)
def _not_writable(error: NotWritable) -> str:
    facts = {"status": dict(ASSESSMENT_STATUS).get(error.status, error.status)}
    return _("This self-assessment cannot be changed any more (%(status)s). Nothing was saved.") % facts


@says(AnswerNotSaved)
def _answer_not_saved(error: AnswerNotSaved) -> str:
    return " ".join(answer_words(problem.reason, problem.facts) for problem in error.problems)


@says(AnswerConflict)
def _answer_conflict(error: AnswerConflict) -> str:
    return _("%(name)s changed this answer while you were typing. Choose which of the two texts stays.") % {
        "name": str(error.stored.updated_by)
    }


@says(SupplierNotActive)
def _supplier_not_active(error: SupplierNotActive) -> str:
    facts = {"standing": dict(STANDING).get(error.standing, error.standing)}
    return _("Only an active supplier is asked; this one is: %(standing)s.") % facts


@says(AssessmentOpen)
def _assessment_open(error: AssessmentOpen) -> str:
    facts = {"year": error.assessment.year, "status": dict(ASSESSMENT_STATUS)[error.assessment.status]}
    return _("This supplier is being asked already: self-assessment %(year)s (%(status)s).") % facts


@says(NotClassified)
def _not_classified(error: NotClassified) -> str:  # noqa: ARG001 -- one shape for all words
    return _("The supplier's category or profile is missing. Enter both first: they decide which questions apply.")


@says(NoQuestionnaire)
def _no_questionnaire(error: NoQuestionnaire) -> str:  # noqa: ARG001 -- one shape for all words
    return _("No questionnaire is published yet. Publish one first.")


@says(SubmitBlocked)
def _submit_blocked(error: SubmitBlocked) -> str:
    number = len(error.problems)
    words = ngettext(
        "%(number)s question still has to be answered: %(codes)s.",
        "%(number)s questions still have to be answered: %(codes)s.",
        number,
    )
    return words % {"number": number, "codes": listed(problem.code for problem in error.problems)}


@says(AlreadySubmitted)
def _already_submitted(error: AlreadySubmitted) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This self-assessment was handed in already. Nothing was done twice.")


@says(ForeignEvidence)
def _foreign_evidence(error: ForeignEvidence) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This file does not belong to this supplier.")


@says(TooManyFiles)
def _too_many_files(error: TooManyFiles) -> str:
    facts = {"most": error.most}
    return _("An answer takes %(most)s files at most. Remove one first, or put several pages into one PDF.") % facts


@says(NotInReview)
def _not_in_review(error: NotInReview) -> str:
    facts = {"status": dict(ASSESSMENT_STATUS).get(error.status, error.status)}
    return _("Decisions are taken during the review; this self-assessment is: %(status)s.") % facts


@says(NotMarkedNotApplicable)
def _not_marked(error: NotMarkedNotApplicable) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This question is answered, not marked as not applicable: decide on its proof instead.")


@says(SentBackBefore)
def _sent_back_before(error: SentBackBefore) -> str:  # noqa: ARG001 -- one shape for all words
    return _("This self-assessment was sent back once already. Decide on what is there; it is then scored as it is.")


@says(ReviewIncomplete)
def _review_incomplete(error: ReviewIncomplete) -> str:
    codes = {proof.answer.question_code for proof in error.proofs} | {row.question_code for row in error.not_applicables}
    return _("Not everything is decided yet. Still open: %(codes)s.") % {"codes": listed(sorted(codes))}


@says(NothingScored)
def _nothing_scored(error: NothingScored) -> str:  # noqa: ARG001 -- one shape for all words
    return _("Every question is marked as not applicable, so there is nothing to score. Reject what does apply, or send back.")


@says(VersionPublished)
def _version_published(error: VersionPublished) -> str:
    return _("%(code)s %(version)s is published with other content and never changes. Give your text a new version number.") % {
        "code": error.code,
        "version": error.version,
    }


@says(TextRefused)
def _text_refused(error: TextRefused) -> str:
    return "\n".join(text_words(problem) for problem in error.problems)


@says(NoVerifiedAssessment)
def _no_verified_assessment(error: NoVerifiedAssessment) -> str:  # noqa: ARG001 -- one shape for all words
    return _("There is nothing to report yet: this supplier has no verified self-assessment.")


@says(UnknownReportLanguage)
def _unknown_report_language(error: UnknownReportLanguage) -> str:  # noqa: ARG001 -- one shape for all words
    return _("An audit report is made in English, in Chinese or in both. Choose one of these.")


@says(ReportFileDiffers)
def _report_file_differs(error: ReportFileDiffers) -> str:
    return _(
        "The stored file of report %(number)s is missing, or is no longer the one that was issued, so it is not handed "
        "out. This has been noted in the history. Tell the administrator: the file has to come back from a backup."
    ) % {"number": error.report.number}
