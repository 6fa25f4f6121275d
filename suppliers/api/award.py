"""Award sheets for machines: the same services, scoping and refusals as on the pages."""

from datetime import date
from decimal import Decimal

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import AwardSheet, Bid
from suppliers.models.labels import CATEGORY, choices
from suppliers.permissions import reads_bids
from suppliers.selectors.award import award_figures, visible_awards
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.award import (
    Lot,
    Offer,
    award,
    cancel_award,
    enter_bid,
    open_award,
    propose_award,
    send_award_back,
)

MOST_ID = 2**62


class BidSerializer(serializers.ModelSerializer):
    """One bid; scores are there once the award is proposed."""

    class Meta:
        model = Bid
        fields = ("id", "supplier", "price", "technical", "delivery", "esg", "has_3c", "has_rohs", "score_without_bonus", "score")
        read_only_fields = fields


class AwardSerializer(serializers.ModelSerializer):
    """One sheet with its bids; the receipt is empty until the award is proposed."""

    bids = BidSerializer(many=True, read_only=True)
    receipt = serializers.DictField(read_only=True)

    class Meta:
        model = AwardSheet
        fields = (
            "id", "number", "title", "category", "needs_3c", "needs_rohs", "currency", "status", "created_at", "proposed_at",
            "awarded_at", "winner", "preference_applied", "preference_decided", "deviation_reason", "receipt",
            "receipt_sha256", "bids",
        )  # fmt: skip
        read_only_fields = fields


class LotSerializer(serializers.Serializer):
    """What is bought."""

    title = serializers.CharField(max_length=200)
    category = serializers.ChoiceField(choices=choices(CATEGORY))
    needs_3c = serializers.BooleanField(default=False)
    needs_rohs = serializers.BooleanField(default=False)
    currency = serializers.RegexField("^[A-Z]{3}$", default="CNY")


class OfferSerializer(serializers.Serializer):
    """A bidder with its figures."""

    supplier = serializers.IntegerField(min_value=1, max_value=MOST_ID)
    price = serializers.DecimalField(max_digits=18, decimal_places=2, min_value=Decimal("0.01"))
    technical = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100)
    delivery = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100)


class ProposalSerializer(serializers.Serializer):
    """Whom to award, and the reasons the comparison may ask for."""

    supplier = serializers.IntegerField(min_value=1, max_value=MOST_ID)
    deviation_reason = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)
    unscored_reason = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)


class AwardReasonSerializer(serializers.Serializer):
    """A reason others will read."""

    reason = serializers.CharField(max_length=2000)


class PeriodSerializer(serializers.Serializer):
    """Two days, both included."""

    day_from = serializers.DateField()
    day_to = serializers.DateField()


class AwardFiguresSerializer(serializers.Serializer):
    """Awards of a period (HKEX KPI B5.4)."""

    awarded = serializers.IntegerField()
    applied = serializers.IntegerField(help_text="The bonus was on and somebody got it.")
    decided = serializers.IntegerField(help_text="With the bonus another bidder led than without, and was awarded.")
    deviated = serializers.IntegerField(help_text="Awarded to another than the first.")


class AwardFilter(filters.FilterSet):
    """By state, category, winner and whether the bonus decided."""

    class Meta:
        model = AwardSheet
        fields = ("status", "category", "winner", "preference_applied", "preference_decided")


class AwardViewSet(ReadingViewSet):
    """Open a sheet, enter bids, propose, award or send back."""

    visible = staticmethod(lambda account: visible_awards(account).prefetch_related("bids"))
    reads = staticmethod(reads_bids)
    serializer_class = AwardSerializer
    filterset_class = AwardFilter

    def _answer(self, sheet: AwardSheet, code: int = status.HTTP_200_OK) -> Response:
        return Response(AwardSerializer(get_object_or_404(self.get_queryset(), pk=sheet.pk)).data, status=code)

    @extend_schema(request=LotSerializer, responses={201: AwardSerializer})
    def create(self, request: Request) -> Response:
        """A new sheet."""
        form = LotSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return self._answer(open_award(Lot(**form.validated_data), by=request.user, at=self.at()), status.HTTP_201_CREATED)

    @extend_schema(request=OfferSerializer, responses={201: AwardSerializer})
    @action(detail=True, methods=["post"])
    def bids(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Add a bidder; only active suppliers may bid."""
        form = OfferSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        typed = form.validated_data
        supplier = get_object_or_404(visible_suppliers(request.user), pk=typed["supplier"])
        sheet = self.get_object()
        enter_bid(sheet, supplier, Offer(typed["price"], typed["technical"], typed["delivery"]), by=request.user, at=self.at())
        return self._answer(sheet, status.HTTP_201_CREATED)

    @extend_schema(request=ProposalSerializer, responses=AwardSerializer)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Freeze the comparison and propose a bidder."""
        form = ProposalSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        typed = dict(form.validated_data)
        supplier = get_object_or_404(visible_suppliers(request.user), pk=typed.pop("supplier"))
        return self._answer(propose_award(self.get_object(), supplier, by=request.user, at=self.at(), **typed))

    @extend_schema(request=None, responses=AwardSerializer)
    @action(detail=True, methods=["post"])
    def award(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Award as proposed; by a manager who entered nothing here."""
        return self._answer(award(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=AwardReasonSerializer, responses=AwardSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Open the sheet again, with a reason."""
        form = AwardReasonSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return self._answer(send_award_back(self.get_object(), form.validated_data["reason"], by=request.user, at=self.at()))

    @extend_schema(request=AwardReasonSerializer, responses=AwardSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """End without an award, with a reason."""
        form = AwardReasonSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return self._answer(cancel_award(self.get_object(), form.validated_data["reason"], by=request.user, at=self.at()))

    @extend_schema(
        parameters=[OpenApiParameter("day_from", date, required=True), OpenApiParameter("day_to", date, required=True)],
        responses=AwardFiguresSerializer,
        filters=False,
    )
    @action(detail=False, methods=["get"])
    def figures(self, request: Request) -> Response:
        """Awards of a period."""
        form = PeriodSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        return Response(AwardFiguresSerializer(award_figures(**form.validated_data)).data)
