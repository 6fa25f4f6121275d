"""Tiers for machines: decisions with what they rest on, and the receipt."""

from django.http import HttpResponse
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request

from suppliers.api.reading import ReadingViewSet
from suppliers.models import TierDecision
from suppliers.rules.receipt import canonical_json
from suppliers.selectors.tier import visible_tier_decisions


class TierDecisionSerializer(serializers.ModelSerializer):
    """One decision, in force from `valid_from` up to the day before `valid_to`; it never changes."""

    supplier_number = serializers.CharField(source="supplier.number", read_only=True)
    policy_version = serializers.CharField(source="policy.version", read_only=True)
    spend_class = serializers.CharField(read_only=True)

    class Meta:
        model = TierDecision
        fields = (
            "id", "supplier", "supplier_number", "evaluation", "cause", "as_of", "valid_from", "valid_to", "esg", "performance",
            "active_points", "spend_cny", "spend_class", "overall", "raw_tier", "stepped_tier", "tier", "caps",
            "policy_version", "receipt_sha256", "decided_at",
        )  # fmt: skip
        read_only_fields = fields


class TierDecisionFilter(filters.FilterSet):
    """By supplier, tier and day; `in_force` leaves the present ones."""

    in_force = filters.BooleanFilter(
        field_name="valid_to", lookup_expr="isnull", label="Only those in force (or only ended ones)"
    )

    class Meta:
        model = TierDecision
        fields = ("supplier", "tier", "cause", "valid_from")


class TierDecisionViewSet(ReadingViewSet):
    """Decisions on tiers, newest first."""

    visible = staticmethod(visible_tier_decisions)
    serializer_class = TierDecisionSerializer
    filterset_class = TierDecisionFilter

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    @action(detail=True, methods=["get"])
    def receipt(self, request: Request, pk: str) -> HttpResponse:  # noqa: ARG002 -- one shape for all actions
        """The receipt, byte for byte as it was hashed."""
        return HttpResponse(canonical_json(self.get_object().receipt), content_type="application/json")
