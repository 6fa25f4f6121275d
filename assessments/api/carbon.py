"""The carbon programme for machines: agreements, their path, the yearly figures."""

from typing import Any

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.api.assessment import ReasonSerializer
from assessments.forms.carbon import DISCLOSURE
from assessments.models import CarbonAgreement, CarbonMilestone, CarbonYear
from assessments.rules.carbon import Disclosure
from assessments.selectors.carbon import path_of, visible_agreements, visible_carbon_years
from assessments.services.carbon import Terms, end_agreement, propose_agreement
from assessments.services.carbon_year import Typed, appraise_year, save_figures, send_year_back, submit_year
from suppliers.api.reading import ReadingViewSet
from suppliers.models.labels import choices
from suppliers.selectors.supplier import visible_suppliers

_PERCENT: dict[str, Any] = {"min_value": 0, "max_value": 100, "max_digits": 5, "decimal_places": 2}
_TONNES: dict[str, Any] = {"min_value": 0, "max_digits": 14, "decimal_places": 3}


class MilestoneSerializer(serializers.ModelSerializer):
    """One measure with its day."""

    class Meta:
        model = CarbonMilestone
        fields = ("title", "due_on", "done_on")
        read_only_fields = ("done_on",)


class AgreementSerializer(serializers.ModelSerializer):
    """One agreement."""

    milestones = MilestoneSerializer(many=True, read_only=True)

    class Meta:
        model = CarbonAgreement
        fields = (
            "id", "supplier", "status", "baseline_year", "target_year", "boundary", "baseline_scope_1", "baseline_scope_2",
            "reduction_scope_1", "reduction_scope_2", "reduction_scope_3", "renewable_share", "in_force_from", "ended_on",
            "milestones",
        )  # fmt: skip
        read_only_fields = fields


class ProposeSerializer(serializers.Serializer):
    """The terms of a new agreement."""

    supplier = serializers.IntegerField(min_value=1, max_value=2**62)
    baseline_year = serializers.IntegerField(min_value=2000, max_value=2100)
    target_year = serializers.IntegerField(min_value=2000, max_value=2100)
    boundary = serializers.CharField(max_length=1000)
    baseline_scope_1 = serializers.DecimalField(**_TONNES)
    baseline_scope_2 = serializers.DecimalField(**_TONNES)
    reduction_scope_1 = serializers.DecimalField(**_PERCENT)
    reduction_scope_2 = serializers.DecimalField(**_PERCENT)
    reduction_scope_3 = serializers.DecimalField(required=False, allow_null=True, default=None, **_PERCENT)
    renewable_share = serializers.DecimalField(**_PERCENT)
    milestones = MilestoneSerializer(many=True, allow_empty=True)


class PathPointSerializer(serializers.Serializer):
    """One year of the path, scope 1 and 2 in tCO2e."""

    year = serializers.IntegerField()
    allowed = serializers.DecimalField(max_digits=16, decimal_places=2)
    emitted = serializers.DecimalField(max_digits=16, decimal_places=6, allow_null=True)


class CarbonAgreementFilter(filters.FilterSet):
    """By supplier and state."""

    class Meta:
        model = CarbonAgreement
        fields = ("supplier", "status")


