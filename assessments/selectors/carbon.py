"""Reading the carbon programme, always as somebody; the figures of a year and how they look."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from assessments.models import CarbonAgreement, CarbonMilestone, CarbonYear
from assessments.rules.carbon import (
    REQUIRED_FIGURES,
    AgreementStatus,
    CarbonYearStatus,
    Disclosure,
    Promise,
    YearFacts,
    allowed_emissions,
)
from assessments.rules.emission_factor import ElectricityFactor
from assessments.rules.indicator import Indicator
from assessments.rules.plausibility import Figures, PlausibilityRemark, plausibility
from assessments.selectors.emission_factor import factor_of
from assessments.selectors.questionnaire import questionnaire_in_use, questionnaire_of
from suppliers.permissions import reads_all_suppliers
from suppliers.selectors.clock import local_day, today
from suppliers.selectors.supplier import visible_suppliers


@dataclass(frozen=True)
class CarbonIndicator:
    """One figure of a year: what is asked, what was entered, what it is in the base unit, and what stands out about it."""

    indicator: Indicator
    is_required: bool
    entered: str
    unit: str
    note: str
    base: Decimal | None
    remarks: tuple[PlausibilityRemark, ...]


@dataclass(frozen=True)
class PathPoint:
    """One year of the path: what the agreement allows and what was emitted, scope 1 and 2 in tCO2e."""

    year: int
    allowed: Decimal
    emitted: Decimal | None


def visible_agreements(account: Any) -> QuerySet[CarbonAgreement]:
    """The agreements this person may know of: those of the suppliers it may know of."""
    rows = CarbonAgreement.objects.select_related("supplier", "signature__document")
    return rows if reads_all_suppliers(account) else rows.filter(supplier__in=visible_suppliers(account))


def visible_carbon_years(account: Any) -> QuerySet[CarbonYear]:
    """Years of visible agreements; the buyer's staff sees what was handed in, and when what was not is due."""
    rows = CarbonYear.objects.select_related("supplier", "agreement")
    return rows if reads_all_suppliers(account) else rows.filter(supplier__in=visible_suppliers(account))


def visible_milestones(account: Any) -> QuerySet[CarbonMilestone]:
    """Measures of visible agreements."""
    return CarbonMilestone.objects.filter(agreement__in=visible_agreements(account)).select_related("agreement__supplier")


def year_before(year: CarbonYear) -> CarbonYear | None:
    """The same agreement's year before this one."""
    return CarbonYear.objects.filter(agreement_id=year.agreement_id, year=year.year - 1).first()


def open_agreement(supplier_id: int) -> CarbonAgreement | None:
    """The agreement that is proposed or in force."""
    rows = CarbonAgreement.objects.select_related("signature__document", "supplier")
    return rows.filter(supplier_id=supplier_id).exclude(status=AgreementStatus.ENDED).first()


def asked_indicators() -> tuple[Indicator, ...]:
    """The indicators of the question bank in use: energy and emissions first, as the bank orders them."""
    version = questionnaire_in_use(today())
    return questionnaire_of(version).indicators if version is not None else ()


def figures_of(year: CarbonYear) -> Figures:
    """The figures of a year with last year's beside them."""
    before = CarbonYear.objects.filter(agreement_id=year.agreement_id, year=year.year - 1).values_list("base", flat=True).first()
    return Figures(
        values=_numbers(year.base),
        last_year=_numbers(before or {}),
        profile=year.supplier.profile or "office",
        factor=factor_of(year.supplier, year.year),
    )


def carbon_rows(year: CarbonYear) -> list[CarbonIndicator]:
    """All figures of a year in the order of the bank, required ones marked."""
    indicators = asked_indicators()
    figures = figures_of(year)
    remarks = plausibility(figures, indicators)
    rows = []
    for indicator in indicators:
        given = year.entered.get(indicator.code, {})
        rows.append(
            CarbonIndicator(
                indicator=indicator,
                is_required=indicator.code in REQUIRED_FIGURES,
                entered=given.get("value", ""),
                unit=given.get("unit", indicator.base_unit),
                note=given.get("note", ""),
                base=figures.values.get(indicator.code),
                remarks=tuple(remark for remark in remarks if remark.indicator == indicator.code),
            )
        )
    return rows


def promise_of(agreement: CarbonAgreement) -> Promise:
    """The agreement as the rules read it."""
    return Promise(
        baseline_year=agreement.baseline_year,
        target_year=agreement.target_year,
        baseline_scope_1=agreement.baseline_scope_1,
        baseline_scope_2=agreement.baseline_scope_2,
        reduction_scope_1=agreement.reduction_scope_1,
        reduction_scope_2=agreement.reduction_scope_2,
    )


def year_facts(year: CarbonYear, disclosure: Disclosure) -> YearFacts:
    """What the appraisal of a year looks at. A milestone counts as done by the end of the year it was due in."""
    last_day = date(year.year, 12, 31)
    due = list(CarbonMilestone.objects.filter(agreement_id=year.agreement_id, due_on__lte=last_day))
    submitted = year.submitted_at
    return YearFacts(
        year=year.year,
        values=_numbers(year.base),
        in_time=submitted is not None and local_day(submitted) <= year.due_on,
        milestones_due=len(due),
        milestones_done=sum(step.done_on is not None and step.done_on <= last_day for step in due),
        disclosure=disclosure,
    )


def path_of(agreement: CarbonAgreement) -> list[PathPoint]:
    """From the base year to the target year: allowed by the agreement, emitted as reported. One query."""
    promise = promise_of(agreement)
    reported = {year.year: _numbers(year.base) for year in agreement.years.exclude(status=CarbonYearStatus.DRAFT)}
    points = []
    for year in range(agreement.baseline_year, agreement.target_year + 1):
        found = reported.get(year, {})
        scopes = [found.get("IND-S1"), found.get("IND-S2")]
        emitted = None if None in scopes else sum((value for value in scopes if value is not None), Decimal(0))
        if year == agreement.baseline_year and emitted is None:
            emitted = agreement.baseline_scope_1 + agreement.baseline_scope_2
        points.append(PathPoint(year, allowed_emissions(promise, year), emitted))
    return points


def passed_programme(supplier_id: int) -> CarbonYear | None:
    """The latest appraised year of the agreement in force, if it was passed: what question GH-06 asks for."""
    latest = (
        CarbonYear.objects.filter(
            supplier_id=supplier_id, agreement__status=AgreementStatus.IN_FORCE, status=CarbonYearStatus.APPRAISED
        )
        .order_by("-year")
        .first()
    )
    return latest if latest is not None and latest.receipt.get("passed") else None


def years_to_appraise(account: Any) -> QuerySet[CarbonYear]:
    """What waits for the buyer's staff, the oldest first."""
    return visible_carbon_years(account).filter(status=CarbonYearStatus.SUBMITTED).order_by("submitted_at", "pk")


def _numbers(base: dict[str, str]) -> dict[str, Decimal]:
    return {code: Decimal(number) for code, number in base.items()}


def factor_words(factor: ElectricityFactor | None) -> str:
    """The factor with its year and scope, for a receipt."""
    return "" if factor is None else f"{factor.value} ({factor.scope}, {factor.year})"
