"""Reading evaluations and requests to rate, always as somebody."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.models import Account, Evaluation, RatingRequest
from suppliers.permissions import (
    rates_performance,
    reads_all_suppliers,
    releases_evaluations,
    scores_evaluations,
)
from suppliers.rules.evaluation import SHOWN_TO_SUPPLIER, EvaluationStatus
from suppliers.rules.role import SUPPLIER_ROLES, Role
from suppliers.selectors.task import Task

MOST_LINES = 5


def visible_evaluations(account: Any) -> QuerySet[Evaluation]:
    """All for the buyer's staff; for a supplier's people the company's own from publication on; else none."""
    rows = Evaluation.objects.select_related("supplier")
    if reads_all_suppliers(account):
        return rows
    if getattr(account, "is_active", False) and getattr(account, "role", None) in SUPPLIER_ROLES:
        return rows.filter(supplier_id=account.supplier_id, status__in=SHOWN_TO_SUPPLIER)
    return rows.none()


def visible_rating_requests(account: Any) -> QuerySet[RatingRequest]:
    """The reader's own requests to rate, for evaluations that were not given up."""
    rows = RatingRequest.objects.select_related("evaluation__supplier", "rater")
    if not rates_performance(account):
        return rows.none()
    hidden = [EvaluationStatus.PLANNED, EvaluationStatus.CANCELLED]
    return rows.filter(rater=account).exclude(evaluation__status__in=hidden)


def open_rating_requests(account: Any) -> QuerySet[RatingRequest]:
    """What the reader has still to rate, the most urgent first."""
    rows = visible_rating_requests(account).filter(done_at__isnull=True, evaluation__status=EvaluationStatus.COLLECTING)
    return rows.order_by("evaluation__due_on", "pk")


def with_progress(rows: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
    """Each evaluation with `asked` and `rated`: how many people were asked, and how many have rated."""
    rated = Count("rating_requests", filter=Q(rating_requests__done_at__isnull=False))
    return rows.annotate(asked=Count("rating_requests"), rated=rated)


def possible_raters() -> QuerySet[Account]:
    """Everybody of the buyer who may be asked to rate, by department."""
    people = Account.objects.filter(role__in=[Role.PROCUREMENT, Role.REQUESTER], is_active=True)
    return people.order_by("department", "name", "pk")


def evaluation_worklist(account: Any) -> list[Task]:
    """What waits for this person: to rate, to score, to hand in, to release, to publish. At most four queries.

    More than five of one kind are one line that opens the list: a quarter brings hundreds at once.
    """
    tasks = _few(
        [_rate(request) for request in open_rating_requests(account)],
        lambda count: ngettext("Rate %(count)d supplier", "Rate %(count)d suppliers", count) % {"count": count},
        reverse("admin:suppliers_ratingrequest_changelist"),
    )
    if scores_evaluations(account):
        tasks += _few(
            [_score(row) for row in _complete(account)],
            lambda count: ngettext("Score %(count)d evaluation", "Score %(count)d evaluations", count) % {"count": count},
            _list_of(EvaluationStatus.COLLECTING),
        )
        scored = visible_evaluations(account).filter(status=EvaluationStatus.SCORED).order_by("scored_at")
        tasks += _few(
            [_task(_("Hand in the evaluation of %(name)s"), row, row.scored_at) for row in scored],
            lambda count: ngettext("Hand in %(count)d evaluation", "Hand in %(count)d evaluations", count) % {"count": count},
            _list_of(EvaluationStatus.SCORED),
        )
    if releases_evaluations(account):
        tasks += _releases(account)
    return tasks


def _releases(account: Account) -> list[Task]:
    waiting = visible_evaluations(account).filter(status__in=[EvaluationStatus.REVIEW, EvaluationStatus.APPROVED])
    rows = list(waiting.exclude(planned_by=account).exclude(scored_by=account).order_by("scored_at"))
    return [
        *_few(
            [_release(row) for row in rows if row.status == EvaluationStatus.REVIEW],
            lambda count: ngettext("Release %(count)d evaluation", "Release %(count)d evaluations", count) % {"count": count},
            _list_of(EvaluationStatus.REVIEW),
        ),
        *_few(
            [_release(row) for row in rows if row.status == EvaluationStatus.APPROVED],
            lambda count: ngettext("Publish %(count)d evaluation", "Publish %(count)d evaluations", count) % {"count": count},
            _list_of(EvaluationStatus.APPROVED),
        ),
    ]


def _few(tasks: list[Task], words: Callable[[int], str], url: str) -> list[Task]:
    if len(tasks) <= MOST_LINES:
        return tasks
    first = min(tasks, key=lambda task: task.urgency)
    return [Task(words(len(tasks)), "", url, first.since, first.due_on)]


def _list_of(status: EvaluationStatus) -> str:
    return f"{reverse('admin:suppliers_evaluation_changelist')}?status={status}"


def _complete(account: Account) -> QuerySet[Evaluation]:
    collecting = visible_evaluations(account).filter(status=EvaluationStatus.COLLECTING)
    unrated = RatingRequest.objects.filter(evaluation=OuterRef("pk"), done_at__isnull=True)
    return with_progress(collecting.exclude(Exists(unrated))).order_by("due_on")


def _rate(request: RatingRequest) -> Task:
    row = request.evaluation
    return Task(
        words=_("Rate %(name)s") % {"name": row.supplier},
        detail=row.get_kind_display(),
        url=reverse("admin:suppliers_ratingrequest_change", args=[request.pk]),
        since=request.asked_at,
        due_on=row.due_on,
    )


def _score(row: Evaluation) -> Task:
    asked: int = getattr(row, "asked", 0)
    detail = ngettext("%(count)d rater has rated", "all %(count)d raters have rated", asked) % {"count": asked}
    task = _task(_("Score the evaluation of %(name)s"), row, row.planned_at)
    return Task(task.words, f"{task.detail} · {detail}", task.url, task.since, row.due_on)


def _release(row: Evaluation) -> Task:
    words = _("Publish the evaluation of %(name)s")
    if row.status == EvaluationStatus.REVIEW:
        words = _("Release the evaluation of %(name)s")
    return _task(words, row, row.approved_at or row.scored_at)


def _task(words: str, row: Evaluation, since: Any) -> Task:
    url = reverse("admin:suppliers_evaluation_change", args=[row.pk])
    return Task(words % {"name": row.supplier}, f"{row.supplier.number} · {row.get_kind_display()}", url, since)
