"""Evidence files for machines."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import parsers, renderers, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import Evidence
from suppliers.models.labels import EVIDENCE_KIND, choices
from suppliers.selectors.evidence import visible_evidence
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.evidence import store_evidence


class EvidenceSerializer(serializers.ModelSerializer):
    """One file: its digest, not its bytes."""

    class Meta:
        model = Evidence
        fields = ("id", "supplier", "kind", "original_name", "content_type", "size", "sha256", "expires_on", "uploaded_at")
        read_only_fields = fields


class UploadSerializer(serializers.Serializer):
    """A file for one supplier's store."""

    supplier = serializers.IntegerField(min_value=1, max_value=2**62)
    kind = serializers.ChoiceField(choices=choices(EVIDENCE_KIND), default="other")
    file = serializers.FileField(allow_empty_file=True)
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)


class EvidenceFilter(filters.FilterSet):
    """By supplier, kind and digest."""

    class Meta:
        model = Evidence
        fields = ("supplier", "kind", "sha256")


class EvidenceViewSet(ReadingViewSet):
    """Files of the suppliers this account may know of."""

    visible = staticmethod(visible_evidence)
    serializer_class = EvidenceSerializer
    filterset_class = EvidenceFilter
    parser_classes = (parsers.MultiPartParser,)

    @extend_schema(request={"multipart/form-data": UploadSerializer}, responses={201: EvidenceSerializer})
    def create(self, request: Request) -> Response:
        """Check and store a file; the same bytes again give the same record."""
        form = UploadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        values = form.validated_data
        supplier = get_object_or_404(visible_suppliers(request.user), pk=values["supplier"])
        evidence = store_evidence(
            supplier, values["file"], kind=values["kind"], by=request.user, at=self.at(), expires_on=values["expires_on"]
        )
        return Response(EvidenceSerializer(evidence).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, filters=False)
    @action(detail=True, methods=["get"], renderer_classes=[renderers.JSONRenderer])
    def file(self, request: Request, pk: str) -> FileResponse:  # noqa: ARG002 -- DRF's signature
        """The bytes, always as an attachment."""
        evidence = self.get_object()
        response = FileResponse(
            evidence.file.open("rb"), as_attachment=True, filename=evidence.original_name, content_type="application/octet-stream"
        )
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response
