"""What a new day does to evaluations: collecting begins, raters are reminded, terms to object end."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from suppliers.models import Appeal, Evaluation, RatingRequest
from suppliers.rules.appeal import AppealAgainst, AppealStatus
from suppliers.rules.evaluation import REMIND_DAYS, WORKFLOW, EvaluationStatus
from suppliers.selectors.clock import local_day
from suppliers.services.evaluation import collect_ratings
from suppliers.services.evaluation_score import evaluation_page
from suppliers.services.notice import queue_notice
from suppliers.services.rating import RATINGS_PAGE
from suppliers.services.transitions import apply_move


def evaluation_clock(*, at: datetime) -> int:
    """All of it; may run twice, or late, without doing anything twice. Returns how many evaluations moved."""
    begun = _begin(at=at)
    _remind(at=at)
    _tell_overdue(at=at)
    return begun + _archive(at=at)


def _begin(*, at: datetime) -> int:
    """Collecting begins on the day after the period."""
    waiting = Evaluation.objects.filter(status=EvaluationStatus.PLANNED, period_to__lt=local_day(at)).select_related("supplier")
    rows = list(waiting)
    for evaluation in rows:
        collect_ratings(evaluation, by=None, at=at)
    return len(rows)


def _open_requests() -> list[RatingRequest]:
    collecting = RatingRequest.objects.filter(done_at__isnull=True, evaluation__status=EvaluationStatus.COLLECTING)
    return list(collecting.select_related("rater", "evaluation__supplier", "evaluation__planned_by"))


@transaction.atomic
def _remind(*, at: datetime) -> None:
    """Three days before the day, and once after it: one mail per person and day of term, not per supplier."""
    today = local_day(at)
    for request in _open_requests():
        due = request.evaluation.due_on
        if due is None or due - timedelta(days=REMIND_DAYS) > today:
            continue
        kind = "rating_reminder" if today <= due else "rating_overdue"
        queue_notice(
            kind,
            key=f"{kind}:{request.rater_id}:{due.isoformat()}",
            at=at,
            to=request.rater,
            facts={"due_on": due.isoformat()},
            url=RATINGS_PAGE,
        )


@transaction.atomic
def _tell_overdue(*, at: datetime) -> None:
    """Who planned it hears whose ratings are missing."""
    missing: dict[int, list[RatingRequest]] = {}
    for request in _open_requests():
        due = request.evaluation.due_on
        if due is not None and due < local_day(at):
            missing.setdefault(request.evaluation_id, []).append(request)
    for requests in missing.values():
        evaluation = requests[0].evaluation
        if evaluation.planned_by is None or evaluation.due_on is None:
            continue
        queue_notice(
            "evaluation_overdue",
            key=f"evaluation_overdue:{evaluation.pk}:{evaluation.due_on.isoformat()}",
            at=at,
            to=evaluation.planned_by,
            supplier=evaluation.supplier,
            facts={"due_on": evaluation.due_on.isoformat(), "names": [request.rater.name for request in requests]},
            url=evaluation_page(evaluation),
        )


@transaction.atomic
def _archive(*, at: datetime) -> int:
    """The term to object is over and nothing is appealed against."""
    open_appeal = Appeal.objects.filter(against=AppealAgainst.EVALUATION, subject_id=OuterRef("pk"), status=AppealStatus.FILED)
    over = Evaluation.objects.filter(status=EvaluationStatus.PUBLISHED, object_until__lt=local_day(at))
    rows = list(over.exclude(Exists(open_appeal)).select_related("supplier"))
    for evaluation in rows:
        apply_move(evaluation, WORKFLOW, "archive", by=None, at=at)
    return len(rows)
