"""What a notice says to its reader."""

import pytest

from suppliers.rules.role import Role
from suppliers.services.notice import notice_text, queue_notice
from tests.factories.account import make_account
from tests.factories.application import AT
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db
TO_STAFF = (
    "application_objection",
    "application_submitted",
    "approval_wanted",
    "assessment_overdue_staff",
    "assessment_to_review",
    "blacklist_match",
    "signature_refused",
    "supplier_admitted_staff",
)
FACTS = {"kind": "IU", "version": "1.0", "by": "Li Hua", "reason": "Clause 4.", "due_on": "2026-11-30", "year": 2026}


@pytest.mark.parametrize("kind", TO_STAFF)
@pytest.mark.parametrize(
    ("language", "said", "unsaid"),
    [("en", "Demo Lantern Ltd", "示例灯笼有限公司"), ("zh-hans", "示例灯笼有限公司", "Demo Lantern Ltd")],
)
def test_a_mail_to_staff_calls_the_company_as_its_reader_does(kind, language, said, unsaid):
    supplier = make_supplier(name_zh="示例灯笼有限公司", name_en="Demo Lantern Ltd")
    reader = make_account(Role.PROCUREMENT, language=language)

    text = "\n".join(notice_text(queue_notice(kind, key=kind, at=AT, to=reader, supplier=supplier, facts=FACTS)))

    assert said in text
    assert unsaid not in text
