"""Keeping the filter of a list under a name. Private convenience, so no history."""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction

from suppliers.models import Account, SavedFilter
from suppliers.permissions import NotAllowed, opens_admin

NOT_KEPT = {"p", "csrfmiddlewaretoken"}
"""Of the address, what is no part of the filter: the page one happened to be on."""


class FilterNameTaken(Exception):
    """This person keeps another filter of the list under this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class FilterEmpty(Exception):
    """Nothing is searched or filtered, or the filter has no name: there is nothing to keep."""


def keep_filter(page: str, name: str, query: str, *, is_shared: bool, by: Account, at: datetime) -> SavedFilter:
    """Keep the query of a list. Raises NotAllowed, FilterEmpty, FilterNameTaken."""
    if not opens_admin(by):
        raise NotAllowed
    wanted = urlencode([(key, value) for key, value in parse_qsl(query) if key not in NOT_KEPT])
    longest = SavedFilter._meta.get_field("query").max_length or 0  # noqa: SLF001 -- Django's public-by-custom API
    if not wanted or not name.strip() or len(wanted) > longest:
        raise FilterEmpty
    try:
        with transaction.atomic():
            return SavedFilter.objects.create(
                owner=by, page=page, name=name.strip()[:80], query=wanted, is_shared=is_shared, created_at=at
            )
    except IntegrityError as error:
        raise FilterNameTaken(name.strip()) from error


def drop_filter(kept: SavedFilter, *, by: Account) -> None:
    """Delete a filter; only who keeps it may. Raises NotAllowed."""
    if kept.owner_id != by.pk:
        raise NotAllowed
    kept.delete()
