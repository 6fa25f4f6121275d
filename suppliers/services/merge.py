"""Making one entry out of two of the same company, in four eyes where either is active, and taking it back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.apps import apps
from django.db import IntegrityError, models, transaction

from suppliers.models import Account, DuplicatePair, Supplier, SupplierMerge
from suppliers.permissions import NotAllowed, decides_duplicates
from suppliers.rules.duplicate import DUPLICATE_WORKFLOW, MERGE_WORKFLOW, DuplicateStatus, MergeStatus
from suppliers.rules.merge import MOVES
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE
from suppliers.rules.standing import COUNTED, MERGEABLE, Standing
from suppliers.rules.workflow import ReasonNeeded
from suppliers.selectors.clock import local_day
from suppliers.selectors.signature import documents_in_force, signed_kinds
from suppliers.services.history import record
from suppliers.services.signature import TERMS, assign_document
from suppliers.services.transitions import apply_move, move_supplier

Moved = dict[str, list[int]]


class MergeNotPossible(Exception):
    """These two cannot become one as they stand: `standing` is that of the one in the way."""

    def __init__(self, standing: str) -> None:
        super().__init__(standing)
        self.standing = standing


class MergeOpen(Exception):
    """One of the two is part of another merge that waits or stands."""


class MergeFollowed(Exception):
    """The entry that stayed was itself merged into another since: that merge is taken back first."""


def needs_second_person(kept: Supplier, merged: Supplier) -> bool:
    """Whether somebody other than the proposer confirms: one of the two is active."""
    return Standing.ACTIVE in {kept.standing, merged.standing}


@transaction.atomic
def propose_merge(kept: Supplier, merged: Supplier, *, reason: str, by: Account, at: datetime) -> SupplierMerge:
    """Propose that `merged` goes on as `kept`; nothing moves yet.

    Raises NotAllowed, ReasonNeeded, MergeNotPossible, MergeOpen.
    """
    if not decides_duplicates(by):
        raise NotAllowed
    if not reason.strip():
        raise ReasonNeeded("merge")
    kept, merged = _locked(kept.pk), _locked(merged.pk)
    _check(kept, merged)
    standing_ones = SupplierMerge.objects.filter(status=MergeStatus.PROPOSED)
    if standing_ones.filter(models.Q(merged__in=[kept, merged]) | models.Q(kept=merged)).exists():
        raise MergeOpen
    merge = SupplierMerge.objects.create(kept=kept, merged=merged, reason=reason.strip(), proposed_by=by, proposed_at=at)
    for supplier in (kept, merged):
        record("supplier.propose_merge", supplier, by=by, at=at, supplier=supplier, facts=_facts(merge), reason=merge.reason)
    return merge


@transaction.atomic
def confirm_merge(merge: SupplierMerge, *, by: Account, at: datetime) -> SupplierMerge:
    """Carry the merge out: the company's rows change hands, and the entry that ends counts no more from today on.

    Raises NotAllowed, MoveNotAllowed, SecondPersonNeeded, MergeNotPossible.
    """
    if not decides_duplicates(by):
        raise NotAllowed
    merge = _locked_merge(merge.pk)
    kept, merged = _locked(merge.kept_id), _locked(merge.merged_id)
    _check(kept, merged)
    entered = (merge.proposed_by_id,) if needs_second_person(kept, merged) else ()
    apply_move(merge, MERGE_WORKFLOW, "merge", by=by, at=at, entered_by=entered, facts=_facts(merge))
    merge.before = {"standing": merged.standing}
    merge.moved = _hand_over(merged, kept, None)
    merge.merged_by, merge.merged_at = by, at
    merge.save(update_fields=["before", "moved", "merged_by", "merged_at"])
    if merged.standing in COUNTED:
        move_supplier(merged, "merge", by=None, at=at, reason=merge.reason, facts=_facts(merge))
    merged.merged_into = kept
    merged.save(update_fields=["merged_into", "updated_at"])
    _decide_pair(merge, "merge", at=at)
    for supplier in (kept, merged):
        record("supplier.confirm_merge", supplier, by=by, at=at, supplier=supplier, facts=_facts(merge), reason=merge.reason)
    _ask_to_sign(kept, at=at)
    return merge


@transaction.atomic
def drop_merge(merge: SupplierMerge, *, by: Account, at: datetime) -> SupplierMerge:
    """Leave the two as they are. Raises NotAllowed, MoveNotAllowed."""
    if not decides_duplicates(by):
        raise NotAllowed
    merge = _locked_merge(merge.pk)
    return apply_move(merge, MERGE_WORKFLOW, "drop", by=by, at=at, facts=_facts(merge))


@transaction.atomic
def undo_merge(merge: SupplierMerge, *, reason: str, by: Account, at: datetime) -> SupplierMerge:
    """Put everything back: rows that changed hands and still are there, the standing, the pair.

    What came to the entry that stayed since then stays with it. Raises NotAllowed, MoveNotAllowed, ReasonNeeded,
    MergeFollowed.
    """
    if not decides_duplicates(by):
        raise NotAllowed
    merge = _locked_merge(merge.pk)
    kept, merged = _locked(merge.kept_id), _locked(merge.merged_id)
    if kept.merged_into_id is not None:
        raise MergeFollowed
    apply_move(merge, MERGE_WORKFLOW, "undo", by=by, at=at, reason=reason, facts=_facts(merge))
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    _hand_over(kept, merged, merge.moved)
    merged.merged_into = None
    merged.save(update_fields=["merged_into", "updated_at"])
    before = str(merge.before.get("standing", ""))
    if before in COUNTED:
        move_supplier(merged, f"unmerge_{before.lower()}", by=None, at=at, reason=reason, facts=_facts(merge))
    _decide_pair(merge, "unmerge", at=at)
    for supplier in (kept, merged):
        record("supplier.undo_merge", supplier, by=by, at=at, supplier=supplier, facts=_facts(merge), reason=reason)
    return merge


def _locked(pk: int) -> Supplier:
    return Supplier.objects.select_for_update().get(pk=pk)


def _locked_merge(pk: int) -> SupplierMerge:
    return SupplierMerge.objects.select_for_update(of=("self",)).select_related("kept", "merged").get(pk=pk)


def _check(kept: Supplier, merged: Supplier) -> None:
    """The one that ends has no application open and is not blacklisted; the one that stays counts if the other does."""
    for supplier in (kept, merged):
        if supplier.standing not in MERGEABLE:
            raise MergeNotPossible(supplier.standing)
    if kept.pk == merged.pk or merged.merged_into_id or kept.merged_into_id:
        raise MergeOpen
    if merged.standing in COUNTED and kept.standing not in COUNTED:
        raise MergeNotPossible(kept.standing)


def _facts(merge: SupplierMerge) -> dict[str, str]:
    return {"kept": merge.kept.number, "merged": merge.merged.number}


def _hand_over(giver: Supplier, taker: Supplier, only: Mapping[str, list[int]] | None) -> Moved:
    """Point rows from one supplier to the other, all of them or those of `only`; returns those that changed hands."""
    moved: Moved = {}
    for label, field in MOVES.items():
        rows = apps.get_model(label)._default_manager.filter(**{field: giver})  # noqa: SLF001 -- Django's public-by-custom API
        if only is not None:
            rows = rows.filter(pk__in=only.get(label, ()))
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        if keys and (done := _point(rows.model, field, keys, taker)):
            moved[label] = done
    return moved


def _point(model: type[models.Model], field: str, keys: list[int], taker: Supplier) -> list[int]:
    """All at once; where the taker has one like it already, row by row, and what it has stays."""
    manager = model._default_manager  # noqa: SLF001 -- Django's public-by-custom API
    try:
        with transaction.atomic():
            manager.filter(pk__in=keys).update(**{field: taker})
    except IntegrityError:
        return [key for key in keys if len(keys) > 1 and _point(model, field, [key], taker)]
    return keys


def _decide_pair(merge: SupplierMerge, move: str, *, at: datetime) -> None:
    pair = DuplicatePair.objects.filter(
        first=min(merge.kept_id, merge.merged_id), second=max(merge.kept_id, merge.merged_id)
    ).first()
    wanted = (DuplicateStatus.MERGED,) if move == "unmerge" else (DuplicateStatus.OPEN, DuplicateStatus.DIFFERENT)
    if pair is not None and pair.status in wanted:
        apply_move(pair, DUPLICATE_WORKFLOW, move, by=None, at=at, facts=_facts(merge))


def _ask_to_sign(kept: Supplier, *, at: datetime) -> None:
    """Signatures stay with the entry they were given for, so what the other one lacks it is asked for."""
    if kept.standing not in COUNTED:
        return
    in_force, today = documents_in_force(), local_day(at)
    for kind in set(REQUIRED_FOR_ADMITTANCE) & set(in_force) - signed_kinds(kept.pk, today=today):
        assign_document(kept, in_force[kind], due_on=today + timedelta(days=TERMS.sign_within_days), at=at)
