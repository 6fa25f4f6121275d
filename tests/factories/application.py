"""Applications at every step of their way."""

from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from suppliers.models import Account, Admittance, DocumentVersion, Evidence, Supplier
from suppliers.rules.qualification import Check, CheckResult
from suppliers.rules.role import Role
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE, DocumentKind, DocumentStatus
from suppliers.selectors.signature import signed_text_sha256
from suppliers.services.admittance import attach_bank_paper, save_draft, submit_application
from suppliers.services.check import approve, confirm_profile, record_check, start_checking
from suppliers.services.supplier import register_supplier
from tests.factories.account import make_account
from tests.factories.draft import complete_draft

AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


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
    for kind in REQUIRED_FOR_ADMITTANCE:
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
