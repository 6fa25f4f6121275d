"""Words for the codes of examinations."""

from django.utils.translation import gettext_lazy as _

from assessments.rules.assessment import AssessmentOccasion, AssessmentStatus, EvidenceDecision, NotApplicableDecision

ASSESSMENT_STATUS = {
    AssessmentStatus.ASSIGNED: _("Assigned"),
    AssessmentStatus.IN_PROGRESS: _("In progress"),
    AssessmentStatus.SUBMITTED: _("Submitted"),
    AssessmentStatus.IN_REVIEW: _("In review"),
    AssessmentStatus.RETURNED: _("Sent back"),
    AssessmentStatus.VERIFIED: _("Verified"),
    AssessmentStatus.LOCKED: _("Verified and locked"),
}
OCCASION = {
    AssessmentOccasion.ADMITTANCE: _("After admittance"),
    AssessmentOccasion.YEARLY: _("Yearly"),
}
EVIDENCE_DECISION = {
    EvidenceDecision.PENDING: _("Not yet reviewed"),
    EvidenceDecision.VERIFIED: _("Accepted"),
    EvidenceDecision.REJECTED: _("Rejected"),
}
NOT_APPLICABLE_DECISION = {
    NotApplicableDecision.UNDECIDED: _("Not yet reviewed"),
    NotApplicableDecision.ACCEPTED: _("Accepted"),
    NotApplicableDecision.REJECTED: _("Rejected"),
}
EVIDENCE_STATE = {
    "verified": _("Proof accepted"),
    "pending": _("Proof not yet reviewed"),
    "missing": _("Proof missing"),
    "expired": _("Proof out of date"),
    "rejected": _("Proof rejected"),
}
