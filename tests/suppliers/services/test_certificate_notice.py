"""The mails about papers and contractors read well, with every fact in its place."""

import pytest

from suppliers.rules.role import Role
from suppliers.services.notice import notice_text, queue_notice
from tests.factories.account import make_account
from tests.factories.certificate import AT
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
PAPER = {"certificate_kind": "CCC", "number": "2022010903123456", "valid_to": "2026-12-31"}
TITLE = "3C certificate (CCC) 2022010903123456"
CONTRACTOR = {"waste_kind": "E_WASTE", "name": "Demo Recycling", "number": "E 1", "valid_to": "2026-12-31"}


@pytest.mark.parametrize(
    ("kind", "facts", "subject", "within"),
    [
        ("certificate_verified", PAPER, f"Verified: {TITLE}", "until the end of Thursday"),
        ("certificate_verified", {**PAPER, "valid_to": ""}, f"Verified: {TITLE}", "has been verified."),
        ("certificate_rejected", {**PAPER, "reason": "A & B"}, f"Not accepted: {TITLE}", "Reason: A & B"),
        ("certificate_registry", {**PAPER, "found": "SUSPENDED"}, f"No longer counts: {TITLE}", ": Suspended."),
        ("certificate_expiring", PAPER, f"Ends on Thursday, 31 December 2026: {TITLE}", "Hand in its renewal"),
        ("certificate_expired", {**PAPER, "to_staff": False}, f"Has ended: {TITLE}", "Please hand in the newer one."),
        ("certificate_expired", {**PAPER, "to_staff": True}, f"Has ended: {TITLE}", "no newer one has been handed in"),
        ("certificate_look_up", {"count": 1}, "One certificate or permit is to be looked up again", "90 days ago"),
        ("certificate_look_up", {"count": 3}, "3 certificates and permits are to be looked up again", "90 days ago"),
        (
            "waste_contractor_rejected",
            {**CONTRACTOR, "reason": "Expired."},
            "Not accepted: waste contractor Demo Recycling",
            "Reason: Expired.",
        ),
        (
            "waste_contractor_registry",
            {**CONTRACTOR, "found": "REVOKED"},
            "No longer licensed: waste contractor Demo Recycling",
            ": Revoked.",
        ),
        (
            "waste_contractor_expiring",
            CONTRACTOR,
            "Ends on Thursday, 31 December 2026: licence of waste contractor Demo Recycling",
            "E-waste: the licence E 1",
        ),
        (
            "waste_contractor_expired",
            CONTRACTOR,
            "Has ended: licence of waste contractor Demo Recycling",
            "Thursday, 31 December 2026",
        ),
    ],
)
def test_each_mail_names_the_matter_and_the_next_step(kind, facts, subject, within):
    supplier = make_supplier(name_en="Demo Supplier (fictional)")
    reader = make_account(Role.SUPPLIER_ADMIN, supplier)

    notice = queue_notice(kind, key="k", at=AT, to=reader, supplier=supplier, facts=facts, url="/supplier/certificates/1/")
    found, body = notice_text(notice)

    assert found == subject
    assert within in body
    assert body.rstrip().endswith("/supplier/certificates/1/")
