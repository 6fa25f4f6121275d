"""Self-assessments for machines: the same services, scoping and refusals as on the pages."""

from typing import Any

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.score import ReceiptSerializer
from assessments.models import Assessment
from assessments.models.labels import OCCASION
from assessments.rules.assessment import AssessmentOccasion
from assessments.rules.score_receipt import receipt, receipt_digest
from assessments.selectors.assessment import visible_assessments
from assessments.selectors.readiness import readiness_of
from assessments.selectors.score import score_of, visible_score_sheets
from assessments.services.assessment import assign_assessment, submit_assessment
from assessments.services.review import send_back, start_review, verify_assessment
from suppliers.api.reading import ReadingViewSet
from suppliers.models.labels import choices
from suppliers.selectors.clock import local_day
from suppliers.selectors.supplier import visible_suppliers


class AssessmentSerializer(serializers.ModelSerializer):
    """One self-assessment. `status` moves by the actions only."""

    questionnaire = serializers.CharField(source="questionnaire.version", read_only=True)

    class Meta:
        model = Assessment
        fields = (
            "id", "supplier", "questionnaire", "occasion", "year", "category", "profile", "status",
            "assigned_at", "due_on", "submitted_at", "returned_at", "return_reason", "verified_at",
        )  # fmt: skip
        read_only_fields = fields


class AssignSerializer(serializers.Serializer):
    """Whom to ask, and why now."""

    supplier = serializers.IntegerField(min_value=1, max_value=2**62)
    occasion = serializers.ChoiceField(choices=choices(OCCASION))
    year = serializers.IntegerField(min_value=2000, max_value=2100)


class ReasonSerializer(serializers.Serializer):
    """A reason the other side will read."""

    reason = serializers.CharField(max_length=2000)


class RemarkSerializer(serializers.Serializer):
    """One thing about one question."""

    question = serializers.CharField(source="code")
    area = serializers.CharField()
    reason = serializers.CharField()


class ReadinessSerializer(serializers.Serializer):
    """What blocks submitting, and what does not but costs points."""

    blocking = RemarkSerializer(many=True)
    costs = RemarkSerializer(many=True)


class AssessmentFilter(filters.FilterSet):
    """By supplier, state, year and due date."""

    due_before = filters.DateFilter(field_name="due_on", lookup_expr="lt")

    class Meta:
        model = Assessment
        fields = ("supplier", "status", "year", "category", "profile")


class AssessmentViewSet(ReadingViewSet):
    """Ask, submit, review and verify."""

    visible = staticmethod(visible_assessments)
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilter

    def _answer(self, assessment: Assessment, code: int = status.HTTP_200_OK) -> Response:
        row = get_object_or_404(self.get_queryset(), pk=assessment.pk)
        return Response(AssessmentSerializer(row).data, status=code)

    @extend_schema(request=AssignSerializer, responses={201: AssessmentSerializer})
    def create(self, request: Request) -> Response:
        """Ask one supplier; category, profile and questionnaire version are frozen."""
        form = AssignSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        supplier = get_object_or_404(visible_suppliers(request.user), pk=form.validated_data["supplier"])
        occasion = AssessmentOccasion(form.validated_data["occasion"])
        assessment = assign_assessment(supplier, occasion, form.validated_data["year"], by=request.user, at=self.at())
        return self._answer(assessment, status.HTTP_201_CREATED)

    @extend_schema(responses=ReadinessSerializer, filters=False)
    @action(detail=True, methods=["get"])
    def readiness(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """What still blocks submitting, and what will cost points."""
        return Response(ReadinessSerializer(readiness_of(self.get_object(), local_day(self.at()))).data)

    @extend_schema(responses=ReceiptSerializer, filters=False)
    @action(detail=True, methods=["get"])
    def score(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """The published score's receipt, or the provisional one while the assessment is open."""
        assessment = self.get_object()
        sheet = visible_score_sheets(request.user).filter(assessment=assessment).first()
        content: dict[str, Any] = sheet.receipt if sheet else receipt(score_of(assessment, local_day(self.at())))
        digest = sheet.receipt_sha256 if sheet else receipt_digest(content)
        return Response({"published": sheet is not None, "receipt": content, "receipt_sha256": digest})

    @extend_schema(request=None, responses=AssessmentSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Hand in; refused with the list of what is still open."""
        return self._answer(submit_assessment(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=None, responses=AssessmentSerializer)
    @action(detail=True, methods=["post"], url_path="start-review")
    def start_review(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Take a submitted assessment into review."""
        return self._answer(start_review(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=ReasonSerializer, responses=AssessmentSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Give it back to be mended, once."""
        form = ReasonSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return self._answer(send_back(self.get_object(), form.validated_data["reason"], by=request.user, at=self.at()))

    @extend_schema(request=None, responses=AssessmentSerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """End the review: score, store the receipt, lock."""
        assessment = self.get_object()
        verify_assessment(assessment, by=request.user, at=self.at())
        return self._answer(assessment)
