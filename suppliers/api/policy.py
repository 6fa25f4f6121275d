"""Versions of the scoring policy for machines: reading, drafting, trying, proposing, putting in force."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.job import JobSerializer
from suppliers.api.reading import ReadingViewSet
from suppliers.models import PolicySimulation, ScoringPolicy
from suppliers.permissions import reads_all_suppliers
from suppliers.selectors.policy import visible_policies, visible_simulations
from suppliers.services.policy import activate_policy, change_policy, draft_policy, propose_policy
from suppliers.services.policy_simulation import request_simulation


class ScoringPolicySerializer(serializers.ModelSerializer):
    """One version with the whole document."""

    based_on_version = serializers.CharField(source="based_on.version", read_only=True, default=None)

    class Meta:
        model = ScoringPolicy
        fields = (
            "id", "code", "version", "status", "definition", "sha256", "note", "based_on_version", "created_at", "active_from",
            "retired_at",
        )  # fmt: skip
        read_only_fields = fields


class DefinitionSerializer(serializers.Serializer):
    """The figures of a draft: the whole document; code and version in it are left as they are."""

    definition = serializers.DictField()
    note = serializers.CharField(max_length=4000)


class PolicySimulationSerializer(serializers.ModelSerializer):
    """What a version would do."""

    policy_version = serializers.CharField(source="policy.version", read_only=True)
    against_version = serializers.CharField(source="against.version", read_only=True)

    class Meta:
        model = PolicySimulation
        fields = ("id", "policy", "policy_version", "against_version", "as_of", "asked_at", "finished_at", "summary", "moves")
        read_only_fields = fields


class ScoringPolicyFilter(filters.FilterSet):
    """By version and state."""

    class Meta:
        model = ScoringPolicy
        fields = ("version", "status")


class ScoringPolicyViewSet(ReadingViewSet):
    """Versions, and what can be done with one; every act is the same service as on the pages."""

    visible = staticmethod(visible_policies)
    reads = staticmethod(reads_all_suppliers)
    serializer_class = ScoringPolicySerializer
    filterset_class = ScoringPolicyFilter

    @extend_schema(request=None, responses={201: ScoringPolicySerializer})
    def create(self, request: Request) -> Response:
        """A draft with the figures in force."""
        row = draft_policy(by=request.user, at=self.at())
        return Response(ScoringPolicySerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=DefinitionSerializer, responses=ScoringPolicySerializer)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- one shape for all actions
        """Write other figures into a draft."""
        form = DefinitionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        values = form.validated_data
        row = change_policy(self.get_object(), values["definition"], note=values["note"], by=request.user, at=self.at())
        return Response(ScoringPolicySerializer(row).data)

    @extend_schema(request=None, responses={202: JobSerializer})
    @action(detail=True, methods=["post"])
    def simulate(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- one shape for all actions
        """Try the version on the register: the answer is the job that does it."""
        job = request_simulation(self.get_object(), by=request.user, at=self.at())
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=None, responses=ScoringPolicySerializer)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- one shape for all actions
        """Hand a draft to a second person."""
        return Response(ScoringPolicySerializer(propose_policy(self.get_object(), by=request.user, at=self.at())).data)

    @extend_schema(request=None, responses=ScoringPolicySerializer)
    @action(detail=True, methods=["post"])
    def activate(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- one shape for all actions
        """Put a proposal in force: a second person only."""
        return Response(ScoringPolicySerializer(activate_policy(self.get_object(), by=request.user, at=self.at())).data)


class PolicySimulationViewSet(ReadingViewSet):
    """Results of trying versions on the register."""

    visible = staticmethod(visible_simulations)
    reads = staticmethod(reads_all_suppliers)
    serializer_class = PolicySimulationSerializer
