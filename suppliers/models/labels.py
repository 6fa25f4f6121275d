"""Words for codes: rules hold codes, people read these."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers.models.place_name import lazy_place_name
from suppliers.rules.job import JobKind, JobState
from suppliers.rules.role import Role
from suppliers.rules.signature import Authority, DocumentKind, DocumentStatus, SignatureStatus
from suppliers.rules.standing import Standing
from suppliers.rules.tier_cap import CapReason

ROLE = {
    Role.SUPPLIER_ADMIN: _("Supplier administrator"),
    Role.SUPPLIER_SIGNATORY: _("Supplier signatory"),
    Role.SUPPLIER_CONTRIBUTOR: _("Supplier contributor"),
    Role.PROCUREMENT: _("Procurement staff"),
    Role.MANAGER: _("Procurement manager"),
    Role.INTEGRITY: _("Integrity and compliance"),
    Role.AUDITOR: _("Auditor"),
    Role.REQUESTER: _("Requesting department"),
    Role.FINANCE: _("Finance"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.SYSTEM: _("Assay (automatic)"),
}
STANDING = {
    Standing.DRAFT: _("Draft"),
    Standing.SUBMITTED: _("Submitted"),
    Standing.CHECKING: _("Being checked"),
    Standing.RETURNED: _("Sent back"),
    Standing.REJECTED: _("Not admitted"),
    Standing.AWAITING_SIGNATURE: _("Awaiting signature"),
    Standing.ACTIVE: _("Active"),
    Standing.SUSPENDED: _("Suspended"),
    Standing.EXIT_NOTICE: _("Exit notice served"),
    Standing.RUN_OFF: _("In run-off"),
    Standing.EXITED: _("Exited"),
    Standing.BLACKLISTED: _("Blacklisted"),
}
DOCUMENT_KIND = {
    DocumentKind.INTEGRITY_UNDERTAKING: _("Undertaking on honesty and integrity"),
    DocumentKind.CODE_OF_CONDUCT: _("Supplier ESG code of conduct"),
    DocumentKind.CARBON_AGREEMENT: _("Carbon neutrality action agreement"),
}
DOCUMENT_STATUS = {
    DocumentStatus.DRAFT: _("Draft"),
    DocumentStatus.APPROVED: _("Approved"),
    DocumentStatus.PUBLISHED: _("Published"),
    DocumentStatus.RETIRED: _("Retired"),
}
SIGNATURE_STATUS = {
    SignatureStatus.ASSIGNED: _("To be signed"),
    SignatureStatus.VIEWED: _("Opened, not yet signed"),
    SignatureStatus.SIGNED: _("Signed"),
    SignatureStatus.SUPERSEDED: _("Superseded"),
    SignatureStatus.EXPIRED: _("Expired"),
    SignatureStatus.REFUSED: _("Refused"),
    SignatureStatus.WITHDRAWN: _("Withdrawn"),
}
AUTHORITY = {
    Authority.LEGAL_REPRESENTATIVE: _("Legal representative"),
    Authority.WRITTEN_AUTHORITY: _("Holder of a written authority"),
}
JOB_STATE = {
    JobState.QUEUED: _("Waiting"),
    JobState.RUNNING: _("Running"),
    JobState.DONE: _("Done"),
    JobState.FAILED: _("Failed"),
    JobState.CANCELLED: _("Cancelled"),
}
JOB_KIND = {
    JobKind.AUDIT_REPORT: _("Audit report"),
    JobKind.REGION_COUNT: _("Regional count"),
    JobKind.TIERS: _("Tiers"),
    JobKind.POLICY_SIMULATION: _("Policy simulation"),
    JobKind.DATA_IMPORT: _("Data import"),
}
CATEGORY = {
    "media": _("Media"),
    "event": _("Events"),
    "service": _("Services"),
    "engineering": _("Engineering"),
    "office_it": _("Office IT"),
    "logistics": _("Logistics"),
}
PROFILE = {
    "office": _("Office work only"),
    "production": _("Production or field operations at one site or more"),
}
REGION_GROUP = {
    "MAINLAND": lazy_place_name("CN"),
    "HKMT": lazy_place_name("HKMT"),
    "OVERSEAS": _("Overseas"),
    "UNKNOWN": _("Not determined"),
}
TWO_GROUPS = {
    "MAINLAND": lazy_place_name("CN"),
    "OTHER": _("Other countries and regions"),
    "UNKNOWN": _("Not determined"),
}
SCHEME = {
    "USCC": _("Unified social credit code (Mainland China)"),
    "LEI": _("Legal entity identifier (LEI)"),
    "HK_UBI": _("Hong Kong business registration number (UBI)"),
    "HK_CR": _("Hong Kong Companies Registry number (former)"),
    "MO": _("Macau commercial registration number"),
    "TW_UBN": _("Taiwan unified business number"),
    "OVERSEAS_VAT": _("VAT number (overseas)"),
    "OVERSEAS_EIN": _("Employer identification number (overseas)"),
    "OVERSEAS_COMPANY_NO": _("Company number (overseas)"),
}
BANK_PAPER = {
    "ACCOUNT_OPENING_PERMIT": _("Account opening permit"),
    "BASIC_DEPOSIT_SHEET": _("Basic deposit account information sheet"),
    "BANK_CONFIRMATION": _("Bank confirmation letter (outside Mainland China)"),
}
LEGAL_KIND = {
    "ENTERPRISE": _("Enterprise"),
    "PUBLIC_INSTITUTION": _("Public institution"),
    "SOCIAL_ORGANISATION": _("Social organisation"),
    "INDIVIDUAL_BUSINESS": _("Individual business"),
    "OTHER": _("Other"),
}
CHECK = {
    "H1": _("Identity: identifier, registered name and status"),
    "H2": _("Bank account and its paper"),
    "H3": _("Licences of the category"),
    "H4": _("Dishonest debtor list and insolvency"),
    "H5": _("Own blacklist"),
    "H6": _("Sanctions lists"),
    "W1": _("Scale of the business"),
    "W2": _("Administrative penalties"),
    "W3": _("Conflicts of interest"),
    "W4": _("Province in the credit code and registered address"),
}
CHECK_RESULT = {
    "OPEN": _("Open"),
    "PASSED": _("Passed"),
    "FAILED": pgettext_lazy("check", "Failed"),
    "EXPLAINED": _("Noted, with explanation"),
    "NOT_APPLICABLE": _("Not applicable"),
}
EVIDENCE_KIND = {
    "bank_paper": _("Bank account paper"),
    "authority": _("Written authority to sign"),
    "licence": _("Licence"),
    "lookup": _("Proof of look-up"),
    "permit": _("Permit"),
    "certificate": _("Certificate"),
    "policy": _("Policy"),
    "record": _("Record"),
    "report": _("Report"),
    "declaration": _("Declaration"),
    "other": _("Other document"),
}
INTAKE = {"SELF": _("Entered by the supplier"), "PROCUREMENT": _("Entered by procurement")}
SITE_KIND = {
    "office": _("Office"),
    "plant": _("Plant or workshop"),
    "warehouse": _("Warehouse or depot"),
    "site": _("Construction, filming or event site"),
    "kitchen": _("Kitchen"),
    "other": _("Other"),
}
OWNER_KIND = {
    "shareholder": _("Shareholder with at least 25%"),
    "controller": _("Controlling person"),
}
PENALTY_FIELD = {
    "ENVIRONMENT": _("Environment"),
    "SAFETY": _("Occupational safety"),
    "OTHER": _("Other"),
}
CONTACT_KIND = {
    "main": _("Main contact"),
    "esg": _("ESG contact"),
    "finance": _("Finance"),
    "integrity": _("Integrity"),
}
CAP_REASON = {
    CapReason.CRITICAL_NO: _("A critical question was answered no"),
    CapReason.CRITICAL_BLANK: _("A critical question was left blank"),
    CapReason.CRITICAL_NA_NOT_ACCEPTED: _("A critical question was called not applicable, and that was not accepted"),
    CapReason.CRITICAL_UNPROVEN: _("A critical question was answered yes without accepted proof"),
    CapReason.OPTION_CHOSEN: _("The option chosen carries a limit"),
    CapReason.ESG_BELOW: _("The ESG score is below the limit"),
    CapReason.PERFORMANCE_BELOW: _("The performance score is below the limit"),
    CapReason.DELIVERY_BELOW: _("The delivery score is below the limit"),
    CapReason.COVERAGE_BELOW: _("Too many questions were left out as not applicable"),
    CapReason.POINTS_FROM: _("Breach points have reached the limit"),
    CapReason.OPEN_BREACH_LEVEL: _("A serious breach is open"),
    CapReason.UNDERTAKING_NOT_IN_FORCE: _("The undertaking on honesty and integrity is not in force"),
    CapReason.QUALIFICATION_LAPSED: _("A mandatory qualification has lapsed"),
    CapReason.READMITTANCE_PROBATION: _("Within twelve months of being admitted again"),
    CapReason.NOT_STRATEGIC: _("Small spend without a strategic flag"),
}


def choices(labels: dict) -> list[tuple[str, object]]:
    """Django's choices from a table of words; plain strings, so that migrations do not name our enums."""
    return [(str(code), label) for code, label in labels.items()]
