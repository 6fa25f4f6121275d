"""Trainings for machines."""

from datetime import date

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import Attendance, TrainingInvitation, TrainingSession
from suppliers.permissions import reads_all_suppliers
from suppliers.selectors.training import (
    training_figures,
    visible_attendances,
    visible_sessions,
    visible_training_invitations,
)
from suppliers.services.training import AttendanceLine, answer_invitation, record_attendance


class TrainingSerializer(serializers.ModelSerializer):
    """One session."""

    class Meta:
        model = TrainingSession
        fields = (
            "id", "number", "module", "title", "mode", "status", "starts_at", "minutes", "place", "trainer", "language",
            "material", "material_version", "material_sha256", "has_test", "pass_percent",
        )  # fmt: skip
        read_only_fields = fields


class TrainingInvitationSerializer(serializers.ModelSerializer):
    """One supplier asked to come; no seats and no day of declining: not answered."""

    class Meta:
        model = TrainingInvitation
        fields = ("id", "session", "supplier", "invited_at", "seats", "declined_at")
        read_only_fields = fields


class AttendanceSerializer(serializers.ModelSerializer):
    """One person of one supplier at one session."""

    class Meta:
        model = Attendance
        fields = ("id", "session", "supplier", "person", "email", "minutes", "test_score", "recorded_at")
        read_only_fields = fields


class SeatsSerializer(serializers.Serializer):
    """How many people will come; 0 declines."""

    seats = serializers.IntegerField(min_value=0, max_value=200)


class AttendanceLineSerializer(serializers.Serializer):
    """One person who came."""

    supplier_number = serializers.CharField(max_length=16)
    person = serializers.CharField(max_length=120)
    email = serializers.EmailField(required=False, default="", allow_blank=True)
    minutes = serializers.IntegerField(min_value=1, max_value=1440)
    test_score = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=0, max_value=100, required=False, default=None, allow_null=True
    )


class AttendanceListSerializer(serializers.Serializer):
    """Everybody who came: all lines are taken, or none."""

    people = AttendanceLineSerializer(many=True, allow_empty=False)


class TrainingPeriodSerializer(serializers.Serializer):
    """Two days, both included."""

    day_from = serializers.DateField()
    day_to = serializers.DateField()


class TrainingFiguresSerializer(serializers.Serializer):
    """Training of a period; a supplier counts once (HKEX KPI B5.2)."""

    sessions = serializers.IntegerField()
    suppliers = serializers.IntegerField()
    persons = serializers.IntegerField()
    attendances = serializers.IntegerField()
    hours = serializers.DecimalField(max_digits=12, decimal_places=2)
    tested = serializers.IntegerField()
    passed = serializers.IntegerField()
    pass_rate = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    majors = serializers.IntegerField()
    majors_trained = serializers.IntegerField()
    major_share = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    counted = serializers.IntegerField()
    counted_trained = serializers.IntegerField()
    counted_share = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)


class TrainingFilter(filters.FilterSet):
    """By module, state and beginning."""

    starts_after = filters.IsoDateTimeFilter(field_name="starts_at", lookup_expr="gte")
    starts_before = filters.IsoDateTimeFilter(field_name="starts_at", lookup_expr="lt")

    class Meta:
        model = TrainingSession
        fields = ("module", "status")


class TrainingInvitationFilter(filters.FilterSet):
    """By session and supplier."""

    class Meta:
        model = TrainingInvitation
        fields = ("session", "supplier")


class AttendanceFilter(filters.FilterSet):
    """By session and supplier."""

    class Meta:
        model = Attendance
        fields = ("session", "supplier")


class TrainingViewSet(ReadingViewSet):
    """Sessions, their attendance, and the figures of a period."""

    visible = staticmethod(visible_sessions)
    serializer_class = TrainingSerializer
    filterset_class = TrainingFilter

    @extend_schema(request=AttendanceListSerializer, responses={201: AttendanceSerializer(many=True)}, filters=False)
    @action(detail=True, methods=["post"], pagination_class=None)
    def attendance(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Enter who came to a session that took place."""
        form = AttendanceListSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        session = self.get_object()
        lines = [
            AttendanceLine(each["supplier_number"], each["person"], each["minutes"], each["email"], each["test_score"], line)
            for line, each in enumerate(form.validated_data["people"], start=1)
        ]
        record_attendance(session, lines, by=request.user, at=self.at())
        rows = visible_attendances(request.user).filter(session=session)
        return Response(AttendanceSerializer(rows, many=True).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[OpenApiParameter("day_from", date, required=True), OpenApiParameter("day_to", date, required=True)],
        responses=TrainingFiguresSerializer,
        filters=False,
    )
    @action(detail=False, methods=["get"])
    def figures(self, request: Request) -> Response:
        """Training of a period; for the buyer's staff."""
        if not reads_all_suppliers(request.user):
            raise PermissionDenied
        form = TrainingPeriodSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        return Response(TrainingFiguresSerializer(training_figures(**form.validated_data)).data)


class TrainingInvitationViewSet(ReadingViewSet):
    """Invitations; a supplier answers its own."""

    visible = staticmethod(visible_training_invitations)
    serializer_class = TrainingInvitationSerializer
    filterset_class = TrainingInvitationFilter

    @extend_schema(request=SeatsSerializer, responses=TrainingInvitationSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Say how many people will come."""
        form = SeatsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = answer_invitation(self.get_object(), form.validated_data["seats"], by=request.user, at=self.at())
        return Response(TrainingInvitationSerializer(get_object_or_404(self.get_queryset(), pk=row.pk)).data)


class AttendanceViewSet(ReadingViewSet):
    """Who attended."""

    visible = staticmethod(visible_attendances)
    serializer_class = AttendanceSerializer
    filterset_class = AttendanceFilter
