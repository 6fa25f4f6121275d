"""Ratings: who rates what, how many people it takes, and when a rating takes a comment. Source: docs/evaluation.md."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from suppliers.rules.order_figures import OrderFigures
from suppliers.rules.performance import Dimension, PerformancePolicy, counts_from_orders
from suppliers.rules.role import Role
from suppliers.rules.rounding import CONTEXT

MIN_DEPARTMENTS = 2
MAX_DISTANCE = Decimal("1.5")
ALWAYS_RATED = frozenset({Dimension.TECHNOLOGY, Dimension.COST})
"""No order says how good the technology is or what the price is worth."""

RATED_BY: Mapping[Role, frozenset[Dimension]] = {
    Role.PROCUREMENT: frozenset(Dimension),
    Role.REQUESTER: frozenset({Dimension.TECHNOLOGY, Dimension.QUALITY, Dimension.RESPONSIVENESS}),
}


class TooFewRaters(Exception):
    """A dimension that has to be rated has too few people who may rate it."""

    def __init__(self, dimension: Dimension, found: int, needed: int) -> None:
        super().__init__(f"{dimension}: {found} of {needed} raters")
        self.dimension = dimension
        self.found = found
        self.needed = needed


class TooFewDepartments(Exception):
    """The raters come from fewer departments than it takes."""

    def __init__(self, found: int, needed: int = MIN_DEPARTMENTS) -> None:
        super().__init__(f"{found} of {needed} departments")
        self.found = found
        self.needed = needed


class DepartmentMissing(Exception):
    """A rater's account names no department, so it cannot be counted."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True)
class Rater:
    """Somebody who is asked to rate."""

    account_id: int
    name: str
    role: Role
    department: str


def same_department(name: str) -> str:
    """One spelling for one department: width, capitals and blanks do not make another one."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def check_raters(raters: Collection[Rater], policy: PerformancePolicy) -> None:
    """Enough people for every dimension that is always rated, of two departments.

    Raises DepartmentMissing, TooFewRaters, TooFewDepartments.
    """
    nameless = tuple(sorted(rater.name for rater in raters if not same_department(rater.department)))
    if nameless:
        raise DepartmentMissing(nameless)
    for dimension in sorted(ALWAYS_RATED):
        able = sum(dimension in RATED_BY.get(rater.role, frozenset()) for rater in raters)
        if able < policy.min_raters:
            raise TooFewRaters(dimension, able, policy.min_raters)
    departments = {same_department(rater.department) for rater in raters}
    if len(departments) < MIN_DEPARTMENTS:
        raise TooFewDepartments(len(departments))


def figure_of(dimension: Dimension, figures: OrderFigures | None, policy: PerformancePolicy) -> Decimal | None:
    """The figure that orders give for a dimension; None where it has to be rated."""
    if figures is None or not counts_from_orders(figures.orders, policy):
        return None
    return {
        Dimension.DELIVERY: figures.otd_pct,
        Dimension.QUALITY: figures.acceptance_pct,
        Dimension.RESPONSIVENESS: figures.median_response_hours,
    }.get(dimension)


def dimensions_to_rate(role: Role, figures: OrderFigures | None, policy: PerformancePolicy) -> tuple[Dimension, ...]:
    """What somebody in this role is asked, in the order of the method: nothing that orders tell already."""
    mine = RATED_BY.get(role, frozenset())
    return tuple(dimension for dimension in Dimension if dimension in mine and figure_of(dimension, figures, policy) is None)


def is_far_off(rating: Decimal, others: Iterable[Decimal]) -> bool:
    """Whether a rating lies more than 1.5 from the mean of the others' ratings; alone it is never far off."""
    rest = list(others)
    if not rest:
        return False
    # Compared without dividing, so that no rounding decides.
    distance = abs(rating * len(rest) - sum(rest, Decimal(0)))
    return CONTEXT.compare(distance, MAX_DISTANCE * len(rest)) > 0
