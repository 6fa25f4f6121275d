"""Objecting to a tier: on the same pages and in the same terms as against an evaluation."""

from datetime import datetime, timedelta

from suppliers.models import Account, Appeal, TierDecision
from suppliers.rules.appeal import AppealAgainst
from suppliers.rules.tier_decision import OBJECT_DAYS
from suppliers.selectors.evaluation_source import involved_in
from suppliers.services.appeal import AppealKind, AppealSubject, join_appeals
from suppliers.services.evaluation_correction import correct_evaluation
from suppliers.services.tier import decide_tier

PAGE = "/supplier/tier/"


def _subject(pk: int) -> AppealSubject | None:
    row = TierDecision.objects.filter(pk=pk).select_related("supplier", "evaluation").first()
    if row is None:
        return None
    involved = set(involved_in(row.evaluation)) if row.evaluation is not None else set()
    involved |= {row.decided_by_id} if row.decided_by_id else set()
    return AppealSubject(row.supplier, row.valid_from + timedelta(days=OBJECT_DAYS), frozenset(involved), PAGE)


def _uphold(appeal: Appeal, by: Account, at: datetime) -> object:
    """A tier follows its facts: the evaluation behind it is judged again, and what was mended meanwhile counts at once."""
    row = TierDecision.objects.select_related("supplier", "evaluation").get(pk=appeal.subject_id)
    if row.evaluation is not None:
        correct_evaluation(row.evaluation, by=by, at=at, reason=appeal.decision)
    return decide_tier(row.supplier, cause="appeal", by=by, at=at)


def register() -> None:
    """Let tiers be appealed against; called once when the app is ready."""
    join_appeals(AppealAgainst.TIER, AppealKind(_subject, _uphold))
