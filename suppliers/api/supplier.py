"""The register for machines."""

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from suppliers.api.reading import ReadingViewSet
from suppliers.models import Supplier
from suppliers.selectors.supplier import visible_suppliers


class SupplierSerializer(serializers.ModelSerializer):
    """One supplier. Standing and scores are written by services only; bank numbers are masked."""

    bank_account_masked = serializers.CharField(read_only=True)
    # Empty until the application says it, so no closed list.
    identifier_scheme = serializers.CharField(read_only=True)
    legal_kind = serializers.CharField(read_only=True)
    category = serializers.CharField(read_only=True)
    profile = serializers.CharField(read_only=True)

    class Meta:
        model = Supplier
        fields = (
            "id", "number", "standing", "name_zh", "name_en", "former_names", "identifier_scheme", "identifier_value",
            "identifier_country", "lei", "legal_kind", "registered_on", "registered_country", "registered_province",
            "region_group", "registered_address", "legal_representative", "category", "profile", "staff_number",
            "bank_name", "bank_account_masked", "esg_score", "esg_grade", "esg_scored_on", "active_since",
            "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields


class SupplierFilter(filters.FilterSet):
    """By standing, category and place; `q` searches names, number and identifier."""

    q = filters.CharFilter(method="search", label="Part of a name, the number or the identifier")

    class Meta:
        model = Supplier
        fields = (
            "number",
            "standing",
            "category",
            "profile",
            "region_group",
            "registered_province",
            "esg_grade",
            "identifier_value",
        )

    def search(self, rows: QuerySet[Supplier], name: str, text: str) -> QuerySet[Supplier]:  # noqa: ARG002 -- django-filter's signature
        found = Q(name_zh__icontains=text) | Q(name_en__icontains=text) | Q(former_names__icontains=text)
        return rows.filter(found | Q(number__istartswith=text) | Q(identifier_value__istartswith=text))


class SupplierViewSet(ReadingViewSet):
    """Suppliers this account may know of."""

    visible = staticmethod(visible_suppliers)
    serializer_class = SupplierSerializer
    filterset_class = SupplierFilter
