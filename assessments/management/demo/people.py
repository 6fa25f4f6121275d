"""The people of the demo. Without a password of their own nobody of them can log in."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password

from assessments.management.demo.company import Company
from suppliers.models import Account, Supplier
from suppliers.rules.role import Role

DOMAIN = "example.com"

STAFF = (
    ("procurement", "Lu Wangshu 陆望舒", "Category buyer", Role.PROCUREMENT, "Category purchasing 品类采购部"),
    ("procurement.second", "Cheng Ruoxi 程若溪", "Category buyer", Role.PROCUREMENT, "Purchasing operations 采购运营部"),
    ("manager", "Song Mingyuan 宋明远", "Head of procurement", Role.MANAGER, "Category purchasing 品类采购部"),
    ("integrity", "Ye Qinghe 叶清和", "Integrity and compliance officer", Role.INTEGRITY, "Integrity and compliance 廉政合规部"),
    ("auditor", "Han Zhixing 韩知行", "Supplier auditor", Role.AUDITOR, "Internal audit 内部审计部"),
    ("requester", "Wen Shuyan 温书言", "Producer", Role.REQUESTER, "Film production 影视制作部"),
    ("requester.second", "Qiu Jianbai 邱见白", "Event producer", Role.REQUESTER, "Marketing and events 市场活动部"),
    ("finance", "Tao Siqi 陶思齐", "Accounts payable officer", Role.FINANCE, "Finance 财务部"),
    ("administrator", "Yu Yunkai 余云开", "System administrator", Role.ADMINISTRATOR, "Information technology 信息技术部"),
)
"""The buyer's people: address before the @, name, job title, role, department.

Two buyers, because one enters and another checks; two who use what is bought, because two rate.
"""


@dataclass(frozen=True)
class Staff:
    """The buyer's people by what they do."""

    buyer: Account
    checker: Account
    manager: Account
    integrity: Account
    auditor: Account
    requester: Account
    second_requester: Account
    finance: Account


def account_row(
    local: str,
    name: str,
    title: str,
    role: Role,
    supplier: Supplier | None = None,
    language: str = "zh-hans",
    *,
    department: str = "",
) -> Account:
    """An account that no password opens; outside the demo mode it is barred as well."""
    return Account(
        email=f"{local}@{DOMAIN}",
        name=name,
        title=title,
        department=department,
        phone="+86 000 0000 0000",
        role=role,
        supplier=supplier,
        language=language,
        password=make_password(None),
        is_active=settings.ASSAY_DEMO,
    )


def hire_staff() -> Staff:
    """The buyer's people, made once."""
    for local, name, title, role, department in STAFF:
        if not Account.objects.filter(email=f"{local}@{DOMAIN}").exists():
            account_row(local, name, title, role, language="en", department=department).save(force_insert=True)
    by_local = {
        account.email.split("@")[0]: account for account in Account.objects.filter(email__in=[f"{s[0]}@{DOMAIN}" for s in STAFF])
    }
    return Staff(
        buyer=by_local["procurement"],
        checker=by_local["procurement.second"],
        manager=by_local["manager"],
        integrity=by_local["integrity"],
        auditor=by_local["auditor"],
        requester=by_local["requester"],
        second_requester=by_local["requester.second"],
        finance=by_local["finance"],
    )


def supplier_people(company: Company, supplier: Supplier) -> list[Account]:
    """The administrator, who writes and submits, and the legal representative, who signs."""
    local = supplier.number.lower()
    language = "zh-hans" if company.is_mainland else "en"
    signatory = company.person_zh if company.is_mainland else company.person_en
    return [
        account_row(f"admin.{local}", company.contact, "ESG contact", Role.SUPPLIER_ADMIN, supplier, language),
        account_row(f"signatory.{local}", signatory, "Legal representative", Role.SUPPLIER_SIGNATORY, supplier, language),
    ]
