"""manage.py load_policy: take a version of the scoring policy into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from suppliers.forms.refusal import sentence
from suppliers.rules.policy import PolicyError
from suppliers.selectors.clock import now
from suppliers.selectors.policy import POLICY_FILE
from suppliers.services.policy import PolicyVersionExists, load_policy


class Command(BaseCommand):
    """The first version is put in force; a later one waits as a proposal for a person to put it in force."""

    help = "Load a scoring policy (without a file: the one that ships). The same content again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=POLICY_FILE, help="YAML file like suppliers/library/scoring-policy-1.0.yaml"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        path: Path = options["file"]
        try:
            row = load_policy(yaml.safe_load(path.read_text(encoding="utf-8")), at=now())
        except (OSError, yaml.YAMLError) as error:
            raise CommandError(f"{path}: {error}") from error
        except PolicyError as refusal:
            head = f"{path}: {len(refusal.problems)} mistakes, nothing was loaded."
            raise CommandError("\n".join([head, *(f"{found.path}: {found.reason}" for found in refusal.problems)])) from refusal
        except PolicyVersionExists as refusal:
            raise CommandError(sentence(refusal)) from refusal
        if options["verbosity"]:
            self.stdout.write(f"{row} {row.status} {row.sha256}")
