"""What Assay finds by itself for the checks of an application, and what still stands in the way of approval."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Count, Q

from suppliers.models import Admittance, QualificationCheck, Supplier
from suppliers.rules.application_match import code_province, legal_kind_of, same_name
from suppliers.rules.bad_identifier import BadIdentifier
from suppliers.rules.identifier import Scheme, examine_identifier
from suppliers.rules.qualification import (
    BankPaper,
    Check,
    CheckOutcome,
    CheckResult,
    Gap,
    Penalty,
    PenaltyField,
    ScaleFacts,
    ScaleThresholds,
    bank_paper_refusal,
    gaps,
    penalty_warning,
    province_warning,
    scale_warnings,
)
from suppliers.rules.standing import Standing
from suppliers.selectors.region import region_table

QUALIFICATION_FILE = Path(__file__).resolve().parent.parent / "library" / "qualification.yaml"


@dataclass(frozen=True)
class Finding:
    """One thing Assay found for a check; `is_concern` when a person should not pass over it."""

    code: str
    is_concern: bool
    facts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The form kept with the check."""
        return {"code": self.code, "is_concern": self.is_concern, "facts": self.facts}


@lru_cache(maxsize=1)
def scale_thresholds() -> dict[str, ScaleThresholds]:
    """What W1 asks for, by category, from suppliers/library/qualification.yaml."""
    table = yaml.safe_load(QUALIFICATION_FILE.read_text(encoding="utf-8"))["scale"]
    return {
        category: ScaleThresholds(row["months_old"], row["staff"], Decimal(row["revenue_per_spend"]))
        for category, row in table.items()
    }


def province_in_code(supplier: Supplier) -> str | None:
    """The province (ISO 3166-2) inside the supplier's credit code, or None."""
    company = {
        "identifier_scheme": supplier.identifier_scheme,
        "identifier_value": supplier.identifier_value,
        "registered_country": supplier.identifier_country,
    }
    return code_province(company, region_table())


def admittance_gaps(admittance: Admittance) -> list[Gap]:
    """The checks that keep an application from approval, H1 to W4; empty when it may be approved."""
    rows = admittance.checks.annotate(files=Count("evidence"))
    outcomes = {Check(row.code): _outcome(row, row.files) for row in rows}
    return gaps(outcomes, province_in_code=province_in_code(admittance.supplier) is not None)


def _outcome(row: QualificationCheck, files: int) -> CheckOutcome:
    return CheckOutcome(CheckResult(row.result), evidence_count=files, lookup_note=row.source, explanation=row.note)


def blacklist_matches(supplier: Supplier) -> list[dict[str, str]]:
    """Blacklisted suppliers that share a fact with this one: number and what is shared."""
    phones = [phone for phone in supplier.contacts.values_list("phone", flat=True) if phone]
    owners = list(supplier.owners.values_list("name", flat=True))
    shared = {
        "identifier": Q(identifier_value=supplier.identifier_value) & ~Q(identifier_value=""),
        "legal_representative": Q(legal_representative=supplier.legal_representative) & ~Q(legal_representative=""),
        "bank_account": Q(bank_account_number=supplier.bank_account_number) & ~Q(bank_account_number=""),
        "address": Q(registered_address=supplier.registered_address) & ~Q(registered_address=""),
        "phone": Q(contacts__phone__in=phones),
        "owner": Q(owners__name__in=owners),
    }
    listed = Supplier.objects.filter(standing=Standing.BLACKLISTED).exclude(pk=supplier.pk)
    found = []
    for what, condition in shared.items():
        for number in listed.filter(condition).order_by("number").values_list("number", flat=True).distinct():
            found.append({"number": number, "shared": what})
    return found


def automatic_findings(admittance: Admittance, *, today: date) -> dict[Check, list[Finding]]:
    """What Assay can see by itself for each check; checks that need a look outside have an empty list."""
    supplier = admittance.supplier
    return {
        Check.IDENTITY: _identity(supplier),
        Check.BANK: _bank(supplier),
        Check.LICENCES: _licences(supplier, today),
        Check.INSOLVENCY: [],
        Check.BLACKLIST: _blacklist(supplier),
        Check.SANCTIONS: [],
        Check.SCALE: _scale(supplier, today),
        Check.PENALTIES: _penalties(supplier, today),
        Check.CONFLICT: _conflict(supplier),
        Check.PROVINCE: _province(supplier),
    }


