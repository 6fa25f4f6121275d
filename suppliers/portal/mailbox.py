"""The demo's mailbox: mails this installation has written into its folder. Does not exist outside demo mode."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

SHOWN = 100
BETWEEN = b"\n" + b"-" * 79 + b"\n"  # what the file backend writes after each message


@dataclass(frozen=True)
class Mail:
    """One message as its reader would see it."""

    to: str
    subject: str
    body: str
    sent_at: datetime


def _read(raw: bytes) -> Mail:
    message = message_from_bytes(raw, EmailMessage, policy=default)
    body = message.get_body(("plain",))
    sent_at = parsedate_to_datetime(str(message["Date"]))
    return Mail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.get_content() if body else "",
        # Django writes the zone as -0000, "universal time, place not told": read as having no zone.
        sent_at=sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC),
    )


def _mails(folder: Path) -> list[Mail]:
    if not folder.is_dir():
        return []
    newest = sorted(folder.glob("*.log"), reverse=True)[:SHOWN]
    parts = (part for file in newest for part in (file.read_bytes() + b"\n").split(BETWEEN))
    mails = [_read(part) for part in parts if part.strip()]
    return sorted(mails, key=lambda mail: mail.sent_at, reverse=True)[:SHOWN]


@login_not_required
@require_safe
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    """All mails of the demo, newest first, with links that can be followed."""
    if not settings.ASSAY_DEMO:
        raise Http404
    wanted = request.GET.get("to", "").strip().lower()
    mails = [mail for mail in _mails(Path(settings.EMAIL_FILE_PATH)) if wanted in mail.to.lower()]
    return render(request, "portal/demo_mailbox.html", {"mails": mails, "wanted": wanted, "shown": SHOWN})
