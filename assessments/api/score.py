"""Published scores and their receipts for machines."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from assessments.models import ScoreSheet
from assessments.selectors.score import visible_score_sheets
from suppliers.api.reading import ReadingViewSet


class ReceiptSerializer(serializers.Serializer):
    """A receipt: everything needed to compute the score again by hand (docs/scoring.md)."""

    published = serializers.BooleanField(help_text="False while the assessment is open: the score is provisional.")
    receipt = serializers.DictField()
    receipt_sha256 = serializers.CharField()


class ScoreSheetSerializer(serializers.ModelSerializer):
    """One published score."""

    supplier = serializers.IntegerField(source="assessment.supplier_id", read_only=True)

    class Meta:
        model = ScoreSheet
        fields = (
            "id", "supplier", "assessment", "as_of", "environment", "cross_cutting", "esg", "grade", "coverage",
            "verified_share", "policy_version", "receipt_sha256", "scored_at", "receipt",
        )  # fmt: skip
        read_only_fields = fields


class ScoreSheetFilter(filters.FilterSet):
    """By supplier and grade."""

    supplier = filters.NumberFilter(field_name="assessment__supplier")

    class Meta:
        model = ScoreSheet
        fields = ("supplier", "grade", "as_of")


class ScoreSheetViewSet(ReadingViewSet):
    """Published scores; they never change."""

    visible = staticmethod(visible_score_sheets)
    serializer_class = ScoreSheetSerializer
    filterset_class = ScoreSheetFilter
