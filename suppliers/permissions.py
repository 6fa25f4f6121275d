"""Who may do what: predicates over (account, object), read by services, pages and queries alike.

Source: docs/roles.md. Four eyes ("nobody decides on what they entered") is not here but in the workflow tables.
"""

from typing import Any

from suppliers.models import Account
from suppliers.rules.role import BUYER_ROLES, SUPPLIER_ROLES, Role

STAFF = frozenset({Role.PROCUREMENT, Role.MANAGER, Role.INTEGRITY, Role.AUDITOR})
"""Buyer roles that read supplier data; the administrator sees accounts, jobs and mail, no supplier's answers."""


class NotAllowed(Exception):
    """This person may not do this. The message for people is the face's."""


def has_role(account: Any, *roles: Role) -> bool:
    """Whether a logged-in, active account holds one of the roles."""
    return isinstance(account, Account) and account.is_active and account.role in roles


def reads_all_suppliers(account: Any) -> bool:
    """Buyer's people who work with suppliers."""
    return has_role(account, *STAFF)


def works_for(account: Any, supplier_id: int) -> bool:
    """Whether the account is one of that supplier's people."""
    return has_role(account, *SUPPLIER_ROLES) and account.supplier_id == supplier_id


def opens_admin(account: Any) -> bool:
    """Whether the admin's pages open at all."""
    return has_role(account, *BUYER_ROLES)


def invites_suppliers(account: Any) -> bool:
    """Procurement brings suppliers in."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER)


def corrects_registrations(account: Any) -> bool:
    """Procurement keeps the register right."""
    return has_role(account, Role.PROCUREMENT)


def invites_colleagues(account: Any, supplier_id: int) -> bool:
    """A supplier's administrator invites that supplier's people."""
    return works_for(account, supplier_id) and account.role == Role.SUPPLIER_ADMIN


def edits_application(account: Any, supplier_id: int) -> bool:
    """Who may write the application: the supplier's administrator and contributors, or procurement on its behalf."""
    if has_role(account, Role.PROCUREMENT):
        return True
    return works_for(account, supplier_id) and account.role in {Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR}


def checks_qualification(account: Any) -> bool:
    """Procurement staff work down the check list."""
    return has_role(account, Role.PROCUREMENT)


def approves_admittance(account: Any) -> bool:
    """A manager and integrity & compliance approve, one each."""
    return has_role(account, Role.MANAGER, Role.INTEGRITY)


def signs(account: Any, supplier_id: int) -> bool:
    """Only the supplier's own signatory signs; nobody on the buyer's side ever does."""
    return works_for(account, supplier_id) and account.role == Role.SUPPLIER_SIGNATORY


def asks_for_signatures(account: Any) -> bool:
    """Procurement, or integrity & compliance, asks again for a signature that was refused."""
    return has_role(account, Role.PROCUREMENT, Role.INTEGRITY)


def uploads_evidence(account: Any, supplier_id: int) -> bool:
    """The supplier's own people, and the buyer's people who check, approve or review."""
    return works_for(account, supplier_id) or reads_all_suppliers(account)


def manages_documents(account: Any) -> bool:
    """Integrity & compliance writes and publishes what is signed."""
    return has_role(account, Role.INTEGRITY)


def answers_questions(account: Any, supplier_id: int) -> bool:
    """The supplier's administrator and contributors fill in."""
    return works_for(account, supplier_id) and account.role in {Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR}


def submits_assessment(account: Any, supplier_id: int) -> bool:
    """Only the supplier's administrator submits."""
    return works_for(account, supplier_id) and account.role == Role.SUPPLIER_ADMIN


def assigns_assessments(account: Any) -> bool:
    """Procurement asks the questions."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER)


def reviews_assessments(account: Any) -> bool:
    """Procurement staff and auditors verify evidence."""
    return has_role(account, Role.PROCUREMENT, Role.AUDITOR)


def orders_reports(account: Any) -> bool:
    """Everybody who reads suppliers may ask for an audit report."""
    return reads_all_suppliers(account)


def counts_regions(account: Any) -> bool:
    """Everybody who reads suppliers may count them."""
    return reads_all_suppliers(account)


def manages_accounts(account: Any) -> bool:
    """The administrator manages the buyer's people."""
    return has_role(account, Role.ADMINISTRATOR)


