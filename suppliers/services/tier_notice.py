"""Telling of tiers: the supplier what changed, by which rule, what follows and what can be done; procurement the same."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from suppliers.models import Account, Notice, Supplier, TierDecision
from suppliers.rules.role import Role
from suppliers.rules.tier import Tier
from suppliers.rules.tier_decision import OBJECT_DAYS, PLAN_DAYS
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import staff_in
from suppliers.services.notice import queue_notices

PORTAL_PAGE = "/supplier/tier/"
REGISTER = "/admin/suppliers/supplier/"

Told = Iterable[tuple[TierDecision, Supplier, str]]


def tell_of_tiers(decisions: Told, *, at: datetime, staff_too: bool) -> None:
    """Notices of (decision, supplier, tier before) where the letter changed, in the caller's transaction.

    `staff_too`: procurement hears of each one; after a round over all suppliers it hears the sum (`tell_of_many`).
    """
    moved = [(row, supplier, before) for row, supplier, before in decisions if row.tier != before]
    if not moved:
        return
    ids = [supplier.pk for _row, supplier, _before in moved]
    people: dict[int, list[Account]] = {}
    for person in Account.objects.filter(supplier_id__in=ids, role=Role.SUPPLIER_ADMIN, is_active=True).order_by("pk"):
        people.setdefault(person.supplier_id or 0, []).append(person)
    staff = list(staff_in(Role.PROCUREMENT)) if staff_too else []
    notices = []
    for row, supplier, before in moved:
        facts = notice_facts(row, before, at=at)
        told = [(person, "tier_changed", PORTAL_PAGE) for person in people.get(supplier.pk, [])]
        told += [(person, "tier_changed_staff", f"{REGISTER}{supplier.pk}/change/") for person in staff]
        notices += [_notice(person, kind, row, supplier, facts, url, at) for person, kind, url in told]
    queue_notices(notices)


def tell_of_many(moves: Mapping[str, int], *, cause: str, at: datetime) -> None:
    """One notice to each of procurement and its managers about a round over all suppliers."""
    facts = {"moves": dict(moves), "moved": sum(moves.values()), "cause": cause}
    readers = [*staff_in(Role.PROCUREMENT), *staff_in(Role.MANAGER)]
    queue_notices(
        Notice(
            kind="tiers_decided",
            key=f"tiers_decided:{at.isoformat()}:{person.pk}",
            account=person,
            email=person.email,
            language=person.language,
            facts=facts,
            url=REGISTER,
            created_at=at,
        )
        for person in readers
    )


def notice_facts(row: TierDecision, before: str, *, at: datetime) -> dict[str, Any]:
    """What the words of a notice need; `binding` holds codes of the caps that decide."""
    today = local_day(at)
    return {
        "before": before,
        "tier": str(row.tier),
        "overall": None if row.overall is None else str(row.overall),
        "raw": str(row.raw_tier),
        "stepped": str(row.stepped_tier),
        "is_worse": _is_worse(str(row.tier), before),
        "binding": [cap for cap in row.caps if cap["binding"]],
        "plan_until": (today + timedelta(days=PLAN_DAYS)).isoformat() if row.tier == Tier.C else "",
        "object_until": (today + timedelta(days=OBJECT_DAYS)).isoformat(),
    }


def _is_worse(tier: str, before: str) -> bool:
    return Tier.N not in (tier, before) and tier > before


def _notice(
    person: Account, kind: str, row: TierDecision, supplier: Supplier, facts: dict[str, Any], url: str, at: datetime
) -> Notice:
    return Notice(
        kind=kind,
        key=f"{kind}:{row.pk}:{person.pk}",
        account=person,
        email=person.email,
        language=person.language,
        supplier=supplier,
        facts=facts,
        url=url,
        created_at=at,
    )
