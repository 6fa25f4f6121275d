"""Chance that falls the same on every machine."""

import random
from datetime import UTC, date, datetime, timedelta

from assessments.management.demo.plan import SEED


def dice(name: str) -> random.Random:
    """A stream of its own for each purpose: a change in one place leaves the others as they were."""
    return random.Random(f"{SEED}:{name}")  # noqa: S311 -- demo data, no secret


def dealt(counts: dict, name: str) -> list:
    """Each key as often as its count says, shuffled."""
    cards = [key for key, number in counts.items() for _ in range(number)]
    dice(name).shuffle(cards)
    return cards


def office_hour(day: date, turn: int) -> datetime:
    """An instant on the local day between 9:00 and 17:00 in Shanghai; a later `turn` is a later hour."""
    minutes = turn * 37 % 480
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(minutes=minutes)


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
