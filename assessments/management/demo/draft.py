"""The application of a demo company as it would have been typed, and read as the product reads it."""

from datetime import date, timedelta
from typing import Any

from assessments.management.demo.company import Company
from assessments.management.demo.dice import dice
from assessments.management.demo.words import BANKS, CITIES
from suppliers.rules.application import Section
from suppliers.rules.application_match import ApplicationContext
from suppliers.rules.application_reading import ApplicationReading, read_application
from suppliers.rules.qualification import PERMITS_ENDED_ON
from suppliers.selectors.region import region_table

PLACES = {"event": "site", "engineering": "site", "logistics": "warehouse", "service": "kitchen"}
PRODUCTS = {
    "media": (("广告与内容制作", False, False), ("摄影灯具租赁", True, False)),
    "event": (("展台与舞台搭建", False, False), ("音响设备租赁", True, True)),
    "service": (("日常服务", False, False), ("文件处理", False, False)),
    "engineering": (("装修与安装", False, False), ("放映设备安装", True, False)),
    "office_it": (("台式计算机", True, True), ("网络与软件服务", False, False)),
    "logistics": (("干线运输", False, False), ("仓储配送", False, False)),
}
LICENCES = {
    ("media", "production"): ("广播电视节目制作经营许可证", "演示广播电视局（虚构）"),
    ("event", "production"): ("营业性演出许可证", "演示文化和旅游局（虚构）"),
    ("service", "production"): ("食品经营许可证", "演示市场监督管理局（虚构）"),
    ("engineering", "production"): ("建筑业企业资质证书", "演示住房和城乡建设局（虚构）"),
    ("logistics", "production"): ("道路运输经营许可证", "演示交通运输局（虚构）"),
}


class DemoApplicationBroken(Exception):
    """A demo company could not be submitted: the table of its words does not fit the form any more."""


def typed_application(company: Company, applied_on: date) -> dict[Section, dict[str, Any]]:
    """All parts as typed."""
    chance = dice(f"application {company.serial}")
    return {
        Section.COMPANY: _company(company),
        Section.LOCATION: _location(company),
        Section.OWNERSHIP: {
            "owners": [
                {
                    "kind": "shareholder",
                    "name": f"{company.person_zh}（虚构）",
                    "share": str(chance.choice((51, 60, 67, 80, 100))),
                },
                {"kind": "controller", "name": f"{company.person_zh}（虚构）", "share": ""},
            ]
        },
        Section.BUSINESS: _business(company, applied_on),
        Section.SCALE: {
            "registered_capital": str(chance.choice((500_000, 1_000_000, 3_000_000, 5_000_000, 10_000_000))),
            "staff_number": str(company.staff),
            "revenue_last_year": str(company.revenue),
            "revenue_year_before": str(company.revenue * chance.randrange(80, 108) // 100),
        },
        Section.BANK: _bank(company),
        Section.DECLARATIONS: {"tax_status": "一般纳税人", "penalties_declared": "no", "conflict_declared": "no"},
        Section.CONTACTS: {
            "contacts": [
                {
                    "kind": "main",
                    "name": company.contact,
                    "phone": f"+86 000 0000 {company.serial:04d}",
                    "email": f"contact{company.serial:03d}@example.com",
                },
            ],
            "trade_references": [{"customer": "演示客户（虚构）", "work": "年度框架合作", "year": str(applied_on.year - 1)}],
        },
    }


def _company(company: Company) -> dict[str, Any]:
    return {
        "name_zh": company.name_zh,
        "name_en": company.name_en,
        "registered_country": company.country,
        "identifier_scheme": company.scheme,
        "identifier_value": company.identifier,
        "lei": company.lei,
        "legal_kind": "ENTERPRISE",
        "registered_on": company.registered_on.isoformat(),
        "legal_representative": company.person_zh if company.is_mainland else company.person_en,
    }


def _location(company: Company) -> dict[str, Any]:
    sites = [{"kind": "office", "address": company.address, "headcount": str(max(company.staff // 4, 4)), "has_production": ""}]
    if company.profile == "production":
        area = CITIES[company.province][0][2] if company.is_mainland else company.address
        kind = PLACES.get(company.category, "plant")
        workers = str(max(company.staff * 3 // 4, 4))
        sites.append(
            {"kind": kind, "address": f"{area}演示园区{company.serial}号（虚构）", "headcount": workers, "has_production": "yes"}
        )
    return {"registered_province": company.province, "registered_address": company.address, "sites": sites}


def _business(company: Company, applied_on: date) -> dict[str, Any]:
    products = [
        {"name": name, "is_electrical": "yes" if electrical else "", "in_3c_catalogue": "yes" if in_3c else ""}
        for name, electrical, in_3c in PRODUCTS[company.category]
        if company.profile == "production" or not electrical
    ]
    licence = LICENCES.get((company.category, company.profile))
    licences = []
    if licence:
        valid_to = (applied_on + timedelta(days=1400)).isoformat()
        licences = [{"name": licence[0], "number": f"DEMO-{company.serial:05d}", "issuer": licence[1], "valid_to": valid_to}]
    return {
        "category": company.category,
        "profile": company.profile,
        "expected_spend": str(max(company.revenue // 12 // 1000 * 1000, 20_000)),
        "products": products,
        "licences": licences,
    }


def _bank(company: Company) -> dict[str, Any]:
    bank = BANKS[company.serial % len(BANKS)][0]
    paper, issued = "BASIC_DEPOSIT_SHEET", ""
    if not company.is_mainland:
        paper = "BANK_CONFIRMATION"
    elif company.registered_on + timedelta(days=30) < PERMITS_ENDED_ON:
        paper, issued = "ACCOUNT_OPENING_PERMIT", (company.registered_on + timedelta(days=30)).isoformat()
    return {
        "bank_account_name": company.name_zh,
        "bank_account_number": f"000000000000{company.serial:04d}",
        "bank_name": f"{bank}（虚构）",
        "bank_branch": "演示支行（虚构）",
        "bank_code": f"00000000{company.serial:04d}",
        "bank_paper_kind": paper,
        "bank_paper_issued_on": issued,
    }


def read_typed(typed: dict[Section, dict[str, Any]], day: date) -> ApplicationReading:
    """The values of the form. Raises DemoApplicationBroken when the form would not let it be submitted."""
    reading = read_application(typed, today=day, context=ApplicationContext(region_table(), has_bank_paper=True))
    if reading.problems:
        raise DemoApplicationBroken([(note.section, note.path, note.code) for note in reading.problems])
    return reading
