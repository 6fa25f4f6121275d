"""Who a person is to Assay. Source: docs/roles.md."""

from enum import StrEnum


class Role(StrEnum):
    """One role an account holds; SYSTEM is the clock, never an account."""

    SUPPLIER_ADMIN = "SUPPLIER_ADMIN"
    SUPPLIER_SIGNATORY = "SUPPLIER_SIGNATORY"
    SUPPLIER_CONTRIBUTOR = "SUPPLIER_CONTRIBUTOR"
    PROCUREMENT = "PROCUREMENT"
    MANAGER = "MANAGER"
    INTEGRITY = "INTEGRITY"
    AUDITOR = "AUDITOR"
    REQUESTER = "REQUESTER"
    FINANCE = "FINANCE"
    ADMINISTRATOR = "ADMINISTRATOR"
    SYSTEM = "SYSTEM"


SUPPLIER_ROLES = frozenset({Role.SUPPLIER_ADMIN, Role.SUPPLIER_SIGNATORY, Role.SUPPLIER_CONTRIBUTOR})
BUYER_ROLES = frozenset(
    {
        Role.PROCUREMENT,
        Role.MANAGER,
        Role.INTEGRITY,
        Role.AUDITOR,
        Role.REQUESTER,
        Role.FINANCE,
        Role.ADMINISTRATOR,
    }
)
ACCOUNT_ROLES = SUPPLIER_ROLES | BUYER_ROLES
