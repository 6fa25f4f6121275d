"""The way of each company through the life cycle, move by move, each on its day and by a person who may take it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.management.demo.company import Company
from assessments.management.demo.dice import dice
from assessments.management.demo.plan import REFERENCE
from suppliers.rules.standing import WORKFLOW, Standing


@dataclass(frozen=True)
class Step:
    """One move of the workflow table. `actor` is a name of `people.Staff`, "supplier", "enterer", or "" for the clock."""

    on: date
    turn: int
    move: str
    actor: str
    reason: str = ""


@dataclass(frozen=True)
class Stretch:
    """A standing from one day up to the day before another; None is open."""

    standing: Standing
    since: date
    until: date | None


BY_PROCUREMENT_PERCENT = 30


def entered_by_procurement(company: Company) -> bool:
    """Whether procurement typed the application on the company's behalf."""
    return not company.story and dice(f"intake {company.serial}").randrange(100) < BY_PROCUREMENT_PERCENT


def registered_day(company: Company) -> date:
    """The day on which the file was opened."""
    return company.settled_on - timedelta(days=28)


def steps(company: Company) -> list[Step]:
    """All moves after registration, the earliest first."""
    day = company.settled_on
    found = [
        Step(day - timedelta(days=21), 3, "submit", "enterer"),
        Step(day - timedelta(days=18), 2, "start_checking", "checker"),
    ]
    if company.standing == Standing.CHECKING:
        # Taken up on the day itself.
        shift = timedelta(days=18)
        return [Step(step.on + shift, step.turn, step.move, step.actor) for step in found if step.on + shift <= REFERENCE]
    if company.standing == Standing.REJECTED:
        return [*found, Step(day, 5, "reject", "manager", "The paper for the bank account does not belong to the applicant.")]
    found += [Step(day - timedelta(days=7), 6, "approve", "integrity"), Step(day, 9, "admit", "")]
    return [*found, *_after_admission(company)]


def _after_admission(company: Company) -> Iterator[Step]:
    chance = dice(f"life {company.serial}")
    if company.story == "APPEAL_UPHELD":
        yield Step(date(2026, 3, 9), 4, "give_exit_notice", "", "Delivery below the limit in two periods (X3).")
        yield Step(
            date(2026, 4, 2), 8, "uphold_appeal_active", "", "Late deliveries were caused by the buyer's own site closure."
        )
    elif (
        company.standing == Standing.ACTIVE and not company.story and company.serial % 41 == 0 and company.settled_on.year < 2024
    ):
        start = date(2024, 2, 5) + timedelta(days=company.serial * 2)
        yield Step(start, 4, "suspend", "integrity", "A mandatory licence lapsed; renewal asked for.")
        yield Step(start + timedelta(days=38), 7, "resume", "integrity", "The renewed licence was verified with its issuer.")
    elif company.standing == Standing.SUSPENDED:
        yield Step(
            REFERENCE - timedelta(days=chance.randrange(8, 55)), 4, "suspend", "integrity", "Level II case under investigation."
        )
    elif company.standing == Standing.EXIT_NOTICE:
        yield Step(
            REFERENCE - timedelta(days=chance.randrange(2, 12)), 4, "give_exit_notice", "", "No transaction for 12 months (X4)."
        )
    elif company.standing in {Standing.RUN_OFF, Standing.EXITED}:
        gone = REFERENCE if company.standing == Standing.RUN_OFF else _exit_day(company)
        notice = gone - timedelta(days=chance.randrange(40, 75) if company.standing == Standing.RUN_OFF else 120)
        yield Step(notice, 4, "give_exit_notice", "", "Tier C in two annual evaluations running (X2).")
        yield Step(notice + timedelta(days=16), 1, "begin_run_off", "")
        if company.standing == Standing.EXITED:
            yield Step(gone, 5, "exit", "checker")
    elif company.standing == Standing.BLACKLISTED:
        day = date(2025, 5, 12) + timedelta(days=company.serial)
        yield Step(day, 4, "blacklist", "", "Level I decision final: forged certificate (CERT-01).")


def _exit_day(company: Company) -> date:
    earliest = max(company.settled_on + timedelta(days=500), date(2021, 1, 11))
    return earliest + timedelta(days=dice(f"exit {company.serial}").randrange(max((date(2026, 8, 31) - earliest).days, 1)))


def stretches(company: Company) -> list[Stretch]:
    """The standings one after another; each move closes one and opens the next. Raises MoveNotAllowed for a wrong way."""
    standing, since = Standing.DRAFT, registered_day(company)
    found = []
    for step in steps(company):
        target = Standing(WORKFLOW.move(step.move, standing).target)
        found.append(Stretch(standing, since, step.on))
        standing, since = target, step.on
    return [*found, Stretch(standing, since, None)]


def stood(company: Company, day: date) -> Standing | None:
    """The standing at the end of a day; None before the file was opened."""
    for stretch in stretches(company):
        if stretch.since <= day and (stretch.until is None or day < stretch.until):
            return stretch.standing
    return None
