"""Words for the codes of trade: imports, evaluations, tiers, awards, training, lawsuits, duplicates."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers.rules.appeal import AppealAgainst, AppealStatus
from suppliers.rules.award import AwardStatus
from suppliers.rules.data_import import ImportKind, ImportStatus
from suppliers.rules.duplicate import DuplicateGround, DuplicateStatus, MergeStatus
from suppliers.rules.evaluation import EvaluationKind, EvaluationStatus
from suppliers.rules.litigation import LitigationKind
from suppliers.rules.performance import Dimension
from suppliers.rules.policy_version import PolicyStatus
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier
from suppliers.rules.training import TrainingMode, TrainingModule, TrainingStatus

IMPORT_KIND = {
    ImportKind.SUPPLIERS: _("Suppliers"),
    ImportKind.ORDERS: _("Orders, deliveries and acceptance"),
    ImportKind.INVOICES: _("Invoices"),
    ImportKind.EXCHANGE_RATES: _("Exchange rates"),
}
IMPORT_STATUS = {
    ImportStatus.UPLOADED: pgettext_lazy("import", "Uploaded"),
    ImportStatus.CHECKED: pgettext_lazy("import", "Checked, nothing written yet"),
    ImportStatus.APPLIED: pgettext_lazy("import", "Written to the register"),
    ImportStatus.REVERSED: pgettext_lazy("import", "Taken back"),
    ImportStatus.DISCARDED: pgettext_lazy("import", "Discarded"),
}
DIMENSION = {
    Dimension.TECHNOLOGY: _("Technology"),
    Dimension.QUALITY: _("Quality"),
    Dimension.RESPONSIVENESS: _("Responsiveness"),
    Dimension.DELIVERY: _("Delivery"),
    Dimension.COST: _("Cost"),
}
EVALUATION_KIND = {
    EvaluationKind.DYNAMIC: _("Dynamic, after an event"),
    EvaluationKind.PERIODIC: _("Periodic, a quarter"),
    EvaluationKind.ANNUAL: _("Annual, comprehensive"),
}
EVALUATION_STATUS = {
    EvaluationStatus.PLANNED: pgettext_lazy("evaluation", "Planned"),
    EvaluationStatus.COLLECTING: _("Collecting ratings"),
    EvaluationStatus.SCORED: _("Scored"),
    EvaluationStatus.REVIEW: _("Waiting for release"),
    EvaluationStatus.APPROVED: _("Approved"),
    EvaluationStatus.PUBLISHED: _("Published"),
    EvaluationStatus.ARCHIVED: _("Archived"),
    EvaluationStatus.CANCELLED: _("Cancelled"),
}
APPEAL_AGAINST = {
    AppealAgainst.EVALUATION: _("Evaluation"),
    AppealAgainst.TIER: _("Tier"),
}
APPEAL_STATUS = {
    AppealStatus.FILED: pgettext_lazy("appeal", "Filed"),
    AppealStatus.UPHELD: pgettext_lazy("appeal", "Upheld"),
    AppealStatus.PARTLY_UPHELD: pgettext_lazy("appeal", "Upheld in part"),
    AppealStatus.DISMISSED: pgettext_lazy("appeal", "Dismissed"),
    AppealStatus.WITHDRAWN: _("Withdrawn"),
}
TIER = {
    Tier.A: _("A strategic"),
    Tier.B: _("B preferred"),
    Tier.C: _("C watch"),
    Tier.D: _("D exit"),
    Tier.N: _("N not yet evaluated"),
}
SPEND_CLASS = {
    SpendClass.L: _("L large"),
    SpendClass.M: _("M medium"),
    SpendClass.S: _("S small"),
    SpendClass.XS: _("XS minimal"),
}
POLICY_STATUS = {
    PolicyStatus.DRAFT: _("Draft"),
    PolicyStatus.PROPOSED: pgettext_lazy("policy", "Proposed"),
    PolicyStatus.ACTIVE: pgettext_lazy("policy", "In force"),
    PolicyStatus.RETIRED: _("Retired"),
    PolicyStatus.DISCARDED: pgettext_lazy("policy", "Discarded"),
}
AWARD_STATUS = {
    AwardStatus.OPEN: pgettext_lazy("award sheet", "Bids being entered"),
    AwardStatus.PROPOSED: pgettext_lazy("award sheet", "Award proposed"),
    AwardStatus.AWARDED: pgettext_lazy("award sheet", "Awarded"),
    AwardStatus.CANCELLED: _("Cancelled"),
}
TRAINING_MODULE = {
    TrainingModule.BUSINESS_PROCESS: _("Business process"),
    TrainingModule.INTEGRITY: _("Honesty and integrity"),
    TrainingModule.OCCUPATIONAL_SAFETY: _("Occupational safety and health law"),
    TrainingModule.CONDUCT_AND_QUESTIONNAIRE: _("Code of conduct and self-assessment"),
    TrainingModule.GREENHOUSE_GAS: _("Greenhouse gas accounting"),
    TrainingModule.CERTIFICATION: _("3C and RoHS"),
    TrainingModule.DATA_SECURITY: _("Data security"),
}
TRAINING_MODE = {
    TrainingMode.ON_SITE: _("On site"),
    TrainingMode.ONLINE: _("Online"),
    TrainingMode.MIXED: _("On site and online"),
}
TRAINING_STATUS = {
    TrainingStatus.PLANNED: pgettext_lazy("training", "Planned"),
    TrainingStatus.OPEN: pgettext_lazy("training", "Open for registration"),
    TrainingStatus.HELD: pgettext_lazy("training", "Held"),
    TrainingStatus.CLOSED: pgettext_lazy("training", "Closed"),
    TrainingStatus.CANCELLED: _("Cancelled"),
}
LITIGATION_KIND = {
    LitigationKind.CORRUPTION: _("Corruption"),
    LitigationKind.UNFAIR_COMPETITION: _("Unfair competition"),
    LitigationKind.OTHER: pgettext_lazy("lawsuit", "Other"),
}
DUPLICATE_GROUND = {
    DuplicateGround.IDENTIFIER: _("Same identifier"),
    DuplicateGround.NAME: _("Similar name"),
    DuplicateGround.NAME_AND_ADDRESS: _("Similar name and address"),
    DuplicateGround.BANK_ACCOUNT: _("Same bank account"),
}
DUPLICATE_STATUS = {
    DuplicateStatus.OPEN: _("Open"),
    DuplicateStatus.DIFFERENT: _("Two different companies"),
    DuplicateStatus.MERGED: _("Merged"),
}
MERGE_STATUS = {
    MergeStatus.PROPOSED: pgettext_lazy("merge", "Waits for a second person"),
    MergeStatus.DONE: _("Merged"),
    MergeStatus.DROPPED: pgettext_lazy("merge", "Not merged"),
    MergeStatus.UNDONE: pgettext_lazy("merge", "Taken back"),
}
