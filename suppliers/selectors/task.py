"""What every list of waiting work is made of on the staff's home page; each stem delivers its own in `<stem>_worklist`."""

from dataclasses import dataclass
from datetime import date, datetime

from suppliers.selectors.clock import local_day, today


@dataclass(frozen=True)
class Task:
    """One thing that waits: a sentence that begins with its verb, what it is about, where, since when and until when."""

    words: str
    detail: str
    url: str
    since: datetime | None = None
    due_on: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return self.due_on is not None and self.due_on < today()

    @property
    def urgency(self) -> tuple[date, str]:
        """Sorts by the day until when, else by the day since when it waits; what has neither comes last."""
        return self.due_on or (local_day(self.since) if self.since else date.max), self.url
