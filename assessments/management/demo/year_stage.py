"""Work of the year that somebody finds to do: ratings, an award, carbon; made by the real services."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from assessments.management.demo.people import Staff
from assessments.management.demo.year_plan import WorkingYear
from assessments.models import CarbonAgreement
from assessments.services.carbon import Terms, propose_agreement
from suppliers.models import AwardSheet, Evaluation, Supplier
from suppliers.rules.evaluation import EvaluationKind
from suppliers.rules.standing import Standing
from suppliers.rules.tier import Tier
from suppliers.selectors.clock import local_day
from suppliers.services.award import Lot, Offer, award, enter_bid, open_award, propose_award
from suppliers.services.evaluation import Plan, plan_evaluations

RATED = 6
BIDS = (("104000", "85", "90"), ("100000", "85", "90"), ("97000", "70", "75"))
"""Price, technical and delivery marks: the first of them wins by its certificates."""
MEASURES = ("照明改造 Lighting replaced", "外购绿电 Green power bought", "车辆电动化 Electric vehicles")


@transaction.atomic
def set_year_stage(staff: Staff, showcase: Supplier, *, at: datetime) -> None:
    """Ratings that wait, one lot awarded and one open, a carbon agreement to be signed."""
    year = WorkingYear(local_day(at))
    _ratings(staff, year, at)
    _awards(staff, at)
    _carbon(staff, showcase, at)


def _ratings(staff: Staff, year: WorkingYear, at: datetime) -> None:
    if Evaluation.objects.filter(kind=EvaluationKind.PERIODIC).exists():
        return
    first = date(year.last.year, year.last.month - 2, 1)
    plan = Plan(EvaluationKind.PERIODIC, first, year.last, (staff.buyer, staff.checker, staff.requester))
    concerned = Supplier.objects.filter(standing=Standing.ACTIVE, tier__in=[Tier.B, Tier.C]).order_by("-spend_cny", "pk")
    plan_evaluations(list(concerned[:RATED]), plan, by=staff.buyer, at=at - timedelta(days=2))


def _awards(staff: Staff, at: datetime) -> None:
    if AwardSheet.objects.exists():
        return
    active = Supplier.objects.filter(standing=Standing.ACTIVE, esg_score__isnull=False)
    green = active.filter(holds_green_3c_rohs=True, esg_score__gte=70).order_by("-esg_score", "pk")[:2]
    plain = active.filter(certificates__isnull=True, esg_score__range=(62, 72)).exclude(pk__in=[one.pk for one in green])
    bidders = [green[0], *plain.order_by("pk")[:2]]
    lot = Lot("会议终端一批 Meeting room terminals", "office_it", needs_3c=True, needs_rohs=True)
    sheet = open_award(lot, by=staff.buyer, at=at - timedelta(days=9))
    for supplier, (price, technical, delivery) in zip(bidders, BIDS, strict=True):
        offer = Offer(Decimal(price), Decimal(technical), Decimal(delivery))
        enter_bid(sheet, supplier, offer, by=staff.buyer, at=at - timedelta(days=8))
    propose_award(sheet, bidders[0], by=staff.buyer, at=at - timedelta(days=7))
    award(sheet, by=staff.manager, at=at - timedelta(days=6))
    second = open_award(Lot("发布会搭建 Stage for a premiere", "event"), by=staff.buyer, at=at - timedelta(days=2))
    for place, supplier in enumerate(active.filter(category="event").order_by("-esg_score", "pk")[:3]):
        offer = Offer(Decimal(380_000 + 21_000 * place), Decimal(80 - 3 * place), Decimal(85 - 5 * place))
        enter_bid(second, supplier, offer, by=staff.buyer, at=at - timedelta(days=1))


def _carbon(staff: Staff, showcase: Supplier, at: datetime) -> None:
    if CarbonAgreement.objects.exists():
        return
    this_year = local_day(at).year
    terms = Terms(
        baseline_year=this_year - 1,
        target_year=this_year + 5,
        boundary="全部场所 All sites",
        baseline_scope_1=Decimal("41.6"),
        baseline_scope_2=Decimal("228.4"),
        reduction_scope_1=Decimal(30),
        reduction_scope_2=Decimal(45),
        renewable_share=Decimal(60),
    )
    days = [local_day(at) + timedelta(days=200 * step) for step in range(1, len(MEASURES) + 1)]
    propose_agreement(showcase, terms, list(zip(days, MEASURES, strict=True)), by=staff.buyer, at=at - timedelta(days=4))
