"""The rich demo: 281 companies with their past, 253 of them counted."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from assessments.management.demo.chain import Chain
from assessments.management.demo.checking import write_checks
from assessments.management.demo.company import companies
from assessments.management.demo.dice import office_hour
from assessments.management.demo.examination import Written, write_exams
from assessments.management.demo.examinee import plan_exams, plan_last_years
from assessments.management.demo.people import Staff, hire_staff
from assessments.management.demo.plan import REFERENCE
from assessments.management.demo.register import Entered, enter_companies
from assessments.management.demo.signing import publish_documents, write_signatures
from assessments.management.demo.year import conclude_year, newcomers, write_year
from assessments.services.questionnaire import load_questionnaire
from suppliers.selectors.clock import local_day

QUESTIONNAIRE_FILE = Path(__file__).resolve().parents[2] / "library" / "questionnaire-six-areas-1.0.yaml"


@dataclass(frozen=True)
class RichDemo:
    """What was written."""

    staff: Staff
    entered: list[Entered]
    written: list[Written]


@transaction.atomic
def load_rich_demo(*, at: datetime) -> RichDemo:
    """Write the whole demo, or nothing. Open self-assessments are dated from the day of `at`."""
    present: date = max(local_day(at), REFERENCE)
    staff, chain = hire_staff(), Chain()
    version = load_questionnaire(QUESTIONNAIRE_FILE, at=at)
    editions = publish_documents(staff, chain)
    entered = enter_companies(companies(), staff, chain)
    write_checks(entered, staff, chain)
    write_signatures(entered, editions, chain)
    exams = [*plan_last_years(entered, present, newcomers(entered)), *plan_exams(entered, present)]
    written = write_exams(exams, version, staff, chain)
    write_year(entered, staff, chain, present)
    chain.write()
    conclude_year(present, at=max(at, office_hour(present, 0)))
    return RichDemo(staff, entered, written)
