"""Answers and their proofs for machines."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assessments.models import Answer, AnswerEvidence, Assessment
from assessments.models.labels import EVIDENCE_DECISION, NOT_APPLICABLE_DECISION
from assessments.rules.assessment import EvidenceDecision, NotApplicableDecision
from assessments.selectors.answer import visible_answer_evidence, visible_answers
from assessments.selectors.assessment import visible_assessments
from assessments.services.answer import AnswerText, save_answer
from assessments.services.proof import attach_evidence, detach_evidence
from assessments.services.review import decide_evidence, decide_not_applicable
from suppliers.models.labels import choices
from suppliers.selectors.clock import now
from suppliers.selectors.evidence import visible_evidence

PROOF_DECISION_CHOICES = choices(EVIDENCE_DECISION)
NOT_APPLICABLE_DECISION_CHOICES = choices(NOT_APPLICABLE_DECISION)


class ProofSerializer(serializers.ModelSerializer):
    """One file as proof for one answer."""

    file_name = serializers.CharField(source="evidence.original_name", read_only=True)
    sha256 = serializers.CharField(source="evidence.sha256", read_only=True)

    class Meta:
        model = AnswerEvidence
        fields = ("id", "evidence", "file_name", "sha256", "decision", "reason", "decided_at")
        read_only_fields = fields


class AnswerSerializer(serializers.ModelSerializer):
    """The present answer to one question; `version` has to be stated when it is saved again."""

    proofs = ProofSerializer(many=True, read_only=True)

    class Meta:
        model = Answer
        fields = (
            "id", "question_code", "value", "unit", "note", "not_applicable", "not_applicable_reason",
            "not_applicable_decision", "decision_note", "version", "updated_at", "proofs",
        )  # fmt: skip
        read_only_fields = fields


class AnswerTextSerializer(serializers.Serializer):
    """What is to be stored."""

    value = serializers.CharField(required=False, allow_blank=True, default="", max_length=60)
    unit = serializers.CharField(required=False, allow_blank=True, default="", max_length=12)
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    not_applicable = serializers.BooleanField(required=False, default=False)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    version = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, help_text="The version that was seen; 0 where there is no answer yet."
    )


class AttachSerializer(serializers.Serializer):
    """A file of the supplier's store."""

    evidence = serializers.IntegerField(min_value=1, max_value=2**62)


class ProofDecisionSerializer(serializers.Serializer):
    """What a reviewer says of one file."""

    decision = serializers.ChoiceField(choices=PROOF_DECISION_CHOICES)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)


class NotApplicableDecisionSerializer(serializers.Serializer):
    """What a reviewer says of one not-applicable."""

    decision = serializers.ChoiceField(choices=NOT_APPLICABLE_DECISION_CHOICES)
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=1000)


def _assessment(request: Request, pk: int) -> Assessment:
    return get_object_or_404(visible_assessments(request.user), pk=pk)


def _answers(request: Request) -> QuerySet[Answer]:
    proofs = AnswerEvidence.objects.select_related("evidence").order_by("pk")  # scoped: fetched with visible answers only
    return visible_answers(request.user).prefetch_related(Prefetch("proofs", proofs))


def _answer(request: Request, pk: int, code: str) -> Answer:
    return get_object_or_404(_answers(request), assessment_id=pk, question_code=code)


class AnswersView(APIView):
    """All answers of one assessment."""

    @extend_schema(responses=AnswerSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """In the order of the question codes; a questionnaire has at most a few dozen questions, so there are no pages."""
        assessment = _assessment(request, pk)
        rows = _answers(request).filter(assessment=assessment).order_by("question_code")
        return Response(AnswerSerializer(rows, many=True).data)


class AnswerView(APIView):
    """One answer."""

    @extend_schema(responses=AnswerSerializer)
    def get(self, request: Request, pk: int, code: str) -> Response:
        """The answer as stored."""
        return Response(AnswerSerializer(_answer(request, pk, code)).data)

    @extend_schema(request=AnswerTextSerializer, responses=AnswerSerializer)
    def put(self, request: Request, pk: int, code: str) -> Response:
        """Store the answer; a stale version is refused with 409 and nothing is overwritten."""
        form = AnswerTextSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        values = dict(form.validated_data)
        version = values.pop("version")
        save_answer(_assessment(request, pk), code, AnswerText(**values), expected_version=version, by=request.user, at=now())
        return Response(AnswerSerializer(_answer(request, pk, code)).data)


class AnswerProofsView(APIView):
    """Proofs of one answer."""

    @extend_schema(request=AttachSerializer, responses={201: ProofSerializer})
    def post(self, request: Request, pk: int, code: str) -> Response:
        """Lay a file of the supplier's store beside the answer."""
        form = AttachSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        assessment = _assessment(request, pk)
        evidence = get_object_or_404(visible_evidence(request.user), pk=form.validated_data["evidence"])
        proof = attach_evidence(assessment, code, evidence, by=request.user, at=now())
        return Response(ProofSerializer(proof).data, status=status.HTTP_201_CREATED)


class AnswerProofView(APIView):
    """One proof."""

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Take the file away from the answer; it stays in the store."""
        detach_evidence(get_object_or_404(visible_answer_evidence(request.user), pk=pk), by=request.user, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProofDecisionView(APIView):
    """The reviewer's decision on one proof."""

    @extend_schema(request=ProofDecisionSerializer, responses=ProofSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Accept or reject; a rejection needs its reason."""
        form = ProofDecisionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        proof = get_object_or_404(visible_answer_evidence(request.user), pk=pk)
        decision = EvidenceDecision(form.validated_data["decision"])
        decided = decide_evidence(proof, decision, reason=form.validated_data["reason"], by=request.user, at=now())
        return Response(ProofSerializer(decided).data)


class NotApplicableDecisionView(APIView):
    """The reviewer's decision on a not-applicable."""

    @extend_schema(request=NotApplicableDecisionSerializer, responses=AnswerSerializer)
    def post(self, request: Request, pk: int, code: str) -> Response:
        """Accept or reject; a rejection needs its reason."""
        form = NotApplicableDecisionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        answer = _answer(request, pk, code)
        decision = NotApplicableDecision(form.validated_data["decision"])
        decide_not_applicable(answer, decision, reason=form.validated_data["reason"], by=request.user, at=now())
        return Response(AnswerSerializer(_answer(request, pk, code)).data)
