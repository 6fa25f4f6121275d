"""Bringing people in: a link by mail that lets one person join one supplier, once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from suppliers.models import Account, Invitation, Notice, Supplier
from suppliers.permissions import NotAllowed, invites_colleagues, invites_suppliers
from suppliers.rules.role import SUPPLIER_ROLES, Role
from suppliers.services.history import locked_head, record
from suppliers.services.notice import absolute, queue_notice
from suppliers.services.supplier import register_supplier

VALID_FOR = timedelta(days=14)
PAUSE = timedelta(minutes=5)
"""So long nobody can have the same mail sent again: registration is open to strangers, other people's mailboxes are not."""
SALT = "suppliers.invitation"


class InvitationProblem(StrEnum):
    """Why a link does not open."""

    UNKNOWN = "UNKNOWN"
    EXPIRED = "EXPIRED"
    USED = "USED"
    WITHDRAWN = "WITHDRAWN"
    HAS_ACCOUNT = "HAS_ACCOUNT"


class InvitationClosed(Exception):
    """The link can't be used; `problem` says why."""

    def __init__(self, problem: InvitationProblem, invitation: Invitation | None = None) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.invitation = invitation


class AlreadyInvited(Exception):
    """An invitation to this address is open; it can be sent again instead."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(invitation.email)
        self.invitation = invitation


class AddressTaken(Exception):
    """An account has this address already."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


@dataclass(frozen=True)
class Newcomer:
    """What the invited person states about themselves; `password` has passed the validators."""

    name: str
    password: str
    language: str
    title: str = ""


def is_open(invitation: Invitation, *, at: datetime) -> bool:
    """Whether the link may still be used."""
    return invitation.used_at is None and invitation.revoked_at is None and invitation.expires_at > at


@transaction.atomic
def invite_supplier(email: str, *, language: str, by: Account, at: datetime, name_zh: str = "", name_en: str = "") -> Invitation:
    """Procurement invites a company: a supplier in DRAFT with an open application, and a mail to its first administrator.

    Raises NotAllowed, AddressTaken, AlreadyInvited; then nothing is written.
    """
    if not invites_suppliers(by):
        raise NotAllowed
    email = email.strip().lower()
    # One invitation after another: two clicks at once are one supplier.
    locked_head()
    if Account.objects.filter(email__iexact=email).exists():
        raise AddressTaken(email)
    _refuse_second(email, at=at)
    supplier = register_supplier(by=by, at=at, intake="SELF", name_zh=name_zh, name_en=name_en).supplier
    return _invite(supplier, email, Role.SUPPLIER_ADMIN, language=language, by=by, at=at)


@transaction.atomic
def register_company(email: str, *, company: str, language: str, at: datetime) -> None:
    """A company registers itself. The answer is the same for every address; what happens is told by mail only.

    New address: a supplier in DRAFT and an invitation. Open invitation: the mail again, at most every five minutes.
    Known account: a mail that says so.
    """
    email = email.strip().lower()
    locked_head()
    account = Account.objects.filter(email__iexact=email).first()
    if account is not None:
        # One such mail an hour at most, whatever is typed into the public page.
        key = f"account_exists:{account.pk}:{at:%Y%m%d%H}"
        queue_notice("account_exists", key=key, at=at, to=account, url=reverse("login"))
        return
    invitation = _open_invitation_to(email, at=at)
    if invitation is None:
        chinese = any("\u4e00" <= letter <= "\u9fff" for letter in company)
        names = {"name_zh": company} if chinese else {"name_en": company}
        supplier = register_supplier(by=None, at=at, intake="SELF", **names).supplier
        _invite(supplier, email, Role.SUPPLIER_ADMIN, language=language, by=None, at=at)
    elif not Notice.objects.filter(kind="invitation", email=email, created_at__gt=at - PAUSE).exists():
        _queue_mail(invitation, at=at)


@transaction.atomic
def invite_colleague(supplier: Supplier, email: str, role: Role, *, by: Account, at: datetime, language: str = "") -> Invitation:
    """A supplier's administrator invites one of its people. Raises NotAllowed, AddressTaken (own people only), AlreadyInvited.

    That an address belongs to somebody else's people is not told here but to the owner of the mailbox, by the link.
    """
    if not invites_colleagues(by, supplier.pk) or role not in SUPPLIER_ROLES:
        raise NotAllowed
    email = email.strip().lower()
    locked_head()
    if supplier.accounts.filter(email__iexact=email).exists():
        raise AddressTaken(email)
    _refuse_second(email, at=at, supplier=supplier)
    return _invite(supplier, email, role, language=language or by.language, by=by, at=at)


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Account, at: datetime) -> None:
    """Withdraw an open invitation; the link in the mail is dead from now on. Raises NotAllowed, InvitationClosed."""
    _check_inviter(invitation, by)
    free = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True)
    if not free.update(revoked_at=at):
        raise InvitationClosed(_problem_of(invitation, at=at) or InvitationProblem.USED, invitation)
    record("invitation.revoke", invitation, by=by, at=at, supplier=invitation.supplier, facts={"role": invitation.role})


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: Account, at: datetime) -> Invitation:
    """Send the mail again, valid for another 14 days. Raises NotAllowed, InvitationClosed (used, withdrawn)."""
    _check_inviter(invitation, by)
    until = at + VALID_FOR
    free = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True)
    if not free.update(expires_at=until):
        raise InvitationClosed(_problem_of(invitation, at=at) or InvitationProblem.USED, invitation)
    invitation.expires_at = until
    record("invitation.resend", invitation, by=by, at=at, supplier=invitation.supplier, facts={"role": invitation.role})
    _queue_mail(invitation, at=at)
    return invitation


