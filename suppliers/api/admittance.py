"""Applications for machines: the same form, checks and approvals as on the pages."""

from typing import Any

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import Admittance, QualificationCheck, ReturnItem
from suppliers.models.labels import CHECK_RESULT, PROFILE, choices
from suppliers.rules.application import Section
from suppliers.rules.qualification import CheckResult
from suppliers.selectors.admittance import application_reading, typed_section, visible_admittances
from suppliers.selectors.clock import today
from suppliers.selectors.evidence import visible_evidence
from suppliers.services.admittance import attach_bank_paper, confirm_application, save_draft, submit_application
from suppliers.services.check import approve, confirm_profile, record_check, reject, send_back, start_checking

SECTIONS = [(str(section), str(section)) for section in Section]


class CheckSerializer(serializers.ModelSerializer):
    """One of the ten checks."""

    class Meta:
        model = QualificationCheck
        fields = ("code", "result", "source", "note", "evidence", "checked_at")
        read_only_fields = fields


class ReturnItemSerializer(serializers.ModelSerializer):
    """One thing to mend."""

    class Meta:
        model = ReturnItem
        fields = ("section", "reason", "returned_at", "settled_at")
        read_only_fields = fields


class AdmittanceSerializer(serializers.ModelSerializer):
    """One application; its state is the supplier's standing."""

    standing = serializers.CharField(source="supplier.standing", read_only=True)
    checks = CheckSerializer(many=True, read_only=True)
    return_items = ReturnItemSerializer(many=True, read_only=True)
    approved_as = serializers.SlugRelatedField(source="approvals", slug_field="role", many=True, read_only=True)

    class Meta:
        model = Admittance
        fields = (
            "id", "supplier", "standing", "intake", "opened_at", "draft_version", "draft_saved_at", "submitted_at",
            "confirmed_at", "bank_paper", "due_on", "closed_at", "snapshot_sha256", "checks", "return_items", "approved_as",
        )  # fmt: skip
        read_only_fields = fields


class NoteSerializer(serializers.Serializer):
    """What is wrong or odd in one field."""

    field = serializers.CharField(source="path")
    code = serializers.CharField()


class SectionSerializer(serializers.Serializer):
    """One part of the form as it was typed, and what is to be said of it."""

    section = serializers.ChoiceField(choices=SECTIONS)
    version = serializers.IntegerField()
    values = serializers.DictField()
    problems = NoteSerializer(many=True)
    warnings = NoteSerializer(many=True)


class SectionTextSerializer(serializers.Serializer):
    """What is to be kept, right or wrong; fields the part does not have are left out."""

    section = serializers.ChoiceField(choices=SECTIONS)
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="The draft version that was seen.")
    values = serializers.DictField()


class CheckResultSerializer(serializers.Serializer):
    """What came out of one check."""

    code = serializers.CharField(max_length=2)
    result = serializers.ChoiceField(choices=choices(CHECK_RESULT))
    source = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    evidence = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62), required=False, default=list, max_length=20
    )


class ReturnSerializer(serializers.Serializer):
    """One reason for sending back."""

    section = serializers.ChoiceField(choices=SECTIONS)
    reason = serializers.CharField(max_length=1000)


class SendBackSerializer(serializers.Serializer):
    """All reasons for sending back."""

    items = ReturnSerializer(many=True, allow_empty=False, max_length=30)


class AdmittanceReasonSerializer(serializers.Serializer):
    """A reason the supplier will read."""

    reason = serializers.CharField(max_length=1000)


class ApprovalNoteSerializer(serializers.Serializer):
    """A word with the approval."""

    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)


class ProfileSerializer(serializers.Serializer):
    """Office or production."""

    profile = serializers.ChoiceField(choices=choices(PROFILE))


class BankPaperSerializer(serializers.Serializer):
    """A file of the supplier's store."""

    evidence = serializers.IntegerField(min_value=1, max_value=2**62)


class AdmittanceFilter(filters.FilterSet):
    """By supplier and standing."""

    standing = filters.CharFilter(field_name="supplier__standing")
    open = filters.BooleanFilter(field_name="closed_at", lookup_expr="isnull")

    class Meta:
        model = Admittance
        fields = ("supplier", "intake")