def sees_operations(account: Any) -> bool:
    """Jobs: the administrator, staff for their own kind of work, finance for its imports."""
    return reads_all_suppliers(account) or has_role(account, Role.ADMINISTRATOR, Role.FINANCE)


def reads_trade(account: Any) -> bool:
    """Orders, invoices, exchange rates and the imports they came with: staff and finance."""
    return reads_all_suppliers(account) or has_role(account, Role.FINANCE)


def imports_data(account: Any) -> bool:
    """Procurement and finance read files into the register: orders, invoices, exchange rates."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER, Role.FINANCE)


def imports_suppliers(account: Any) -> bool:
    """Procurement brings suppliers into the register; that a manager confirms active ones, the workflow says."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER)


def plans_evaluations(account: Any) -> bool:
    """Procurement and its managers evaluate; integrity and compliance never does."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER)


def scores_evaluations(account: Any) -> bool:
    """Procurement staff work out the marks and hand them in for release."""
    return has_role(account, Role.PROCUREMENT)


def releases_evaluations(account: Any) -> bool:
    """A manager releases; whoever planned, rated or scored is refused by the workflow."""
    return has_role(account, Role.MANAGER)


def rates_performance(account: Any) -> bool:
    """Who may be asked to rate; what they rate stands in `rules.rating`."""
    return has_role(account, Role.PROCUREMENT, Role.REQUESTER)


def files_appeals(account: Any, supplier_id: int) -> bool:
    """A supplier's administrator objects for the company."""
    return works_for(account, supplier_id) and account.role == Role.SUPPLIER_ADMIN


def decides_appeals(account: Any) -> bool:
    """A manager, or integrity and compliance; whoever was involved is refused by the workflow."""
    return has_role(account, Role.MANAGER, Role.INTEGRITY)


def reports_carbon(account: Any, supplier_id: int) -> bool:
    """The supplier's administrator and contributors enter the figures of the carbon programme."""
    return answers_questions(account, supplier_id)


def appraises_carbon(account: Any) -> bool:
    """Procurement proposes agreements and appraises what was delivered; an auditor may appraise as well."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER, Role.AUDITOR)


def keeps_lawsuits(account: Any) -> bool:
    """Integrity & compliance enters and closes lawsuits."""
    return has_role(account, Role.INTEGRITY)


def decides_duplicates(account: Any) -> bool:
    """Procurement keeps the register free of doubles."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER)


def reads_bids(account: Any) -> bool:
    """Award sheets: procurement and whoever controls it; requesting departments see no bids."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER, Role.INTEGRITY, Role.AUDITOR)


def enters_bids(account: Any) -> bool:
    """Procurement enters bids and proposes an award."""
    return has_role(account, Role.PROCUREMENT)


def awards_contracts(account: Any) -> bool:
    """A manager awards; whoever entered or proposed is refused by the workflow."""
    return has_role(account, Role.MANAGER)


def holds_trainings(account: Any) -> bool:
    """Procurement, its managers, and integrity & compliance train suppliers."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER, Role.INTEGRITY)


def answers_training(account: Any, supplier_id: int) -> bool:
    """A supplier's administrator says how many people will come."""
    return works_for(account, supplier_id) and account.role == Role.SUPPLIER_ADMIN


def enters_certificates(account: Any, supplier_id: int) -> bool:
    """The supplier's administrator and contributors, or procurement on its behalf: papers, products, contractors."""
    return edits_application(account, supplier_id)


def submits_certificates(account: Any, supplier_id: int) -> bool:
    """Contributors fill in; the supplier's administrator hands in, or procurement on its behalf."""
    return has_role(account, Role.PROCUREMENT) or submits_assessment(account, supplier_id)


def verifies_certificates(account: Any) -> bool:
    """Procurement staff and auditors verify papers and look them up; nobody what they entered themselves."""
    return has_role(account, Role.PROCUREMENT, Role.AUDITOR)


def drafts_policies(account: Any) -> bool:
    """A manager drafts and proposes versions of the scoring policy; activating takes a second person (the workflow)."""
    return has_role(account, Role.MANAGER)


def activates_policies(account: Any) -> bool:
    """A manager who did not write the version, or integrity and compliance."""
    return has_role(account, Role.MANAGER, Role.INTEGRITY)


def flags_suppliers(account: Any) -> bool:
    """Procurement marks who is strategic, kept as backup or sole source."""
    return has_role(account, Role.PROCUREMENT, Role.MANAGER)
