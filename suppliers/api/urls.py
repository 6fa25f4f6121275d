"""Addresses of the lower app's API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from suppliers.api.admittance import AdmittanceViewSet
from suppliers.api.appeal import AppealViewSet
from suppliers.api.award import AwardViewSet
from suppliers.api.certificate import CertificateViewSet
from suppliers.api.coverage import CampaignViewSet, CoverageView
from suppliers.api.data_import import ImportViewSet
from suppliers.api.evaluation import EvaluationViewSet
from suppliers.api.evidence import EvidenceViewSet
from suppliers.api.job import JobViewSet
from suppliers.api.label import LabelViewSet
from suppliers.api.litigation import LawsuitViewSet
from suppliers.api.notice import NoticeViewSet
from suppliers.api.order import ExchangeRateViewSet, InvoiceViewSet, OrderViewSet
from suppliers.api.policy import PolicySimulationViewSet, ScoringPolicyViewSet
from suppliers.api.product import ProductViewSet
from suppliers.api.rating import RatingViewSet
from suppliers.api.region_count import RegionCountViewSet
from suppliers.api.signature import DocumentViewSet, SignatureViewSet
from suppliers.api.supplier import SupplierViewSet
from suppliers.api.tier import TierDecisionViewSet
from suppliers.api.token import TokenView
from suppliers.api.training import AttendanceViewSet, TrainingInvitationViewSet, TrainingViewSet
from suppliers.api.waste import WasteContractorViewSet

router = SimpleRouter()
router.register("suppliers", SupplierViewSet, basename="supplier")
router.register("applications", AdmittanceViewSet, basename="application")
router.register("evidence", EvidenceViewSet, basename="evidence")
router.register("documents", DocumentViewSet, basename="document")
router.register("signatures", SignatureViewSet, basename="signature")
router.register("certificates", CertificateViewSet, basename="certificate")
router.register("products", ProductViewSet, basename="product")
router.register("waste-contractors", WasteContractorViewSet, basename="waste-contractor")
router.register("evaluations", EvaluationViewSet, basename="evaluation")
router.register("ratings", RatingViewSet, basename="rating")
router.register("appeals", AppealViewSet, basename="appeal")
router.register("jobs", JobViewSet, basename="job")
router.register("notices", NoticeViewSet, basename="notice")
router.register("signing-campaigns", CampaignViewSet, basename="signing-campaign")
router.register("lawsuits", LawsuitViewSet, basename="lawsuit")
router.register("tiers", TierDecisionViewSet, basename="tier")
router.register("policies", ScoringPolicyViewSet, basename="policy")
router.register("policy-simulations", PolicySimulationViewSet, basename="policy-simulation")
router.register("region-counts", RegionCountViewSet, basename="region-count")
router.register("imports", ImportViewSet, basename="import")
router.register("orders", OrderViewSet, basename="order")
router.register("invoices", InvoiceViewSet, basename="invoice")
router.register("exchange-rates", ExchangeRateViewSet, basename="exchange-rate")
router.register("labels", LabelViewSet, basename="label")
router.register("awards", AwardViewSet, basename="award")
router.register("trainings", TrainingViewSet, basename="training")
router.register("training-invitations", TrainingInvitationViewSet, basename="training-invitation")
router.register("attendances", AttendanceViewSet, basename="attendance")

urlpatterns = [
    path("coverage/", CoverageView.as_view(), name="coverage"),
    path("tokens/", TokenView.as_view(), name="tokens"),
    *router.urls,
]
