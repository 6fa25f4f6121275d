"""What has to stand before the processes start: catalogues, tables, and demo data in an empty database."""

import os
import sys

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands
from django.db import OperationalError, connection

from config.catalogues import compile_catalogues


def prepare() -> None:
    """Bring this data folder up to date. Doing it twice changes nothing."""
    compile_catalogues()
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    # Before anything is scored: a score and a tier name the version they were made by.
    call_command("load_policy", verbosity=0)
    if settings.ASSAY_DEMO and is_empty() and "load_demo" in get_commands():
        print("Loading the demo data into the empty database ...", flush=True)  # noqa: T201 -- a command's answer
        call_command("load_demo", dataset="d253", accounts=True, verbosity=0)


def is_empty() -> bool:
    """Whether nobody can log in yet and no supplier stands in the register."""
    # By table name: this module wires and must not know the apps' models.
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM suppliers_account) OR EXISTS (SELECT 1 FROM suppliers_supplier)")
        return not cursor.fetchone()[0]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    try:
        prepare()
    except ImproperlyConfigured as error:
        sys.exit(f"A setting is wrong: {error}")
    except CommandError as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database does not answer: {error}")
