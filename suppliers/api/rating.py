"""Requests to rate for machines: what this account is asked, and its answers."""

from decimal import Decimal

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.evaluation import valid
from suppliers.api.reading import ReadingViewSet
from suppliers.models import Rating, RatingRequest
from suppliers.models.labels import choices
from suppliers.models.labels_trade import DIMENSION
from suppliers.permissions import rates_performance
from suppliers.rules.performance import Dimension
from suppliers.selectors.evaluation import visible_rating_requests
from suppliers.selectors.evaluation_source import dimensions_asked
from suppliers.services.rating import GivenRating, rate

DIMENSION_CHOICES = choices(DIMENSION)


class RatingSerializer(serializers.ModelSerializer):
    """One mark in one dimension."""

    class Meta:
        model = Rating
        fields = ("dimension", "rating", "comment", "rated_at")
        read_only_fields = fields


class RatingRequestSerializer(serializers.ModelSerializer):
    """What this account is asked to rate: the supplier by name, nothing else of it."""

    supplier_name = serializers.CharField(source="evaluation.supplier.name_en", read_only=True)
    supplier_name_zh = serializers.CharField(source="evaluation.supplier.name_zh", read_only=True)
    kind = serializers.CharField(source="evaluation.kind", read_only=True)
    period_from = serializers.DateField(source="evaluation.period_from", read_only=True)
    period_to = serializers.DateField(source="evaluation.period_to", read_only=True)
    status = serializers.CharField(source="evaluation.status", read_only=True)
    due_on = serializers.DateField(source="evaluation.due_on", read_only=True)
    ratings = RatingSerializer(many=True, read_only=True)

    class Meta:
        model = RatingRequest
        fields = (
            "id", "supplier_name", "supplier_name_zh", "kind", "period_from", "period_to", "status", "due_on", "asked_at",
            "done_at", "ratings",
        )  # fmt: skip
        read_only_fields = fields


class AskedSerializer(serializers.Serializer):
    """The dimensions that are asked about: those that orders do not tell."""

    dimensions = serializers.ListField(child=serializers.ChoiceField(choices=DIMENSION_CHOICES))


class GivenRatingSerializer(serializers.Serializer):
    """One rating, with a comment where it lies far from the others'."""

    dimension = serializers.ChoiceField(choices=DIMENSION_CHOICES)
    rating = serializers.DecimalField(max_digits=2, decimal_places=1, min_value=Decimal(1), max_value=Decimal(5))
    comment = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)


class GivenRatingsSerializer(serializers.Serializer):
    """All ratings at once."""

    ratings = GivenRatingSerializer(many=True, allow_empty=False, max_length=5)


class RatingViewSet(ReadingViewSet):
    """What this account is asked to rate."""

    reads = staticmethod(rates_performance)
    visible = staticmethod(lambda account: visible_rating_requests(account).prefetch_related("ratings"))
    serializer_class = RatingRequestSerializer

    @extend_schema(responses=AskedSerializer)
    @action(detail=True, methods=["get"])
    def asked(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """The dimensions to rate."""
        asked = dimensions_asked(self.get_object().evaluation, request.user.acting_role)
        return Response({"dimensions": [str(one) for one in asked]})

    @extend_schema(request=GivenRatingsSerializer, responses=RatingRequestSerializer)
    @action(detail=True, methods=["post"])
    def rate(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """All ratings at once; again it changes them while ratings are collected."""
        rows = valid(GivenRatingsSerializer, request)["ratings"]
        given = {Dimension(row["dimension"]): GivenRating(row["rating"], row["comment"]) for row in rows}
        done = rate(self.get_object(), given, by=request.user, at=self.at())
        return Response(RatingRequestSerializer(get_object_or_404(self.get_queryset(), pk=done.pk)).data)
