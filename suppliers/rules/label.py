"""Green labels: what they ask for, and why one is missing. Source: docs/labels_and_awards.md, green labels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Label(StrEnum):
    """The two labels; a supplier may hold both."""

    GREEN_3C_ROHS = "GREEN_3C_ROHS"
    GREEN_PERFORMANCE = "GREEN_PERFORMANCE"


class Missing(StrEnum):
    """Why a label is not held; each has its words and its way to mend it."""

    NOT_ACTIVE = "NOT_ACTIVE"
    UNDERTAKING = "UNDERTAKING"
    NO_PRODUCT = "NO_PRODUCT"
    CCC = "CCC"
    ROHS = "ROHS"
    NO_SCORE = "NO_SCORE"
    SCORE_TOO_OLD = "SCORE_TOO_OLD"
    SCORE_TOO_LOW = "SCORE_TOO_LOW"
    ISO_14001 = "ISO_14001"
    ENVIRONMENTAL_BREACH = "ENVIRONMENTAL_BREACH"


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; `facts` are plain JSON: names of products, scores as text."""

    code: Missing
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class OfferedProduct:
    """A product on offer: which regimes it falls under, and whether a valid paper covers it."""

    name: str
    in_3c_catalogue: bool
    is_electrical: bool
    covered_by_3c: bool
    covered_by_rohs: bool


@dataclass(frozen=True)
class LabelFacts:
    """What is known of one supplier on one day. `esg` is the published score S, or None without one."""

    is_active: bool
    has_undertaking: bool
    products: tuple[OfferedProduct, ...] = ()
    esg: Decimal | None = None
    esg_is_valid: bool = True
    has_iso_14001: bool = False
    open_environmental_breaches: int = 0  # levels I to III


def has_3c(products: Iterable[OfferedProduct]) -> bool:
    """Whether there are offered products of the 3C catalogue and each of them is covered."""
    concerned = [product for product in products if product.in_3c_catalogue]
    return bool(concerned) and all(product.covered_by_3c for product in concerned)


def has_rohs(products: Iterable[OfferedProduct]) -> bool:
    """Whether there are offered electrical products and each has accepted RoHS proof for ten substances."""
    concerned = [product for product in products if product.is_electrical]
    return bool(concerned) and all(product.covered_by_rohs for product in concerned)


def gaps(label: Label, facts: LabelFacts, *, least_score: Decimal) -> tuple[Gap, ...]:
    """All that is missing for a label, in a fixed order; nothing when it is held. `least_score` is of the policy."""
    found = _common_gaps(facts)
    if label is Label.GREEN_3C_ROHS:
        return (*found, *_product_gaps(facts.products))
    return (*found, *_performance_gaps(facts, least_score))


def labels_held(facts: LabelFacts, *, least_score: Decimal) -> tuple[Label, ...]:
    """The labels without a gap."""
    return tuple(label for label in Label if not gaps(label, facts, least_score=least_score))


def _common_gaps(facts: LabelFacts) -> list[Gap]:
    found = []
    if not facts.is_active:
        found.append(Gap(Missing.NOT_ACTIVE))
    if not facts.has_undertaking:
        found.append(Gap(Missing.UNDERTAKING))
    return found


def _product_gaps(products: tuple[OfferedProduct, ...]) -> list[Gap]:
    # A label for nothing would be worth nothing: at least one product falls under one of the regimes.
    if not any(product.in_3c_catalogue or product.is_electrical for product in products):
        return [Gap(Missing.NO_PRODUCT)]
    found = []
    without_3c = [product.name for product in products if product.in_3c_catalogue and not product.covered_by_3c]
    without_rohs = [product.name for product in products if product.is_electrical and not product.covered_by_rohs]
    if without_3c:
        found.append(Gap(Missing.CCC, {"products": without_3c}))
    if without_rohs:
        found.append(Gap(Missing.ROHS, {"products": without_rohs}))
    return found


def _performance_gaps(facts: LabelFacts, least_score: Decimal) -> list[Gap]:
    found = []
    if facts.esg is None:
        found.append(Gap(Missing.NO_SCORE))
    elif not facts.esg_is_valid:
        found.append(Gap(Missing.SCORE_TOO_OLD, {"score": str(facts.esg)}))
    elif facts.esg < least_score:
        found.append(Gap(Missing.SCORE_TOO_LOW, {"score": str(facts.esg), "least": str(least_score)}))
    if not facts.has_iso_14001:
        found.append(Gap(Missing.ISO_14001))
    if facts.open_environmental_breaches:
        found.append(Gap(Missing.ENVIRONMENTAL_BREACH, {"open": facts.open_environmental_breaches}))
    return found
