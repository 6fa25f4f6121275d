"""Evaluations for machines: the same services as on the pages."""

from typing import Any

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import Evaluation
from suppliers.models.labels import choices
from suppliers.models.labels_trade import EVALUATION_KIND
from suppliers.rules.evaluation import EvaluationKind
from suppliers.selectors.evaluation import possible_raters, visible_evaluations
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.evaluation import Plan, cancel_evaluation, collect_ratings, plan_evaluation
from suppliers.services.evaluation_release import approve_evaluation, publish_evaluation
from suppliers.services.evaluation_score import hand_in_evaluation, score_evaluation, send_back_evaluation

LARGEST_ID = 2**62
EVALUATION_KIND_CHOICES = choices(EVALUATION_KIND)


def record_id() -> serializers.IntegerField:
    """The number of a record in a request."""
    return serializers.IntegerField(min_value=1, max_value=LARGEST_ID)


class EvaluationSerializer(serializers.ModelSerializer):
    """One evaluation; `receipt` recomputes P by hand and names no rater."""

    class Meta:
        model = Evaluation
        fields = (
            "id", "supplier", "kind", "period_from", "period_to", "status", "due_on", "marks", "performance", "receipt",
            "receipt_sha256", "strengths", "gaps", "scored_at", "approved_at", "published_at", "object_until", "corrects",
        )  # fmt: skip
        read_only_fields = fields


class PlanSerializer(serializers.Serializer):
    """What is planned for one supplier, and who rates."""

    supplier = record_id()
    kind = serializers.ChoiceField(choices=EVALUATION_KIND_CHOICES)
    period_from = serializers.DateField()
    period_to = serializers.DateField()
    raters = serializers.ListField(child=record_id(), min_length=2, max_length=50)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    occasion = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class HandInSerializer(serializers.Serializer):
    """What the supplier will read."""

    strengths = serializers.CharField(max_length=2000)
    gaps = serializers.CharField(max_length=2000)


class EvaluationReasonSerializer(serializers.Serializer):
    """Why it is sent back or given up."""

    reason = serializers.CharField(max_length=2000)


class EvaluationFilter(filters.FilterSet):
    """By supplier, kind, state and period."""

    class Meta:
        model = Evaluation
        fields = ("supplier", "kind", "status", "period_from", "period_to")


def valid(serializer: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """The posted values, or 400 with messages by field."""
    form = serializer(data=request.data)
    form.is_valid(raise_exception=True)
    return form.validated_data


class EvaluationViewSet(ReadingViewSet):
    """Plan, score, hand in, release, publish."""

    visible = staticmethod(visible_evaluations)
    serializer_class = EvaluationSerializer
    filterset_class = EvaluationFilter

    def _answer(self, evaluation: Evaluation, code: int = status.HTTP_200_OK) -> Response:
        return Response(EvaluationSerializer(get_object_or_404(self.get_queryset(), pk=evaluation.pk)).data, status=code)

    @extend_schema(request=PlanSerializer, responses={201: EvaluationSerializer})
    def create(self, request: Request) -> Response:
        """Plan one; the same period again is refused with 409."""
        given = valid(PlanSerializer, request)
        supplier = get_object_or_404(visible_suppliers(request.user), pk=given["supplier"])
        plan = Plan(
            kind=EvaluationKind(given["kind"]),
            period_from=given["period_from"],
            period_to=given["period_to"],
            raters=tuple(possible_raters().filter(pk__in=given["raters"])),
            due_on=given["due_on"],
            occasion=given["occasion"],
        )
        return self._answer(plan_evaluation(supplier, plan, by=request.user, at=self.at()), status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=EvaluationSerializer)
    @action(detail=True, methods=["post"])
    def collect(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Ask the raters before the period is over."""
        return self._answer(collect_ratings(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=None, responses=EvaluationSerializer)
    @action(detail=True, methods=["post"])
    def score(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Freeze the inputs and work out P."""
        return self._answer(score_evaluation(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=HandInSerializer, responses=EvaluationSerializer)
    @action(detail=True, methods=["post"], url_path="hand-in")
    def hand_in(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Give it to a manager, with strengths and gaps."""
        given = valid(HandInSerializer, request)
        return self._answer(hand_in_evaluation(self.get_object(), by=request.user, at=self.at(), **given))

    @extend_schema(request=EvaluationReasonSerializer, responses=EvaluationSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Back to collecting, with a reason."""
        reason = valid(EvaluationReasonSerializer, request)["reason"]
        return self._answer(send_back_evaluation(self.get_object(), by=request.user, at=self.at(), reason=reason))

    @extend_schema(request=None, responses=EvaluationSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """A manager who was not involved releases it."""
        return self._answer(approve_evaluation(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=None, responses=EvaluationSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Show it to the supplier; the tier is decided anew."""
        return self._answer(publish_evaluation(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=EvaluationReasonSerializer, responses=EvaluationSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Give it up, with a reason."""
        reason = valid(EvaluationReasonSerializer, request)["reason"]
        return self._answer(cancel_evaluation(self.get_object(), by=request.user, at=self.at(), reason=reason))
