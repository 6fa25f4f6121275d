"""Lawsuits for machines: the register, entering, closing, and the figure of any day."""

from datetime import date
from typing import Any

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import Litigation
from suppliers.permissions import NotAllowed, keeps_lawsuits, reads_all_suppliers
from suppliers.rules.litigation import LitigationKind
from suppliers.rules.region_count import check_begun
from suppliers.selectors.clock import today
from suppliers.selectors.litigation import suppliers_in_litigation, visible_lawsuits
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.litigation import Lawsuit, close_lawsuit, enter_lawsuit


class LawsuitSerializer(serializers.ModelSerializer):
    """One lawsuit."""

    class Meta:
        model = Litigation
        fields = (
            "id", "supplier", "kind", "court", "case_number", "filed_on", "closed_on", "outcome", "source", "proof",
            "entered_by", "entered_at",
        )  # fmt: skip
        read_only_fields = fields


class NewLawsuitSerializer(serializers.Serializer):
    """A lawsuit to enter."""

    supplier = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=[str(kind) for kind in LitigationKind])
    court = serializers.CharField(max_length=200)
    case_number = serializers.CharField(max_length=120)
    filed_on = serializers.DateField()
    source = serializers.CharField(max_length=300)


class CloseLawsuitSerializer(serializers.Serializer):
    """How a lawsuit ended."""

    closed_on = serializers.DateField()
    outcome = serializers.CharField(max_length=500)


class LitigationFigureSerializer(serializers.Serializer):
    """The published figure of a day."""

    as_of = serializers.DateField()
    suppliers = serializers.IntegerField()


class DayQuerySerializer(serializers.Serializer):
    """A day that has begun."""

    as_of = serializers.DateField()


class LawsuitFilter(filters.FilterSet):
    """By supplier and by what it is about."""

    class Meta:
        model = Litigation
        fields = ("supplier", "kind")


class LawsuitViewSet(ReadingViewSet):
    """The register of lawsuits."""

    visible = staticmethod(visible_lawsuits)
    reads = staticmethod(reads_all_suppliers)
    serializer_class = LawsuitSerializer
    filterset_class = LawsuitFilter

    @extend_schema(request=NewLawsuitSerializer, responses={201: LawsuitSerializer})
    def create(self, request: Request) -> Response:
        """Enter a lawsuit."""
        if not keeps_lawsuits(request.user):
            raise NotAllowed
        form = NewLawsuitSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        typed = dict(form.validated_data)
        supplier = visible_suppliers(request.user).filter(pk=typed.pop("supplier")).first()
        if supplier is None:
            raise Http404
        typed["kind"] = LitigationKind(typed["kind"])
        row = enter_lawsuit(supplier, Lawsuit(**typed), by=request.user, at=self.at())
        return Response(LawsuitSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CloseLawsuitSerializer, responses=LawsuitSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: Any = None) -> Response:  # noqa: ARG002 -- DRF's signature
        """Note how a lawsuit ended."""
        row = self.get_object()
        if not keeps_lawsuits(request.user):
            raise NotAllowed
        form = CloseLawsuitSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = close_lawsuit(row, **form.validated_data, by=request.user, at=self.at())
        return Response(LawsuitSerializer(row).data)

    @extend_schema(
        parameters=[OpenApiParameter("as_of", date, required=True)], responses=LitigationFigureSerializer, filters=False
    )
    @action(detail=False, methods=["get"])
    def figure(self, request: Request) -> Response:
        """Suppliers of the counting set in litigation over corruption or unfair competition on a day."""
        form = DayQuerySerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        day = form.validated_data["as_of"]
        check_begun(day, today=today())
        return Response(LitigationFigureSerializer({"as_of": day, "suppliers": suppliers_in_litigation(day)}).data)
