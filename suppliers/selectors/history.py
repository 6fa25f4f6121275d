"""Reading the history, always as somebody."""

import unicodedata
from typing import Any

from django.db.models import Q, QuerySet

from suppliers.models import HistoryEntry
from suppliers.permissions import reads_all_suppliers


def visible_history(account: Any) -> QuerySet[HistoryEntry]:
    """All acts for those who read suppliers, the newest first; nothing for anybody else."""
    if not reads_all_suppliers(account):
        return HistoryEntry.objects.none()
    return HistoryEntry.objects.select_related("actor", "supplier")


def matching_history(history: QuerySet[HistoryEntry], typed: str) -> QuerySet[HistoryEntry]:
    """Acts about a supplier, or by a person, whose name or number contains what was typed."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        return history
    return history.filter(
        Q(supplier__number__icontains=text)
        | Q(supplier__name_zh__icontains=text)
        | Q(supplier__name_en__icontains=text)
        | Q(actor__name__icontains=text)
        | Q(actor__email__icontains=text)
    )
