"""Certificates and permits for machines: the same services as the pages, the same refusals."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import parsers, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import Certificate, RegistryCheck, RohsMeasurement
from suppliers.models.labels import choices
from suppliers.models.labels_proof import (
    CERTIFICATE_KIND,
    CERTIFICATE_STATE,
    HOLDER_ROLE,
    REGISTRY_STATUS,
    ROHS_SCHEME,
    SUBSTANCE,
)
from suppliers.rules.certificate import CertificateKind, CertificateState, HolderRole, RegistryStatus, state_on
from suppliers.rules.rohs import RohsScheme, Substance
from suppliers.selectors.certificate import in_state, recheck_due, visible_certificates
from suppliers.selectors.clock import today
from suppliers.selectors.evidence import visible_evidence
from suppliers.selectors.rohs import rohs_of
from suppliers.selectors.supplier import visible_suppliers
from suppliers.services.certificate import (
    CertificateDraft,
    LookUp,
    attach_certificate_file,
    enter_certificate,
    record_registry_check,
    reject_certificate,
    submit_certificate,
    verify_certificate,
)
from suppliers.services.rohs import RohsStatement, import_measurements, save_rohs

MOST_ID = 2**62


class CertificateSerializer(serializers.ModelSerializer):
    """One paper with what it is worth today."""

    state = serializers.SerializerMethodField()

    registry_url = serializers.CharField(read_only=True)  # blank where none was given: no address by its form

    class Meta:
        model = Certificate
        fields = (
            "id", "supplier", "kind", "number", "status", "state", "holder_role", "holder_name", "factory", "issuer",
            "standard_edition", "scope", "site_addresses", "products", "issued_on", "valid_from", "valid_to", "registry_url",
            "registry_status", "registry_checked_on", "next_check_on", "file", "replaces", "submitted_at", "decided_at", "reason",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=choices(CERTIFICATE_STATE)))
    def get_state(self, row: Certificate) -> str:
        return str(state_on(row, today()))


class CertificateDraftSerializer(serializers.Serializer):
    """What is typed off a paper. `file` is the id of stored evidence, `products` are the supplier's own."""

    supplier = serializers.IntegerField(min_value=1, max_value=MOST_ID)
    kind = serializers.ChoiceField(choices=choices(CERTIFICATE_KIND))
    number = serializers.CharField(max_length=80)
    holder_name = serializers.CharField(max_length=200)
    holder_role = serializers.ChoiceField(choices=choices(HOLDER_ROLE), default=str(HolderRole.SUPPLIER))
    factory = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    issuer = serializers.CharField(max_length=200)
    standard_edition = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    scope = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    site_addresses = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    issued_on = serializers.DateField(required=False, allow_null=True, default=None)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(required=False, allow_null=True, default=None)
    registry_url = serializers.URLField(max_length=300, required=False, allow_blank=True, default="")
    products = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=MOST_ID), required=False, default=list)
    replaces = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False, allow_null=True, default=None)
    file = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False, allow_null=True, default=None)

    def draft(self) -> CertificateDraft:
        """What was sent, as the service takes it."""
        sent = {name: value for name, value in self.validated_data.items() if name not in {"supplier", "file"}}
        kinds = {"kind": CertificateKind(sent["kind"]), "holder_role": HolderRole(sent["holder_role"])}
        return CertificateDraft(**{**sent, **kinds, "products": tuple(sent["products"])})


class LookUpSerializer(serializers.Serializer):
    """What the public register says. `proof` is the id of stored evidence of kind `lookup`."""

    found = serializers.ChoiceField(choices=choices(REGISTRY_STATUS))
    checked_on = serializers.DateField(required=False, allow_null=True, default=None)
    proof = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class CertificateReasonSerializer(serializers.Serializer):
    """Why a paper is not accepted."""

    reason = serializers.CharField(max_length=2000)


class RegistryCheckSerializer(serializers.ModelSerializer):
    """One look at the public register."""

    class Meta:
        model = RegistryCheck
        fields = ("id", "certificate", "checked_on", "found", "proof", "note")
        read_only_fields = fields


class RohsSerializer(serializers.Serializer):
    """On what a RoHS proof rests."""

    scheme = serializers.ChoiceField(choices=choices(ROHS_SCHEME))
    reported_on = serializers.DateField()
    unchanged = serializers.BooleanField(default=False)
    substances = serializers.ListField(child=serializers.ChoiceField(choices=choices(SUBSTANCE)), default=list)


class RohsTableSerializer(serializers.Serializer):
    """A CSV file or workbook of concentrations."""

    table = serializers.FileField()


class MeasurementSerializer(serializers.ModelSerializer):
    """One concentration, in mg/kg of the homogeneous material."""

    class Meta:
        model = RohsMeasurement
        fields = ("part", "material", "substance", "ppm", "below_detection", "exemption")
        read_only_fields = fields


