"""Declared conflicts of interest: who of the buyer may not act on which supplier."""

from collections.abc import Callable

from suppliers.models import Account

Source = Callable[[int, int], bool]

SOURCES: list[Source] = []
"""Each answers for one register of declarations: (account id, supplier id) -> whether a conflict is declared."""


def has_conflict(account: Account, supplier_id: int) -> bool:
    """Whether the person has declared a conflict with this supplier, in any register."""
    return any(source(account.pk, supplier_id) for source in SOURCES)
