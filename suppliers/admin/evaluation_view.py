"""How an evaluation is shown: words, sums, what can be done next, its panel on the supplier's page; history in words."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from suppliers.admin.history_words import say_acts, say_codes, say_facts
from suppliers.admin.reading import badge
from suppliers.admin.words import day_words
from suppliers.models import Account, Evaluation, Supplier
from suppliers.models.labels_trade import APPEAL_AGAINST, APPEAL_STATUS, DIMENSION, EVALUATION_KIND, EVALUATION_STATUS
from suppliers.permissions import plans_evaluations
from suppliers.rules.evaluation import WORKFLOW, EvaluationStatus
from suppliers.rules.performance import Dimension
from suppliers.selectors.evaluation import visible_evaluations
from suppliers.selectors.evaluation_source import involved_in

SHOWN_IN_PANEL = 6
TONE = {
    EvaluationStatus.COLLECTING: "attention",
    EvaluationStatus.REVIEW: "attention",
    EvaluationStatus.PUBLISHED: "good",
    EvaluationStatus.ARCHIVED: "good",
}

say_acts(
    {
        "evaluation.plan": gettext_lazy("Evaluation planned"),
        "evaluation.collect": gettext_lazy("Collecting of ratings begun"),
        "evaluation.score": gettext_lazy("Evaluation scored"),
        "evaluation.hand_in": gettext_lazy("Evaluation handed in for release"),
        "evaluation.send_back": gettext_lazy("Evaluation sent back with a reason"),
        "evaluation.approve": gettext_lazy("Evaluation released by a second person"),
        "evaluation.publish": gettext_lazy("Evaluation published"),
        "evaluation.archive": gettext_lazy("Evaluation archived"),
        "evaluation.cancel": gettext_lazy("Evaluation cancelled"),
        "evaluation.correct": gettext_lazy("Evaluation opened again after an appeal"),
        "ratingrequest.ask": gettext_lazy("One more person asked to rate"),
        "ratingrequest.rate": gettext_lazy("Ratings given"),
        "appeal.file": gettext_lazy("Appeal filed"),
        "appeal.uphold": gettext_lazy("Appeal upheld"),
        "appeal.uphold_in_part": gettext_lazy("Appeal upheld in part"),
        "appeal.dismiss": gettext_lazy("Appeal dismissed"),
        "appeal.withdraw": gettext_lazy("Appeal withdrawn"),
    }
)
say_facts(
    {
        "performance": gettext_lazy("performance score P"),
        "period_from": gettext_lazy("period from"),
        "period_to": gettext_lazy("period to"),
        "department": gettext_lazy("department"),
        "ratings": gettext_lazy("ratings"),
        "against": gettext_lazy("against"),
        "receipt_sha256": gettext_lazy("SHA-256 of the receipt"),
        "technology": DIMENSION[Dimension.TECHNOLOGY],
        "quality": DIMENSION[Dimension.QUALITY],
        "responsiveness": DIMENSION[Dimension.RESPONSIVENESS],
        "delivery": DIMENSION[Dimension.DELIVERY],
        "cost": DIMENSION[Dimension.COST],
    }
)
say_codes(EVALUATION_KIND, EVALUATION_STATUS, APPEAL_AGAINST, APPEAL_STATUS)


def period_words(row: Evaluation) -> str:
    """The period in the reader's form."""
    return _("%(first)s to %(last)s") % {"first": day_words(row.period_from), "last": day_words(row.period_to)}


def evaluation_title(row: Evaluation) -> str:
    """Whose evaluation it is."""
    return _("Evaluation of %(supplier)s") % {"supplier": row.supplier}


def evaluation_badge(status: str) -> str:
    """How far it is."""
    found = EvaluationStatus(status)
    return badge(EVALUATION_STATUS[found], TONE.get(found, "neutral"))


def frozen_facts(row: Evaluation) -> list[tuple[str, str]]:
    """What else was frozen with the score."""
    found = row.inputs
    if not found:
        return []
    spend, policy, orders = found["spend"], found["policy"], found["orders"] or {}
    count = orders.get("orders", 0)
    return [
        (_("Scoring policy"), f"{policy['code']} {policy['version']}"),
        (_("Orders due in the period"), ngettext("%(count)d order", "%(count)d orders", count) % {"count": count}),
        (_("ESG result"), _("number %(number)s") % {"number": found["esg_result"]} if found["esg_result"] else _("none yet")),
        (_("Spend of 12 months (CNY)"), f"{spend['cny']} ({spend['from']} – {spend['to']})"),
        (_("Active breach points"), str(found["points"])),
    ]


def is_involved(row: Evaluation, account: Account) -> bool:
    """Whether the person planned, rated, scored or released it."""
    return account.pk in involved_in(row)


def steps_of(row: Evaluation, account: Account) -> dict[str, bool]:
    """What this person may do with it now; who was involved releases nothing."""
    moves = {move.name for move in WORKFLOW.moves_from(row.status, account.acting_role)}
    if is_involved(row, account):
        moves -= {move.name for move in WORKFLOW.moves if move.second_person}
    steps = dict.fromkeys(sorted(moves), True)
    if row.status == EvaluationStatus.COLLECTING and plans_evaluations(account):
        steps["ask"] = True
    return steps


def evaluation_panel(request: HttpRequest, supplier: Supplier) -> dict[str, Any]:
    """The latest evaluations, for the supplier's page."""
    rows = list(visible_evaluations(request.user).filter(supplier=supplier).defer("inputs", "receipt")[:SHOWN_IN_PANEL])
    return {
        "supplier": supplier,
        "rows": [(row, period_words(row), evaluation_badge(row.status)) for row in rows],
        "may_plan": plans_evaluations(request.user),
    }
