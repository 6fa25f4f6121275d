"""Versions of the scoring policy: drafted by one person, put in force by another, never changed afterwards."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from suppliers.models import Account, ScoringPolicy
from suppliers.permissions import NotAllowed, drafts_policies
from suppliers.rules.job import JobKind
from suppliers.rules.policy import policy_from_mapping
from suppliers.rules.policy_draft import next_version
from suppliers.rules.policy_version import WORKFLOW, PolicyStatus
from suppliers.rules.receipt import receipt_digest
from suppliers.rules.workflow import MoveNotAllowed, ReasonNeeded
from suppliers.selectors.policy import CODE, active_version, shipped_definition
from suppliers.services.history import record
from suppliers.services.job import request_job
from suppliers.services.transitions import apply_move


class PolicyVersionExists(Exception):
    """There is a version of this name with other figures; a version that was in force never changes."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.version = version


class NothingChanged(Exception):
    """The draft says the same as the version in force."""


@transaction.atomic
def load_policy(definition: Mapping[str, Any], *, at: datetime) -> ScoringPolicy:
    """Take a policy document into the database. The first one is put in force; a later one waits as a proposal.

    The same document again changes nothing. Raises PolicyError, PolicyVersionExists.
    """
    policy, digest = policy_from_mapping(definition), receipt_digest(definition)
    known = ScoringPolicy.objects.filter(code=policy.code, version=policy.version).first()
    if known is not None:
        if known.sha256 != digest:
            raise PolicyVersionExists(policy.version)
        return known
    row = ScoringPolicy.objects.create(
        code=policy.code, version=policy.version, definition=dict(definition), sha256=digest, created_at=at
    )
    record("scoringpolicy.draft", row, by=None, at=at, facts=_facts(row))
    apply_move(row, WORKFLOW, "propose", by=None, at=at, facts=_facts(row))
    if active_version() is None:
        _put_in_force(row, by=None, at=at)
    return row


def version_in_force(*, at: datetime) -> ScoringPolicy:
    """The row of the version in force; where none was ever loaded, the one that ships is loaded first."""
    return active_version() or load_policy(shipped_definition(), at=at)


@transaction.atomic
def draft_policy(*, by: Account, at: datetime) -> ScoringPolicy:
    """A new draft with the figures of the version in force. Raises NotAllowed."""
    if not drafts_policies(by):
        raise NotAllowed
    base = version_in_force(at=at)
    version = next_version(base.version, ScoringPolicy.objects.filter(code=CODE).values_list("version", flat=True))
    definition = {**base.definition, "policy": {**base.definition["policy"], "version": version}}
    row = ScoringPolicy.objects.create(
        code=CODE,
        version=version,
        definition=definition,
        sha256=receipt_digest(definition),
        based_on=base,
        created_by=by,
        created_at=at,
    )
    record("scoringpolicy.draft", row, by=by, at=at, facts=_facts(row))
    return row


@transaction.atomic
def change_policy(row: ScoringPolicy, definition: Mapping[str, Any], *, note: str, by: Account, at: datetime) -> ScoringPolicy:
    """Write other figures into a draft; code and version stay. Raises NotAllowed, MoveNotAllowed, PolicyError."""
    row = _locked(row)
    if not drafts_policies(by):
        raise NotAllowed
    if row.status != PolicyStatus.DRAFT:
        raise MoveNotAllowed("change", row.status, by.acting_role)
    written = {**definition, "policy": {**row.definition["policy"]}}
    policy_from_mapping(written)
    row.definition, row.note, row.sha256 = written, note.strip(), receipt_digest(written)
    row.save(update_fields=["definition", "note", "sha256"])
    record("scoringpolicy.change", row, by=by, at=at, facts=_facts(row))
    return row


@transaction.atomic
def propose_policy(row: ScoringPolicy, *, by: Account, at: datetime) -> ScoringPolicy:
    """Hand a draft over to a second person; from now on it does not change.

    Raises PolicyError, NothingChanged, ReasonNeeded (a note says what changes and why), MoveNotAllowed.
    """
    row = _locked(row)
    policy_from_mapping(row.definition)
    if row.based_on is not None and _figures(row.definition) == _figures(row.based_on.definition):
        raise NothingChanged
    if not row.note:
        raise ReasonNeeded("propose")
    return apply_move(row, WORKFLOW, "propose", by=by, at=at, facts=_facts(row))


@transaction.atomic
def revise_policy(row: ScoringPolicy, reason: str, *, by: Account, at: datetime) -> ScoringPolicy:
    """Give a proposal back as a draft, with the reason. Raises MoveNotAllowed, ReasonNeeded."""
    return apply_move(_locked(row), WORKFLOW, "revise", by=by, at=at, reason=reason)


@transaction.atomic
def discard_policy(row: ScoringPolicy, *, by: Account, at: datetime) -> ScoringPolicy:
    """Put a draft or a proposal aside for good. Raises MoveNotAllowed."""
    return apply_move(_locked(row), WORKFLOW, "discard", by=by, at=at)


@transaction.atomic
def activate_policy(row: ScoringPolicy, *, by: Account, at: datetime) -> ScoringPolicy:
    """A second person puts a proposal in force: the version before is retired and all tiers are decided again by a job.

    What was decided or scored before keeps its version. Raises MoveNotAllowed, SecondPersonNeeded, PolicyError.
    """
    row = _locked(row)
    # Asked first, so that a refusal leaves the version before in force.
    WORKFLOW.check("activate", row.status, by.acting_role)
    policy_from_mapping(row.definition)
    _put_in_force(row, by=by, at=at)
    request_job(JobKind.TIERS, key=f"tiers:policy:{row.pk}", facts={"policy": row.version, "cause": "policy"}, by=by, at=at)
    return row


def _put_in_force(row: ScoringPolicy, *, by: Account | None, at: datetime) -> None:
    before = ScoringPolicy.objects.select_for_update().filter(code=row.code, status=PolicyStatus.ACTIVE).first()
    if before is not None:
        apply_move(before, WORKFLOW, "retire", by=None, at=at, facts=_facts(before))
        before.retired_at = at
        before.save(update_fields=["retired_at"])
    wrote = () if row.created_by_id is None else (row.created_by_id,)
    apply_move(row, WORKFLOW, "activate", by=by, at=at, entered_by=wrote, facts=_facts(row))
    row.activated_by, row.active_from = by, at
    row.save(update_fields=["activated_by", "active_from"])


def _locked(row: ScoringPolicy) -> ScoringPolicy:
    # The version it is based on may be missing, and an outer join can't be locked: it is read when it is asked for.
    return ScoringPolicy.objects.select_for_update().get(pk=row.pk)


def _facts(row: ScoringPolicy) -> dict[str, str]:
    return {"code": row.code, "version": row.version, "sha256": row.sha256}


def _figures(definition: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in definition.items() if key != "policy"}
