"""Regional counts (HKEX KPI B5.1) for machines."""

from datetime import date

from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.job import JobSerializer
from suppliers.api.reading import ReadingViewSet
from suppliers.models import RegionCount
from suppliers.permissions import counts_regions
from suppliers.rules.region_count import check_begun
from suppliers.selectors.clock import today
from suppliers.selectors.region_count import region_counts, visible_region_counts
from suppliers.services.region_count import request_region_count


class RegionCountSerializer(serializers.ModelSerializer):
    """One stored count; it never changes."""

    class Meta:
        model = RegionCount
        fields = ("id", "as_of", "counted_at", "total", "groups", "provinces", "countries", "job")
        read_only_fields = fields


class DaySerializer(serializers.Serializer):
    """A day that has begun."""

    as_of = serializers.DateField()


class TallySerializer(serializers.Serializer):
    """A count made now."""

    as_of = serializers.DateField()
    total = serializers.IntegerField()
    groups = serializers.DictField(child=serializers.IntegerField())
    two_groups = serializers.DictField(child=serializers.IntegerField())
    provinces = serializers.DictField(child=serializers.IntegerField())
    countries = serializers.DictField(child=serializers.IntegerField())


class RegionCountFilter(filters.FilterSet):
    """By day."""

    class Meta:
        model = RegionCount
        fields = ("as_of",)


class RegionCountViewSet(ReadingViewSet):
    """Stored counts, a count of any past day, and the job that stores one."""

    visible = staticmethod(visible_region_counts)
    reads = staticmethod(counts_regions)
    serializer_class = RegionCountSerializer
    filterset_class = RegionCountFilter

    @extend_schema(request=DaySerializer, responses={202: JobSerializer})
    def create(self, request: Request) -> Response:
        """Count a day and store the result: the answer is the job that does it."""
        job = request_region_count(self._day(request.data), by=request.user, at=self.at())
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(parameters=[OpenApiParameter("as_of", date, required=True)], responses=TallySerializer, filters=False)
    @action(detail=False, methods=["get"])
    def live(self, request: Request) -> Response:
        """Count a day now, without storing anything."""
        day = self._day(request.query_params)
        check_begun(day, today=today())
        return Response(TallySerializer(region_counts(day)).data)

    def _day(self, data: object) -> date:
        form = DaySerializer(data=data)
        form.is_valid(raise_exception=True)
        return form.validated_data["as_of"]
