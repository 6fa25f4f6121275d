"""Writing accounts: language, password, and who may still log in."""

from datetime import datetime, timedelta

from axes.utils import reset as forget_failed_logins
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from suppliers.models import Account, Notice
from suppliers.permissions import NotAllowed, invites_colleagues, manages_accounts
from suppliers.services.history import record
from suppliers.services.notice import absolute, queue_notice

RESET_PAUSE = timedelta(minutes=5)
"""So long no second mail with a reset link goes to one account: nobody floods another person's mailbox."""


class OwnAccount(Exception):
    """Nobody takes away their own access: the last administrator of a supplier would be locked out."""


def choose_language(account: Account, language: str) -> None:
    """Keep the language a person chose: pages, notices and mail follow it."""
    if account.language != language:
        account.language = language
        account.save(update_fields=["language"])


@transaction.atomic
def change_password(account: Account, password: str, *, by: Account | None, at: datetime) -> None:
    """Set a password that a form has validated; failed tries to log in are forgotten, so the owner gets in again."""
    account.set_password(password)
    account.save(update_fields=["password"])
    forget_failed_logins(username=account.email)
    record("account.change_password", account, by=by, at=at, supplier=account.supplier)


def ask_password_reset(email: str, *, at: datetime) -> None:
    """Queue a mail with a reset link when the address belongs to somebody who may log in; else do nothing, silently."""
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        return
    recent = Notice.objects.filter(kind="password_reset", account=account, created_at__gt=at - RESET_PAUSE)
    if not recent.exists():
        queue_notice("password_reset", key=f"password_reset:{account.pk}:{at.isoformat()}", at=at, to=account)


def password_reset_link(account: Account) -> str:
    """A link that lets the account's owner set a password; made when the mail goes out and stored nowhere.

    It ends with `PASSWORD_RESET_TIMEOUT`, with the next log-in and with the password it was made under.
    """
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    return absolute(reverse("password_reset_confirm", args=[uid, default_token_generator.make_token(account)]))


@transaction.atomic
def set_access(account: Account, *, may_log_in: bool, by: Account, at: datetime) -> Account:
    """Let a person log in or not; running sessions end with the next request.

    For a supplier's people: that supplier's administrator; for the buyer's: the administrator. Raises NotAllowed,
    OwnAccount.
    """
    allowed = invites_colleagues(by, account.supplier_id) if account.supplier_id else manages_accounts(by)
    if not allowed:
        raise NotAllowed
    if account.pk == by.pk:
        raise OwnAccount
    if Account.objects.filter(pk=account.pk, is_active=not may_log_in).update(is_active=may_log_in):
        account.is_active = may_log_in
        action = "account.give_access" if may_log_in else "account.take_access"
        record(action, account, by=by, at=at, supplier=account.supplier)
    return account
