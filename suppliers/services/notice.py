"""Writing notices into the outbox, and mailing what it holds."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation

from suppliers.models import Account, Notice, Supplier

MAX_ATTEMPTS = 8
CLAIM_LASTS = timedelta(minutes=5)


class MailServerAway(Exception):
    """No connection, no log-in, or the connection broke: the round may as well end."""


def queue_notice(
    kind: str,
    *,
    key: str,
    at: datetime,
    to: Account | None = None,
    email: str = "",
    language: str = "",
    supplier: Supplier | None = None,
    facts: dict[str, Any] | None = None,
    url: str = "",
) -> Notice:
    """Write one message in the caller's transaction; the same `key` writes once, however often it is asked.

    The reader is an account, or a bare address with a language (an invitation).
    """
    notice, _created = Notice.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "account": to,
            "email": to.email if to else email,
            "language": to.language if to else language,
            "supplier": supplier,
            "facts": facts or {},
            "url": url,
            "created_at": at,
        },
    )
    return notice


def queue_notices(notices: Iterable[Notice]) -> None:
    """Write many messages at once, in the caller's transaction; keys that are known already are passed over."""
    Notice.objects.bulk_create(notices, batch_size=500, ignore_conflicts=True)


def notice_text(notice: Notice, *, secrets: dict[str, str] | None = None) -> tuple[str, str]:
    """Subject and body in the reader's language, from `templates/notices/<kind>.txt` (first line = subject).

    `secrets` are links and codes made for this mail (`services.outbox`); they stand in no table.
    """
    with translation.override(notice.language):
        context = {
            "facts": notice.facts,
            "link": absolute(notice.url),
            "supplier": notice.supplier,
            "account": notice.account,
            "buyer_name": settings.ASSAY_BUYER_NAME.get(notice.language, settings.ASSAY_BUYER_NAME["en"]),
            **(secrets or {}),
        }
        text = render_to_string(f"notices/{notice.kind}.txt", context)
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def absolute(path: str) -> str:
    """A full address on this site; mail never trusts a request's host."""
    return f"{settings.ASSAY_BASE_URL}{path}" if path else settings.ASSAY_BASE_URL


def claim_notices(*, at: datetime, most: int = 50) -> list[int]:
    """Ids of unsent messages, claimed for this worker by conditional updates; a claim of a dead worker lapses."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)
    waiting = Notice.objects.filter(free, sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS).order_by("created_at")
    claimed = []
    for pk in list(waiting.values_list("pk", flat=True)[:most]):
        if Notice.objects.filter(free, pk=pk, sent_at__isnull=True).update(claimed_at=at, attempts=F("attempts") + 1):
            claimed.append(pk)
    return claimed


def mail_notice(notice: Notice, *, at: datetime, secrets: dict[str, str] | None = None) -> bool:
    """Mail one claimed message and mark it. True when it went out.

    A message that the mail server refuses waits until its claim lapses and is given up after MAX_ATTEMPTS. Raises
    MailServerAway when no mail can be sent now at all: not the message's fault, so that try is not counted.
    """
    subject, body = notice_text(notice, secrets=secrets)
    this = Notice.objects.filter(pk=notice.pk)
    try:
        EmailMessage(subject, body, to=[notice.email], headers={"Message-ID": f"<notice-{notice.pk}@assay>"}).send()
    except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError) as error:
        this.update(error=f"{type(error).__name__}: {error}"[:300])
        return False
    except (SMTPException, OSError) as error:
        this.update(claimed_at=None, attempts=F("attempts") - 1, error=f"{type(error).__name__}: {error}"[:300])
        raise MailServerAway from error
    this.update(sent_at=at, error="")
    return True


def give_up_notice(notice: Notice, reason: str) -> None:
    """Never mail this message; `reason` is for the operations page."""
    Notice.objects.filter(pk=notice.pk).update(attempts=MAX_ATTEMPTS, error=reason[:300])


@transaction.atomic
def mark_read(account: Account, *, at: datetime, ids: list[int] | None = None) -> int:
    """Mark the reader's own notices as read; all of them when no ids are given. Returns how many changed."""
    unread = Notice.objects.filter(account=account, read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=ids)
    return unread.update(read_at=at)
