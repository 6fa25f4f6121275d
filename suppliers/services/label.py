"""Green labels: gained and lost on the day their conditions begin or cease to hold."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from suppliers.models import LabelPeriod, Supplier
from suppliers.rules.label import Gap, Label, LabelFacts, gaps
from suppliers.rules.role import Role
from suppliers.selectors.clock import local_day
from suppliers.selectors.label import label_facts
from suppliers.selectors.policy import scoring_policy
from suppliers.selectors.recipient import people_of
from suppliers.services.history import record
from suppliers.services.notice import queue_notice

FLAG = {Label.GREEN_3C_ROHS: "holds_green_3c_rohs", Label.GREEN_PERFORMANCE: "holds_green_performance"}
"""Where the register's lists look."""


@dataclass(frozen=True)
class LabelReport:
    """How many labels a look has opened and closed."""

    gained: int
    lost: int


@transaction.atomic
def refresh_labels(supplier_ids: Collection[int] | None = None, *, at: datetime) -> LabelReport:
    """Open the labels whose conditions hold and close those that have lost one; None means every supplier.

    Called whenever a certificate, a signature, the standing or the score changes, and every night. Reads in a
    constant number of queries; writes only what changes, with history and a notice to the supplier's administrators.
    """
    today = local_day(at)
    open_periods = LabelPeriod.objects.select_for_update().filter(valid_to__isnull=True)
    if supplier_ids is not None:
        open_periods = open_periods.filter(supplier_id__in=supplier_ids)
    held = {(period.supplier_id, Label(period.label)): period for period in open_periods}
    policy = scoring_policy()
    facts, least = label_facts(supplier_ids, today, policy), policy.label.performance_min_esg
    gained: list[tuple[int, Label]] = []
    lost: list[tuple[LabelPeriod, tuple[Gap, ...]]] = []
    for supplier_id, known in facts.items():
        for label in Label:
            missing = gaps(label, known, least_score=least)
            period = held.get((supplier_id, label))
            if period is None and not missing:
                gained.append((supplier_id, label))
            elif period is not None and missing:
                lost.append((period, missing))
    names = Supplier.objects.in_bulk({pk for pk, _label in gained} | {period.supplier_id for period, _gaps in lost})
    for period, missing in lost:
        _lose(period, missing, names[period.supplier_id], today, at)
    for supplier_id, label in gained:
        _gain(label, facts[supplier_id], names[supplier_id], today, at)
    return LabelReport(gained=len(gained), lost=len(lost))


def label_clock(*, at: datetime) -> int:
    """Labels lapse the day a condition fails: papers, signatures and scores end by the calendar. Returns the changes."""
    report = refresh_labels(at=at)
    return report.gained + report.lost


def gap_codes(missing: Iterable[Gap]) -> list[dict[str, object]]:
    """Gaps as JSON, for the period, the history and the notice."""
    return [{"code": str(gap.code), "facts": dict(gap.facts)} for gap in missing]


def _gain(label: Label, facts: LabelFacts, supplier: Supplier, today: date, at: datetime) -> None:
    shown = _facts_shown(label, facts)
    period = LabelPeriod.objects.create(supplier=supplier, label=label, valid_from=today, facts=shown)
    _flag(supplier, label, holds=True)
    record("labelperiod.gain", period, by=None, at=at, supplier=supplier, facts={"label": str(label)})
    _tell("label_gained", period, supplier, at, {"label": str(label)})


def _lose(period: LabelPeriod, missing: tuple[Gap, ...], supplier: Supplier, today: date, at: datetime) -> None:
    codes = gap_codes(missing)
    period.valid_to, period.lost_by = today, codes
    period.save(update_fields=["valid_to", "lost_by"])
    _flag(supplier, Label(period.label), holds=False)
    facts = {"label": period.label, "missing": [str(gap.code) for gap in missing]}
    record("labelperiod.lose", period, by=None, at=at, supplier=supplier, facts=facts)
    _tell("label_lost", period, supplier, at, {"label": period.label, "missing": codes})


def _flag(supplier: Supplier, label: Label, *, holds: bool) -> None:
    setattr(supplier, FLAG[label], holds)
    supplier.save(update_fields=[FLAG[label], "updated_at"])


def _facts_shown(label: Label, facts: LabelFacts) -> dict[str, object]:
    if label is Label.GREEN_PERFORMANCE:
        return {"score": str(facts.esg)}
    concerned = [product.name for product in facts.products if product.in_3c_catalogue or product.is_electrical]
    return {"products": concerned}


def _tell(kind: str, period: LabelPeriod, supplier: Supplier, at: datetime, facts: dict[str, object]) -> None:
    for person in people_of(supplier.pk, Role.SUPPLIER_ADMIN):
        queue_notice(
            kind,
            key=f"{kind}:{period.pk}:{person.pk}",
            at=at,
            to=person,
            supplier=supplier,
            facts=facts,
            url="/supplier/labels/",
        )