def _identity(supplier: Supplier) -> list[Finding]:
    shown = {"scheme": supplier.identifier_scheme, "value": supplier.identifier_value}
    try:
        examined = examine_identifier(Scheme(supplier.identifier_scheme), supplier.identifier_value, supplier.identifier_country)
    except (BadIdentifier, ValueError):
        return [Finding("IDENTIFIER_BROKEN", True, shown)]
    checked = Finding("IDENTIFIER_HOLDS", False, shown)
    return [checked, *(Finding(str(caution), True, {}) for caution in examined.warnings)]


def _bank(supplier: Supplier) -> list[Finding]:
    found = []
    kind = legal_kind_of(supplier.legal_kind, supplier.registered_country)
    refusal = (
        bank_paper_refusal(BankPaper(supplier.bank_paper_kind), supplier.bank_paper_issued_on, kind)
        if supplier.bank_paper_kind
        else None
    )
    if refusal is None and supplier.bank_paper_kind:
        found.append(Finding("BANK_PAPER_FITS", False, {"kind": supplier.bank_paper_kind}))
    else:
        found.append(Finding(str(refusal) if refusal else "BANK_PAPER_MISSING", True, {}))
    names = (supplier.name_zh, supplier.name_en)
    differs = not any(same_name(supplier.bank_account_name, name) for name in names)
    found.append(Finding("HOLDER_DIFFERS" if differs else "HOLDER_MATCHES", differs, {}))
    sharers = Supplier.objects.filter(bank_account_number=supplier.bank_account_number).exclude(pk=supplier.pk)
    numbers = list(sharers.values_list("number", flat=True)[:5]) if supplier.bank_account_number else []
    if numbers:
        found.append(Finding("ACCOUNT_SHARED", True, {"numbers": ", ".join(numbers)}))
    return found


def _licences(supplier: Supplier, today: date) -> list[Finding]:
    licences = list(supplier.licences.all())
    if not licences:
        return [Finding("NO_LICENCES", False, {})]
    return [
        Finding("LICENCE_EXPIRED", True, {"name": licence.name, "day": licence.valid_to.isoformat()})
        if licence.valid_to is not None and licence.valid_to < today
        else Finding("LICENCE_LISTED", False, {"name": licence.name, "number": licence.number})
        for licence in licences
    ]


def _blacklist(supplier: Supplier) -> list[Finding]:
    matches = blacklist_matches(supplier)
    if not matches:
        return [Finding("BLACKLIST_CLEAR", False, {})]
    return [Finding("BLACKLIST_MATCH", True, dict(match)) for match in matches]


def _scale(supplier: Supplier, today: date) -> list[Finding]:
    thresholds = scale_thresholds().get(supplier.category)
    if thresholds is None:
        return []
    facts = ScaleFacts(supplier.registered_on, supplier.staff_number, supplier.revenue_last_year, supplier.expected_spend)
    warnings = scale_warnings(facts, thresholds, today=today)
    if not warnings:
        return [Finding("SCALE_SUFFICES", False, {})]
    return [
        Finding(
            f"SCALE_{warning.measure}",
            True,
            {"found": _shown(warning.found), "needed": _shown(warning.needed)},
        )
        for warning in warnings
    ]


def _shown(value: date | int | Decimal | None) -> str:
    return "" if value is None else str(value)


def _penalties(supplier: Supplier, today: date) -> list[Finding]:
    warning = penalty_warning(_declared(supplier), today)
    if warning is None:
        return [Finding("NO_PENALTIES", False, {})]
    facts = {"recent": len(warning.recent), "unsettled": len(warning.unsettled)}
    found = [Finding("PENALTIES_RECENT", bool(warning.unsettled), facts)]
    if warning.needs_integrity_view:
        found.append(Finding("PENALTY_SERIOUS", True, {}))
    return found


def _declared(supplier: Supplier) -> Iterable[Penalty]:
    for row in supplier.penalties.all():
        yield Penalty(row.decided_on, PenaltyField(row.field), row.is_serious, row.repaired, row.explanation)


def _conflict(supplier: Supplier) -> list[Finding]:
    if supplier.conflict_declared is None:
        return [Finding("CONFLICT_UNANSWERED", True, {})]
    return [Finding("CONFLICT_DECLARED" if supplier.conflict_declared else "NO_CONFLICT", supplier.conflict_declared, {})]


def _province(supplier: Supplier) -> list[Finding]:
    in_code = province_in_code(supplier)
    if in_code is None:
        return [Finding("NO_PROVINCE_IN_CODE", False, {})]
    warning = province_warning(in_code, supplier.registered_province)
    if warning is None:
        return [Finding("PROVINCE_MATCHES", False, {"province": in_code})]
    return [Finding("PROVINCE_DIFFERS", True, {"in_code": warning.in_code, "registered": warning.registered})]
