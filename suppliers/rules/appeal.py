"""Objections and appeals of a supplier, in one shape whatever they are against. Source: docs/life_cycle.md, appeals."""

from datetime import date, timedelta
from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.workflow import Move, Workflow

DECIDE_DAYS = 30
REMIND_DAYS = 7


class AppealAgainst(StrEnum):
    """What is appealed against."""

    EVALUATION = "EVALUATION"
    TIER = "TIER"


class AppealStatus(StrEnum):
    """Filed, then decided by somebody who was not involved, or taken back."""

    FILED = "FILED"
    UPHELD = "UPHELD"
    PARTLY_UPHELD = "PARTLY_UPHELD"
    DISMISSED = "DISMISSED"
    WITHDRAWN = "WITHDRAWN"


_DECIDERS = frozenset({Role.MANAGER, Role.INTEGRITY})

WORKFLOW = Workflow(
    name="appeal",
    states=AppealStatus,
    moves=(
        Move("uphold", (AppealStatus.FILED,), AppealStatus.UPHELD, _DECIDERS, second_person=True, reason=True),
        Move("uphold_in_part", (AppealStatus.FILED,), AppealStatus.PARTLY_UPHELD, _DECIDERS, second_person=True, reason=True),
        Move("dismiss", (AppealStatus.FILED,), AppealStatus.DISMISSED, _DECIDERS, second_person=True, reason=True),
        Move("withdraw", (AppealStatus.FILED,), AppealStatus.WITHDRAWN, frozenset({Role.SUPPLIER_ADMIN})),
    ),
)


class ObjectionClosed(Exception):
    """The term to object is over, or there is none."""

    def __init__(self, until: date | None) -> None:
        super().__init__(str(until))
        self.until = until


class GroundsMissing(Exception):
    """An appeal says what is wrong."""


def check_in_term(until: date | None, today: date) -> None:
    """An appeal is open through the whole last day. Raises ObjectionClosed."""
    if until is None or today > until:
        raise ObjectionClosed(until)


def decide_by(filed_on: date) -> date:
    """The day by which an appeal has to be decided."""
    return filed_on + timedelta(days=DECIDE_DAYS)
