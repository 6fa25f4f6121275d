"""Applications as a person types them."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile

from suppliers.models import Account, Admittance, DocumentVersion, Evidence, Supplier
from suppliers.rules.application import Section
from suppliers.rules.credit_code import check_character, organisation_check
from suppliers.rules.qualification import Check, CheckResult
from suppliers.rules.role import Role
from suppliers.rules.signature import DocumentKind, DocumentStatus
from suppliers.selectors.signature import signed_text_sha256
from suppliers.services.admittance import attach_bank_paper, save_draft, submit_application
from suppliers.services.check import approve, confirm_profile, record_check, start_checking
from suppliers.services.supplier import register_supplier
from tests.factories.account import make_account

AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


def credit_code(serial: int = 1, division: str = "110105") -> str:
    """A credit code with both check characters right that no register issues."""
    subject = f"DEM{serial:05d}"
    body = f"91{division}{subject}{organisation_check(subject)}"
    return body + check_character(body)


def complete_draft(serial: int = 1, **changes: dict[str, Any]) -> dict[Section, dict[str, Any]]:
    """An application with nothing wrong in it; `changes` by section replace single fields."""
    draft: dict[Section, dict[str, Any]] = {
        Section.COMPANY: {
            "name_zh": f"北京霁野文化传媒有限公司{serial}（虚构）",
            "name_en": f"Demo Jiye Media {serial} (fictional)",
            "registered_country": "CN",
            "identifier_scheme": "USCC",
            "identifier_value": credit_code(serial),
            "legal_kind": "ENTERPRISE",
            "registered_on": "2018-03-01",
            "legal_representative": "林澄",
        },
        Section.LOCATION: {
            "registered_province": "CN-BJ",
            "registered_address": "北京市朝阳区虚构路1号",
            "sites": [{"kind": "office", "address": "北京市朝阳区虚构路1号", "headcount": "32", "has_production": False}],
        },
        Section.OWNERSHIP: {"owners": [{"kind": "shareholder", "name": "林澄", "share": "60"}]},
        Section.BUSINESS: {
            "category": "media",
            "profile": "office",
            "expected_spend": "1,200,000",
            "products": [{"name": "宣传片制作", "is_electrical": False, "in_3c_catalogue": False}],
            "licences": [],
        },
        Section.SCALE: {"registered_capital": "5,000,000", "staff_number": "32", "revenue_last_year": "20,000,000"},
        Section.BANK: {
            "bank_account_name": f"北京霁野文化传媒有限公司{serial}（虚构）",
            "bank_account_number": f"6222000000000000{serial:03d}",
            "bank_name": "演示银行",
            "bank_branch": "北京虚构支行",
            "bank_code": "000100000001",
            "bank_paper_kind": "BASIC_DEPOSIT_SHEET",
            "bank_paper_issued_on": "2022-05-06",
        },
        Section.DECLARATIONS: {
            "tax_status": "一般纳税人",
            "penalties_declared": "no",
            "conflict_declared": "no",
            "penalties": [],
        },
        Section.CONTACTS: {
            "contacts": [{"kind": "main", "name": "周岚", "phone": "+86 000 1234 5678", "email": "zhou@example.com"}],
            "trade_references": [],
        },
    }
    for section, fields in changes.items():
        draft[Section(section)] = {**draft[Section(section)], **fields}
    return draft


def make_evidence(supplier: Supplier, by: Account, kind: str = "bank_paper") -> Evidence:
    """A stored file of a supplier."""
    evidence = Evidence(
        supplier=supplier,
        kind=kind,
        original_name="paper.pdf",
        content_type="application/pdf",
        size=4,
        sha256="ab" * 32,
        uploaded_by=by,
    )
    evidence.file.save("paper.pdf", ContentFile(b"%PDF"), save=False)
    evidence.save()
    return evidence


def make_draft_application(serial: int = 1, *, intake: str = "SELF", by: Account | None = None) -> Admittance:
    """A registered supplier with a complete draft; typed by its administrator, or by `by` of procurement."""
    admittance = register_supplier(by=by, at=AT, intake=intake, name_zh=f"霁野{serial}")
    writer = by or make_account(Role.SUPPLIER_ADMIN, admittance.supplier)
    for section, raw in complete_draft(serial).items():
        admittance.refresh_from_db()
        save_draft(admittance, section, raw, expected_version=admittance.draft_version, by=writer, at=AT)
    attach_bank_paper(admittance, make_evidence(admittance.supplier, writer), by=writer, at=AT)
    return Admittance.objects.select_related("supplier").get(pk=admittance.pk)


def supplier_admin(admittance: Admittance) -> Account:
    """The supplier's administrator, made if there is none."""
    found = Account.objects.filter(supplier=admittance.supplier, role=Role.SUPPLIER_ADMIN).first()
    return found or make_account(Role.SUPPLIER_ADMIN, admittance.supplier)


def make_submitted_application(serial: int = 1) -> Admittance:
    """An application its supplier has submitted."""
    admittance = make_draft_application(serial)
    return submit_application(admittance, by=supplier_admin(admittance), at=AT)


def make_checked_application(serial: int = 1, *, officer: Account | None = None) -> Admittance:
    """An application whose ten checks are passed and whose profile is confirmed."""
    officer = officer or make_account(Role.PROCUREMENT)
    admittance = start_checking(make_submitted_application(serial), by=officer, at=AT)
    pass_all_checks(admittance, officer)
    confirm_profile(admittance, "office", by=officer, at=AT)
    return Admittance.objects.select_related("supplier").get(pk=admittance.pk)


def pass_all_checks(admittance: Admittance, officer: Account) -> None:
    """Every check passed with the place where it was looked up."""
    rows = {row.code: row for row in admittance.checks.all()}
    for check in Check:
        record_check(rows[check], CheckResult.PASSED, by=officer, at=AT, source="GSXT, 2026-11-02")


def make_documents() -> dict[DocumentKind, DocumentVersion]:
    """Both documents in their first version, in force."""
    found = {}
    for kind in DocumentKind:
        document = DocumentVersion(
            kind=kind,
            version="1.0",
            title_en=f"{kind} title",
            title_zh=f"{kind} 标题",
            text_en="# One\n\nThe text.",
            text_zh="# 一\n\n正文。",
            status=DocumentStatus.PUBLISHED,
            published_on=date(2026, 1, 5),
        )
        document.sha256 = signed_text_sha256(document)
        document.save()
        found[kind] = document
    return found


def make_approved_application(serial: int = 1) -> Admittance:
    """An application with both approvals: the supplier awaits signature."""
    if not DocumentVersion.objects.exists():
        make_documents()
    admittance = make_checked_application(serial)
    approve(admittance, by=make_account(Role.MANAGER), at=AT)
    approve(admittance, by=make_account(Role.INTEGRITY), at=AT)
    return Admittance.objects.select_related("supplier").get(pk=admittance.pk)
