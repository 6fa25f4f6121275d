"""What changes hands when two entries of one company become one, and what stays where it was made. Source: docs/register.md.

Every field of every record that points to a supplier stands here once; a test asks the models for them. What moves
belongs to the company and goes on; what stays is sealed: it was signed, scored, decided or sent about the entry that
ends, and its receipts name that entry.
"""

from enum import StrEnum


class Stays(StrEnum):
    """Why a record stays with the entry it was made for."""

    ITS_OWN_PAST = "how the entry stood and what was done with it; past counts rest on it"
    SIGNED = "the receipt of what was signed names the entry"
    DECIDED = "a decision with its receipt, made on the facts of the entry"
    SENT = "it was written to people about the entry"
    MERGE = "it says itself which two entries it is about"


MOVES: dict[str, str] = {
    "suppliers.Account": "supplier",
    "suppliers.Attendance": "supplier",
    "suppliers.Certificate": "supplier",
    "suppliers.Contact": "supplier",
    "suppliers.EsgResult": "supplier",
    "suppliers.Evidence": "supplier",
    "suppliers.Invitation": "supplier",
    "suppliers.Invoice": "supplier",
    "suppliers.Licence": "supplier",
    "suppliers.Litigation": "supplier",
    "suppliers.Owner": "supplier",
    "suppliers.Penalty": "supplier",
    "suppliers.Product": "supplier",
    "suppliers.PurchaseOrder": "supplier",
    "suppliers.Site": "supplier",
    "suppliers.TradeReference": "supplier",
    "suppliers.TrainingInvitation": "supplier",
    "suppliers.WasteContractor": "supplier",
    "assessments.Assessment": "supplier",
}
"""Record and the field that is pointed anew. A row that the other entry has already (same number) stays."""

STAYS: dict[tuple[str, str], Stays] = {
    ("suppliers.Admittance", "supplier"): Stays.ITS_OWN_PAST,
    ("suppliers.Appeal", "supplier"): Stays.DECIDED,
    ("suppliers.AwardSheet", "winner"): Stays.DECIDED,
    ("suppliers.Bid", "supplier"): Stays.DECIDED,
    ("suppliers.DuplicatePair", "first"): Stays.MERGE,
    ("suppliers.DuplicatePair", "second"): Stays.MERGE,
    ("suppliers.Evaluation", "supplier"): Stays.DECIDED,
    ("suppliers.HistoryEntry", "supplier"): Stays.ITS_OWN_PAST,
    ("suppliers.Job", "supplier"): Stays.ITS_OWN_PAST,
    ("suppliers.LabelPeriod", "supplier"): Stays.DECIDED,
    ("suppliers.Notice", "supplier"): Stays.SENT,
    ("suppliers.Signature", "supplier"): Stays.SIGNED,
    ("suppliers.StandingPeriod", "supplier"): Stays.ITS_OWN_PAST,
    ("suppliers.Supplier", "merged_into"): Stays.MERGE,
    ("suppliers.SupplierMerge", "kept"): Stays.MERGE,
    ("suppliers.SupplierMerge", "merged"): Stays.MERGE,
    ("suppliers.TierDecision", "supplier"): Stays.DECIDED,
    ("assessments.CarbonAgreement", "supplier"): Stays.SIGNED,
    ("assessments.CarbonYear", "supplier"): Stays.SIGNED,
    ("assessments.IssuedReport", "supplier"): Stays.SIGNED,
}
