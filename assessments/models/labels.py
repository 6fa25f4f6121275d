"""Words for the codes of examinations."""

from django.utils.translation import gettext_lazy as _

from assessments.rules.assessment import AssessmentOccasion, AssessmentStatus, EvidenceDecision, NotApplicableDecision
from assessments.rules.carbon import AgreementStatus, CarbonYearStatus

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
PROOF_KIND = {
    "certificate": _("Certificate"),
    "contract": _("Contract"),
    "declaration": _("Declaration"),
    "invoice": _("Invoice"),
    "manifest": _("Transfer manifest"),
    "monitoring_report": _("Monitoring report"),
    "permit": _("Permit"),
    "photo": _("Photo"),
    "policy": _("Policy or written rule"),
    "record": _("Record"),
    "test_report": _("Test report"),
}
GATE_REASON = {
    "critical_no": _("A critical question is answered in the negative"),
    "critical_blank": _("A critical question is left open"),
    "critical_na_not_accepted": _("A critical question is marked as not applicable, and that is not accepted"),
    "critical_unproven": _("A critical question is answered well, but without accepted proof"),
    "option_chosen": _("The answer chosen limits the tier"),
}
QUESTION_TYPE = {
    "yes_no_na": _("Yes or no"),
    "single_choice": _("One of several answers"),
    "number": _("Figure"),
    "date": _("Date"),
    "file": _("File"),
}
AGREEMENT_STATUS = {
    AgreementStatus.PROPOSED: _("Waiting for signature"),
    AgreementStatus.IN_FORCE: _("In force"),
    AgreementStatus.ENDED: _("Ended"),
}
CARBON_YEAR_STATUS = {
    CarbonYearStatus.DRAFT: _("Draft"),
    CarbonYearStatus.SUBMITTED: _("Submitted"),
    CarbonYearStatus.RETURNED: _("Sent back"),
    CarbonYearStatus.APPRAISED: _("Appraised"),
}
