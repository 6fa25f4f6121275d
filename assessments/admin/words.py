"""How assessments look to the buyer's people: states as a word and a tone, days with weekday, acts of the history."""

from datetime import date

from babel.dates import format_date
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Assessment
from assessments.models.labels import (
    ASSESSMENT_STATUS,
    EVIDENCE_DECISION,
    EVIDENCE_STATE,
    NOT_APPLICABLE_DECISION,
    OCCASION,
)
from assessments.rules.assessment import AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.rules.evidence_policy import EvidenceState
from assessments.selectors.assessment import is_overdue
from suppliers.admin.history_words import say_acts, say_codes, say_facts
from suppliers.admin.reading import badge, two_lines
from suppliers.admin.words import locale_now
from suppliers.templatetags.portal import how_far

STATUS_TONE = {
    AssessmentStatus.SUBMITTED: "attention",
    AssessmentStatus.IN_REVIEW: "attention",
    AssessmentStatus.RETURNED: "attention",
    AssessmentStatus.VERIFIED: "good",
    AssessmentStatus.LOCKED: "good",
}
PROOF_TONE = {
    EvidenceState.VERIFIED: "good",
    EvidenceState.PENDING: "attention",
    EvidenceState.EXPIRED: "attention",
    EvidenceState.MISSING: "problem",
    EvidenceState.REJECTED: "problem",
}
DECISION_TONE = {
    EvidenceDecision.PENDING: "attention",
    EvidenceDecision.VERIFIED: "good",
    EvidenceDecision.REJECTED: "problem",
}
NOT_APPLICABLE_TONE = {
    NotApplicableDecision.UNDECIDED: "attention",
    NotApplicableDecision.ACCEPTED: "good",
    NotApplicableDecision.REJECTED: "problem",
}


def status_badge(assessment: Assessment, today: date) -> str:
    """Where the assessment stands; past its date that comes first."""
    if is_overdue(assessment, today):
        return badge(_("Overdue"), "problem")
    status = AssessmentStatus(assessment.status)
    return badge(ASSESSMENT_STATUS[status], STATUS_TONE.get(status, "neutral"))


def proof_badge(state: EvidenceState) -> str:
    """How the proof of an answer stands as a whole."""
    return badge(EVIDENCE_STATE[state], PROOF_TONE[state])


def decision_badge(decision: str) -> str:
    """What was said of one file."""
    found = EvidenceDecision(decision)
    return badge(EVIDENCE_DECISION[found], DECISION_TONE[found])


def not_applicable_badge(decision: str) -> str:
    """What was said of a not-applicable."""
    found = NotApplicableDecision(decision)
    return badge(NOT_APPLICABLE_DECISION[found], NOT_APPLICABLE_TONE[found])


def occasion_words(assessment: Assessment) -> str:
    """`Yearly 2026`."""
    return _("%(occasion)s, %(year)s") % {"occasion": assessment.get_occasion_display(), "year": assessment.year}


def due_words(day: date) -> str:
    """A day with its weekday, and how far away it is: `Sun 22 Nov 2026`, `2026年11月22日 周日`."""
    locale = locale_now()
    pattern = "EEE d MMM y" if locale == "en_GB" else "y年M月d日 EEE"
    return two_lines(format_html('<span class="a-tight">{}</span>', format_date(day, pattern, locale=locale)), how_far(day))


say_acts(
    {
        "assessment.assign": gettext_lazy("Self-assessment assigned"),
        "assessment.start": gettext_lazy("First answer written"),
        "assessment.submit": gettext_lazy("Self-assessment handed in"),
        "assessment.close_at_due_date": gettext_lazy("Taken as it is when the time for mending was over"),
        "assessment.start_review": gettext_lazy("Review begun"),
        "assessment.send_back": gettext_lazy("Self-assessment sent back to be mended"),
        "assessment.verify": gettext_lazy("Self-assessment verified and scored"),
        "assessment.lock": gettext_lazy("Self-assessment locked"),
        "answer.attach_evidence": gettext_lazy("File added as proof"),
        "answer.detach_evidence": gettext_lazy("File taken away from an answer"),
        "answer.decide_not_applicable": gettext_lazy("Decision on a not-applicable"),
        "answerevidence.decide": gettext_lazy("Decision on a file"),
        "questionnaireversion.publish": gettext_lazy("Questionnaire published"),
        "questionnaireversion.load": gettext_lazy("Questionnaire published"),
        "report.order": gettext_lazy("Audit report ordered"),
        "report.issue": gettext_lazy("Audit report issued"),
        "report.differs": gettext_lazy("A stored audit report no longer has the bytes that were issued"),
    }
)
say_facts(
    {
        "occasion": gettext_lazy("occasion"),
        "year": gettext_lazy("year"),
        "questionnaire": gettext_lazy("questionnaire"),
        "question": gettext_lazy("question"),
        "decision": gettext_lazy("decision"),
        "esg": gettext_lazy("ESG score S"),
        "grade": gettext_lazy("ESG grade"),
        "receipt_sha256": gettext_lazy("SHA-256 of the receipt"),
        "pages": gettext_lazy("pages"),
        "number": gettext_lazy("number"),
    }
)
say_codes(
    ASSESSMENT_STATUS,
    OCCASION,
    EVIDENCE_DECISION,
    NOT_APPLICABLE_DECISION,
    {"both": gettext_lazy("English and Chinese")},
)
