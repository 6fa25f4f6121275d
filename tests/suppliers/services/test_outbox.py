from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from suppliers.models import Notice
from suppliers.rules.role import Role
from suppliers.services.account import ask_password_reset
from suppliers.services.invitation import invitation_link, invite_supplier, revoke_invitation
from suppliers.services.notice import CLAIM_LASTS, MAX_ATTEMPTS, queue_notice
from suppliers.services.outbox import send_notices
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


class ServerAway(BaseEmailBackend):
    """No mail server answers."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError(f"{len(email_messages)} not sent: nobody there")


class RefusesOne(BaseEmailBackend):
    """A mail server that does not know one address."""

    def send_messages(self, email_messages):
        if email_messages[0].to == ["unknown@example.com"]:
            raise SMTPRecipientsRefused({"unknown@example.com": (550, b"no such user")})
        mail.outbox.extend(email_messages)
        return len(email_messages)


@pytest.fixture
def reader():
    return make_account(Role.SUPPLIER_ADMIN, make_supplier(name_en="Murong Media (fictional)"))


def told(to, key, at=AT):
    return queue_notice("joined", key=key, at=at, to=to, supplier=to.supplier, facts={"name": "Li", "role": "SUPPLIER_ADMIN"})


def test_each_message_goes_out_once(reader):
    told(reader, "a")
    told(reader, "b")

    assert send_notices(at=AT) == 2
    assert send_notices(at=AT + timedelta(hours=1)) == 0

    assert [message.to for message in mail.outbox] == [[reader.email]] * 2
    assert mail.outbox[0].subject == "Li has joined"
    assert mail.outbox[0].body.startswith(
        "Li has used your invitation to Murong Media (fictional). Role: Supplier administrator."
    )


def test_an_invitation_carries_its_link(settings):
    settings.ASSAY_BASE_URL = "https://assay.example.com"
    invitation = invite_supplier(
        "li@example.com", language="en", by=make_account(Role.PROCUREMENT), at=AT, name_en="Murong Media (fictional)"
    )

    send_notices(at=AT)

    assert invitation_link(invitation) in mail.outbox[0].body.splitlines()
    assert invitation_link(invitation).startswith("https://assay.example.com/join/")
    assert mail.outbox[0].subject == "Demo Buyer Group (fictional) invites Murong Media (fictional) as a supplier"
    assert "Saturday, 5 December 2026" in mail.outbox[0].body


def test_a_withdrawn_invitation_is_never_mailed():
    staff = make_account(Role.PROCUREMENT)
    invitation = invite_supplier("li@example.com", language="en", by=staff, at=AT, name_en="Murong Media (fictional)")
    revoke_invitation(invitation, by=staff, at=AT)

    assert send_notices(at=AT) == 0
    assert send_notices(at=AT + timedelta(hours=1)) == 0
    assert mail.outbox == []


def test_a_reset_link_of_somebody_without_access_is_never_mailed(reader):
    ask_password_reset(reader.email, at=AT)
    reader.is_active = False
    reader.save()

    send_notices(at=AT)

    assert mail.outbox == []


def test_an_hour_without_a_mail_server_loses_nothing(reader, settings):
    told(reader, "a")
    told(reader, "b")
    settings.EMAIL_BACKEND = f"{__name__}.ServerAway"
    for minute in range(60):
        assert send_notices(at=AT + timedelta(minutes=minute)) == 0

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send_notices(at=AT + timedelta(minutes=61)) == 2


def test_a_refused_address_holds_nobody_up_and_is_given_up_in_the_end(reader, settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusesOne"
    queue_notice("account_exists", key="x", at=AT - timedelta(days=1), email="unknown@example.com", language="en")
    told(reader, "a")

    rounds = [send_notices(at=AT + CLAIM_LASTS * turn + timedelta(seconds=turn)) for turn in range(12)]

    assert [message.to for message in mail.outbox] == [[reader.email]]
    refused = Notice.objects.get(key="x")
    assert (refused.sent_at, refused.attempts) == (None, MAX_ATTEMPTS)
    assert refused.error.startswith("SMTPRecipientsRefused")
    assert rounds == [1] + [0] * 11
