"""Green labels for machines: the periods, and what is missing today."""

from typing import Any

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.forms.label import gap_words
from suppliers.models import LabelPeriod
from suppliers.selectors.clock import today
from suppliers.selectors.label import label_gaps, visible_label_periods
from suppliers.selectors.supplier import visible_suppliers


class LabelPeriodSerializer(serializers.ModelSerializer):
    """One label of one supplier, from a day up to the day before another."""

    class Meta:
        model = LabelPeriod
        fields = ("id", "supplier", "label", "valid_from", "valid_to", "facts", "lost_by")
        read_only_fields = fields


class LabelGapSerializer(serializers.Serializer):
    """One missing condition."""

    label = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class LabelFilter(filters.FilterSet):
    """By supplier and label; `held` true for those held today."""

    held = filters.BooleanFilter(field_name="valid_to", lookup_expr="isnull", label="Held today")

    class Meta:
        model = LabelPeriod
        fields = ("supplier", "label")


class LabelViewSet(ReadingViewSet):
    """Periods of green labels."""

    visible = staticmethod(visible_label_periods)
    serializer_class = LabelPeriodSerializer
    filterset_class = LabelFilter

    @extend_schema(
        parameters=[OpenApiParameter("supplier", int, required=True)], responses=LabelGapSerializer(many=True), filters=False
    )
    @action(detail=False, methods=["get"], pagination_class=None)
    def missing(self, request: Request) -> Response:
        """What a supplier lacks today, label by label; nothing for a label it holds."""
        number = request.query_params.get("supplier", "")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise ValidationError({"supplier": ["The id of a supplier."]})
        supplier = get_object_or_404(visible_suppliers(request.user), pk=int(number))
        found: list[dict[str, Any]] = [
            {"label": label, "code": gap.code, "detail": gap_words(gap).sentence}
            for label, gaps in label_gaps(supplier, today()).items()
            for gap in gaps
        ]
        return Response(LabelGapSerializer(found, many=True).data)
