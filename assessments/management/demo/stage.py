"""Companies that are on their way in, so that every role finds something to do; made by the real services."""

from datetime import date, datetime, timedelta

from django.db import transaction

from assessments.management.demo.company import Company
from assessments.management.demo.draft import typed_application
from assessments.management.demo.identity import demo_credit_code
from assessments.management.demo.paper import demo_pdf
from assessments.management.demo.people import Staff, supplier_people
from assessments.management.demo.store import keep_paper
from assessments.management.demo.words import CITIES
from suppliers.models import Account, Admittance
from suppliers.rules.application import Section
from suppliers.rules.qualification import Check, CheckResult
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.admittance import section_version
from suppliers.services.admittance import attach_bank_paper, save_draft, submit_application
from suppliers.services.check import approve, confirm_profile, record_check, send_back, start_checking
from suppliers.services.supplier import register_supplier

RETURN_ITEMS = (
    (
        Section.SCALE,
        "上一年度营业收入与所附报表不一致，请核对。The revenue of last year differs from the accounts; please check.",
    ),
    (Section.CONTACTS, "请补充一名ESG联系人。Please name an ESG contact."),
)


def _company(serial: int, name_zh: str, name_en: str, province: str, kind: tuple[str, str]) -> Company:
    city, division, address = CITIES[province][0]
    return Company(
        serial=serial,
        standing=Standing.DRAFT,
        category=kind[0],
        profile=kind[1],
        country="CN",
        province=province,
        settled_on=date(2026, 11, 2),
        story="STAGE",
        name_zh=f"{city}{name_zh}有限公司（虚构）",
        name_en=f"Demo {name_en} (fictional)",
        address=f"{address}演示路{serial % 100}号（虚构）",
        scheme="USCC",
        identifier=demo_credit_code(division, serial),
        person_zh="方初晴",
        person_en="Chuqing Fang",
        registered_on=date(2018, 5, 7),
        staff=64,
        revenue=38_400_000,
    )


RETURNED = _company(9901, "霁野展具制作", "Jiye Booth Making", "CN-JS", ("event", "production"))
SUBMITTED = _company(9902, "棠屿翻译服务", "Tangyu Translation", "CN-SH", ("service", "office"))
AWAITING = _company(9903, "岫川软件技术", "Xiuchuan Software", "CN-ZJ", ("office_it", "office"))


@transaction.atomic
def set_stage(staff: Staff, *, at: datetime) -> Account:
    """Three applications, each at another point. Returns the administrator of the one that was sent back."""
    returned = _submitted(RETURNED, at=at - timedelta(days=6))
    _to_checking(returned, staff, at=at - timedelta(days=5))
    send_back(_fresh(returned), RETURN_ITEMS, by=staff.checker, at=at - timedelta(days=3))
    _submitted(SUBMITTED, at=at - timedelta(days=1))
    awaiting = _submitted(AWAITING, at=at - timedelta(days=12))
    _to_checking(awaiting, staff, at=at - timedelta(days=10))
    _check_all(awaiting, staff, at=at - timedelta(days=8))
    approve(_fresh(awaiting), by=staff.manager, at=at - timedelta(days=5))
    approve(_fresh(awaiting), by=staff.integrity, at=at - timedelta(days=4))
    return Account.objects.get(supplier=returned.supplier, role=Role.SUPPLIER_ADMIN)


def _fresh(admittance: Admittance) -> Admittance:
    return Admittance.objects.select_related("supplier").get(pk=admittance.pk)


def _submitted(company: Company, *, at: datetime) -> Admittance:
    admittance = register_supplier(by=None, at=at, intake="SELF", name_zh=company.name_zh, name_en=company.name_en)
    admin, signatory = supplier_people(company, admittance.supplier)
    Account.objects.bulk_create([admin, signatory])
    for section, raw in typed_application(company, at.date()).items():
        save_draft(admittance, section, raw, expected_version=section_version(admittance, section), by=admin, at=at)
        admittance.refresh_from_db()
    paper = demo_pdf("基本存款账户信息", ["Account information (demo, fictional)", company.name_en])
    evidence = keep_paper(admittance.supplier, "bank_paper", paper, by=admin, at=at)
    evidence.save(force_insert=True)
    attach_bank_paper(admittance, evidence, by=admin, at=at)
    return submit_application(_fresh(admittance), by=admin, at=at + timedelta(minutes=20))


def _to_checking(admittance: Admittance, staff: Staff, *, at: datetime) -> None:
    start_checking(_fresh(admittance), by=staff.checker, at=at)


def _check_all(admittance: Admittance, staff: Staff, *, at: datetime) -> None:
    for check in admittance.checks.order_by("code"):
        source = f"{Check(check.code).value} — 演示，未实际查询 / demo, not looked up"
        record_check(check, CheckResult.PASSED, by=staff.checker, at=at, source=source)
    confirm_profile(_fresh(admittance), admittance.supplier.profile, by=staff.checker, at=at)
