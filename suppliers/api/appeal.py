"""Appeals for machines: file, withdraw, decide."""

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.evaluation import record_id, valid
from suppliers.api.reading import ReadingViewSet
from suppliers.models import Appeal
from suppliers.models.labels import choices
from suppliers.models.labels_trade import APPEAL_AGAINST
from suppliers.rules.appeal import AppealAgainst, AppealStatus
from suppliers.selectors.appeal import visible_appeals
from suppliers.selectors.evidence import visible_evidence
from suppliers.services.appeal import ForeignFile, decide_appeal, file_appeal, withdraw_appeal

APPEAL_AGAINST_CHOICES = choices(APPEAL_AGAINST)
OUTCOME_CHOICES = [(str(code), str(code)) for code in (AppealStatus.UPHELD, AppealStatus.PARTLY_UPHELD, AppealStatus.DISMISSED)]


class AppealSerializer(serializers.ModelSerializer):
    """One appeal; `subject_id` is the record it is against."""

    class Meta:
        model = Appeal
        fields = (
            "id", "supplier", "against", "subject_id", "status", "grounds", "files", "filed_at", "decide_by", "decided_at",
            "decision",
        )  # fmt: skip
        read_only_fields = fields


class FileAppealSerializer(serializers.Serializer):
    """An objection with its grounds and files of the supplier's store."""

    against = serializers.ChoiceField(choices=APPEAL_AGAINST_CHOICES)
    subject_id = record_id()
    grounds = serializers.CharField(max_length=4000)
    files = serializers.ListField(child=record_id(), required=False, default=list, max_length=10)


class AppealDecisionSerializer(serializers.Serializer):
    """The decision with its reasons."""

    outcome = serializers.ChoiceField(choices=OUTCOME_CHOICES)
    decision = serializers.CharField(max_length=4000)


class AppealFilter(filters.FilterSet):
    """By supplier, what it is against, and state."""

    class Meta:
        model = Appeal
        fields = ("supplier", "against", "status")


class AppealViewSet(ReadingViewSet):
    """File, withdraw, decide."""

    visible = staticmethod(lambda account: visible_appeals(account).prefetch_related("files"))
    serializer_class = AppealSerializer
    filterset_class = AppealFilter

    def _answer(self, appeal: Appeal, code: int = status.HTTP_200_OK) -> Response:
        return Response(AppealSerializer(get_object_or_404(self.get_queryset(), pk=appeal.pk)).data, status=code)

    @extend_schema(request=FileAppealSerializer, responses={201: AppealSerializer})
    def create(self, request: Request) -> Response:
        """File an appeal within its term."""
        given = valid(FileAppealSerializer, request)
        files = list(visible_evidence(request.user).filter(pk__in=given["files"]))
        if len(files) < len(set(given["files"])):
            raise ForeignFile
        appeal = file_appeal(
            AppealAgainst(given["against"]),
            given["subject_id"],
            grounds=given["grounds"],
            files=files,
            by=request.user,
            at=self.at(),
        )
        return self._answer(appeal, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=AppealSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Take it back."""
        return self._answer(withdraw_appeal(self.get_object(), by=request.user, at=self.at()))

    @extend_schema(request=AppealDecisionSerializer, responses=AppealSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Uphold, uphold in part, or dismiss: by somebody who was not involved."""
        given = valid(AppealDecisionSerializer, request)
        outcome = AppealStatus(given["outcome"])
        return self._answer(decide_appeal(self.get_object(), outcome, decision=given["decision"], by=request.user, at=self.at()))
