"""Products and what covers them, for machines."""

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.certificate import MOST_ID
from suppliers.api.reading import ReadingViewSet
from suppliers.models import Product
from suppliers.selectors.clock import today
from suppliers.selectors.product import coverage_of, visible_products
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.product import ProductDraft, offer_product, save_product


class ProductSerializer(serializers.ModelSerializer):
    """One product or service."""

    class Meta:
        model = Product
        fields = ("id", "supplier", "name", "is_electrical", "in_3c_catalogue", "catalogue_code", "model_names", "is_offered")
        read_only_fields = fields


class ProductDraftSerializer(serializers.Serializer):
    """A product as it is entered."""

    supplier = serializers.IntegerField(min_value=1, max_value=MOST_ID)
    name = serializers.CharField(max_length=200)
    is_electrical = serializers.BooleanField(default=False)
    in_3c_catalogue = serializers.BooleanField(default=False)
    catalogue_code = serializers.CharField(max_length=8, required=False, allow_blank=True, default="")
    model_names = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class OfferedSerializer(serializers.Serializer):
    """Whether the product is offered."""

    offered = serializers.BooleanField()


class ProductCoverageSerializer(serializers.Serializer):
    """What covers a product today; ids of certificates, null where nothing valid does."""

    product = serializers.IntegerField()
    needs_3c = serializers.BooleanField()
    by_3c = serializers.IntegerField(allow_null=True)
    needs_rohs = serializers.BooleanField()
    by_rohs = serializers.IntegerField(allow_null=True)


class ProductFilter(filters.FilterSet):
    """By supplier and regime."""

    class Meta:
        model = Product
        fields = ("supplier", "is_electrical", "in_3c_catalogue", "is_offered", "catalogue_code")


class ProductViewSet(ReadingViewSet):
    """What suppliers offer."""

    visible = staticmethod(visible_products)
    serializer_class = ProductSerializer
    filterset_class = ProductFilter

    @extend_schema(request=ProductDraftSerializer, responses={201: ProductSerializer})
    def create(self, request: Request) -> Response:
        """Enter a product."""
        form = ProductDraftSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        sent = dict(form.validated_data)
        supplier = get_object_or_404(visible_suppliers(request.user), pk=sent.pop("supplier"))
        row = save_product(supplier, ProductDraft(**sent), by=request.user, at=self.at())
        return Response(ProductSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=OfferedSerializer, responses=ProductSerializer)
    @action(detail=True, methods=["post"])
    def offer(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Take a product out of what is offered, or back in."""
        row = self.get_object()
        form = OfferedSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = offer_product(row, offered=form.validated_data["offered"], by=request.user, at=self.at())
        return Response(ProductSerializer(row).data)

    @extend_schema(responses=ProductCoverageSerializer, filters=False)
    @action(detail=True, methods=["get"])
    def coverage(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """The valid papers that cover a product today; a product that is not offered is covered by none."""
        row = self.get_object()
        found = next((each for each in coverage_of(row.supplier_id, today()) if each.product.pk == row.pk), None)
        shown = {
            "product": row.pk,
            "needs_3c": row.in_3c_catalogue,
            "by_3c": found.by_3c if found else None,
            "needs_rohs": row.is_electrical,
            "by_rohs": found.by_rohs if found else None,
        }
        return Response(ProductCoverageSerializer(shown).data)
