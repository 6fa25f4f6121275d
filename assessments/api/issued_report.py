"""Audit reports for machines."""

from io import BytesIO

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import renderers, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.models import IssuedReport
from assessments.selectors.audit_report import visible_issued_reports
from assessments.services.issued_report import issued_bytes, order_audit_report
from suppliers.api.job import JobSerializer
from suppliers.api.reading import ReadingViewSet
from suppliers.permissions import orders_reports
from suppliers.selectors.supplier import visible_suppliers


class IssuedReportSerializer(serializers.ModelSerializer):
    """One report as handed out."""

    class Meta:
        model = IssuedReport
        fields = (
            "id", "number", "version", "supplier", "assessment", "language", "as_of", "size", "pages", "sha256",
            "dataset_sha256", "issued_at", "job",
        )  # fmt: skip
        read_only_fields = fields


class OrderSerializer(serializers.Serializer):
    """On whom, and in which language."""

    supplier = serializers.IntegerField(min_value=1, max_value=2**62)
    language = serializers.ChoiceField(choices=IssuedReport.LANGUAGES, default="both")


class IssuedReportFilter(filters.FilterSet):
    """By supplier and number."""

    class Meta:
        model = IssuedReport
        fields = ("supplier", "number", "language", "job")


class PdfRenderer(renderers.JSONRenderer):
    """Lets a client say `Accept: application/pdf`; the bytes come from the store, a refusal stays JSON."""

    media_type = "application/pdf"
    format = "pdf"


class IssuedReportViewSet(ReadingViewSet):
    """Order a report, follow its job, download it; a second download gives the same bytes."""

    visible = staticmethod(visible_issued_reports)
    reads = staticmethod(orders_reports)
    serializer_class = IssuedReportSerializer
    filterset_class = IssuedReportFilter
    throttle_scope = "report"

    @extend_schema(request=OrderSerializer, responses={202: JobSerializer})
    def create(self, request: Request) -> Response:
        """Order a report: the answer is the job that makes it."""
        form = OrderSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        supplier = get_object_or_404(visible_suppliers(request.user), pk=form.validated_data["supplier"])
        job = order_audit_report(supplier, language=form.validated_data["language"], by=request.user, at=self.at())
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY}, filters=False)
    @action(detail=True, methods=["get"], renderer_classes=[PdfRenderer, renderers.JSONRenderer])
    def file(self, request: Request, pk: str) -> FileResponse:  # noqa: ARG002 -- DRF's signature
        """The PDF as it was issued; a stored file that is no longer the issued one is refused."""
        report = self.get_object()
        pdf = BytesIO(issued_bytes(report, by=request.user, at=self.at()))
        return FileResponse(pdf, as_attachment=True, filename=f"{report.number}.pdf", content_type="application/pdf")
