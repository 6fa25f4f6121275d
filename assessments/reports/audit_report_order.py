"""What was asked for when an audit report was ordered."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ReportOrder:
    """What was asked for: fixed when the report is ordered, so that every attempt prints the same bytes."""

    number: str
    version: int
    language: str
    ordered_at: datetime
    prepared_by: str
    prepared_as: str
