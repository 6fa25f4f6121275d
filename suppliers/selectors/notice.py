"""Reading notices, always the reader's own."""

from typing import Any

from django.db.models import QuerySet

from suppliers.models import Account, Notice


def visible_notices(account: Any) -> QuerySet[Notice]:
    """The notices written to this person, newest first; mail to bare addresses (invitations) is nobody's notice."""
    if not isinstance(account, Account) or not account.is_active:
        return Notice.objects.none()
    return Notice.objects.filter(account=account).exclude(kind__in=MAIL_ONLY).select_related("supplier", "account")


def unread_count(account: Any) -> int:
    """How many notices the person has not read yet."""
    return visible_notices(account).filter(read_at__isnull=True).count()


MAIL_ONLY = ("password_reset", "signature_code")
"""Kinds that carry a secret made at the moment of mailing: they are mailed and never shown in the product."""