class CertificateFilter(filters.FilterSet):
    """By supplier, kind, review, register, state of today and last day; `look_up_due` gives the queue."""

    state = filters.ChoiceFilter(choices=choices(CERTIFICATE_STATE), method="in_state")
    look_up_due = filters.BooleanFilter(method="due")
    valid_to_before = filters.DateFilter(field_name="valid_to", lookup_expr="lte")

    class Meta:
        model = Certificate
        fields = ("supplier", "kind", "status", "registry_status", "number")

    def in_state(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:  # noqa: ARG002 -- django-filter's signature
        return in_state(rows, CertificateState(value), today())

    def due(self, rows: QuerySet[Certificate], name: str, value: bool) -> QuerySet[Certificate]:  # noqa: ARG002, FBT001 -- django-filter's signature
        return recheck_due(rows, today()) if value else rows


class CertificateViewSet(ReadingViewSet):
    """Certificates and permits."""

    visible = staticmethod(lambda account: visible_certificates(account).prefetch_related("products"))
    serializer_class = CertificateSerializer
    filterset_class = CertificateFilter

    @extend_schema(request=CertificateDraftSerializer, responses={201: CertificateSerializer})
    def create(self, request: Request) -> Response:
        """Enter a draft."""
        form = CertificateDraftSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        supplier = get_object_or_404(visible_suppliers(request.user), pk=form.validated_data["supplier"])
        file = self._evidence(form.validated_data["file"])
        row = enter_certificate(supplier, form.draft(), by=request.user, at=self.at())
        if file is not None:
            row = attach_certificate_file(row, file, by=request.user, at=self.at())
        return Response(CertificateSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=CertificateSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Hand a draft in."""
        row = submit_certificate(self.get_object(), by=request.user, at=self.at())
        return Response(CertificateSerializer(row).data)

    @extend_schema(request=LookUpSerializer, responses=CertificateSerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Accept a paper that was looked up; by somebody who did not enter it."""
        row = verify_certificate(self.get_object(), self._look_up(request), by=request.user, at=self.at())
        return Response(CertificateSerializer(row).data)

    @extend_schema(request=CertificateReasonSerializer, responses=CertificateSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Do not accept a paper, and say why."""
        row = self.get_object()
        form = CertificateReasonSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = reject_certificate(row, reason=form.validated_data["reason"], by=request.user, at=self.at())
        return Response(CertificateSerializer(row).data)

    @extend_schema(request=LookUpSerializer, responses=RegistryCheckSerializer)
    @action(detail=True, methods=["post"], url_path="registry-check")
    def registry_check(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Note what the register says of a verified paper."""
        check = record_registry_check(self.get_object(), self._look_up(request), by=request.user, at=self.at())
        return Response(RegistryCheckSerializer(check).data)

    @extend_schema(request=RohsSerializer, responses=RohsSerializer)
    @action(detail=True, methods=["put"])
    def rohs(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """State on what a RoHS proof rests."""
        form = RohsSerializer(data=request.data)
        row = self.get_object()
        form.is_valid(raise_exception=True)
        sent = form.validated_data
        substances = tuple(Substance(code) for code in sent["substances"])
        statement = RohsStatement(RohsScheme(sent["scheme"]), sent["reported_on"], sent["unchanged"], substances)
        save_rohs(row, statement, by=request.user, at=self.at())
        return Response(form.data)

    @extend_schema(methods=["GET"], responses=MeasurementSerializer(many=True), filters=False)
    @extend_schema(
        methods=["POST"], request={"multipart/form-data": RohsTableSerializer}, responses=MeasurementSerializer(many=True)
    )
    @action(detail=True, methods=["get", "post"], parser_classes=[parsers.MultiPartParser], pagination_class=None)
    def measurements(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """The concentrations of a RoHS proof; a table that is sent takes the place of all."""
        row = self.get_object()
        if request.method == "POST":
            form = RohsTableSerializer(data=request.data)
            form.is_valid(raise_exception=True)
            table = form.validated_data["table"]
            import_measurements(row, table.read(), table.name, by=request.user, at=self.at())
        declaration = rohs_of(row.pk)
        rows: Any = declaration.measurements.all() if declaration else []
        return Response(MeasurementSerializer(rows, many=True).data)

    def _look_up(self, request: Request) -> LookUp:
        form = LookUpSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        sent = form.validated_data
        day: date | None = sent["checked_on"]
        return LookUp(RegistryStatus(sent["found"]), day, self._evidence(sent["proof"]), sent["note"])

    def _evidence(self, pk: int | None) -> Any:
        return get_object_or_404(visible_evidence(self.request.user), pk=pk) if pk else None
