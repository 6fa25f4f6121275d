"""The buyer's people: brought in by the administrator, given another role, never by themselves."""

from datetime import datetime

from django.db import IntegrityError, transaction

from suppliers.models import Account
from suppliers.permissions import NotAllowed, manages_accounts
from suppliers.rules.role import BUYER_ROLES, Role
from suppliers.services.account import OwnAccount, ask_password_reset
from suppliers.services.history import record
from suppliers.services.invitation import AddressTaken


@transaction.atomic
def create_buyer_account(
    email: str, *, name: str, role: Role, language: str, by: Account | None, at: datetime, department: str = ""
) -> Account:
    """A new person of the buyer; a mail lets them set their password, nobody else knows one.

    `by` None is the operator at the command line, who adds the first administrator. Raises NotAllowed (also for a
    supplier's role), AddressTaken; then nothing is written.
    """
    if (by is not None and not manages_accounts(by)) or role not in BUYER_ROLES:
        raise NotAllowed
    email = email.strip().lower()
    try:
        with transaction.atomic():
            account = Account.objects.create_account(
                email, None, name=name.strip(), role=role, language=language, department=department.strip()
            )
    except IntegrityError as error:
        raise AddressTaken(email) from error
    record("account.create", account, by=by, at=at, facts={"role": str(role)})
    ask_password_reset(account.email, at=at)
    return account


@transaction.atomic
def change_role(account: Account, role: Role, *, by: Account, at: datetime) -> Account:
    """Another role for one of the buyer's people. Raises NotAllowed (a supplier's person or role), OwnAccount."""
    if not manages_accounts(by) or role not in BUYER_ROLES or account.supplier_id is not None:
        raise NotAllowed
    if account.pk == by.pk:
        raise OwnAccount
    account = Account.objects.select_for_update().get(pk=account.pk)
    before = account.role
    if before != role:
        account.role = role
        account.save(update_fields=["role"])
        record("account.change_role", account, by=by, at=at, facts={"from": before, "to": str(role)})
    return account


@transaction.atomic
def change_department(account: Account, department: str, *, by: Account, at: datetime) -> Account:
    """Another department for one of the buyer's people; requests to rate keep the one they were asked in.

    Raises NotAllowed (a supplier's person), OwnAccount.
    """
    if not manages_accounts(by) or account.supplier_id is not None:
        raise NotAllowed
    if account.pk == by.pk:
        raise OwnAccount
    account = Account.objects.select_for_update().get(pk=account.pk)
    before, after = account.department, department.strip()
    if before != after:
        account.department = after
        account.save(update_fields=["department"])
        record("account.change_department", account, by=by, at=at, facts={"from": before, "to": after})
    return account


@transaction.atomic
def send_password_link(account: Account, *, by: Account, at: datetime) -> None:
    """Mail one of the buyer's people a link to set a password. Raises NotAllowed."""
    if not manages_accounts(by) or account.supplier_id is not None:
        raise NotAllowed
    ask_password_reset(account.email, at=at)
