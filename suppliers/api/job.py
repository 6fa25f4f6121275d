"""Jobs for machines."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from suppliers.api.reading import ReadingViewSet
from suppliers.models import Job
from suppliers.selectors.job import visible_jobs


class JobSerializer(serializers.ModelSerializer):
    """One piece of background work: its state, progress in percent, and what came of it."""

    class Meta:
        model = Job
        fields = (
            "id", "kind", "state", "supplier", "requested_at", "started_at", "finished_at", "attempts", "progress",
            "result", "error",
        )  # fmt: skip
        read_only_fields = fields


class JobFilter(filters.FilterSet):
    """By kind, state and supplier."""

    class Meta:
        model = Job
        fields = ("kind", "state", "supplier")


class JobViewSet(ReadingViewSet):
    """Follow what was asked for."""

    visible = staticmethod(visible_jobs)
    serializer_class = JobSerializer
    filterset_class = JobFilter
