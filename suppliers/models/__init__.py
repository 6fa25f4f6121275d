"""What the lower app remembers."""

from suppliers.models.account import Account
from suppliers.models.admittance import Admittance, Approval, Invitation, QualificationCheck, ReturnItem
from suppliers.models.evidence import Evidence
from suppliers.models.history import HistoryEntry, HistoryHead, HistoryIsAppendOnly
from suppliers.models.job import Job
from suppliers.models.notice import Notice
from suppliers.models.numbering import NumberSeries
from suppliers.models.profile import Contact, Licence, Owner, Penalty, Product, Site, TradeReference
from suppliers.models.region import RegionCount
from suppliers.models.signature import DocumentVersion, Signature, SignatureCode
from suppliers.models.supplier import StandingPeriod, Supplier

__all__ = [
    "Account",
    "Admittance",
    "Approval",
    "Contact",
    "DocumentVersion",
    "Evidence",
    "HistoryEntry",
    "HistoryHead",
    "HistoryIsAppendOnly",
    "Invitation",
    "Job",
    "Licence",
    "Notice",
    "NumberSeries",
    "Owner",
    "Penalty",
    "Product",
    "QualificationCheck",
    "RegionCount",
    "ReturnItem",
    "Signature",
    "SignatureCode",
    "Site",
    "StandingPeriod",
    "Supplier",
    "TradeReference",
]
