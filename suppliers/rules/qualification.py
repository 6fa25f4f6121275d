"""The qualification checks of an application for admittance, and what they find.

Six hard checks and four warnings. A hard check must be passed with proof; a warning may be passed or explained. An
application with a gap does not go to approval.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from suppliers.rules.month import add_months

PENALTY_MONTHS = 36
# The People's Bank of China stopped permitting enterprise accounts on this day; banks print an information sheet since.
PERMITS_ENDED_ON = date(2019, 7, 22)


class Check(StrEnum):
    """One thing that is looked at before a supplier is admitted."""

    IDENTITY = "H1"
    BANK = "H2"
    LICENCES = "H3"
    INSOLVENCY = "H4"
    BLACKLIST = "H5"
    SANCTIONS = "H6"
    SCALE = "W1"
    PENALTIES = "W2"
    CONFLICT = "W3"
    PROVINCE = "W4"

    @property
    def is_hard(self) -> bool:
        """Whether nothing but passing will do."""
        return self in HARD_CHECKS


HARD_CHECKS = (Check.IDENTITY, Check.BANK, Check.LICENCES, Check.INSOLVENCY, Check.BLACKLIST, Check.SANCTIONS)
WARNING_CHECKS = (Check.SCALE, Check.PENALTIES, Check.CONFLICT, Check.PROVINCE)


class CheckResult(StrEnum):
    """What came out of a check."""

    OPEN = "OPEN"
    PASSED = "PASSED"
    FAILED = "FAILED"
    EXPLAINED = "EXPLAINED"
    NOT_APPLICABLE = "NOT_APPLICABLE"


@dataclass(frozen=True)
class CheckOutcome:
    """The result of one check and what it rests on; `explanation` also holds the reason for not applicable."""

    result: CheckResult
    evidence_count: int = 0
    lookup_note: str = ""
    explanation: str = ""

    @property
    def has_proof(self) -> bool:
        """A file, or a note of where and when it was looked up."""
        return self.evidence_count > 0 or bool(self.lookup_note.strip())

    @property
    def has_explanation(self) -> bool:
        """Words, not spaces."""
        return bool(self.explanation.strip())


class GapReason(StrEnum):
    """Why a check still stands in the way."""

    OPEN = "OPEN"
    FAILED = "FAILED"
    PROOF_MISSING = "PROOF_MISSING"
    EXPLANATION_MISSING = "EXPLANATION_MISSING"
    CANNOT_BE_EXPLAINED = "CANNOT_BE_EXPLAINED"
    APPLIES = "APPLIES"


@dataclass(frozen=True)
class Gap:
    """One check that keeps the application from approval."""

    check: Check
    reason: GapReason


def may_be_not_applicable(check: Check, *, province_in_code: bool) -> bool:
    """Only the province check can have nothing to compare: no credit code, or one of a national authority."""
    return check is Check.PROVINCE and not province_in_code


def gaps(outcomes: Mapping[Check, CheckOutcome], *, province_in_code: bool) -> list[Gap]:
    """What stands between the application and approval, H1 to W4; empty when it may go there.

    A check without an outcome is open. `province_in_code`: the supplier's identifier names a province.
    """
    opened = CheckOutcome(CheckResult.OPEN)
    found = []
    for check in Check:
        reason = _gap_reason(check, outcomes.get(check, opened), province_in_code=province_in_code)
        if reason is not None:
            found.append(Gap(check, reason))
    return found


def _gap_reason(check: Check, outcome: CheckOutcome, *, province_in_code: bool) -> GapReason | None:
    match outcome.result:
        case CheckResult.OPEN:
            return GapReason.OPEN
        case CheckResult.FAILED:
            return GapReason.FAILED
        case CheckResult.PASSED:
            return GapReason.PROOF_MISSING if check.is_hard and not outcome.has_proof else None
        case CheckResult.EXPLAINED if check.is_hard:
            return GapReason.CANNOT_BE_EXPLAINED
        case CheckResult.NOT_APPLICABLE if not may_be_not_applicable(check, province_in_code=province_in_code):
            return GapReason.APPLIES
        case _:
            return None if outcome.has_explanation else GapReason.EXPLANATION_MISSING


class BankPaper(StrEnum):
    """What a supplier shows for its account."""

    ACCOUNT_OPENING_PERMIT = "ACCOUNT_OPENING_PERMIT"
    BASIC_DEPOSIT_SHEET = "BASIC_DEPOSIT_SHEET"
    BANK_CONFIRMATION = "BANK_CONFIRMATION"


class LegalKind(StrEnum):
    """What decides which bank paper a supplier can have."""

    ENTERPRISE = "ENTERPRISE"
    INDIVIDUAL_BUSINESS = "INDIVIDUAL_BUSINESS"
    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION"
    OTHER_ORGANISATION = "OTHER_ORGANISATION"
    OUTSIDE_MAINLAND = "OUTSIDE_MAINLAND"


class BankPaperRefusal(StrEnum):
    """Why a bank paper does not count."""

    PERMIT_WITHOUT_DATE = "PERMIT_WITHOUT_DATE"
    PERMIT_TOO_YOUNG = "PERMIT_TOO_YOUNG"
    NOT_FOR_MAINLAND = "NOT_FOR_MAINLAND"
    NOT_OUTSIDE_MAINLAND = "NOT_OUTSIDE_MAINLAND"


# Enterprises and individual businesses lost the permit in 2019; everybody else on the mainland is still given one.
_PERMIT_ENDED_FOR = frozenset({LegalKind.ENTERPRISE, LegalKind.INDIVIDUAL_BUSINESS})


def bank_paper_refusal(kind: BankPaper, issued_on: date | None, legal_kind: LegalKind) -> BankPaperRefusal | None:
    """Why the paper does not do for check H2, or None.

    Mainland: the basic deposit account sheet, or a permit; an enterprise's permit only if older than 2019-07-22.
    Elsewhere neither paper exists and a letter of the bank takes their place.
    """
    if legal_kind is LegalKind.OUTSIDE_MAINLAND:
        return None if kind is BankPaper.BANK_CONFIRMATION else BankPaperRefusal.NOT_OUTSIDE_MAINLAND
    if kind is BankPaper.BANK_CONFIRMATION:
        return BankPaperRefusal.NOT_FOR_MAINLAND
    if kind is BankPaper.BASIC_DEPOSIT_SHEET or legal_kind not in _PERMIT_ENDED_FOR:
        return None
    if issued_on is None:
        return BankPaperRefusal.PERMIT_WITHOUT_DATE
    return None if issued_on < PERMITS_ENDED_ON else BankPaperRefusal.PERMIT_TOO_YOUNG


def bank_paper_accepted(kind: BankPaper, issued_on: date | None, legal_kind: LegalKind) -> bool:
    """Whether the paper does for check H2; `bank_paper_refusal` says why not."""
    return bank_paper_refusal(kind, issued_on, legal_kind) is None


@dataclass(frozen=True)
class ScaleFacts:
    """Size of the supplier; money in CNY a year. None where nothing was declared."""

    registered_on: date | None
    staff: int | None
    revenue: Decimal | None
    expected_spend: Decimal | None


@dataclass(frozen=True)
class ScaleThresholds:
    """What a category asks for; None asks nothing. `revenue_per_spend` is a factor: 2 means twice the spend."""

    months_old: int | None
    staff: int | None
    revenue_per_spend: Decimal | None


class ScaleMeasure(StrEnum):
    """What falls short."""

    AGE = "AGE"
    STAFF = "STAFF"
    REVENUE = "REVENUE"


@dataclass(frozen=True)
class ScaleWarning:
    """One shortfall: `found` is None when nothing was declared; `needed` is None when it cannot be worked out.

    Age: the day of registration against months; staff: heads; revenue: CNY.
    """

    measure: ScaleMeasure
    found: date | int | Decimal | None
    needed: int | Decimal | None


def scale_warnings(facts: ScaleFacts, thresholds: ScaleThresholds, *, today: date) -> list[ScaleWarning]:
    """What check W1 finds. Something left blank is a warning: silence never makes a supplier look larger."""
    found = []
    if thresholds.months_old is not None:
        old_enough = facts.registered_on is not None and add_months(facts.registered_on, thresholds.months_old) <= today
        if not old_enough:
            found.append(ScaleWarning(ScaleMeasure.AGE, facts.registered_on, thresholds.months_old))
    if thresholds.staff is not None and (facts.staff is None or facts.staff < thresholds.staff):
        found.append(ScaleWarning(ScaleMeasure.STAFF, facts.staff, thresholds.staff))
    if thresholds.revenue_per_spend is not None:
        needed = None if facts.expected_spend is None else facts.expected_spend * thresholds.revenue_per_spend
        if facts.revenue is None or needed is None or facts.revenue < needed:
            found.append(ScaleWarning(ScaleMeasure.REVENUE, facts.revenue, needed))
    return found


class PenaltyField(StrEnum):
    """The law a penalty was given under, as far as it matters here."""

    ENVIRONMENT = "ENVIRONMENT"
    SAFETY = "SAFETY"
    OTHER = "OTHER"


INTEGRITY_FIELDS = frozenset({PenaltyField.ENVIRONMENT, PenaltyField.SAFETY})


@dataclass(frozen=True)
class Penalty:
    """One administrative penalty, declared by the supplier or found by the buyer."""

    decided_on: date
    field: PenaltyField
    is_serious: bool = False
    is_repaired: bool = False
    explanation: str = ""


@dataclass(frozen=True)
class PenaltyWarning:
    """Penalties of the last 36 months, oldest first.

    `unsettled` are those not both explained and repaired; `needs_integrity_view` when a serious environmental or safety
    penalty is among the recent ones, settled or not.
    """

    recent: tuple[Penalty, ...]
    unsettled: tuple[Penalty, ...]
    needs_integrity_view: bool


def penalty_warning(penalties: Iterable[Penalty], today: date) -> PenaltyWarning | None:
    """What check W2 finds, or None when there was no penalty for 36 months. The last day of the term still counts.

    A decision dated after today counts too: a wrong date must not make a penalty vanish.
    """
    recent = sorted(
        (penalty for penalty in penalties if add_months(penalty.decided_on, PENALTY_MONTHS) >= today),
        key=lambda penalty: penalty.decided_on,
    )
    if not recent:
        return None
    return PenaltyWarning(
        recent=tuple(recent),
        unsettled=tuple(penalty for penalty in recent if not (penalty.is_repaired and penalty.explanation.strip())),
        needs_integrity_view=any(penalty.is_serious and penalty.field in INTEGRITY_FIELDS for penalty in recent),
    )


@dataclass(frozen=True)
class ProvinceWarning:
    """The credit code names another province than the register; both as ISO 3166-2, `registered` may be empty."""

    in_code: str
    registered: str


def province_warning(credit_code_province: str | None, registered_province: str) -> ProvinceWarning | None:
    """What check W4 finds, or None. A code keeps its province when the company moves, so this is no error.

    `credit_code_province` is None for a supplier whose identifier names none; then there is nothing to compare.
    """
    if credit_code_province is None or credit_code_province == registered_province:
        return None
    return ProvinceWarning(credit_code_province, registered_province)
