"""Rating: one person says what five dimensions are worth, and why where others see it otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from suppliers.models import Account, Evaluation, Rating, RatingRequest
from suppliers.permissions import NotAllowed, rates_performance
from suppliers.rules.evaluation import EvaluationStatus
from suppliers.rules.performance import Dimension, PerformancePolicy, RatingOffScale
from suppliers.rules.rating import is_far_off
from suppliers.selectors.conflict import has_conflict
from suppliers.selectors.evaluation_source import dimensions_asked, ratings_of
from suppliers.selectors.policy import scoring_policy
from suppliers.services.history import record
from suppliers.services.notice import queue_notice

RATINGS_PAGE = "/admin/suppliers/ratingrequest/"


class NotCollecting(Exception):
    """Ratings are taken only while they are collected."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class ConflictDeclared(Exception):
    """Somebody has declared a conflict of interest with this supplier."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class RatingMissing(Exception):
    """Not every dimension that was asked about has a rating."""

    def __init__(self, dimensions: tuple[Dimension, ...]) -> None:
        super().__init__(", ".join(dimensions))
        self.dimensions = dimensions


class CommentNeeded(Exception):
    """A rating lies far from what the others say and gives no reason."""

    def __init__(self, dimensions: tuple[Dimension, ...]) -> None:
        super().__init__(", ".join(dimensions))
        self.dimensions = dimensions


@dataclass(frozen=True)
class GivenRating:
    """One rating, 1 to 5, and the comment with it."""

    rating: Decimal
    comment: str = ""


@transaction.atomic
def rate(request: RatingRequest, given: Mapping[Dimension, GivenRating], *, by: Account, at: datetime) -> RatingRequest:
    """Write down all ratings of one person at once; they may be changed while ratings are collected.

    Raises NotAllowed, NotCollecting, ConflictDeclared, RatingMissing, RatingOffScale, CommentNeeded; then nothing is
    written. Dimensions that were not asked about are left out.
    """
    evaluation = Evaluation.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=request.evaluation_id)
    if by.pk != request.rater_id or not rates_performance(by):
        raise NotAllowed
    if evaluation.status != EvaluationStatus.COLLECTING:
        raise NotCollecting(evaluation.status)
    if has_conflict(by, evaluation.supplier_id):
        raise ConflictDeclared((by.name,))
    asked = dimensions_asked(evaluation, by.acting_role)
    missing = tuple(dimension for dimension in asked if dimension not in given)
    if missing:
        raise RatingMissing(missing)
    mine = {dimension: given[dimension] for dimension in asked}
    _check_scale(mine, scoring_policy().performance)
    others = [row for row in ratings_of(evaluation) if row.request_id != request.pk]
    _check_comments(mine, others)
    for dimension, one in mine.items():
        values = {"rating": one.rating, "comment": one.comment.strip(), "rated_at": at}
        Rating.objects.update_or_create(request=request, dimension=dimension, defaults=values)
    request.ratings.exclude(dimension__in=[str(dimension) for dimension in mine]).delete()
    request.done_at = at
    request.save(update_fields=["done_at"])
    facts = {"ratings": {str(dimension): str(one.rating) for dimension, one in mine.items()}}
    record("ratingrequest.rate", request, by=by, at=at, supplier=evaluation.supplier, facts=facts)
    _ask_for_comments(evaluation, at=at)
    return request


def _check_scale(given: Mapping[Dimension, GivenRating], policy: PerformancePolicy) -> None:
    for one in given.values():
        if not policy.lowest_rating <= one.rating <= policy.highest_rating:
            raise RatingOffScale(one.rating)


def _check_comments(mine: Mapping[Dimension, GivenRating], others: list[Rating]) -> None:
    unsaid = tuple(
        dimension
        for dimension, one in mine.items()
        if not one.comment.strip() and is_far_off(one.rating, [row.rating for row in others if row.dimension == dimension])
    )
    if unsaid:
        raise CommentNeeded(unsaid)


def uncommented(evaluation: Evaluation) -> list[Rating]:
    """Ratings that lie far from the mean of the others' and give no reason."""
    rows = ratings_of(evaluation)
    return [
        row
        for row in rows
        if not row.comment
        and is_far_off(row.rating, [other.rating for other in rows if other.dimension == row.dimension and other.pk != row.pk])
    ]


def _ask_for_comments(evaluation: Evaluation, *, at: datetime) -> None:
    """Whoever rated first could not know what others would say."""
    for row in uncommented(evaluation):
        queue_notice(
            "rating_comment_wanted",
            key=f"rating_comment_wanted:{row.request_id}:{row.dimension}",
            at=at,
            to=row.request.rater,
            supplier=evaluation.supplier,
            facts={"dimension": row.dimension},
            url=f"{RATINGS_PAGE}{row.request_id}/change/",
        )
