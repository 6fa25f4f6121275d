"""The first page: what waits for whom, and how the register stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.admin.figure import home_figures
from suppliers.admin.region_view import CountView, count_view_of
from suppliers.admin.words import standing_badge
from suppliers.models.labels import STANDING
from suppliers.permissions import invites_suppliers, manages_accounts, reads_all_suppliers
from suppliers.rules.job import JobState
from suppliers.rules.standing import COUNTED, Standing
from suppliers.selectors.appeal import appeal_worklist
from suppliers.selectors.award import award_worklist
from suppliers.selectors.campaign import campaign_worklist
from suppliers.selectors.certificate import certificate_worklist
from suppliers.selectors.clock import today
from suppliers.selectors.data_import import data_import_worklist
from suppliers.selectors.duplicate import duplicate_worklist
from suppliers.selectors.evaluation import evaluation_worklist
from suppliers.selectors.job import visible_jobs
from suppliers.selectors.outbox import visible_outbox
from suppliers.selectors.supplier import visible_suppliers
from suppliers.selectors.task import Task
from suppliers.selectors.training import training_worklist
from suppliers.selectors.waste import waste_worklist
from suppliers.selectors.worklist import Waiting, WorkItem, admittance_worklist
from suppliers.services.notice import MAX_ATTEMPTS

IN_PROGRESS = (Standing.DRAFT, Standing.SUBMITTED, Standing.CHECKING, Standing.RETURNED, Standing.AWAITING_SIGNATURE)


@dataclass(frozen=True)
class StandingCount:
    """How many suppliers stand so, with the list behind the figure."""

    standing: str
    word: str
    suppliers: int
    url: str


def home_context(account: Any) -> dict[str, Any]:
    """Tasks by urgency; figures for those who read suppliers, operations for the administrator."""
    tasks = sorted((task for provider in PROVIDERS for task in provider(account)), key=lambda task: task.urgency)
    context: dict[str, Any] = {"tasks": tasks, "reads_suppliers": reads_all_suppliers(account)}
    if manages_accounts(account):
        context["operations"] = _operations(account)
    if reads_all_suppliers(account):
        context |= _figures(account) | home_figures(account)
        context["may_invite"] = invites_suppliers(account)
    return context


def _task(item: WorkItem) -> Task:
    words = {
        Waiting.START_CHECKING: _("Start checking the application of %(name)s"),
        Waiting.FINISH_CHECKING: _("Finish the checks of %(name)s"),
        Waiting.APPROVE: _("Decide on the admittance of %(name)s"),
        Waiting.DECIDE_FAILED: _("Decide on the failed check of %(name)s"),
        Waiting.COMPLETE_DRAFT: _("Complete the application of %(name)s"),
    }
    detail = item.number
    if item.open_checks:
        left = ngettext("%(count)d check open", "%(count)d checks open", item.open_checks) % {"count": item.open_checks}
        detail = f"{item.number} · {left}"
    return Task(
        words=words[item.waiting] % {"name": item.name},
        detail=detail,
        url=reverse("admin:suppliers_admittance_change", args=[item.admittance_id]),
        since=item.since,
        due_on=item.due_on,
    )


def _admittance_tasks(account: Any) -> list[Task]:
    return [_task(item) for item in admittance_worklist(account)]


PROVIDERS: tuple[Callable[[Any], list[Task]], ...] = (
    _admittance_tasks,
    evaluation_worklist,
    appeal_worklist,
    campaign_worklist,
    duplicate_worklist,
    certificate_worklist,
    waste_worklist,
    award_worklist,
    training_worklist,
    data_import_worklist,
)
"""Each looks after one kind of work; the upper app adds its own by the template tag `assessment_worklist`."""


def _operations(account: Any) -> list[tuple[str, int, str]]:
    failed = visible_jobs(account).filter(state=JobState.FAILED).count()
    given_up = visible_outbox(account).filter(sent_at__isnull=True, attempts__gte=MAX_ATTEMPTS).count()
    return [
        (_("Jobs that failed"), failed, f"{reverse('admin:suppliers_job_changelist')}?state=FAILED"),
        (_("Messages that could not be mailed"), given_up, f"{reverse('admin:suppliers_notice_changelist')}?mail=given_up"),
    ]


def _figures(account: Any) -> dict[str, Any]:
    found = dict(visible_suppliers(account).order_by().values_list("standing").annotate(suppliers=Count("pk")))
    register = reverse("admin:suppliers_supplier_changelist")
    count: CountView = count_view_of(today())
    return {
        "counted": sum(found.get(standing, 0) for standing in COUNTED),
        "in_progress": sum(found.get(standing, 0) for standing in IN_PROGRESS),
        "registered": sum(found.values()),
        "standings": [
            StandingCount(standing_badge(standing), str(word), found[standing], f"{register}?standing={standing}")
            for standing, word in STANDING.items()
            if found.get(standing)
        ],
        "count": count,
    }
