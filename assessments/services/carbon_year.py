"""The yearly data of a carbon agreement: saving, handing in, sending back, appraising; and what the date does to them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse

from assessments.models import CarbonAgreement, CarbonYear
from assessments.rules.answer_value import AnswerRefused, is_blank, read_number
from assessments.rules.carbon import REQUIRED_FIGURES, YEAR_WORKFLOW, AgreementStatus, CarbonYearStatus, Disclosure, appraise
from assessments.rules.indicator import Indicator, to_base
from assessments.rules.plausibility import outside_hard_range, plausibility
from assessments.selectors.carbon import asked_indicators, factor_words, figures_of, promise_of, year_facts
from assessments.selectors.emission_factor import factor_of
from suppliers.models import Account, Evidence
from suppliers.permissions import NotAllowed, appraises_carbon, reports_carbon, submits_assessment
from suppliers.rules.role import Role
from suppliers.selectors.clock import local_day
from suppliers.selectors.recipient import people_of, staff_in
from suppliers.services.history import record
from suppliers.services.notice import queue_notice
from suppliers.services.transitions import apply_move

DUE_MONTH, DUE_DAY = 4, 30  # four months after the end of the year
LEAST_TIME = timedelta(days=30)
"""An agreement that begins late in the term leaves at least so much time for its first year."""
REMIND_DAYS = (30, 7)
MOST_NOTE = 1000
WRITABLE = (CarbonYearStatus.DRAFT, CarbonYearStatus.RETURNED)


class FigureRefused(Exception):
    """A figure cannot be taken. `problems` are (indicator code, reason, facts); nothing was saved."""

    def __init__(self, problems: list[tuple[str, str, dict[str, object]]]) -> None:
        super().__init__(", ".join(code for code, _reason, _facts in problems))
        self.problems = problems


class YearClosed(Exception):
    """The year has been handed in, so its figures stay as they are."""


class FiguresMissing(Exception):
    """Required figures are open, or one that stands out has no note. `codes` names them."""

    def __init__(self, missing: list[str], unexplained: list[str]) -> None:
        super().__init__(", ".join((*missing, *unexplained)))
        self.missing = missing
        self.unexplained = unexplained


class FiguresChangedMeanwhile(Exception):
    """A colleague has saved other figures since the page was opened."""


@dataclass(frozen=True)
class Typed:
    """One figure as somebody typed it."""

    value: str
    unit: str
    note: str = ""


@transaction.atomic
def open_years(*, at: datetime, supplier_id: int | None = None) -> int:
    """Ask for the year before this one of every agreement in force. Returns how many years were opened.

    The base year stands in the agreement itself; the first to be asked for is the one after it.
    """
    last_year = local_day(at).year - 1
    wanted = CarbonAgreement.objects.filter(status=AgreementStatus.IN_FORCE, baseline_year__lt=last_year)
    if supplier_id is not None:
        wanted = wanted.filter(supplier_id=supplier_id)
    opened = 0
    for agreement in wanted.exclude(years__year=last_year).filter(target_year__gte=last_year).select_related("supplier"):
        due_on = date(last_year + 1, DUE_MONTH, DUE_DAY)
        if agreement.in_force_from is not None and agreement.in_force_from > due_on - LEAST_TIME:
            due_on = agreement.in_force_from + LEAST_TIME
        year = CarbonYear.objects.create(agreement=agreement, supplier=agreement.supplier, year=last_year, due_on=due_on)
        _tell_supplier(year, "carbon_year_opened", occasion="opened", at=at)
        opened += 1
    return opened


@transaction.atomic
def save_figures(year: CarbonYear, typed: dict[str, Typed], *, version: int, by: Account, at: datetime) -> CarbonYear:
    """Save what was typed, all or nothing; blank takes a figure away.

    Raises NotAllowed, YearClosed, FiguresChangedMeanwhile, FigureRefused.
    """
    if not reports_carbon(by, year.supplier_id):
        raise NotAllowed
    year = _locked(year)
    if year.status not in WRITABLE:
        raise YearClosed
    if version != year.version:
        raise FiguresChangedMeanwhile
    known = {indicator.code: indicator for indicator in asked_indicators()}
    problems, entered, base = [], dict(year.entered), dict(year.base)
    for code, figure in typed.items():
        indicator = known.get(code)
        if indicator is None:
            continue
        entered[code] = {"value": figure.value.strip(), "unit": figure.unit, "note": figure.note.strip()[:MOST_NOTE]}
        try:
            number = _base_number(indicator, figure)
        except AnswerRefused as refusal:
            problems.append((code, refusal.reason, dict(refusal.facts)))
            continue
        base.pop(code, None)
        if number is not None:
            base[code] = format(number, "f")
    if problems:
        raise FigureRefused(problems)
    year.entered, year.base, year.version = entered, base, year.version + 1
    year.save(update_fields=["entered", "base", "version"])
    record("carbonyear.save", year, by=by, at=at, supplier=year.supplier, facts={"figures": base, "year": year.year})
    return year


def _base_number(indicator: Indicator, figure: Typed) -> Decimal | None:
    if is_blank(figure.value):
        return None
    number = read_number(figure.value)
    if figure.unit and figure.unit != indicator.base_unit:
        if figure.unit not in indicator.factors:
            raise AnswerRefused("unknown_unit", unit=figure.unit, allowed=[indicator.base_unit, *indicator.factors])
        number = to_base(number, indicator.factors[figure.unit])
    if outside_hard_range(indicator, number):
        bounds = {"lowest": indicator.hard_range.lowest, "highest": indicator.hard_range.highest}
        raise AnswerRefused("outside_range", value=number, unit=indicator.base_unit, **bounds)
    return number


@transaction.atomic
def submit_year(year: CarbonYear, *, proof: Evidence | None, by: Account, at: datetime) -> CarbonYear:
    """Hand the year in. Raises NotAllowed, FiguresMissing, MoveNotAllowed; then nothing is written."""
    if not submits_assessment(by, year.supplier_id) or (proof is not None and proof.supplier_id != year.supplier_id):
        raise NotAllowed
    year = _locked(year)
    YEAR_WORKFLOW.check("submit", year.status, by.acting_role)
    remarks = plausibility(figures_of(year), asked_indicators())
    missing = [code for code in REQUIRED_FIGURES if code not in year.base]
    noted = {code for code, given in year.entered.items() if given.get("note")}
    unexplained = sorted({remark.indicator for remark in remarks if remark.needs_note} - noted)
    if missing or unexplained:
        raise FiguresMissing(missing, unexplained)
    year.checks = [
        {"indicator": remark.indicator, "reason": remark.reason, "facts": dict(remark.facts), "needs_note": remark.needs_note}
        for remark in remarks
    ]
    year.submitted_by, year.submitted_at, year.proof = by, at, proof or year.proof
    year.save(update_fields=["checks", "submitted_by", "submitted_at", "proof"])
    apply_move(year, YEAR_WORKFLOW, "submit", by=by, at=at, facts={"figures": year.base})
    for officer in staff_in(Role.PROCUREMENT):
        _tell(year, "carbon_year_submitted", officer, occasion=f"submitted-{at.isoformat()}", at=at, url=_admin_url(year))
    return year


@transaction.atomic
def send_year_back(year: CarbonYear, *, reason: str, by: Account, at: datetime) -> CarbonYear:
    """Give the year back to be mended. Raises NotAllowed, ReasonNeeded, MoveNotAllowed."""
    if not appraises_carbon(by):
        raise NotAllowed
    year = _locked(year)
    apply_move(year, YEAR_WORKFLOW, "send_back", by=by, at=at, reason=reason)
    year.reason = reason.strip()
    year.save(update_fields=["reason"])
    _tell_supplier(year, "carbon_year_returned", occasion=f"returned-{at.isoformat()}", at=at)
    return year


@transaction.atomic
def appraise_year(year: CarbonYear, disclosure: Disclosure, *, remark: str, by: Account, at: datetime) -> CarbonYear:
    """Give the points, with the receipt of the sum. Raises NotAllowed, SecondPersonNeeded, MoveNotAllowed."""
    if not appraises_carbon(by):
        raise NotAllowed
    year = _locked(year)
    proposer = year.agreement.proposed_by_id
    apply_move(year, YEAR_WORKFLOW, "appraise", by=by, at=at, entered_by=() if proposer is None else (proposer,))
    facts = year_facts(year, disclosure)
    points = appraise(promise_of(year.agreement), facts)
    year.data_points, year.progress_points = points.data, points.progress
    year.measure_points, year.disclosure_points = points.measures, points.disclosure
    year.total_points, year.reason = points.total, remark.strip()
    year.receipt = {
        "year": year.year,
        "figures": dict(year.base),
        "in_time": facts.in_time,
        "milestones": {"due": facts.milestones_due, "done": facts.milestones_done},
        "disclosure": str(disclosure),
        "allowed_tco2e": str(points.allowed),
        "emitted_tco2e": None if points.emitted is None else str(points.emitted),
        "factor": factor_words(factor_of(year.supplier, year.year)),
        "total": str(points.total),
        "passed": points.passed,
    }
    year.appraised_by, year.appraised_at = by, at
    year.save()
    record(
        "carbonyear.points",
        year,
        by=by,
        at=at,
        supplier=year.supplier,
        facts={"total": str(points.total), "passed": points.passed},
    )
    _tell_supplier(year, "carbon_year_appraised", occasion="appraised", at=at)
    return year


def carbon_clock(*, at: datetime) -> int:
    """Open years, remind 30 and 7 days before they are due, and once when they are late. Returns how many were looked at."""
    open_years(at=at)
    today = local_day(at)
    waiting = CarbonYear.objects.filter(status__in=WRITABLE, agreement__status=AgreementStatus.IN_FORCE)
    rows = list(waiting.select_related("supplier", "agreement"))
    for year in rows:
        left = (year.due_on - today).days
        if left < 0:
            _tell_supplier(year, "carbon_year_overdue", occasion=f"overdue-{year.due_on}", at=at)
            continue
        band = next((days for days in sorted(REMIND_DAYS) if left <= days), None)
        if band is not None:
            _tell_supplier(year, "carbon_year_reminder", occasion=f"reminder-{year.due_on}-{band}", at=at)
    return len(rows)


def _locked(year: CarbonYear) -> CarbonYear:
    rows = CarbonYear.objects.select_for_update(of=("self",)).select_related("supplier", "agreement")
    return rows.get(pk=year.pk)


def _tell_supplier(year: CarbonYear, kind: str, *, occasion: str, at: datetime) -> None:
    url = reverse("carbon:year", args=[year.pk])
    for person in people_of(year.supplier_id, Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR):
        _tell(year, kind, person, occasion=occasion, at=at, url=url)


def _tell(year: CarbonYear, kind: str, person: Account, *, occasion: str, at: datetime, url: str) -> None:
    facts: dict[str, Any] = {"year": year.year, "due_on": year.due_on.isoformat()}
    if year.total_points is not None:
        facts |= {"points": str(year.total_points), "passed": bool(year.receipt.get("passed"))}
    queue_notice(
        kind, key=f"{kind}:{year.pk}:{occasion}:{person.pk}", at=at, to=person, supplier=year.supplier, facts=facts, url=url
    )


def _admin_url(year: CarbonYear) -> str:
    return reverse("admin:assessments_carbonyear_change", args=[year.pk])