class CarbonAgreementViewSet(ReadingViewSet):
    """Agreements: propose, end, look at the path."""

    visible = staticmethod(lambda account: visible_agreements(account).prefetch_related("milestones"))
    serializer_class = AgreementSerializer
    filterset_class = CarbonAgreementFilter

    @extend_schema(request=ProposeSerializer, responses={201: AgreementSerializer})
    def create(self, request: Request) -> Response:
        """Propose an agreement; the supplier's signatory is asked to sign it."""
        form = ProposeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        stated = dict(form.validated_data)
        supplier = get_object_or_404(visible_suppliers(request.user), pk=stated.pop("supplier"))
        milestones = [(step["due_on"], step["title"]) for step in stated.pop("milestones")]
        agreement = propose_agreement(supplier, Terms(**stated), milestones, by=request.user, at=self.at())
        row = get_object_or_404(self.get_queryset(), pk=agreement.pk)
        return Response(AgreementSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ReasonSerializer, responses=AgreementSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """End an agreement, with the reason."""
        form = ReasonSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        agreement = self.get_object()
        end_agreement(agreement, reason=form.validated_data["reason"], by=request.user, at=self.at())
        return Response(AgreementSerializer(get_object_or_404(self.get_queryset(), pk=agreement.pk)).data)

    @extend_schema(responses=PathPointSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def path(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Allowed and emitted, year by year."""
        return Response(PathPointSerializer(path_of(self.get_object()), many=True).data)


class CarbonYearSerializer(serializers.ModelSerializer):
    """One year: figures in base units, checks, points."""

    figures = serializers.JSONField(source="base", read_only=True)

    class Meta:
        model = CarbonYear
        fields = (
            "id", "agreement", "supplier", "year", "status", "due_on", "version", "figures", "checks", "submitted_at",
            "data_points", "progress_points", "measure_points", "disclosure_points", "total_points", "receipt", "appraised_at",
        )  # fmt: skip
        read_only_fields = fields


class FigureSerializer(serializers.Serializer):
    """One figure as known: blank takes it away."""

    indicator = serializers.CharField(max_length=12)
    value = serializers.CharField(max_length=40, allow_blank=True)
    unit = serializers.CharField(max_length=24, allow_blank=True, default="")
    note = serializers.CharField(max_length=1000, allow_blank=True, default="")


class FiguresSerializer(serializers.Serializer):
    """Figures to save; `version` is the one that was read."""

    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    figures = FigureSerializer(many=True, allow_empty=True)


class AppraisalSerializer(serializers.Serializer):
    """What the appraiser states; the rest is computed."""

    disclosure = serializers.ChoiceField(choices=choices(DISCLOSURE))
    remark = serializers.CharField(max_length=2000, allow_blank=True, default="")


class CarbonYearFilter(filters.FilterSet):
    """By supplier, agreement, year and state."""

    class Meta:
        model = CarbonYear
        fields = ("supplier", "agreement", "year", "status")


class CarbonYearViewSet(ReadingViewSet):
    """Years: save figures, hand in, send back, appraise."""

    visible = staticmethod(visible_carbon_years)
    serializer_class = CarbonYearSerializer
    filterset_class = CarbonYearFilter

    def _answer(self, year: CarbonYear) -> Response:
        return Response(CarbonYearSerializer(get_object_or_404(self.get_queryset(), pk=year.pk)).data)

    @extend_schema(request=FiguresSerializer, responses=CarbonYearSerializer)
    @action(detail=True, methods=["post"])
    def figures(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Save figures, all or nothing."""
        form = FiguresSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        typed = {row["indicator"]: Typed(row["value"], row["unit"], row["note"]) for row in form.validated_data["figures"]}
        year = self.get_object()
        return self._answer(save_figures(year, typed, version=form.validated_data["version"], by=request.user, at=self.at()))

    @extend_schema(request=None, responses=CarbonYearSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Hand the year in; refused with what is missing."""
        return self._answer(submit_year(self.get_object(), proof=None, by=request.user, at=self.at()))

    @extend_schema(request=ReasonSerializer, responses=CarbonYearSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Give it back to be mended."""
        form = ReasonSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return self._answer(
            send_year_back(self.get_object(), reason=form.validated_data["reason"], by=request.user, at=self.at())
        )

    @extend_schema(request=AppraisalSerializer, responses=CarbonYearSerializer)
    @action(detail=True, methods=["post"])
    def appraise(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Give the points."""
        form = AppraisalSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        stated = form.validated_data
        disclosure = Disclosure(stated["disclosure"])
        return self._answer(appraise_year(self.get_object(), disclosure, remark=stated["remark"], by=request.user, at=self.at()))
