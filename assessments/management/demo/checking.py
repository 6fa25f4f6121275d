"""Writing the check lists of applications and both approvals, as far as each application has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessments.management.demo.chain import Chain
from assessments.management.demo.dice import office_hour
from assessments.management.demo.people import Staff
from assessments.management.demo.register import Entered
from suppliers.models import Approval, QualificationCheck, Supplier
from suppliers.rules.qualification import Check, CheckResult
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.qualification import Finding, automatic_findings

BATCH = 1000

SOURCES = {
    Check.IDENTITY: "国家企业信用信息公示系统（演示，未实际查询）",
    Check.BANK: "账户资料与回拨核对（演示）",
    Check.LICENCES: "发证机关公示（演示，未实际查询）",
    Check.INSOLVENCY: "中国执行信息公开网（演示，未实际查询）",
    Check.BLACKLIST: "Assay",
    Check.SANCTIONS: "制裁名单筛查（演示，未实际查询）",
    Check.SCALE: "财务报表（演示）",
    Check.PENALTIES: "信用中国（演示，未实际查询）",
    Check.CONFLICT: "人力资源核对（演示）",
    Check.PROVINCE: "Assay",
}
DONE_SO_FAR = (0, 4, 8, 10, 10)
"""How many of the ten checks stand for each of the five applications that are being checked; the last has one approval."""


@dataclass(frozen=True)
class Round:
    """The checking of one application."""

    each: Entered
    begun_at: datetime
    checks: list[QualificationCheck]
    approvals: list[Approval]


def write_checks(entered: Iterable[Entered], staff: Staff, chain: Chain) -> None:
    """All checks and approvals, with their history."""
    being_checked = 0
    rounds = []
    for each in entered:
        done, approvals = len(Check), 2
        if each.company.standing == Standing.CHECKING:
            done, approvals = DONE_SO_FAR[being_checked], int(being_checked == len(DONE_SO_FAR) - 1)
            being_checked += 1
        if each.company.standing == Standing.REJECTED:
            approvals = 0
        rounds.append(_round(each, staff, done, approvals))
    QualificationCheck.objects.bulk_create([check for each in rounds for check in each.checks], batch_size=BATCH)
    Approval.objects.bulk_create([approval for each in rounds for approval in each.approvals], batch_size=BATCH)
    confirmed = [each.each.supplier for each in rounds if any(check.checked_by for check in each.checks)]
    Supplier.objects.filter(pk__in=[supplier.pk for supplier in confirmed]).update(profile_confirmed_by=staff.checker)
    for each in rounds:
        _tell(each, staff, chain)


def _round(each: Entered, staff: Staff, done: int, approvals: int) -> Round:
    begun_at = each.moment("start_checking")
    found = automatic_findings(each.admittance, today=begun_at.date())
    checks = []
    for position, check in enumerate(Check):
        row = QualificationCheck(
            admittance=each.admittance,
            code=check,
            result=CheckResult.OPEN,
            finding={"notes": [finding.as_json() for finding in found[check]]},
        )
        if position < done:
            row.result, row.note = _outcome(each, check, found[check])
            row.source = SOURCES[check]
            row.checked_by, row.checked_at = staff.checker, begun_at + timedelta(hours=1, days=position % 3, minutes=7 * position)
        checks.append(row)
    return Round(each, begun_at, checks, _approvals(each, staff, approvals))


def _outcome(each: Entered, check: Check, found: list[Finding]) -> tuple[CheckResult, str]:
    if each.company.standing == Standing.REJECTED and check is Check.BANK:
        return CheckResult.FAILED, "账户资料上的户名与申请人不一致，申请人未能说明。"
    if check is Check.PROVINCE and not each.company.is_mainland:
        return CheckResult.NOT_APPLICABLE, "登记地不在中国内地，无统一社会信用代码。"
    if check is Check.PROVINCE and any(finding.is_concern for finding in found):
        return CheckResult.EXPLAINED, "公司由北京迁至上海，代码为首次登记时赋予，不因迁址变更。"
    if not check.is_hard and any(finding.is_concern for finding in found):
        return CheckResult.EXPLAINED, "规模略低于类别要求，业务部门说明后接受，年度评价时复核。"
    return CheckResult.PASSED, ""


def _approvals(each: Entered, staff: Staff, many: int) -> list[Approval]:
    roles = ((Role.MANAGER, staff.manager), (Role.INTEGRITY, staff.integrity))[:many]
    moments = {step.move: office_hour(step.on, step.turn) for step in each.steps}
    second = moments.get("approve", moments["start_checking"] + timedelta(days=3, hours=2))
    return [
        Approval(
            admittance=each.admittance,
            role=role,
            approved_by=person,
            approved_at=second - timedelta(days=1 - position, minutes=5),
        )
        for position, (role, person) in enumerate(roles)
    ]


def _tell(each: Round, staff: Staff, chain: Chain) -> None:
    supplier = each.each.supplier
    for check in each.checks:
        if check.checked_at is None:
            continue
        facts = {"check": check.code, "before": "OPEN", "after": str(check.result), "files": []}
        chain.add(
            "qualificationcheck.record",
            check,
            by=staff.checker,
            at=check.checked_at,
            supplier=supplier,
            facts=facts,
            reason=check.note,
        )
    last = max((check.checked_at for check in each.checks if check.checked_at), default=None)
    if last is not None:
        profile = {"declared": supplier.profile, "confirmed": supplier.profile}
        chain.add("supplier.confirm_profile", supplier, by=staff.checker, at=last, supplier=supplier, facts=profile)
    digest = each.each.admittance.snapshot_sha256
    for approval in each.approvals:
        facts = {"role": approval.role, "snapshot_sha256": digest}
        chain.add(
            "admittance.approve",
            each.each.admittance,
            by=approval.approved_by,
            at=approval.approved_at,
            supplier=supplier,
            facts=facts,
        )
