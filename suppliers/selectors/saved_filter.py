"""Reading the filters people keep: the own ones, and those colleagues show."""

from typing import Any

from django.db.models import Q, QuerySet

from suppliers.models import SavedFilter
from suppliers.permissions import opens_admin


def visible_saved_filters(account: Any, page: str) -> QuerySet[SavedFilter]:
    """The filters of one list page that this person keeps or is shown, by name. One query."""
    if not opens_admin(account):
        return SavedFilter.objects.none()
    return (
        SavedFilter.objects.filter(Q(owner=account) | Q(is_shared=True), page=page).select_related("owner").order_by("name", "pk")
    )