class AdmittanceViewSet(ReadingViewSet):
    """Fill in, submit, check, send back, reject, approve."""

    visible = staticmethod(
        lambda account: visible_admittances(account).prefetch_related("checks__evidence", "return_items", "approvals")
    )
    serializer_class = AdmittanceSerializer
    filterset_class = AdmittanceFilter

    def _valid(self, serializer: type[serializers.Serializer], request: Request) -> dict[str, Any]:
        form = serializer(data=request.data)
        form.is_valid(raise_exception=True)
        return form.validated_data

    def _answer(self, admittance: Admittance) -> Response:
        return Response(AdmittanceSerializer(get_object_or_404(self.get_queryset(), pk=admittance.pk)).data)

    @extend_schema(methods=["GET"], responses=SectionSerializer(many=True), filters=False)
    @extend_schema(methods=["PUT"], request=SectionTextSerializer, responses=SectionSerializer)
    @action(detail=True, methods=["get", "put"], pagination_class=None)
    def draft(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """GET: all parts as typed. PUT: keep one part; a stale version is refused with 409."""
        admittance = self.get_object()
        if request.method == "GET":
            return Response([self._section(admittance, section) for section in Section])
        values = self._valid(SectionTextSerializer, request)
        section = Section(values["section"])
        saved = save_draft(
            admittance, section, values["values"], expected_version=values["version"], by=request.user, at=self.at()
        )
        admittance.refresh_from_db()
        return Response({**self._section(admittance, section), "version": saved.version})

    def _section(self, admittance: Admittance, section: Section) -> dict[str, Any]:
        reading = self._reading(admittance).of(section)
        return {
            "section": str(section),
            "version": admittance.draft_version,
            "values": typed_section(admittance, section),
            "problems": NoteSerializer(reading.problems, many=True).data,
            "warnings": NoteSerializer(reading.warnings, many=True).data,
        }

    def _reading(self, admittance: Admittance) -> Any:
        return application_reading(admittance, today=today())

    @extend_schema(request=BankPaperSerializer, responses=AdmittanceSerializer)
    @action(detail=True, methods=["post"], url_path="bank-paper")
    def bank_paper(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Take an uploaded file as the bank paper."""
        values = self._valid(BankPaperSerializer, request)
        evidence = get_object_or_404(visible_evidence(request.user), pk=values["evidence"])
        return self._answer(attach_bank_paper(self.get_object(), evidence, by=request.user, at=self.at()))

    @extend_schema(request=None, responses=AdmittanceSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Hand the application to procurement (T2)."""
        return self._answer(submit_application(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=None, responses=AdmittanceSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """The supplier takes what procurement entered as its own word."""
        return self._answer(confirm_application(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=None, responses=AdmittanceSerializer)
    @action(detail=True, methods=["post"], url_path="start-checking")
    def start_checking(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Open the ten checks (T3)."""
        return self._answer(start_checking(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=CheckResultSerializer, responses=AdmittanceSerializer)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Write down what came out of one check."""
        values = self._valid(CheckResultSerializer, request)
        admittance = self.get_object()
        check = get_object_or_404(admittance.checks.all(), code=values["code"])
        evidence = list(visible_evidence(request.user).filter(pk__in=values["evidence"], supplier_id=admittance.supplier_id))
        record_check(
            check,
            CheckResult(values["result"]),
            by=request.user,
            at=self.at(),
            source=values["source"],
            note=values["note"],
            evidence=evidence,
        )
        return self._answer(admittance)

    @extend_schema(request=ProfileSerializer, responses=AdmittanceSerializer)
    @action(detail=True, methods=["post"], url_path="confirm-profile")
    def confirm_profile(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Say whether the supplier works in offices only or produces."""
        values = self._valid(ProfileSerializer, request)
        return self._answer(confirm_profile(self.get_object(), values["profile"], by=request.user, at=self.at()))

    @extend_schema(request=SendBackSerializer, responses=AdmittanceSerializer)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Back to the supplier with a reason per item (T4)."""
        items = [(Section(item["section"]), item["reason"]) for item in self._valid(SendBackSerializer, request)["items"]]
        return self._answer(send_back(self.get_object(), items, by=request.user, at=self.at()))

    @extend_schema(request=AdmittanceReasonSerializer, responses=AdmittanceSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Close it because a hard check failed (T5)."""
        reason = self._valid(AdmittanceReasonSerializer, request)["reason"]
        return self._answer(reject(self.get_object(), by=request.user, at=self.at(), reason=reason))

    @extend_schema(request=ApprovalNoteSerializer, responses=AdmittanceSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """One of the two approvals (T6)."""
        note = self._valid(ApprovalNoteSerializer, request)["note"]
        return self._answer(approve(self.get_object(), by=request.user, at=self.at(), note=note))
