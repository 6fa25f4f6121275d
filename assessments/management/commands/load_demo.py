"""`load_demo --dataset d253|r253|scale`: fictional companies for looking around, checking figures and measuring."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.management.demo.bare import load_bare_reference
from assessments.management.demo.logins import Login, NotInDemoMode, accounts_file, open_doors, still_open, stored_logins
from assessments.management.demo.rich import load_rich_demo
from assessments.management.demo.scale import DEFAULT_SUPPLIERS, MOST_SUPPLIERS, load_many
from assessments.management.demo.showcase import showcase_suppliers
from suppliers.models import HistoryEntry, HistoryHead, Supplier
from suppliers.selectors.clock import now
from suppliers.services.history import locked_head, record

MARK = "register.load_demo"
"""The act in the history that says which demo this register holds."""


class Command(BaseCommand):
    """Loads into an empty register only, all or nothing; the same dataset again changes nothing."""

    verbosity = 1
    help = gettext_lazy("Load fictional demo data into an empty register.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dataset", choices=("d253", "r253", "scale"), required=True)
        parser.add_argument("--suppliers", type=int, default=DEFAULT_SUPPLIERS, help=gettext_lazy("how many (scale only)"))
        parser.add_argument("--accounts", action="store_true", help=gettext_lazy("make demo accounts (demo mode only)"))

    def handle(self, *_args: Any, **options: Any) -> None:
        dataset, suppliers = options["dataset"], options["suppliers"]
        if options["accounts"] and not settings.ASSAY_DEMO:
            raise CommandError(_("Demo accounts are made in demo mode only: set ASSAY_DEMO=true."), returncode=2)
        if options["accounts"] and dataset == "scale":
            raise CommandError(_("The dataset scale has no people; use d253 or r253 with --accounts."), returncode=2)
        if not 1 <= suppliers <= MOST_SUPPLIERS:
            message = _("--suppliers must be between 1 and %(most)s.")
            raise CommandError(message % {"most": MOST_SUPPLIERS}, returncode=2)
        at, self.verbosity = now(), options["verbosity"]
        if not self._is_loaded(dataset):
            self._load(dataset, suppliers, at)
        if options["accounts"]:
            self._open_doors(dataset, at)

    def _is_loaded(self, dataset: str) -> bool:
        """Whether this very dataset is here already. Raises CommandError when something else is."""
        mark = HistoryEntry.objects.filter(action=MARK).order_by("sequence").first()
        if mark is not None and mark.facts["dataset"] == dataset:
            self._say(_("The dataset %(dataset)s is loaded already; nothing was changed.") % {"dataset": dataset})
            return True
        if mark is not None or Supplier.objects.exists():
            message = _("The register is not empty: demo data is loaded into an empty register only.")
            raise CommandError(message, returncode=2)
        return False

    def _load(self, dataset: str, suppliers: int, at: datetime) -> None:
        with transaction.atomic():
            locked_head()
            record(MARK, HistoryHead(id=1), by=None, at=at, facts={"dataset": dataset})
            if dataset == "d253":
                load_rich_demo(at=at)
            elif dataset == "r253":
                load_bare_reference()
            else:
                load_many(suppliers)
        written = Supplier.objects.count()
        self._say(_("%(dataset)s is loaded: %(suppliers)s suppliers.") % {"dataset": dataset, "suppliers": written})

    def _open_doors(self, dataset: str, at: datetime) -> None:
        if still_open(stored_logins()):
            self._say(_("The demo accounts are in %(file)s.") % {"file": accounts_file()})
            return
        try:
            with transaction.atomic():
                logins = open_doors(showcase_suppliers(dataset, at=at), at=at)
        except NotInDemoMode as refusal:
            raise CommandError(_("Demo accounts are made in demo mode only: set ASSAY_DEMO=true."), returncode=2) from refusal
        self._say(_("Demo accounts, kept in %(file)s:") % {"file": accounts_file()})
        for login in logins:
            self._say(_line(login))

    def _say(self, sentence: str) -> None:
        if self.verbosity:
            self.stdout.write(sentence)


def _line(login: Login) -> str:
    return f"  {login.role:<22} {login.email:<40} {login.password}  {login.supplier or ''}".rstrip()
