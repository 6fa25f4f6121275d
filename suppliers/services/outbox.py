"""Mailing what the outbox holds; links and codes are made at this moment and stored nowhere."""

from collections.abc import Callable
from datetime import datetime

from suppliers.models import Invitation, Notice, SignatureCode
from suppliers.services.account import password_reset_link
from suppliers.services.invitation import invitation_link, is_open
from suppliers.services.notice import MailServerAway, claim_notices, give_up_notice, mail_notice
from suppliers.services.signature import code_for

PER_ROUND = 50


class NothingToMail(Exception):
    """What the message was about is over: an invitation withdrawn, a person without access, a code used."""


def _invitation(notice: Notice, at: datetime) -> dict[str, str]:
    invitation = Invitation.objects.get(pk=notice.facts["invitation"])
    if not is_open(invitation, at=at):
        raise NothingToMail
    return {"link": invitation_link(invitation)}


def _password_reset(notice: Notice, at: datetime) -> dict[str, str]:  # noqa: ARG001 -- one shape for all kinds
    if notice.account is None or not notice.account.is_active:
        raise NothingToMail
    return {"link": password_reset_link(notice.account)}


def _signature_code(notice: Notice, at: datetime) -> dict[str, str]:
    code = SignatureCode.objects.get(pk=notice.facts["code_id"])
    if code.used_at is not None or code.expires_at <= at:
        raise NothingToMail
    return {"code": code_for(code)}


SECRETS: dict[str, Callable[[Notice, datetime], dict[str, str]]] = {
    "invitation": _invitation,
    "password_reset": _password_reset,
    "signature_code": _signature_code,
}


def send_notices(*, at: datetime) -> int:
    """Mail up to PER_ROUND waiting messages, oldest first; returns how many went out. A dead mail server ends the round.

    One at a time: a worker that dies loses the claim of one message, for five minutes.
    """
    sent = 0
    for _turn in range(PER_ROUND):
        claimed = claim_notices(at=at, most=1)
        if not claimed:
            break
        notice = Notice.objects.select_related("supplier", "account").get(pk=claimed[0])
        try:
            secrets = SECRETS[notice.kind](notice, at) if notice.kind in SECRETS else {}
        except NothingToMail:
            give_up_notice(notice, "It was over before it was mailed.")
            continue
        try:
            sent += mail_notice(notice, at=at, secrets=secrets)
        except MailServerAway:
            break
    return sent
