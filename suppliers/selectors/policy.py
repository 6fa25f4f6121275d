"""The scoring policy: the version in force, and any version that was."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from suppliers.models import PolicySimulation, ScoringPolicy
from suppliers.permissions import reads_all_suppliers
from suppliers.rules.policy import Policy, policy_from_mapping
from suppliers.rules.policy_version import PolicyStatus

POLICY_FILE = Path(__file__).resolve().parent.parent / "library" / "scoring-policy-1.0.yaml"
CODE = "SCORE-POL"


class UnknownPolicy(Exception):
    """There is no such version."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


def visible_policies(account: Any) -> QuerySet[ScoringPolicy]:
    """All versions, newest first: for everybody of the buyer who works with suppliers."""
    rows = ScoringPolicy.objects.select_related("created_by", "activated_by", "based_on")
    return rows if reads_all_suppliers(account) else rows.none()


def visible_simulations(account: Any) -> QuerySet[PolicySimulation]:
    """What versions would do to the suppliers, newest first."""
    rows = PolicySimulation.objects.select_related("policy", "against", "asked_by")
    return rows if reads_all_suppliers(account) else rows.none()


def scoring_policy() -> Policy:
    """Every figure of the method as it is in force: the active version, or the one that ships while none was loaded.

    One small query, so that every process works by a new version from the moment it is in force; the document itself is
    read once per process and version.
    """
    active = ScoringPolicy.objects.filter(code=CODE, status=PolicyStatus.ACTIVE).order_by().values_list("pk", "sha256").first()
    return shipped_policy() if active is None else _stored(*active)


def active_version() -> ScoringPolicy | None:
    """The row of the version in force; None while none was loaded."""
    return ScoringPolicy.objects.filter(code=CODE, status=PolicyStatus.ACTIVE).first()


def policy_of(version: str) -> Policy:
    """Any version, for what was decided by it. Raises UnknownPolicy."""
    row = ScoringPolicy.objects.filter(code=CODE, version=version).order_by().values_list("pk", "sha256").first()
    if row is not None:
        return _stored(*row)
    if version == shipped_policy().version:
        return shipped_policy()
    raise UnknownPolicy(version)


def policy_of_row(row: ScoringPolicy) -> Policy:
    """The figures of one version. Raises PolicyError while a draft holds mistakes."""
    return policy_from_mapping(row.definition)


def shipped_definition() -> dict[str, Any]:
    """The file that ships, as a mapping of plain JSON values."""
    return dict(yaml.safe_load(POLICY_FILE.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def shipped_policy() -> Policy:
    """The policy that ships, read once per process. Raises PolicyError when the file was damaged."""
    return policy_from_mapping(shipped_definition())


@lru_cache(maxsize=16)
def _stored(pk: int, sha256: str) -> Policy:  # noqa: ARG001 -- the digest is part of the key: a row may be another one after a restore
    return policy_from_mapping(ScoringPolicy.objects.get(pk=pk).definition)
