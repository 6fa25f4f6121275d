"""Reading possible duplicates and merges."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.models import DuplicatePair, SupplierMerge
from suppliers.permissions import decides_duplicates, reads_all_suppliers
from suppliers.rules.duplicate import DuplicateStatus, MergeStatus
from suppliers.selectors.task import Task


def visible_duplicates(account: Any) -> QuerySet[DuplicatePair]:
    """All pairs for those who read suppliers, the most alike first; nothing for anybody else."""
    if not reads_all_suppliers(account):
        return DuplicatePair.objects.none()
    return DuplicatePair.objects.select_related("first", "second", "decided_by")


def visible_merges(account: Any) -> QuerySet[SupplierMerge]:
    """All merges for those who read suppliers, the newest first; nothing for anybody else."""
    if not reads_all_suppliers(account):
        return SupplierMerge.objects.none()
    return SupplierMerge.objects.select_related("kept", "merged", "proposed_by", "merged_by", "undone_by")


def duplicate_worklist(account: Any) -> list[Task]:
    """Pairs nobody has decided on, as one task; proposed merges that wait for this person. Two queries."""
    if not decides_duplicates(account):
        return []
    pairs = DuplicatePair.objects.filter(status=DuplicateStatus.OPEN).count()
    merges = visible_merges(account).filter(status=MergeStatus.PROPOSED).exclude(proposed_by=account)
    tasks = [_merge_task(merge) for merge in merges[:10]]
    if pairs:
        words = ngettext("Decide on %(count)d possible duplicate", "Decide on %(count)d possible duplicates", pairs)
        url = f"{reverse('admin:suppliers_duplicatepair_changelist')}?status=OPEN"
        tasks.append(Task(words=words % {"count": pairs}, detail="", url=url))
    return tasks


def _merge_task(merge: SupplierMerge) -> Task:
    return Task(
        words=_("Decide on merging %(one)s into %(other)s") % {"one": merge.merged, "other": merge.kept},
        detail=f"{merge.merged.number} · {merge.kept.number}",
        url=reverse("admin:suppliers_suppliermerge_change", args=[merge.pk]),
        since=merge.proposed_at,
    )
