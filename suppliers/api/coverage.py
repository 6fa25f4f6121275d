"""Coverage by signatures on any day (HKEX KPI B5.2), and signing campaigns, for machines."""

from datetime import date
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from suppliers.api.reading import MayRead, ReadingViewSet
from suppliers.models import SigningCampaign
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.region_count import check_begun
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE
from suppliers.selectors.campaign import campaign_progress, visible_campaigns
from suppliers.selectors.clock import today
from suppliers.selectors.coverage import coverage_on
from suppliers.services.campaign import remind_campaign


class CoverageQuerySerializer(serializers.Serializer):
    """Which document, on which day."""

    kind = serializers.ChoiceField(choices=[str(kind) for kind in REQUIRED_FOR_ADMITTANCE])
    as_of = serializers.DateField()


class CoverageSerializer(serializers.Serializer):
    """How many of the counting set held a signature of the kind at the end of the day."""

    kind = serializers.CharField()
    as_of = serializers.DateField(source="day")
    covered = serializers.IntegerField()
    counted = serializers.IntegerField()
    percent = serializers.DecimalField(max_digits=5, decimal_places=2)


class CoverageView(APIView):
    """Coverage on any day that has begun."""

    permission_classes = (IsAuthenticated, MayRead)
    reads = staticmethod(reads_all_suppliers)

    @extend_schema(
        parameters=[
            OpenApiParameter("kind", str, required=True, enum=[str(kind) for kind in REQUIRED_FOR_ADMITTANCE]),
            OpenApiParameter("as_of", date, required=True),
        ],
        responses=CoverageSerializer,
    )
    def get(self, request: Request) -> Response:
        """Count a day."""
        query = CoverageQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        day, kind = query.validated_data["as_of"], query.validated_data["kind"]
        check_begun(day, today=today())
        found = coverage_on(kind, day)
        answer = {"kind": kind, "day": day, "covered": found.covered, "counted": found.counted, "percent": found.percent}
        return Response(CoverageSerializer(answer).data)


class CampaignSerializer(serializers.ModelSerializer):
    """One round of signing."""

    class Meta:
        model = SigningCampaign
        fields = ("id", "document", "started_by", "started_at", "due_on", "asked")
        read_only_fields = fields


class ProgressSerializer(serializers.Serializer):
    """How far a campaign is."""

    asked = serializers.IntegerField()
    opened = serializers.IntegerField()
    signed = serializers.IntegerField()
    refused = serializers.IntegerField()
    overdue = serializers.IntegerField()


class RemindedSerializer(serializers.Serializer):
    """How many suppliers were written to."""

    reminded = serializers.IntegerField()


class CampaignViewSet(ReadingViewSet):
    """Signing campaigns, how far each is, and the reminder."""

    visible = staticmethod(visible_campaigns)
    reads = staticmethod(reads_all_suppliers)
    serializer_class = CampaignSerializer

    @extend_schema(responses=ProgressSerializer, filters=False)
    @action(detail=True, methods=["get"])
    def progress(self, request: Request, pk: Any = None) -> Response:  # noqa: ARG002 -- DRF's signature
        """Asked, opened, signed, refused, overdue."""
        found = campaign_progress(request.user, self.get_object(), today=today())
        return Response(ProgressSerializer(found.total).data)

    @extend_schema(request=None, responses=RemindedSerializer)
    @action(detail=True, methods=["post"])
    def remind(self, request: Request, pk: Any = None) -> Response:  # noqa: ARG002 -- DRF's signature
        """Write to everybody who has not signed, at most once a day each."""
        reminded = remind_campaign(self.get_object(), by=request.user, at=self.at())
        return Response(RemindedSerializer({"reminded": reminded}).data, status=status.HTTP_200_OK)
