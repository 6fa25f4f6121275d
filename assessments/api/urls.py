"""Addresses of the upper app's API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from assessments.api.answer import (
    AnswerProofsView,
    AnswerProofView,
    AnswersView,
    AnswerView,
    NotApplicableDecisionView,
    ProofDecisionView,
)
from assessments.api.assessment import AssessmentViewSet
from assessments.api.carbon import CarbonAgreementViewSet, CarbonYearViewSet
from assessments.api.issued_report import IssuedReportViewSet
from assessments.api.questionnaire import QuestionnaireViewSet
from assessments.api.score import ScoreSheetViewSet
from suppliers.api import addresses  # noqa: F401 -- registers the converters of the paths below

router = SimpleRouter()
router.register("questionnaires", QuestionnaireViewSet, basename="questionnaire")
router.register("assessments", AssessmentViewSet, basename="assessment")
router.register("scores", ScoreSheetViewSet, basename="score")
router.register("carbon-agreements", CarbonAgreementViewSet, basename="carbon-agreement")
router.register("carbon-years", CarbonYearViewSet, basename="carbon-year")
router.register("reports", IssuedReportViewSet, basename="report")

urlpatterns = [
    path("assessments/<record:pk>/answers/", AnswersView.as_view(), name="answers"),
    path("assessments/<record:pk>/answers/<question:code>/", AnswerView.as_view(), name="answer"),
    path(
        "assessments/<record:pk>/answers/<question:code>/decision/", NotApplicableDecisionView.as_view(), name="answer-decision"
    ),
    path("assessments/<record:pk>/answers/<question:code>/proofs/", AnswerProofsView.as_view(), name="answer-proofs"),
    path("proofs/<record:pk>/", AnswerProofView.as_view(), name="proof"),
    path("proofs/<record:pk>/decision/", ProofDecisionView.as_view(), name="proof-decision"),
    *router.urls,
]
