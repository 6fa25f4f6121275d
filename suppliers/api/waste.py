"""Waste contractors for machines."""

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.certificate import MOST_ID, CertificateReasonSerializer
from suppliers.api.reading import ReadingViewSet
from suppliers.models import WasteContractor
from suppliers.models.labels import choices
from suppliers.models.labels_proof import CONTRACTOR_STATE, REGISTRY_STATUS, WASTE_KIND
from suppliers.rules.certificate import RegistryStatus
from suppliers.rules.waste import WasteKind, contractor_state
from suppliers.selectors.clock import today
from suppliers.selectors.evidence import visible_evidence
from suppliers.selectors.supplier import visible_suppliers
from suppliers.selectors.waste import visible_contractors
from suppliers.services.waste import (
    ContractorDraft,
    check_contractor,
    end_contractor,
    enter_contractor,
    reject_contractor,
    verify_contractor,
)


class WasteContractorSerializer(serializers.ModelSerializer):
    """One contractor with what its licence is worth today."""

    state = serializers.SerializerMethodField()

    class Meta:
        model = WasteContractor
        fields = (
            "id", "supplier", "kind", "name", "identifier", "licence_number", "issuer", "categories", "valid_from", "valid_to",
            "status", "state", "registry_status", "file", "decided_at", "reason",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=choices(CONTRACTOR_STATE)))
    def get_state(self, row: WasteContractor) -> str:
        return str(contractor_state(row, today()))


class ContractorDraftSerializer(serializers.Serializer):
    """A contractor as typed off its licence. `file` is the id of stored evidence."""

    supplier = serializers.IntegerField(min_value=1, max_value=MOST_ID)
    kind = serializers.ChoiceField(choices=choices(WASTE_KIND))
    name = serializers.CharField(max_length=200)
    identifier = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    licence_number = serializers.CharField(max_length=80)
    issuer = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    categories = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    valid_from = serializers.DateField()
    valid_to = serializers.DateField()
    file = serializers.IntegerField(min_value=1, max_value=MOST_ID, required=False, allow_null=True, default=None)


class RegisterSerializer(serializers.Serializer):
    """What the public register says."""

    found = serializers.ChoiceField(choices=choices(REGISTRY_STATUS))


class WasteContractorFilter(filters.FilterSet):
    """By supplier, kind of waste, review and register."""

    class Meta:
        model = WasteContractor
        fields = ("supplier", "kind", "status", "registry_status")


class WasteContractorViewSet(ReadingViewSet):
    """Contractors to whom waste is handed over."""

    visible = staticmethod(visible_contractors)
    serializer_class = WasteContractorSerializer
    filterset_class = WasteContractorFilter

    @extend_schema(request=ContractorDraftSerializer, responses={201: WasteContractorSerializer})
    def create(self, request: Request) -> Response:
        """Enter a contractor; it waits to be verified."""
        form = ContractorDraftSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        sent = dict(form.validated_data)
        supplier = get_object_or_404(visible_suppliers(request.user), pk=sent.pop("supplier"))
        file_id = sent.pop("file")
        file = get_object_or_404(visible_evidence(request.user), pk=file_id) if file_id else None
        draft = ContractorDraft(**{**sent, "kind": WasteKind(sent["kind"])})
        row = enter_contractor(supplier, draft, file, by=request.user, at=self.at())
        return Response(WasteContractorSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=RegisterSerializer, responses=WasteContractorSerializer)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Accept a contractor whose licence was looked up."""
        row = verify_contractor(self.get_object(), found=self._found(request), by=request.user, at=self.at())
        return Response(WasteContractorSerializer(row).data)

    @extend_schema(request=CertificateReasonSerializer, responses=WasteContractorSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Do not accept a contractor, and say why."""
        row = self.get_object()
        form = CertificateReasonSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = reject_contractor(row, reason=form.validated_data["reason"], by=request.user, at=self.at())
        return Response(WasteContractorSerializer(row).data)

    @extend_schema(request=RegisterSerializer, responses=WasteContractorSerializer)
    @action(detail=True, methods=["post"], url_path="registry-check")
    def registry_check(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Note what the register says of a verified contractor."""
        row = check_contractor(self.get_object(), found=self._found(request), by=request.user, at=self.at())
        return Response(WasteContractorSerializer(row).data)

    @extend_schema(request=None, responses=WasteContractorSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """No waste is handed to this contractor any more."""
        row = end_contractor(self.get_object(), by=request.user, at=self.at())
        return Response(WasteContractorSerializer(row).data)

    def _found(self, request: Request) -> RegistryStatus:
        form = RegisterSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return RegistryStatus(form.validated_data["found"])
