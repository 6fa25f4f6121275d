"""Questionnaires for machines."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers

from assessments.models import QuestionnaireVersion
from assessments.selectors.questionnaire import published_questionnaires, questionnaire_of
from suppliers.api.reading import ReadingViewSet


class OptionSerializer(serializers.Serializer):
    """One choice."""

    value = serializers.CharField()
    score = serializers.DecimalField(max_digits=5, decimal_places=2)
    en = serializers.CharField(source="wording.en")
    zh = serializers.CharField(source="wording.zh")


class QuestionSerializer(serializers.Serializer):
    """One question: words, type, weight, and what its proof has to be."""

    code = serializers.CharField()
    area = serializers.CharField()
    dimension = serializers.CharField()
    text_en = serializers.CharField(source="text.en")
    text_zh = serializers.CharField(source="text.zh")
    type = serializers.CharField()
    units = serializers.ListField(child=serializers.CharField())
    options = OptionSerializer(many=True)
    weight = serializers.DecimalField(max_digits=4, decimal_places=2)
    critical = serializers.BooleanField()
    gate = serializers.CharField(allow_null=True)
    evidence_required = serializers.BooleanField(source="evidence.required")
    evidence_from_score = serializers.DecimalField(source="evidence.from_score", max_digits=5, decimal_places=2)
    evidence_kinds = serializers.ListField(source="evidence.kinds", child=serializers.CharField())
    not_applicable_allowed = serializers.BooleanField(source="na_allowed")
    categories = serializers.ListField(child=serializers.CharField())
    profiles = serializers.ListField(child=serializers.CharField())
    references = serializers.ListField(child=serializers.CharField())


class QuestionnaireSerializer(serializers.ModelSerializer):
    """One published version."""

    class Meta:
        model = QuestionnaireVersion
        fields = ("id", "code", "version", "title_en", "title_zh", "effective_from", "sha256", "loaded_at")


class QuestionnaireWithQuestionsSerializer(QuestionnaireSerializer):
    """One published version with its questions, in order."""

    questions = serializers.SerializerMethodField()

    class Meta(QuestionnaireSerializer.Meta):
        fields = (*QuestionnaireSerializer.Meta.fields, "questions")

    @extend_schema_field(QuestionSerializer(many=True))
    def get_questions(self, version: QuestionnaireVersion) -> list:
        return QuestionSerializer(questionnaire_of(version).questions, many=True).data


class QuestionnaireFilter(filters.FilterSet):
    """By code and version."""

    class Meta:
        model = QuestionnaireVersion
        fields = ("code", "version")


class QuestionnaireViewSet(ReadingViewSet):
    """Published versions of the question bank; they never change."""

    visible = staticmethod(lambda account: published_questionnaires().order_by("-pk"))  # noqa: ARG005 -- the same for all
    serializer_class = QuestionnaireSerializer
    filterset_class = QuestionnaireFilter

    @extend_schema(responses=QuestionnaireWithQuestionsSerializer)
    def retrieve(self, request, *args, **kwargs):  # noqa: ANN001, ANN002, ANN003, ANN201 -- DRF's signature
        """One version with its questions."""
        self.serializer_class = QuestionnaireWithQuestionsSerializer
        return super().retrieve(request, *args, **kwargs)
