"""Verify that the history is as it was written: exit 0 when it is, 1 with every difference named when it is not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.services.history_chain import Break, chain_differences

WORDS = {
    Break.MISSING: gettext_lazy("Entry %(number)s: entries before it are missing."),
    Break.CHANGED: gettext_lazy("Entry %(number)s: its content is not what was written."),
    Break.UNLINKED: gettext_lazy("Entry %(number)s: it does not follow the entry before it."),
    Break.CUT_OFF: gettext_lazy("After entry %(number)s: the end of the history was cut off or added to."),
}


class Command(BaseCommand):
    """Walks the whole chain and prints what it finds."""

    help = gettext_lazy("Verify that the history is as it was written.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        with transaction.atomic():
            found = list(chain_differences())
        for difference in found:
            self.stdout.write(WORDS[difference.kind] % {"number": difference.sequence})
        if found:
            sys.exit(1)
        self.stdout.write(_("The history is as it was written."))
