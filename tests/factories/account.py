"""People."""

from itertools import count

from suppliers.models import Account, Supplier
from suppliers.rules.role import Role

_serial = count(1)


def make_account(role: Role, supplier: Supplier | None = None, **fields: object) -> Account:
    """A person of one role; `pass-word-123` opens the door."""
    number = next(_serial)
    fields.setdefault("name", f"{str(role).title().replace('_', ' ')} {number}")
    fields.setdefault("language", "en")
    email = str(fields.pop("email", f"{role.lower()}-{number}@example.com"))
    password = str(fields.pop("password", "pass-word-123"))
    return Account.objects.create_account(email, password, role=role, supplier=supplier, **fields)
