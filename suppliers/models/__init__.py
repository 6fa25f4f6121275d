"""What the lower app remembers."""

from suppliers.models.account import Account
from suppliers.models.admittance import Admittance, Approval, Invitation, QualificationCheck, ReturnItem
from suppliers.models.appeal import Appeal
from suppliers.models.award import AwardSheet, Bid
from suppliers.models.campaign import SigningCampaign
from suppliers.models.certificate import Certificate, RegistryCheck, RohsDeclaration, RohsMeasurement
from suppliers.models.data_import import DataImport
from suppliers.models.duplicate import DuplicatePair, SupplierMerge
from suppliers.models.evaluation import Evaluation, Rating, RatingRequest
from suppliers.models.evidence import Evidence
from suppliers.models.history import HistoryEntry, HistoryHead, HistoryIsAppendOnly
from suppliers.models.job import Job
from suppliers.models.label import LabelPeriod
from suppliers.models.litigation import Litigation
from suppliers.models.notice import Notice
from suppliers.models.numbering import NumberSeries
from suppliers.models.order import ExchangeRate, Invoice, PurchaseOrder
from suppliers.models.policy import PolicySimulation, ScoringPolicy
from suppliers.models.profile import Contact, Licence, Owner, Penalty, Product, Site, TradeReference
from suppliers.models.region import RegionCount
from suppliers.models.saved_filter import SavedFilter
from suppliers.models.signature import DocumentVersion, Signature, SignatureCode
from suppliers.models.supplier import StandingPeriod, Supplier
from suppliers.models.tier import EsgResult, TierDecision
from suppliers.models.training import Attendance, TrainingInvitation, TrainingSession
from suppliers.models.waste import WasteContractor

__all__ = [
    "Account",
    "Admittance",
    "Appeal",
    "Approval",
    "Attendance",
    "AwardSheet",
    "Bid",
    "Certificate",
    "Contact",
    "DataImport",
    "DocumentVersion",
    "DuplicatePair",
    "EsgResult",
    "Evaluation",
    "Evidence",
    "ExchangeRate",
    "HistoryEntry",
    "HistoryHead",
    "HistoryIsAppendOnly",
    "Invitation",
    "Invoice",
    "Job",
    "LabelPeriod",
    "Licence",
    "Litigation",
    "Notice",
    "NumberSeries",
    "Owner",
    "Penalty",
    "PolicySimulation",
    "Product",
    "PurchaseOrder",
    "QualificationCheck",
    "Rating",
    "RatingRequest",
    "RegionCount",
    "RegistryCheck",
    "ReturnItem",
    "RohsDeclaration",
    "RohsMeasurement",
    "SavedFilter",
    "ScoringPolicy",
    "Signature",
    "SignatureCode",
    "SigningCampaign",
    "Site",
    "StandingPeriod",
    "Supplier",
    "SupplierMerge",
    "TierDecision",
    "TradeReference",
    "TrainingInvitation",
    "TrainingSession",
    "WasteContractor",
]
