"""Documents to sign and signatures for machines.

A machine reads them, and may say no in the signatory's name; signing itself stays with a person, who reads the text
and types the code from the mail.
"""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import DocumentVersion, Signature
from suppliers.selectors.signature import visible_documents, visible_signatures
from suppliers.services.signature_refusal import refuse_signature


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
            "refused_at", "refusal_reason",
        )  # fmt: skip
        read_only_fields = fields


class RefusalSerializer(serializers.Serializer):
    """Why the signatory does not sign."""

    reason = serializers.CharField(max_length=1000)


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

    @extend_schema(request=RefusalSerializer, responses=SignatureSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """The signatory does not sign, and says why."""
        task = self.get_object()
        said = RefusalSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        task = refuse_signature(task, by=request.user, reason=said.validated_data["reason"], at=self.at())
        return Response(SignatureSerializer(task).data)
