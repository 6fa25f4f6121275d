"""Documents to sign and signatures for machines.

A machine reads them; signing itself stays with a person, who reads the text and types the code from the mail.
"""

from django_filters import rest_framework as filters
from rest_framework import serializers

from suppliers.api.reading import ReadingViewSet
from suppliers.models import DocumentVersion, Signature
from suppliers.selectors.signature import visible_documents, visible_signatures


class DocumentSerializer(serializers.ModelSerializer):
    """One version with its exact text."""

    class Meta:
        model = DocumentVersion
        fields = (
            "id", "kind", "version", "status", "title_en", "title_zh", "text_en", "text_zh", "prevailing_language",
            "sha256", "term_months", "published_on", "retired_on",
        )  # fmt: skip
        read_only_fields = fields


class SignatureSerializer(serializers.ModelSerializer):
    """One task to sign, and, once signed, who signed what on whose authority."""

    authority = serializers.CharField(read_only=True, help_text="Empty until it is signed.")

    class Meta:
        model = Signature
        fields = (
            "id", "supplier", "document", "status", "assigned_at", "due_on", "viewed_at", "signed_at", "signatory_name",
            "signatory_title", "authority", "text_sha256", "method", "valid_until", "receipt_sha256",
        )  # fmt: skip
        read_only_fields = fields


class DocumentFilter(filters.FilterSet):
    """By kind and state."""

    class Meta:
        model = DocumentVersion
        fields = ("kind", "status")


class SignatureFilter(filters.FilterSet):
    """By supplier, document and state."""

    class Meta:
        model = Signature
        fields = ("supplier", "document", "status")


class DocumentViewSet(ReadingViewSet):
    """Document versions."""

    visible = staticmethod(visible_documents)
    serializer_class = DocumentSerializer
    filterset_class = DocumentFilter


class SignatureViewSet(ReadingViewSet):
    """Signatures and open tasks."""

    visible = staticmethod(visible_signatures)
    serializer_class = SignatureSerializer
    filterset_class = SignatureFilter
