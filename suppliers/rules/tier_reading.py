"""Reading the stored facts of a tier decision back, so that it can be decided again under another policy."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier
from suppliers.rules.tier_cap import CapReason
from suppliers.rules.tier_decision import EsgFact, PerformanceFact, QuestionGate, TierFacts
from suppliers.rules.tier_step import PreviousTier


def facts_from(supplier: str, as_of: date, stored: Mapping[str, Any]) -> TierFacts:
    """The facts as `tier_receipt.fact_values` wrote them."""
    previous = stored["previous"]
    return TierFacts(
        supplier=supplier,
        as_of=as_of,
        esg=_esg(stored["esg"]),
        performance=_performance(stored["performance"]),
        latest_performance=_performance(stored["latest_performance"]),
        active_points=stored["active_points"],
        open_breach_levels=frozenset(stored["open_breach_levels"]),
        undertaking_in_force=stored["undertaking_in_force"],
        qualification_lapsed=stored["qualification_lapsed"],
        readmitted_on=_day(stored["readmitted_on"]),
        spend_cny=Decimal(stored["spend_cny"]),
        spend_class=SpendClass(stored["spend_class"]) if stored["spend_class"] else None,
        is_strategic=stored["is_strategic"],
        previous=PreviousTier(Tier(previous["tier"]), _decimal(previous["overall"])) if previous else None,
    )


def gates_from(stored: list[Mapping[str, Any]]) -> tuple[QuestionGate, ...]:
    """The caps of questions as they lie with an ESG result."""
    return tuple(
        QuestionGate(
            Tier(gate["tier"]), CapReason(gate["reason"]), gate["question"], Tier(gate["gate"]) if gate.get("gate") else None
        )
        for gate in stored
    )


def _esg(stored: Mapping[str, Any] | None) -> EsgFact | None:
    if stored is None:
        return None
    return EsgFact(
        score=Decimal(stored["score"]),
        as_of=date.fromisoformat(stored["as_of"]),
        valid_until=date.fromisoformat(stored["valid_until"]),
        coverage_pct=Decimal(stored["coverage_pct"]),
        verified_share_pct=Decimal(stored["verified_share_pct"]),
        gates=gates_from(stored["gates"]),
        source=stored["source"],
        receipt_sha256=stored["receipt_sha256"],
    )


def _performance(stored: Mapping[str, Any] | None) -> PerformanceFact | None:
    if stored is None:
        return None
    return PerformanceFact(
        Decimal(stored["score"]), _decimal(stored["delivery"]), stored["evaluation"], _day(stored["period_to"])
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
