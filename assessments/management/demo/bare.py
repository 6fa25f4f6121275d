"""The bare reference: 253 active suppliers on 2023-03-31, as the published table counts them, all with a signed undertaking."""

from django.db import transaction

from assessments.management.demo.chain import Chain
from assessments.management.demo.checking import write_checks
from assessments.management.demo.company import bare_companies
from assessments.management.demo.people import hire_staff
from assessments.management.demo.plan import BARE_AS_OF
from assessments.management.demo.register import enter_companies
from assessments.management.demo.signing import publish_documents, write_signatures


@transaction.atomic
def load_bare_reference() -> int:
    """Write the reference, or nothing. Returns how many suppliers."""
    staff, chain = hire_staff(), Chain()
    editions = publish_documents(staff, chain, until=BARE_AS_OF)
    entered = enter_companies(bare_companies(), staff, chain)
    write_checks(entered, staff, chain)
    write_signatures(entered, editions, chain)
    chain.write()
    return len(entered)
