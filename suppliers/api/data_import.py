"""Imports for machines: bring a file, read what was found, apply it, take it back."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import parsers, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.forms.import_words import problem_lines
from suppliers.models import DataImport
from suppliers.models.labels import STANDING
from suppliers.models.labels_trade import IMPORT_KIND
from suppliers.permissions import imports_data
from suppliers.rules.data_import import ImportKind
from suppliers.rules.standing import Standing
from suppliers.selectors.data_import import visible_imports
from suppliers.services.data_import import STANDINGS, check_import, confirm_import, discard_import, upload_import
from suppliers.services.import_reversal import reverse_import


class ProblemLineSerializer(serializers.Serializer):
    """One thing that is wrong in a file."""

    row = serializers.IntegerField(help_text="As the spreadsheet numbers it; the heads are row 1.")
    column = serializers.CharField(help_text="Name of the column, empty for the whole row.")
    code = serializers.CharField(help_text="Stable name of the problem, for programs.")
    detail = serializers.CharField(help_text="What is wrong and what to do, in the reader's language.")


class ImportSerializer(serializers.ModelSerializer):
    """One import. `problems` are the first thousand; nothing is written while there is one."""

    problems = serializers.SerializerMethodField()
    summary = serializers.DictField(read_only=True, help_text="First rows and totals, as the preview shows them.")

    class Meta:
        model = DataImport
        fields = (
            "id", "kind", "status", "original_name", "sheet", "sha256", "rows_total", "rows_bad", "problems", "summary",
            "uploaded_at", "applied_at", "reversible_until", "reversed_at",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(ProblemLineSerializer(many=True))
    def get_problems(self, data_import: DataImport) -> list[dict[str, Any]]:
        """Each problem with its sentence."""
        lines = problem_lines(data_import.kind, data_import.problems)
        return [
            {"row": row, "column": str(problem["column"]), "code": str(problem["code"]), "detail": words}
            for problem, (row, _head, words) in zip(data_import.problems, lines, strict=True)
        ]


class BringSerializer(serializers.Serializer):
    """A file and what its rows are."""

    kind = serializers.ChoiceField(choices=[(str(kind), words) for kind, words in IMPORT_KIND.items()])
    file = serializers.FileField(allow_empty_file=True)
    sheet = serializers.CharField(required=False, allow_blank=True, max_length=80, default="")
    standing = serializers.ChoiceField(
        choices=[(str(standing), STANDING[standing]) for standing in STANDINGS], default=str(Standing.DRAFT)
    )


class TakeBackSerializer(serializers.Serializer):
    """Why."""

    reason = serializers.CharField(max_length=1000)


class ImportFilter(filters.FilterSet):
    """By kind, state and digest."""

    class Meta:
        model = DataImport
        fields = ("kind", "status", "sha256")


class ImportViewSet(ReadingViewSet):
    """Imports of the kinds this account brings."""

    visible = staticmethod(visible_imports)
    reads = staticmethod(imports_data)
    serializer_class = ImportSerializer
    filterset_class = ImportFilter
    parser_classes = (parsers.MultiPartParser, parsers.JSONParser)

    @extend_schema(request={"multipart/form-data": BringSerializer}, responses={201: ImportSerializer})
    def create(self, request: Request) -> Response:
        """Bring and check a file. A large one is checked in the background: read the import again until it is CHECKED."""
        form = BringSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        values = form.validated_data
        brought = upload_import(
            values["file"],
            ImportKind(values["kind"]),
            by=request.user,
            at=self.at(),
            sheet=values["sheet"],
            standing=Standing(values["standing"]),
        )
        return Response(ImportSerializer(brought).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Check the stored file against the register of now."""
        return Response(ImportSerializer(check_import(self.get_object(), by=request.user, at=self.at())).data)

    @extend_schema(request=None, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Write every row, or none. A large file is written in the background: read the import again until it is APPLIED."""
        data_import = self.get_object()
        confirm_import(data_import, by=request.user, at=self.at())
        return Response(ImportSerializer(data_import).data)

    @extend_schema(request=TakeBackSerializer, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Delete what the import wrote, unless other records rest on it."""
        form = TakeBackSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        back = reverse_import(self.get_object(), reason=form.validated_data["reason"], by=request.user, at=self.at())
        return Response(ImportSerializer(back).data)

    @extend_schema(request=None, responses=ImportSerializer)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Put a file aside that was not applied."""
        return Response(ImportSerializer(discard_import(self.get_object(), by=request.user, at=self.at())).data)
