"""Tiers in words: why a tier is what it is, what each cap says, what led to a decision. One place for all faces."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from suppliers.models.labels_trade import SPEND_CLASS, TIER
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier
from suppliers.rules.tier_cap import CapReason

# With {limit} or {question} where the cap has one.
_CAP: dict[CapReason, Any] = {
    CapReason.CRITICAL_NO: gettext_lazy("Critical question %(question)s is answered in the negative"),
    CapReason.CRITICAL_BLANK: gettext_lazy("Critical question %(question)s is left blank"),
    CapReason.CRITICAL_NA_NOT_ACCEPTED: gettext_lazy(
        "Critical question %(question)s was called not applicable, and that is not accepted"
    ),
    CapReason.CRITICAL_UNPROVEN: gettext_lazy("For critical question %(question)s no proof was accepted"),
    CapReason.OPTION_CHOSEN: gettext_lazy("The answer chosen for question %(question)s limits the tier"),
    CapReason.ESG_BELOW: gettext_lazy("The ESG score S is below %(limit)s"),
    CapReason.PERFORMANCE_BELOW: gettext_lazy("The performance score P is below %(limit)s"),
    CapReason.DELIVERY_BELOW: gettext_lazy("The mark for delivery is below %(limit)s"),
    CapReason.COVERAGE_BELOW: gettext_lazy("The coverage of the self-assessment is below %(limit)s %%"),
    CapReason.POINTS_FROM: gettext_lazy("There are %(limit)s active breach points or more"),
    CapReason.OPEN_BREACH_LEVEL: gettext_lazy("A breach of level %(limit)s is open"),
    CapReason.UNDERTAKING_NOT_IN_FORCE: gettext_lazy("The undertaking on honesty and integrity is not in force"),
    CapReason.QUALIFICATION_LAPSED: gettext_lazy("A mandatory permit or licence has lapsed"),
    CapReason.READMITTANCE_PROBATION: gettext_lazy("The supplier was admitted again not long ago and is on probation"),
    CapReason.NOT_STRATEGIC: gettext_lazy("Spend of class %(limit)s, and the supplier is not marked as strategic"),
}
_CAUSE: dict[str, Any] = {
    "evaluation.annual": gettext_lazy("Annual evaluation published"),
    "evaluation.periodic": gettext_lazy("Quarterly evaluation published"),
    "evaluation.dynamic": gettext_lazy("Evaluation after an event published"),
    "evaluation.corrected": gettext_lazy("Evaluation corrected after an objection"),
    "esg": gettext_lazy("ESG score published"),
    "certificate": gettext_lazy("Certificates changed"),
    "signature": gettext_lazy("Signatures changed"),
    "breach": gettext_lazy("Breaches changed"),
    "appeal": gettext_lazy("Objection upheld"),
    "flags": gettext_lazy("Flags of the supplier changed"),
    "policy": gettext_lazy("New scoring policy in force"),
    "day": pgettext_lazy("cause", "A term ended or began"),
}
_FOLLOWS: dict[Tier, Any] = {
    Tier.A: gettext_lazy("Preferred in selection and asked first for new projects."),
    Tier.B: gettext_lazy("Invited to tenders without restriction."),
    Tier.C: gettext_lazy("An improvement plan is due within 30 days, and no new categories are opened until the tier rises."),
    Tier.D: gettext_lazy("After an annual evaluation an exit is proposed; the supplier is heard before anything is decided."),
    Tier.N: gettext_lazy("No tier and no score: both are given with the first complete evaluation."),
}


def tier_name(tier: str) -> str:
    """A tier with its word, such as "B preferred"."""
    return str(TIER[Tier(tier)])


def spend_class_name(code: str) -> str:
    """A spend class with its word; empty for none."""
    return str(SPEND_CLASS[SpendClass(code)]) if code else ""


def cap_words(cap: Mapping[str, Any]) -> str:
    """What a stored cap says, without its tier."""
    facts = {"question": cap.get("question") or "", "limit": cap.get("limit") or ""}
    return str(_CAP[CapReason(cap["reason"])] % facts)


def cause_words(cause: str) -> str:
    """What led to a decision."""
    return str(_CAUSE.get(cause, cause))


def follows(tier: str) -> str:
    """What a tier means for the supplier."""
    return str(_FOLLOWS[Tier(tier)])


def why(receipt: Mapping[str, Any]) -> str:
    """One sentence that says why the tier of a receipt is what it is: score and bands, hysteresis, the cap that decides."""
    if receipt["overall"] is None:
        return _why_none(receipt)
    facts = {
        "tier": tier_name(receipt["tier"]),
        "overall": receipt["overall"],
        "raw": receipt["raw_tier"],
        "cut": receipt["method"]["cuts"][receipt["raw_tier"]],
        "stepped": receipt["tier_after_hysteresis"],
        "margin": receipt["method"]["margin"],
    }
    binding = [cap for cap in receipt["caps"] if cap["binding"]]
    if binding:
        facts["cap"] = cap_words(binding[0])
        return _("%(tier)s, although the overall score of %(overall)s would give %(stepped)s. What limits it: %(cap)s.") % facts
    if receipt["raw_tier"] == receipt["tier_after_hysteresis"]:
        return (
            _("%(tier)s, because the overall score of %(overall)s lies in the band from %(cut)s on, and no cap limits it.")
            % facts
        )
    return (
        _(
            "%(tier)s: by itself the overall score of %(overall)s would give %(raw)s, but a tier moves at once only when the "
            "score is %(margin)s points beyond the limit, at most one step up, or when two evaluations in a row agree."
        )
        % facts
    )


def why_steps(receipt: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The way to the tier in three or four lines: (step, what came of it)."""
    facts, weights = receipt["facts"], receipt["method"]["weights"]
    if receipt["overall"] is None:
        return []
    sums = {
        "esg_weight": weights["esg"],
        "esg": facts["esg"]["score"],
        "performance_weight": weights["performance"],
        "performance": facts["performance"]["score"],
        "deduction": receipt["deduction"],
    }
    cuts = receipt["method"]["cuts"]
    bands = _("A from %(A)s, B from %(B)s, C from %(C)s, D below") % cuts
    sum_words = _("%(esg_weight)s × %(esg)s (ESG) + %(performance_weight)s × %(performance)s (performance) − %(deduction)s")
    lines = [
        (_("Overall score G"), f"{sum_words % sums} = {receipt['overall']}"),
        (_("Tier by the bands"), f"{tier_name(receipt['raw_tier'])} · {bands}"),
        (_("After comparing with the evaluation before"), _stepped(receipt)),
    ]
    binding = [cap for cap in receipt["caps"] if cap["binding"]]
    last = "; ".join(cap_words(cap) for cap in binding) if binding else _("No cap lowers it.")
    return [*lines, (_("After the caps"), f"{tier_name(receipt['tier'])} · {last}")]


def _stepped(receipt: Mapping[str, Any]) -> str:
    previous, stepped = receipt["facts"]["previous"], tier_name(receipt["tier_after_hysteresis"])
    if previous is None:
        return f"{stepped} · {_('there was none')}"
    before = _("then %(tier)s with %(overall)s") % {"tier": previous["tier"], "overall": previous["overall"] or "–"}
    return f"{stepped} · {before}"


def _why_none(receipt: Mapping[str, Any]) -> str:
    facts = receipt["facts"]
    if receipt["esg_lapsed"]:
        return _("No tier: the ESG score was valid until %(day)s. A new self-assessment brings the next one.") % {
            "day": facts["esg"]["valid_until"]
        }
    if facts["esg"] is None and facts["performance"] is None:
        return _("No tier yet: there is neither an ESG score nor an evaluation of performance.")
    if facts["esg"] is None:
        return _("No tier yet: performance is evaluated, the ESG score of a verified self-assessment is missing.")
    return _("No tier yet: the ESG score is there, an evaluation of performance is missing.")
