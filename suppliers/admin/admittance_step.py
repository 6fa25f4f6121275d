"""What one person can do next with an application, and why not more."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.models import Account, Admittance, Approval
from suppliers.models.labels import ROLE
from suppliers.permissions import approves_admittance, checks_qualification, edits_application, has_role
from suppliers.rules.qualification import CheckResult, Gap
from suppliers.rules.role import Role
from suppliers.rules.standing import Standing
from suppliers.selectors.admittance import editor_ids, is_editable, needs_confirmation
from suppliers.selectors.qualification import admittance_gaps


@dataclass(frozen=True)
class Steps:
    """The acts open to this person; `reasons` are sentences for those that are not."""

    may_fill_in: bool = False
    may_start: bool = False
    may_check: bool = False
    may_send_back: bool = False
    may_confirm_profile: bool = False
    may_approve: bool = False
    may_reject: bool = False
    reasons: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def steps_for(admittance: Admittance, account: Account, approvals: list[Approval]) -> Steps:
    """By standing and role; who entered the data decides nothing, and is told so."""
    standing = admittance.supplier.standing
    if admittance.closed_at is not None:
        return Steps(reasons=[_("This application is closed.")])
    if is_editable(admittance):
        return Steps(may_fill_in=edits_application(account, admittance.supplier_id))
    entered = account.pk in editor_ids(admittance)
    if standing == Standing.SUBMITTED:
        return _to_start(account, entered=entered)
    if standing == Standing.CHECKING:
        return _in_checking(admittance, account, approvals, entered=entered)
    return Steps(reasons=_waiting_for_supplier(admittance))


def _to_start(account: Account, *, entered: bool) -> Steps:
    if not checks_qualification(account):
        return Steps(reasons=[_("Procurement staff begin the checks.")])
    if entered:
        return Steps(reasons=[entered_words()])
    return Steps(may_start=True)


def _in_checking(admittance: Admittance, account: Account, approvals: list[Approval], *, entered: bool) -> Steps:
    gaps = admittance_gaps(admittance)
    checks = checks_qualification(account)
    approves = approves_admittance(account)
    if entered and (checks or approves):
        return Steps(reasons=[entered_words()], gaps=gaps)
    why_not = _why_not_approve(admittance, account, approvals, gaps) if approves else []
    failed = admittance.checks.filter(result=CheckResult.FAILED, code__startswith="H").exists()
    return Steps(
        may_check=checks,
        may_send_back=checks,
        may_confirm_profile=checks,
        may_approve=approves and not why_not,
        may_reject=has_role(account, Role.MANAGER) and failed,
        reasons=why_not,
        gaps=gaps,
    )


def _why_not_approve(admittance: Admittance, account: Account, approvals: list[Approval], gaps: list[Gap]) -> list[str]:
    for given in approvals:
        if given.approved_by_id == account.pk:
            return [_("You have approved this application. The other approval is still to come.")]
        if given.role == account.role:
            words = {"role": ROLE[Role(given.role)], "person": given.approved_by}
            return [_("%(person)s has approved as %(role)s already.") % words]
    reasons = []
    if gaps:
        sentence = ngettext(
            "%(count)d check still stands in the way of approval.",
            "%(count)d checks still stand in the way of approval.",
            len(gaps),
        )
        reasons.append(sentence % {"count": len(gaps)})
    if admittance.supplier.profile_confirmed_by_id is None:
        reasons.append(_("Procurement has not confirmed the profile yet."))
    return reasons


def _waiting_for_supplier(admittance: Admittance) -> list[str]:
    reasons = []
    if admittance.supplier.standing == Standing.AWAITING_SIGNATURE:
        reasons.append(_("Both approvals are given. The supplier’s signatory has to sign."))
    if needs_confirmation(admittance):
        reasons.append(_("The supplier has yet to confirm what procurement entered on its behalf."))
    return reasons


def entered_words() -> str:
    """Four eyes, said to the person whose eyes were the first two."""
    return _("You entered or changed this data, so somebody else has to decide on it.")


def approval_lines(approvals: list[Approval]) -> list[dict[str, Any]]:
    """The two approvals, given or still to come."""
    given = {approval.role: approval for approval in approvals}
    return [{"role": ROLE[role], "approval": given.get(role)} for role in Approval.ROLES]