def invitation_link(invitation: Invitation) -> str:
    """The link for the mail: the row's number and its nonce under a signature with the site's key."""
    token = signing.dumps({"invitation": invitation.pk, "nonce": invitation.nonce}, salt=SALT)
    return absolute(reverse("join", args=[token]))


def open_invitation(token: str, *, at: datetime) -> Invitation:
    """The invitation of a link; uses nothing up. Raises InvitationClosed with the reason."""
    try:
        claim = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise InvitationClosed(InvitationProblem.UNKNOWN) from error
    invitation = (
        Invitation.objects.select_related("supplier", "invited_by").filter(pk=claim["invitation"], nonce=claim["nonce"]).first()
    )
    if invitation is None:
        raise InvitationClosed(InvitationProblem.UNKNOWN)
    problem = _problem_of(invitation, at=at)
    if problem is None and Account.objects.filter(email__iexact=invitation.email).exists():
        problem = InvitationProblem.HAS_ACCOUNT
    if problem is not None:
        raise InvitationClosed(problem, invitation)
    return invitation


@transaction.atomic
def accept_invitation(token: str, newcomer: Newcomer, *, at: datetime) -> Account:
    """Use the link up and make the account. Of two at once one wins, the other gets InvitationClosed."""
    invitation = open_invitation(token, at=at)
    free = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)
    if not free.update(used_at=at):
        raise InvitationClosed(InvitationProblem.USED, invitation)
    account = _make_account(invitation, newcomer)
    record("account.join", account, by=account, at=at, supplier=invitation.supplier, facts={"role": invitation.role})
    _tell_inviter(invitation, account, at=at)
    return account


def _make_account(invitation: Invitation, newcomer: Newcomer) -> Account:
    try:
        with transaction.atomic():
            return Account.objects.create_account(
                invitation.email,
                newcomer.password,
                name=newcomer.name.strip(),
                title=newcomer.title.strip(),
                role=invitation.role,
                supplier=invitation.supplier,
                language=newcomer.language,
            )
    except IntegrityError as error:
        # Two companies invited one address, and both links were used at once.
        raise InvitationClosed(InvitationProblem.HAS_ACCOUNT, invitation) from error


def _tell_inviter(invitation: Invitation, account: Account, *, at: datetime) -> None:
    """Who invited learns that the person has come."""
    inviter = invitation.invited_by
    if inviter is None or not inviter.is_active:
        return
    queue_notice(
        "joined",
        key=f"joined:{invitation.pk}",
        at=at,
        to=inviter,
        supplier=invitation.supplier,
        facts={"name": account.name, "role": account.role},
        url=reverse("portal:people") if inviter.is_supplier else reverse("home"),
    )


def _check_inviter(invitation: Invitation, by: Account) -> None:
    if not (invites_colleagues(by, invitation.supplier_id) or invites_suppliers(by)):
        raise NotAllowed


def _problem_of(invitation: Invitation, *, at: datetime) -> InvitationProblem | None:
    if invitation.used_at is not None:
        return InvitationProblem.USED
    if invitation.revoked_at is not None:
        return InvitationProblem.WITHDRAWN
    return InvitationProblem.EXPIRED if invitation.expires_at <= at else None


def _open_invitation_to(email: str, *, at: datetime, supplier: Supplier | None = None) -> Invitation | None:
    found = Invitation.objects.filter(email__iexact=email, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)
    return (found if supplier is None else found.filter(supplier=supplier)).first()


def _refuse_second(email: str, *, at: datetime, supplier: Supplier | None = None) -> None:
    earlier = _open_invitation_to(email, at=at, supplier=supplier)
    if earlier is not None:
        raise AlreadyInvited(earlier)


def _invite(supplier: Supplier, email: str, role: Role, *, language: str, by: Account | None, at: datetime) -> Invitation:
    invitation = Invitation.objects.create(
        supplier=supplier,
        email=email,
        role=role,
        language=language,
        nonce=secrets.token_hex(32),
        invited_by=by,
        expires_at=at + VALID_FOR,
    )
    record("invitation.send", invitation, by=by, at=at, supplier=supplier, facts={"role": str(role)})
    _queue_mail(invitation, at=at)
    return invitation


def _queue_mail(invitation: Invitation, *, at: datetime) -> None:
    inviter = invitation.invited_by
    queue_notice(
        "invitation",
        key=f"invitation:{invitation.pk}:{at.isoformat()}",
        at=at,
        email=invitation.email,
        language=invitation.language,
        supplier=invitation.supplier,
        facts={
            "invitation": invitation.pk,
            "company": invitation.supplier.name_in(invitation.language),
            "role": invitation.role,
            "by_company": bool(inviter and inviter.is_supplier),
            "inviter": inviter.name if inviter else "",
            "valid_until": invitation.expires_at.isoformat(),
        },
    )
