"""Which two suppliers' people get demo accounts, so that the whole story can be acted out."""

from datetime import datetime

from assessments.management.demo.company import companies
from assessments.management.demo.people import hire_staff
from assessments.management.demo.stage import RETURNED, set_stage
from assessments.management.demo.year_stage import set_year_stage
from suppliers.models import Supplier


def showcase_suppliers(dataset: str, *, at: datetime) -> list[Supplier]:
    """In the rich demo one that is answering its self-assessment, and one whose application was sent back; else the first two.

    Sets the stage of the rich demo if that was not done yet.
    """
    if dataset != "d253":
        return list(Supplier.objects.order_by("number")[:2])
    answering = next(company for company in companies() if company.story == "SHOWCASE")
    if not Supplier.objects.filter(identifier_value=RETURNED.identifier).exists():
        set_stage(hire_staff(), at=at)
    shown = [Supplier.objects.get(identifier_value=company.identifier) for company in (answering, RETURNED)]
    set_year_stage(hire_staff(), shown[0], at=at)
    return shown
