"""What an audit report says, as plain values: the contract between the selector that fills it and the page.

Part numbers are those of docs (cover 1, sign-off 2, summary 3, scope 4, profile 5, documents 6, scores 7,
answers 8, indicators 9; annexes 12 in `audit_report_annex_content`). `Shown` is `Bilingual` for data known in
both languages, lazy translated words for our own, a date, or a plain string for what is the same in both.
Scores are 0-100 with two places.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from assessments.reports.audit_report_annex_content import Annexes
from suppliers.reports.edition import Bilingual, Edition, Shown

LAST_DIGITS = 4


@dataclass(frozen=True)
class Cover:
    """Part 1. `number` is AUD-YYYY-NNNNN; `version` starts at 1; `period` is first and last day."""

    number: str
    version: int
    supplier_name: Bilingual
    identifier_scheme: Shown
    identifier: str
    period: tuple[date, date]
    as_of: date
    generated_at: datetime
    buyer_name: Bilingual
    questionnaire_version: str
    policy_version: str
    software_version: str
    is_draft: bool = False
    is_demo: bool = False


@dataclass(frozen=True)
class Person:
    """Who did something, in which role, and when."""

    name: str
    role: Shown
    on: date


@dataclass(frozen=True)
class SignOff:
    """Part 2. What is None is printed as a blank place to be signed. `dataset_sha256` is 64 hex digits."""

    prepared_by: Person
    reviewed_by: Person | None
    approved_by: Person | None
    dataset_sha256: str


@dataclass(frozen=True)
class Cap:
    """A gate or cap that applied: the highest grade it leaves, why, and the question if one triggered it."""

    grade: str
    reason: Shown
    question_code: str = ""
    is_binding: bool = False


@dataclass(frozen=True)
class Highlight:
    """A strength or gap: question, what was found, the score earned (a x m, 0-100), and its weight in S.

    `effect` is in points of S: what the answer adds (strength) or what is missing to a full score (gap).
    """

    code: str
    question: Bilingual
    finding: Shown
    earned: Decimal
    effect: Decimal


@dataclass(frozen=True)
class Cycle:
    """One score in the row of the last ones."""

    as_of: date
    esg: Decimal
    grade: str


@dataclass(frozen=True)
class Summary:
    """Part 3. E and X are None where no question of theirs was scored; shares are per cent.

    `trend` holds the last scores, this one last; empty where this is the first.
    """

    esg: Decimal
    grade: str
    environment: Decimal | None
    cross_cutting: Decimal | None
    coverage: Decimal
    verified_share: Decimal
    caps: tuple[Cap, ...]
    strengths: tuple[Highlight, ...]
    gaps: tuple[Highlight, ...]
    trend: tuple[Cycle, ...] = ()


@dataclass(frozen=True)
class ProofState:
    """What an answer counts in one state of its proof, normal or critical, and how many answers here are in it."""

    state: Shown
    normal: Decimal
    critical: Decimal
    count: int


@dataclass(frozen=True)
class Scope:
    """Part 4. `asked` = answered + not_applicable + blank, in questions."""

    questionnaire_title: Bilingual
    questionnaire_version: str
    questionnaire_sha256: str
    category: Shown
    profile: Shown
    sites: tuple[str, ...]
    asked: int
    answered: int
    not_applicable: int
    blank: int
    proof_states: tuple[ProofState, ...]
    submitted_on: date | None
    verified_on: date | None


@dataclass(frozen=True)
class Fact:
    """One line of the profile: what, and its value ("" prints as not stated)."""

    words: Shown
    value: Shown


@dataclass(frozen=True)
class BankAccount:
    """Where the supplier is paid. Takes no more than the last four digits, so that a report cannot leak the rest."""

    bank: str
    holder: str
    last_four: str

    def __post_init__(self) -> None:
        if len(self.last_four) > LAST_DIGITS:
            raise ValueError("a report shows the last four digits of an account only")


@dataclass(frozen=True)
class Profile:
    """Part 5."""

    facts: tuple[Fact, ...]
    bank: BankAccount | None


@dataclass(frozen=True)
class SignedDocument:
    """Part 6: the undertaking or the code of conduct. What is None or "" is not there (not signed)."""

    title: Shown
    version: str
    status: Shown
    sha256: str
    signatory: str = ""
    signatory_title: str = ""
    authority: Shown = ""
    signed_at: datetime | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class AreaScore:
    """Part 7: one of the six areas. `score` None: nothing scored there. `cells` in the order of the dimensions."""

    code: str
    name: Bilingual
    weighted_sum: Decimal
    weight_sum: Decimal
    score: Decimal | None
    area_weight: Decimal
    cells: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class ModuleScore:
    """Part 7: one dimension of the cross-cutting module; `share` is its part of X (0.40)."""

    code: str
    name: Bilingual
    weighted_sum: Decimal
    weight_sum: Decimal
    score: Decimal | None
    share: Decimal


@dataclass(frozen=True)
class Scores:
    """Part 7. The two shares are those of E and X in S (0.75, 0.25)."""

    areas: tuple[AreaScore, ...]
    modules: tuple[ModuleScore, ...]
    environment: Decimal | None
    cross_cutting: Decimal | None
    esg: Decimal
    environment_share: Decimal
    cross_cutting_share: Decimal


@dataclass(frozen=True)
class AnswerLine:
    """Part 8: one applicable question. a, m and a x m x w are None where not applicable was accepted.

    `gate` is the cap of a critical question ("C", "D"), "" otherwise; `evidence` are references of the annex (E-01);
    `reviewer_reason` is why proof or a not-applicable was rejected.
    """

    code: str
    dimension: str
    question: Bilingual
    answer: Shown
    weight: int
    score: Decimal | None
    multiplier: Decimal | None
    weighted: Decimal | None
    gate: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    decision: Shown = ""
    not_applicable_reason: str = ""
    reviewer_reason: str = ""


@dataclass(frozen=True)
class AnswerGroup:
    """Part 8: the answers of one area or of the cross-cutting module."""

    code: str
    name: Bilingual
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class IndicatorLine:
    """Part 9. `value` is in `unit`; `last_year` and `change` (per cent) where known; notes are plausibility remarks."""

    code: str
    name: Bilingual
    unit: str
    value: Decimal
    last_year: Decimal | None = None
    change: Decimal | None = None
    notes: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class AuditReport:
    """The whole report. `dimensions` name the three columns of the matrix, in the order of `AreaScore.cells`."""

    edition: Edition
    dimensions: tuple[Bilingual, ...]
    cover: Cover
    sign_off: SignOff
    summary: Summary
    scope: Scope
    profile: Profile
    documents: tuple[SignedDocument, ...]
    scores: Scores
    answers: tuple[AnswerGroup, ...]
    indicators: tuple[IndicatorLine, ...]
    annexes: Annexes
