"""Which day it is where terms end: a term ends at 24:00 Asia/Shanghai of its last day."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This instant, in UTC. Faces and tasks read the clock; services and rules are told."""
    return timezone.now()


def local_day(at: datetime) -> date:
    """The calendar day of an instant in the product's zone: 17:00 UTC on 30 June is 1 July in Shanghai."""
    return timezone.localtime(at).date()


def today() -> date:
    """The local day now."""
    return local_day(now())
