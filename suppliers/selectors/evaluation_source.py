"""What an evaluation is worked out from. Read in full, not as somebody."""

from datetime import date
from typing import Any

from suppliers.models import EsgResult, Evaluation, Rating
from suppliers.rules.performance import Dimension
from suppliers.rules.rating import dimensions_to_rate
from suppliers.rules.role import Role
from suppliers.selectors.order import order_figures
from suppliers.selectors.policy import scoring_policy


def dimensions_asked(evaluation: Evaluation, role: Role) -> tuple[Dimension, ...]:
    """What a rater in this role is asked about: nothing that orders tell already."""
    figures = order_figures(evaluation.supplier_id, evaluation.period_from, evaluation.period_to)
    return dimensions_to_rate(role, figures, scoring_policy().performance)


def ratings_of(evaluation: Evaluation) -> list[Rating]:
    """All ratings with their raters, in an order that does not depend on who was first."""
    rows = Rating.objects.filter(request__evaluation=evaluation).select_related("request__rater")
    return sorted(rows, key=lambda row: (row.dimension, row.request.department, row.request.rater_id))


def esg_result_on(supplier_id: int, day: date) -> EsgResult | None:
    """The ESG result that holds on a day: the newest one as of then."""
    return EsgResult.objects.filter(supplier_id=supplier_id, as_of__lte=day).order_by("-as_of", "-pk").first()


def involved_in(evaluation: Evaluation) -> frozenset[int]:
    """Ids of everybody who planned, rated, scored or released: they decide on nothing that is said against it."""
    raters = Rating.objects.filter(request__evaluation=evaluation).values_list("request__rater_id", flat=True)
    people: set[Any] = {evaluation.planned_by_id, evaluation.scored_by_id, evaluation.approved_by_id, *raters}
    return frozenset(person for person in people if person is not None)
