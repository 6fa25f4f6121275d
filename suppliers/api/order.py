"""Orders, invoices and exchange rates for machines."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import ExchangeRate, Invoice, PurchaseOrder
from suppliers.permissions import reads_trade
from suppliers.selectors.order import visible_invoices, visible_orders, visible_rates
from suppliers.services.exchange_rate import enter_rate


class PurchaseOrderSerializer(serializers.ModelSerializer):
    """One order with its delivery and acceptance."""

    class Meta:
        model = PurchaseOrder
        fields = (
            "id", "supplier", "number", "title", "department", "ordered_on", "due_on", "delivered_on", "quantity",
            "accepted_quantity", "response_hours", "amount", "currency", "closed_on", "data_import",
        )  # fmt: skip
        read_only_fields = fields


class InvoiceSerializer(serializers.ModelSerializer):
    """One accepted invoice with the rate it was reckoned with."""

    class Meta:
        model = Invoice
        fields = (
            "id", "supplier", "order", "number", "invoiced_on", "accepted_on", "amount", "currency", "rate", "amount_cny",
            "data_import",
        )  # fmt: skip
        read_only_fields = fields


class ExchangeRateSerializer(serializers.ModelSerializer):
    """CNY for one unit at the end of a month; `month` is its first day."""

    class Meta:
        model = ExchangeRate
        fields = ("id", "currency", "month", "cny", "source", "data_import")
        read_only_fields = fields


class EnterRateSerializer(serializers.Serializer):
    """One rate; any day of the month stands for it."""

    currency = serializers.CharField(max_length=3)
    month = serializers.DateField()
    cny = serializers.DecimalField(max_digits=14, decimal_places=6)
    source = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class OrderFilter(filters.FilterSet):
    """By supplier, number, currency and dates."""

    due_from = filters.DateFilter("due_on", "gte", label="Due on or after")
    due_to = filters.DateFilter("due_on", "lte", label="Due on or before")

    class Meta:
        model = PurchaseOrder
        fields = ("supplier", "number", "currency", "data_import")


class InvoiceFilter(filters.FilterSet):
    """By supplier, number, currency and dates."""

    accepted_from = filters.DateFilter("accepted_on", "gte", label="Accepted on or after")
    accepted_to = filters.DateFilter("accepted_on", "lte", label="Accepted on or before")

    class Meta:
        model = Invoice
        fields = ("supplier", "number", "currency", "data_import")


class ExchangeRateFilter(filters.FilterSet):
    """By currency and month."""

    class Meta:
        model = ExchangeRate
        fields = ("currency", "month")


class OrderViewSet(ReadingViewSet):
    """Orders."""

    visible = staticmethod(visible_orders)
    reads = staticmethod(reads_trade)
    serializer_class = PurchaseOrderSerializer
    filterset_class = OrderFilter


class InvoiceViewSet(ReadingViewSet):
    """Accepted invoices."""

    visible = staticmethod(visible_invoices)
    reads = staticmethod(reads_trade)
    serializer_class = InvoiceSerializer
    filterset_class = InvoiceFilter


class ExchangeRateViewSet(ReadingViewSet):
    """Month-end rates, and entering one."""

    visible = staticmethod(visible_rates)
    reads = staticmethod(reads_trade)
    serializer_class = ExchangeRateSerializer
    filterset_class = ExchangeRateFilter

    @extend_schema(request=EnterRateSerializer, responses={201: ExchangeRateSerializer})
    def create(self, request: Request) -> Response:
        """Enter one rate; it stays."""
        form = EnterRateSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        rate = enter_rate(**form.validated_data, by=request.user, at=self.at())
        return Response(ExchangeRateSerializer(rate).data, status=status.HTTP_201_CREATED)
