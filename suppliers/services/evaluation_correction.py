"""Correcting a published evaluation after an appeal: a new version is rated and scored, the old one stays as it was."""

from datetime import datetime, timedelta

from django.db import transaction

from suppliers.models import Account, Evaluation, Rating, RatingRequest
from suppliers.rules.evaluation import COLLECT_DAYS, EvaluationKind
from suppliers.selectors.clock import local_day
from suppliers.services.evaluation import collect_ratings
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.rating import RATINGS_PAGE


@transaction.atomic
def correct_evaluation(evaluation: Evaluation, *, by: Account, at: datetime, reason: str) -> Evaluation:
    """A dynamic evaluation of the same period with a copy of all ratings, which their raters may change.

    Asked again it gives the one that is there. It has to be scored, released and published like any other.
    """
    there = evaluation.corrections.order_by("pk").first()
    if there is not None:
        return there
    corrected = Evaluation.objects.create(
        supplier=evaluation.supplier,
        kind=EvaluationKind.DYNAMIC,
        period_from=evaluation.period_from,
        period_to=evaluation.period_to,
        occasion=reason.strip()[:300],
        corrects=evaluation,
        planned_by=by,
        planned_at=at,
        due_on=local_day(at) + timedelta(days=COLLECT_DAYS),
    )
    for request in evaluation.rating_requests.prefetch_related("ratings").select_related("rater"):
        _copy(request, corrected, at=at)
    record("evaluation.correct", corrected, by=by, at=at, supplier=evaluation.supplier, reason=reason.strip())
    return collect_ratings(corrected, by=None, at=at)


def _copy(request: RatingRequest, corrected: Evaluation, *, at: datetime) -> None:
    copy = RatingRequest.objects.create(
        evaluation=corrected, rater=request.rater, department=request.department, asked_at=at, done_at=request.done_at
    )
    Rating.objects.bulk_create(
        [
            Rating(request=copy, dimension=row.dimension, rating=row.rating, comment=row.comment, rated_at=row.rated_at)
            for row in request.ratings.all()
        ]
    )
    queue_notice(
        "rating_to_check",
        key=f"rating_to_check:{copy.pk}",
        at=at,
        to=request.rater,
        supplier=corrected.supplier,
        facts={"due_on": corrected.due_on.isoformat() if corrected.due_on else ""},
        url=f"{RATINGS_PAGE}{copy.pk}/change/",
    )
