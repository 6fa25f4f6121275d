"""An application as a person types it; plain Python."""

from typing import Any

from suppliers.rules.application import Section
from suppliers.rules.credit_code import check_character, organisation_check


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
