"""The working year: spend, certificates, evaluations, then tiers and labels by the product's own services."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from assessments.management.demo.certificates import write_certificates
from assessments.management.demo.chain import Chain
from assessments.management.demo.dice import dice, office_hour
from assessments.management.demo.people import Staff
from assessments.management.demo.performance import write_evaluations
from assessments.management.demo.register import Entered
from assessments.management.demo.tiering import PlannedMarks, planned_marks, planned_tiers
from assessments.management.demo.trade import spend_amounts, spend_classes, write_invoices, write_rates
from assessments.management.demo.training_days import write_trainings
from assessments.management.demo.year_plan import TIERS, WorkingYear
from suppliers.models import Certificate, Notice, Supplier
from suppliers.rules.performance import Dimension
from suppliers.rules.spend import SpendClass
from suppliers.rules.tier import Tier
from suppliers.selectors.policy import policy_of_row
from suppliers.selectors.tier import tier_facts
from suppliers.services.certificate_clock import certificates_clock
from suppliers.services.certificate_effect import refresh_next_expiry
from suppliers.services.label import refresh_labels
from suppliers.services.policy import version_in_force
from suppliers.services.spend import refresh_spend
from suppliers.services.tier import decide_tiers

STORY_SPEND = {"EX1": 820_000, "EX2": 6_400_000}
STORY_CLASSES = {"EX1": SpendClass.M, "EX2": SpendClass.L}
# Performance of the worked examples: 80.00 without a mark for technology, and 87.75.
STORY_MARKS = {
    "EX1": {Dimension.QUALITY: 90, Dimension.RESPONSIVENESS: 85, Dimension.DELIVERY: 75, Dimension.COST: 70},
    "EX2": {
        Dimension.TECHNOLOGY: 100,
        Dimension.QUALITY: 90,
        Dimension.RESPONSIVENESS: 85,
        Dimension.DELIVERY: 90,
        Dimension.COST: 75,
    },
}
ORDERED_CLASSES = (SpendClass.L, SpendClass.M)


class PlanMissed(Exception):
    """What came out is not what was planned: the population or the rules have changed."""


def newcomers(entered: Sequence[Entered]) -> set[int]:
    """The counted suppliers that came last: not evaluated yet. The worked examples are evaluated, but not yet scored."""
    counted = [each for each in entered if each.company.is_counted and not each.company.story]
    latest = sorted(counted, key=lambda each: (each.company.settled_on, each.company.serial), reverse=True)
    return {each.supplier.pk for each in latest[: TIERS[Tier.N] - len(STORY_MARKS)]}


def write_year(entered: Sequence[Entered], staff: Staff, chain: Chain, present: date) -> None:
    """Everything that is told in the past; tiers and labels follow in `conclude_year`, once the history is written."""
    year = WorkingYear(present)
    version = version_in_force(at=office_hour(present, 0))
    policy = policy_of_row(version)
    write_certificates(entered, staff, chain, present)
    write_trainings(entered, staff, present)
    new = newcomers(entered)
    told = [each for each in entered if each.company.story in STORY_MARKS]
    evaluated = [each for each in entered if each.company.is_counted and each.supplier.pk not in new and each not in told]
    facts = tier_facts([each.supplier.pk for each in evaluated], year.published, policy)
    tiers = planned_tiers(facts, policy)
    stories = {each.supplier.pk: STORY_CLASSES[each.company.story] for each in entered if each.company.story in STORY_CLASSES}
    classes = spend_classes(entered, {pk for pk, tier in tiers.items() if tier is Tier.A}, stories)
    amounts = spend_amounts(
        classes, {each.supplier.pk: STORY_SPEND[each.company.story] for each in entered if each.company.story in STORY_SPEND}
    )
    write_invoices(entered, amounts, write_rates(year), year)
    planned = {
        each.supplier.pk: planned_marks(
            replace(facts[each.supplier.pk], spend_class=classes[each.supplier.pk]),
            tiers[each.supplier.pk],
            policy,
            serial=each.company.serial,
            from_orders=classes[each.supplier.pk] in ORDERED_CLASSES and dice(f"kpi {each.company.serial}").random() < 0.8,
        )
        for each in evaluated
    }
    for each in told:
        marks = {dimension: Decimal(mark) for dimension, mark in STORY_MARKS[each.company.story].items()}
        planned[each.supplier.pk] = PlannedMarks(marks, from_orders=True, tier=Tier.N)
    write_evaluations(planned, entered, staff, chain, version=version, policy=policy, year=year)


def conclude_year(present: date, *, at: datetime) -> None:
    """Tiers on the day the evaluations came out, labels, spend and expiries as of the day of loading.

    Raises PlanMissed when the tiers are not distributed as planned.
    """
    year = WorkingYear(present)
    refresh_spend(at=at)
    published = office_hour(year.published, 4)
    decide_tiers(at=published, cause="evaluation.annual")
    refresh_labels(at=at)
    certificates_clock(at=at)
    refresh_next_expiry(list(Certificate.objects.values_list("supplier", flat=True).distinct()), at=at)
    decide_tiers(at=max(at, published), cause="day")
    _quieten(at)
    found = Counter(Supplier.objects.counted().values_list("tier", flat=True))
    if found != {str(tier): many for tier, many in TIERS.items()}:
        raise PlanMissed(dict(found))


def _quieten(at: datetime) -> None:
    """What loading has said was said in the past: nobody gets hundreds of mails at once."""
    Notice.objects.filter(sent_at__isnull=True).update(sent_at=at, read_at=at)
