"""Finding suppliers that may be one and the same, and saying that two are different."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from suppliers.models import Account, DuplicatePair, Supplier
from suppliers.permissions import NotAllowed, decides_duplicates
from suppliers.rules.duplicate import DUPLICATE_WORKFLOW, DuplicateGround, DuplicateStatus
from suppliers.rules.likeness import Alike, alike_pairs, likeness, marks_of_address, marks_of_name, numbers_in
from suppliers.rules.standing import Standing
from suppliers.selectors.region import region_table
from suppliers.services.history import record
from suppliers.services.transitions import apply_move

NAME_ALIKE = 80
NAME_NEAR = 50
ADDRESS_ALIKE = 85
MOST_OF_ONE_KEY = 50
"""So many that share a number are paired with the first of them only: it is the number that is wrong."""
BATCH = 1000
Key = tuple[int, int]
Marks = tuple[str, frozenset[str]]
"""The numbers in a text, which have to agree, and its marks, which have to be alike."""


@dataclass(frozen=True)
class Search:
    """What a search came to: pairs that are open now, how many of them are new, suppliers compared."""

    compared: int
    open_pairs: int
    new_pairs: int


@dataclass(frozen=True)
class _Known:
    pk: int
    names: Marks
    names_en: Marks
    address: Marks
    numbers: tuple[str, ...]
    account: str


def find_duplicates(*, at: datetime) -> Search:
    """Compare the whole register and store the pairs; a pair that was decided on stays as decided.

    Pairs that are open and have nothing in common any more go. Applications that were not admitted are left out.
    """
    known = _register()
    found = _pairs(known)
    with transaction.atomic():
        stored = {(pair.first_id, pair.second_id): pair for pair in DuplicatePair.objects.select_for_update()}
        gone = [pair.pk for key, pair in stored.items() if key not in found and pair.status == DuplicateStatus.OPEN]
        for start in range(0, len(gone), BATCH):
            DuplicatePair.objects.filter(pk__in=gone[start : start + BATCH]).delete()
        fresh = [
            DuplicatePair(first_id=key[0], second_id=key[1], ground=ground, likeness=percent, found_at=at)
            for key, (ground, percent) in sorted(found.items())
            if key not in stored
        ]
        DuplicatePair.objects.bulk_create(fresh, batch_size=BATCH)
    open_pairs = DuplicatePair.objects.filter(status=DuplicateStatus.OPEN).count()
    return Search(compared=len(known), open_pairs=open_pairs, new_pairs=len(fresh))


@transaction.atomic
def tell_apart(pair: DuplicatePair, *, reason: str, by: Account, at: datetime) -> DuplicatePair:
    """Two different companies: the pair is not shown as open again. Raises NotAllowed, MoveNotAllowed, ReasonNeeded."""
    return _decide(pair, "tell_apart", reason=reason, by=by, at=at)


@transaction.atomic
def reopen_pair(pair: DuplicatePair, *, reason: str, by: Account, at: datetime) -> DuplicatePair:
    """Look at a pair again. Raises NotAllowed, MoveNotAllowed, ReasonNeeded."""
    return _decide(pair, "reopen", reason=reason, by=by, at=at)


def _decide(pair: DuplicatePair, move: str, *, reason: str, by: Account, at: datetime) -> DuplicatePair:
    if not decides_duplicates(by):
        raise NotAllowed
    pair = DuplicatePair.objects.select_for_update(of=("self",)).select_related("first", "second").get(pk=pair.pk)
    facts = {"one": pair.first.number, "other": pair.second.number}
    apply_move(pair, DUPLICATE_WORKFLOW, move, by=by, at=at, reason=reason, facts=facts)
    pair.decided_by, pair.decided_at = by, at
    pair.save(update_fields=["decided_by", "decided_at"])
    # The act belongs to both stories; the move itself names no supplier.
    for supplier in (pair.first, pair.second):
        record(f"supplier.{move}", supplier, by=by, at=at, supplier=supplier, facts=facts, reason=reason)
    return pair


def _register() -> list[_Known]:
    places = [name for province in region_table().provinces.values() for name in (province.name_zh, province.short_zh)]
    rows = Supplier.objects.filter(merged_into__isnull=True).exclude(standing__in=[Standing.REJECTED, Standing.DRAFT])
    fields = (
        "pk", "name_zh", "name_en", "registered_address", "identifier_scheme", "identifier_country", "identifier_value",
        "lei", "bank_account_number",
    )  # fmt: skip
    return [
        _Known(
            pk=pk,
            names=(numbers_in(name_zh), marks_of_name(name_zh, places)),
            names_en=(numbers_in(name_en), marks_of_name(name_en)),
            address=(numbers_in(address), marks_of_address(address)),
            numbers=tuple(_numbers(scheme, country, value, lei)),
            account=re.sub(r"\D", "", account),
        )
        for pk, name_zh, name_en, address, scheme, country, value, lei, account in rows.order_by("pk").values_list(*fields)
    ]


def _numbers(scheme: str, country: str, value: str, lei: str) -> Iterator[str]:
    """The numbers of a company as they can be compared across schemes: `country:digits and letters`."""
    bare = re.sub(r"[^0-9A-Z]", "", value.upper())
    if lei:
        yield f"LEI:{lei.upper()}"
    if scheme == "LEI" and bare:
        yield f"LEI:{bare}"
    elif bare:
        shorter = bare.removeprefix(country.upper()).lstrip("0")
        if len(shorter) >= 6:
            yield f"{country.upper()}:{shorter}"


def _pairs(known: list[_Known]) -> dict[Key, tuple[DuplicateGround, int]]:
    """Pairs with what they have in common; of several grounds the gravest: number, account, name, name and address."""
    found: dict[Key, tuple[DuplicateGround, int]] = {}
    by_pk = {one.pk: one for one in known}
    for ground, keys in (
        (DuplicateGround.IDENTIFIER, ((one.pk, one.numbers) for one in known)),
        (DuplicateGround.BANK_ACCOUNT, ((one.pk, (one.account,) if one.account else ()) for one in known)),
    ):
        for key in _sharing(keys):
            found.setdefault(key, (ground, 100))
    for things in ({one.pk: one.names for one in known}, {one.pk: one.names_en for one in known}):
        for pair in _alike(things, NAME_ALIKE):
            found.setdefault((pair.first, pair.second), (DuplicateGround.NAME, pair.percent))
    for pair in _alike({one.pk: one.address for one in known}, ADDRESS_ALIKE):
        one, other = by_pk[pair.first], by_pk[pair.second]
        percent = max(likeness(one.names[1], other.names[1]), likeness(one.names_en[1], other.names_en[1]))
        if percent >= NAME_NEAR:
            found.setdefault((pair.first, pair.second), (DuplicateGround.NAME_AND_ADDRESS, percent))
    return found


def _alike(things: Mapping[int, Marks], least: int) -> Iterator[Alike]:
    by_numbers: defaultdict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    for pk, (numbers, marks) in things.items():
        by_numbers[numbers][pk] = marks
    for together in by_numbers.values():
        if len(together) > 1:
            yield from alike_pairs(together, least)


def _sharing(keys: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[Key]:
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for pk, numbers in keys:
        for number in numbers:
            holders[number].add(pk)
    for together in holders.values():
        ordered = sorted(together)
        firsts = ordered if len(ordered) <= MOST_OF_ONE_KEY else ordered[:1]
        for place, first in enumerate(firsts):
            yield from ((first, second) for second in ordered[place + 1 :])
