"""`add_administrator EMAIL --name NAME`: prints the link under which the new administrator sets a password."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.rules.role import Role
from suppliers.selectors.clock import now
from suppliers.services.account import password_reset_link
from suppliers.services.buyer_account import create_buyer_account
from suppliers.services.invitation import AddressTaken


class Command(BaseCommand):
    """The first administrator comes into being in no other way; that one adds everybody else in the admin."""

    help = gettext_lazy("Add an administrator and print the link under which they set their password.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--language", choices=("en", "zh-hans"), default="zh-hans")

    def handle(self, *_args: Any, **options: Any) -> None:
        email, name, language = options["email"], options["name"], options["language"]
        try:
            validate_email(email)
            account = create_buyer_account(email, name=name, role=Role.ADMINISTRATOR, language=language, by=None, at=now())
        except ValidationError as error:
            raise CommandError(_("This is no e-mail address.")) from error
        except AddressTaken as error:
            raise CommandError(_("Somebody logs in with this address already.")) from error
        self.stdout.write(password_reset_link(account))
