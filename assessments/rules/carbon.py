"""The carbon programme: agreement, yearly data, appraisal. Source: docs/carbon.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from suppliers.rules.role import Role
from suppliers.rules.rounding import CONTEXT, round_half_up
from suppliers.rules.workflow import Move, Workflow


class AgreementStatus(StrEnum):
    """Proposed by procurement, signed by the supplier like the undertaking, then in force until it ends."""

    PROPOSED = "PROPOSED"
    IN_FORCE = "IN_FORCE"
    ENDED = "ENDED"


class CarbonYearStatus(StrEnum):
    """The yearly data of one agreement."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPRAISED = "APPRAISED"


_PROCUREMENT = frozenset({Role.PROCUREMENT, Role.MANAGER})

AGREEMENT_WORKFLOW = Workflow(
    name="carbon agreement",
    states=AgreementStatus,
    moves=(
        Move("begin", (AgreementStatus.PROPOSED,), AgreementStatus.IN_FORCE, frozenset({Role.SYSTEM})),
        Move(
            "end",
            (AgreementStatus.PROPOSED, AgreementStatus.IN_FORCE),
            AgreementStatus.ENDED,
            _PROCUREMENT | {Role.SYSTEM},
            reason=True,
        ),
    ),
)
YEAR_WORKFLOW = Workflow(
    name="carbon year",
    states=CarbonYearStatus,
    moves=(
        Move(
            "submit",
            (CarbonYearStatus.DRAFT, CarbonYearStatus.RETURNED),
            CarbonYearStatus.SUBMITTED,
            frozenset({Role.SUPPLIER_ADMIN}),
        ),
        Move("send_back", (CarbonYearStatus.SUBMITTED,), CarbonYearStatus.RETURNED, _PROCUREMENT, reason=True),
        Move(
            "appraise",
            (CarbonYearStatus.SUBMITTED,),
            CarbonYearStatus.APPRAISED,
            _PROCUREMENT | {Role.AUDITOR},
            second_person=True,
        ),
    ),
)


DATA_POINTS, PROGRESS_POINTS, MEASURE_POINTS, DISCLOSURE_POINTS = Decimal(30), Decimal(40), Decimal(20), Decimal(10)
PASS_FROM = Decimal(60)
LATE_SHARE = Decimal("0.5")
REQUIRED_FIGURES = ("IND-EN", "IND-EL", "IND-S1", "IND-S2", "IND-RE")
"""Energy, electricity bought, scope 1, scope 2, renewable share: what every year of an agreement reports."""


class Disclosure(StrEnum):
    """How the supplier tells the public; the appraiser says which, with the proof before them."""

    NONE = "NONE"
    OWN_REPORT = "OWN_REPORT"
    VERIFIED_REPORT = "VERIFIED_REPORT"


DISCLOSURE_SHARE = {
    Disclosure.NONE: Decimal(0),
    Disclosure.OWN_REPORT: Decimal("0.5"),
    Disclosure.VERIFIED_REPORT: Decimal(1),
}


@dataclass(frozen=True)
class Promise:
    """What was agreed: emissions of the base year in tCO2e per scope, reductions in percent until the target year."""

    baseline_year: int
    target_year: int
    baseline_scope_1: Decimal
    baseline_scope_2: Decimal
    reduction_scope_1: Decimal
    reduction_scope_2: Decimal


@dataclass(frozen=True)
class YearFacts:
    """One year as delivered: base units by indicator, whether in time, milestones due so far and done of them."""

    year: int
    values: Mapping[str, Decimal]
    in_time: bool
    milestones_due: int
    milestones_done: int
    disclosure: Disclosure


@dataclass(frozen=True)
class Appraisal:
    """Points of the four parts, at two places; the total is their sum."""

    data: Decimal
    progress: Decimal
    measures: Decimal
    disclosure: Decimal
    allowed: Decimal
    emitted: Decimal | None

    @property
    def total(self) -> Decimal:
        """0 to 100."""
        return self.data + self.progress + self.measures + self.disclosure

    @property
    def passed(self) -> bool:
        """60 points pass."""
        return self.total >= PASS_FROM


def allowed_emissions(promise: Promise, year: int) -> Decimal:
    """Scope 1 and 2 together on the straight line from the base year to the target year, in tCO2e; flat afterwards."""
    span = promise.target_year - promise.baseline_year
    run = min(max(year - promise.baseline_year, 0), span)
    cut_1 = promise.baseline_scope_1 * promise.reduction_scope_1 * run / (100 * span)
    cut_2 = promise.baseline_scope_2 * promise.reduction_scope_2 * run / (100 * span)
    return round_half_up(promise.baseline_scope_1 + promise.baseline_scope_2 - cut_1 - cut_2)


def appraise(promise: Promise, facts: YearFacts) -> Appraisal:
    """The points of one year. What is not delivered earns nothing: a missing scope leaves no progress."""
    delivered = sum(code in facts.values for code in REQUIRED_FIGURES)
    data = DATA_POINTS * delivered / len(REQUIRED_FIGURES)
    allowed = allowed_emissions(promise, facts.year)
    scopes = [facts.values.get("IND-S1"), facts.values.get("IND-S2")]
    emitted = None if None in scopes else sum((value for value in scopes if value is not None), Decimal(0))
    done = Decimal(facts.milestones_done) / facts.milestones_due if facts.milestones_due else Decimal(1)
    return Appraisal(
        data=round_half_up(data if facts.in_time else data * LATE_SHARE),
        progress=_progress(promise, allowed, emitted),
        # Nothing due yet is nothing missed: the buyer set the days.
        measures=round_half_up(MEASURE_POINTS * min(done, Decimal(1))),
        disclosure=round_half_up(DISCLOSURE_POINTS * DISCLOSURE_SHARE[facts.disclosure]),
        allowed=allowed,
        emitted=emitted,
    )


def _progress(promise: Promise, allowed: Decimal, emitted: Decimal | None) -> Decimal:
    """The share of the reduction promised so far that was reached; more is no more than all."""
    if emitted is None:
        return round_half_up(Decimal(0))
    baseline = promise.baseline_scope_1 + promise.baseline_scope_2
    promised, reached = baseline - allowed, baseline - emitted
    if promised <= 0:
        return round_half_up(PROGRESS_POINTS if reached >= 0 else Decimal(0))
    share = min(max(CONTEXT.divide(reached, promised), Decimal(0)), Decimal(1))
    return round_half_up(PROGRESS_POINTS * share)
