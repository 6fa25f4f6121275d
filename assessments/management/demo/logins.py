"""Demo accounts that can log in: one for each role, of the buyer and of two suppliers. Only in demo mode."""

import json
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from assessments.management.demo.people import STAFF, account_row
from suppliers.models import Account, Supplier
from suppliers.rules.role import Role
from suppliers.services.history import record

FILE_NAME = "demo-accounts.json"
NEWCOMERS = ("梁景行", "顾清和", "冯子衿", "许若溪", "余知行")
"""Who joins a company where nobody has the role yet."""
# Without letters and digits that are easily taken for one another.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class NotInDemoMode(Exception):
    """Accounts with known passwords come into being only where the whole installation is a demo."""


@dataclass(frozen=True)
class Login:
    """One way in. `supplier` is empty for the buyer's people."""

    role: str
    email: str
    password: str
    login_url: str
    supplier: str | None


def accounts_file() -> Path:
    """Where the passwords are kept."""
    return Path(settings.DATA_DIR) / FILE_NAME


def stored_logins() -> list[Login]:
    """What is in the file; nothing when there is none."""
    file = accounts_file()
    if not file.exists():
        return []
    return [Login(**row) for row in json.loads(file.read_text(encoding="utf-8"))]


def still_open(logins: list[Login]) -> bool:
    """Whether what the file says is true of this database: a database made anew leaves an old file behind."""
    people = {account.email: account for account in Account.objects.filter(email__in=[login.email for login in logins])}
    known = all(login.email in people and people[login.email].is_active for login in logins)
    return bool(logins) and known and people[logins[0].email].has_usable_password()


@transaction.atomic
def open_doors(suppliers: list[Supplier], *, at: datetime) -> list[Login]:
    """Give passwords to one person of each role, for the buyer and each of the suppliers, and keep them in a file.

    Raises NotInDemoMode; then nothing is written.
    """
    if not settings.ASSAY_DEMO:
        raise NotInDemoMode
    people = [Account.objects.get(email=f"{local}@example.com") for local, *_rest in STAFF]
    for supplier in suppliers:
        people += [_person(supplier, role) for role in (Role.SUPPLIER_ADMIN, Role.SUPPLIER_SIGNATORY, Role.SUPPLIER_CONTRIBUTOR)]
    passwords = [_password() for _person in people]
    with ThreadPoolExecutor() as pool:
        # Hashing takes a third of a second each by design, and leaves other threads free to run.
        hashes = list(pool.map(make_password, passwords))
    logins = [_opened(*one, at=at) for one in zip(people, passwords, hashes, strict=True)]
    _keep(logins)
    return logins


def _person(supplier: Supplier, role: Role) -> Account:
    found = Account.objects.filter(supplier=supplier, role=role).order_by("pk").first()
    if found is not None:
        return found
    local = f"{role.lower().removeprefix('supplier_')}.{supplier.number.lower()}"
    title = {Role.SUPPLIER_CONTRIBUTOR: "EHS engineer"}.get(role, "")
    person = account_row(local, NEWCOMERS[supplier.pk % len(NEWCOMERS)], title, role, supplier)
    person.save(force_insert=True)
    return person


def _password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(3))


def _opened(person: Account, password: str, encoded: str, *, at: datetime) -> Login:
    Account.objects.filter(pk=person.pk).update(is_active=True, password=encoded)
    record("account.change_password", person, by=None, at=at, supplier=person.supplier)
    supplier = f"{person.supplier.number} {person.supplier.name_en}" if person.supplier else None
    url = f"{settings.ASSAY_BASE_URL}{reverse('login')}"
    return Login(str(person.role), person.email, password, url, supplier)


def _keep(logins: list[Login]) -> None:
    """Written under another name first: the file is whole or not there, and never readable by others."""
    file = accounts_file()
    draft = file.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as paper:
        json.dump([asdict(login) for login in logins], paper, ensure_ascii=False, indent=2)
        paper.flush()
        os.fsync(paper.fileno())
    draft.replace(file)
