"""Addresses of the lower app's API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from suppliers.api.admittance import AdmittanceViewSet
from suppliers.api.appeal import AppealViewSet
from suppliers.api.certificate import CertificateViewSet
from suppliers.api.evaluation import EvaluationViewSet
from suppliers.api.evidence import EvidenceViewSet
from suppliers.api.job import JobViewSet
from suppliers.api.notice import NoticeViewSet
from suppliers.api.product import ProductViewSet
from suppliers.api.rating import RatingViewSet
from suppliers.api.region_count import RegionCountViewSet
from suppliers.api.signature import DocumentViewSet, SignatureViewSet
from suppliers.api.supplier import SupplierViewSet
from suppliers.api.token import TokenView
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
router.register("region-counts", RegionCountViewSet, basename="region-count")

urlpatterns = [path("tokens/", TokenView.as_view(), name="tokens"), *router.urls]
