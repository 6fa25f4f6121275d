"""Reading the mail outbox: that something was written to somebody, never what."""

from typing import Any

from django.db.models import QuerySet

from suppliers.models import Notice
from suppliers.permissions import manages_accounts


def visible_outbox(account: Any) -> QuerySet[Notice]:
    """All messages for the administrator; the faces show kind, reader and fate, not the text. Nothing for anybody else."""
    if not manages_accounts(account):
        return Notice.objects.none()
    return Notice.objects.select_related("account")
