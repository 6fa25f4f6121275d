"""What a page shows of a supplier's tier, the same for the buyer and for the supplier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from suppliers.forms.tier_words import cap_words, cause_words, follows, tier_name, why, why_steps
from suppliers.models import Supplier, TierDecision
from suppliers.models.labels_trade import DIMENSION
from suppliers.reports.chart import Chart
from suppliers.reports.chart_tier import Stretch, tier_steps
from suppliers.rules.performance import Dimension
from suppliers.rules.tier import Tier
from suppliers.rules.tier_decision import OBJECT_DAYS
from suppliers.rules.tier_path import Action, ActionKind, TierPath, Way, tier_path
from suppliers.rules.tier_reading import facts_from
from suppliers.selectors.policy import policy_of_row
from suppliers.selectors.tier import visible_tier_decisions

SHOWN = 24


@dataclass(frozen=True)
class CapLine:
    """One cap as a page lists it."""

    tier: str
    words: str
    binding: bool


@dataclass(frozen=True)
class WayLine:
    """One way up: what to do, and what comes of it."""

    actions: tuple[str, ...]
    tier: str
    overall: str
    gain: str


@dataclass(frozen=True)
class TierView:
    """Everything a page says about a tier; `decision` is None while there is none."""

    decision: TierDecision | None
    why: str
    follows: str
    steps: tuple[tuple[str, str], ...] = ()
    caps: tuple[CapLine, ...] = ()
    history: tuple[tuple[TierDecision, str, str], ...] = ()
    chart: Chart | None = None
    target: str = ""
    singles: tuple[WayLine, ...] = ()
    ways: tuple[WayLine, ...] = ()
    object_until: date | None = None


def tier_view(account: Any, supplier: Supplier, today: date) -> TierView:
    """The tier of one supplier as this reader may see it. One query."""
    rows = list(visible_tier_decisions(account).filter(supplier=supplier)[:SHOWN])
    current = next((row for row in rows if row.valid_to is None), None)
    if current is None:
        words = _("No tier yet: a tier needs both a verified self-assessment and an evaluation of performance.")
        return TierView(None, words, follows(Tier.N))
    path = _path(current, today)
    return TierView(
        decision=current,
        why=why(current.receipt),
        follows=follows(current.tier),
        steps=tuple(why_steps(current.receipt)),
        caps=tuple(CapLine(cap["tier"], cap_words(cap), cap["binding"]) for cap in current.caps),
        history=tuple((row, tier_name(row.tier), cause_words(row.cause)) for row in rows),
        chart=_chart(rows, today),
        target=tier_name(path.target) if path.target else "",
        singles=tuple(_lines(path.singles)),
        ways=tuple(_lines(path.ways)),
        object_until=current.valid_from + timedelta(days=OBJECT_DAYS),
    )


def action_words(action: Action) -> str:
    """What to do, in one sentence."""
    facts = {"subject": action.subject, "goal": action.goal, "start": action.start}
    if action.kind is ActionKind.RAISE_MARK:
        facts["subject"] = str(DIMENSION[Dimension(action.subject)])
    words = {
        ActionKind.SIGN_UNDERTAKING: _("Sign the undertaking on honesty and integrity"),
        ActionKind.RENEW_QUALIFICATION: _("Renew the permit or licence that has lapsed"),
        ActionKind.CLOSE_BREACH: _("Close the open breach of level %(subject)s by corrective action"),
        ActionKind.ANSWER_QUESTION: _("Fulfil what question %(subject)s asks, and answer it so in the next self-assessment"),
        ActionKind.PROVE_QUESTION: _("Hand in proof for question %(subject)s that is accepted"),
        ActionKind.RAISE_MARK: _("%(subject)s: from mark %(start)s to %(goal)s"),
        ActionKind.RAISE_ESG: _("ESG score: from %(start)s to %(goal)s"),
        ActionKind.RAISE_COVERAGE: _("Answer more questions: coverage from %(start)s %% to %(goal)s %%"),
    }
    return words[action.kind] % facts


def _path(row: TierDecision, today: date) -> TierPath:
    marks = _marks(row.evaluation.marks) if row.evaluation is not None else {}
    return tier_path(facts_from(row.supplier.number, today, row.facts), marks, policy_of_row(row.policy))


def _marks(stored: Mapping[str, str | None]) -> dict[Dimension, Decimal]:
    """The marks of an evaluation; what was not judged is left out."""
    judged = {dimension: stored.get(str(dimension)) for dimension in Dimension}
    return {dimension: Decimal(mark) for dimension, mark in judged.items() if mark not in (None, "None")}


def _lines(ways: Iterable[Way]) -> Iterable[WayLine]:
    for way in ways:
        actions = tuple(action_words(action) for action in way.actions)
        yield WayLine(actions, str(way.tier), "–" if way.overall is None else str(way.overall), f"{way.gain:+.2f}")


def _chart(rows: list[TierDecision], today: date) -> Chart | None:
    """The stretches, oldest first; decisions that kept the letter are one stretch, those of a single hour none."""
    stretches: list[Stretch] = []
    for row in reversed(rows):
        until = row.valid_to or max(today, row.valid_from) + timedelta(days=1)
        if until == row.valid_from:
            continue
        if stretches and stretches[-1].tier == row.tier and stretches[-1].until == row.valid_from:
            stretches[-1] = Stretch(row.tier, stretches[-1].since, until)
        else:
            stretches.append(Stretch(row.tier, row.valid_from, until))
    if not stretches:
        return None
    first, last = _day(stretches[0].since), _day(stretches[-1].until - timedelta(days=1))
    told = "; ".join(
        _("%(tier)s from %(day)s") % {"tier": tier_name(stretch.tier), "day": _day(stretch.since)} for stretch in stretches
    )
    return tier_steps(stretches, first_day=first, last_day=last, alt=_("Tiers over time: %(told)s") % {"told": told})


def _day(day: date) -> str:
    # Short and without doubt about day and month in either language.
    return formats.date_format(day, pgettext("format of a day in a chart", "j M Y"))
