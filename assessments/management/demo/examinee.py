"""Who is examined when, how far each has come, and which score it is to reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist, fmean

from assessments.management.demo.dice import dealt, dice, workday
from assessments.management.demo.plan import (
    IN_PROGRESS,
    OVERDUE,
    REVIEWED,
    SCORE_DEVIATION,
    SCORE_MEAN,
    SCORE_RANGE,
    SCORE_SHIFT,
)
from assessments.management.demo.register import Entered
from assessments.rules.assessment import AssessmentStatus
from suppliers.rules.standing import Standing

S = AssessmentStatus
OPEN_STATUSES = {S.IN_PROGRESS: 10, S.ASSIGNED: 2, S.RETURNED: 1, S.SUBMITTED: 3, S.IN_REVIEW: 3}
"""The 19 in progress; two of those in review are the worked examples."""
OVERDUE_STATUSES = {S.IN_PROGRESS: 9, S.ASSIGNED: 4}
UNDER_REVIEW = (S.SUBMITTED, S.IN_REVIEW, S.LOCKED)
CYCLE_BEGINS = date(2026, 2, 16)
STORY_STATUSES = {"EX1": S.IN_REVIEW, "EX2": S.IN_REVIEW, "SHOWCASE": S.IN_PROGRESS}
FULLY_ANSWERED = (*UNDER_REVIEW, S.RETURNED)


@dataclass(frozen=True)
class Exam:
    """One self-assessment as planned. `wanted` is the score it is to reach; days follow the workflow."""

    each: Entered
    status: AssessmentStatus
    wanted: float
    assigned_on: date
    due_on: date
    submitted_on: date
    review_on: date
    verified_on: date
    is_first: bool

    @property
    def is_submitted(self) -> bool:
        return self.status in UNDER_REVIEW

    @property
    def is_fully_answered(self) -> bool:
        return self.status in FULLY_ANSWERED


def plan_exams(entered: Sequence[Entered], present: date) -> list[Exam]:
    """One self-assessment for each counted supplier: 221 reviewed, 19 in progress, 13 overdue on the day `present`."""
    counted = [each for each in entered if each.company.is_counted]
    open_ones = _chosen_open(counted)
    targets = _targets([each for each in counted if each.supplier.pk not in open_ones])
    exams = []
    for each in counted:
        status, is_overdue = open_ones.get(each.supplier.pk, (S.LOCKED, False))
        wanted = targets.get(each.supplier.pk) or dice(f"wanted {each.company.serial}").gauss(SCORE_MEAN, SCORE_DEVIATION)
        if status == S.LOCKED:
            exams.append(_reviewed(each, wanted))
        else:
            exams.append(_open(each, status, wanted, present, is_overdue=is_overdue))
    return exams


def plan_last_years(entered: Sequence[Entered], present: date, newcomers: set[int]) -> list[Exam]:
    """What those who are being asked again now were found to be a year ago.

    Who came last has no such past, nor have the worked examples: their first score is the one under review.
    """
    counted = [each for each in entered if each.company.is_counted and each.supplier.pk not in newcomers]
    asked_again = _chosen_open([each for each in entered if each.company.is_counted])
    exams = []
    for each in counted:
        if each.supplier.pk not in asked_again or each.company.story in ("EX1", "EX2"):
            continue
        chance = dice(f"last year {each.company.serial}")
        assigned = max(each.company.settled_on, present - timedelta(days=370 + chance.randrange(20)))
        submitted = assigned + timedelta(days=chance.randrange(25, 55))
        review = workday(submitted + timedelta(days=chance.randrange(1, 6)))
        verified = workday(review + timedelta(days=chance.randrange(3, 12)))
        # The same company a year earlier: figures that leap would have to be explained.
        wanted = dice(f"wanted {each.company.serial}").gauss(SCORE_MEAN, SCORE_DEVIATION)
        due = assigned + timedelta(days=60)
        exams.append(Exam(each, S.LOCKED, wanted, workday(assigned), due, submitted, review, verified, is_first=False))
    return exams


def _chosen_open(counted: Sequence[Entered]) -> dict[int, tuple[AssessmentStatus, bool]]:
    """By supplier: status, and whether the term is over. Who came last has not been reviewed yet."""
    stories = {each.supplier.pk: STORY_STATUSES[each.company.story] for each in counted if each.company.story in STORY_STATUSES}
    free = [each for each in counted if not each.company.story and each.company.standing == Standing.ACTIVE]
    newest = [each for each in free if each.company.settled_on > date(2026, 7, 31)]
    others = dice("open").sample(
        [each for each in free if each not in newest], IN_PROGRESS + OVERDUE - len(stories) - len(newest)
    )
    told = list(stories.values())
    left = {status: number - told.count(status) for status, number in OPEN_STATUSES.items()}
    cards = [(status, False) for status in dealt(left, "open status")] + [
        (status, True) for status in dealt(OVERDUE_STATUSES, "overdue")
    ]
    found = {supplier: (status, False) for supplier, status in stories.items()}
    return found | {each.supplier.pk: card for each, card in zip([*newest, *others], cards, strict=True)}


def _targets(reviewed: Sequence[Entered]) -> dict[int, float]:
    """Scores that are normal about the mean over all, shifted by kind of supplier, cut to the range."""
    if len(reviewed) != REVIEWED:
        raise ValueError(len(reviewed))
    shifts = [SCORE_SHIFT.get((each.company.category, each.company.profile), 0.0) for each in reviewed]
    normal = NormalDist(SCORE_MEAN - fmean(shifts), SCORE_DEVIATION)
    draws = [normal.inv_cdf((place + 0.5) / len(reviewed)) for place in range(len(reviewed))]
    dice("targets").shuffle(draws)
    low, high = SCORE_RANGE
    return {
        each.supplier.pk: min(max(draw + shift, low), high) for each, draw, shift in zip(reviewed, draws, shifts, strict=True)
    }


def _reviewed(each: Entered, wanted: float) -> Exam:
    chance = dice(f"exam {each.company.serial}")
    is_first = each.company.settled_on >= CYCLE_BEGINS
    assigned = each.company.settled_on if is_first else CYCLE_BEGINS + timedelta(days=chance.randrange(90))
    due = assigned + timedelta(days=30 if is_first else 60)
    submitted = due - timedelta(days=chance.randrange(1, 22))
    review = workday(submitted + timedelta(days=chance.randrange(1, 6)))
    verified = workday(review + timedelta(days=chance.randrange(3, 12)))
    return Exam(each, S.LOCKED, wanted, workday(assigned), due, submitted, review, verified, is_first)


def _open(each: Entered, status: AssessmentStatus, wanted: float, present: date, *, is_overdue: bool) -> Exam:
    chance = dice(f"exam {each.company.serial}")
    is_first = each.company.settled_on > date(2026, 7, 31)
    term = 30 if is_first else 60
    if is_overdue:
        due = present - timedelta(days=chance.randrange(2, 20))
    elif status in UNDER_REVIEW:
        due = present + timedelta(days=chance.randrange(1, 8))
    else:
        due = present + timedelta(days=chance.randrange(12, 25))
    assigned = max(due - timedelta(days=term), each.company.settled_on)
    submitted = present - timedelta(days=9 if status != S.SUBMITTED else 2)
    return Exam(each, status, wanted, assigned, due, submitted, submitted + timedelta(days=2), present, is_first)
