"""Publish a questionnaire: `./run manage load_questionnaire FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.services.questionnaire import VersionPublished, load_questionnaire
from assessments.services.questionnaire_text import TextRefused
from suppliers.forms.refusal import sentence
from suppliers.selectors.clock import now


class Command(BaseCommand):
    """Check the whole file, then publish it; with a mistake nothing is published and each is named with its line."""

    help = "Publish the questionnaire version written in a YAML file. The same content again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="YAML file; its format is that of the one in assessments/library")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        path: Path = options["file"]
        at = now()
        try:
            version = load_questionnaire(path, at=at)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except TextRefused as refusal:
            count = len(refusal.problems)
            head = f"{path}: {count} mistake{'' if count == 1 else 's'}, nothing was published."
            raise CommandError(f"{head}\n{sentence(refusal)}") from refusal
        except VersionPublished as refusal:
            raise CommandError(sentence(refusal)) from refusal
        words = "published" if version.loaded_at == at else "was published before with the same content"
        self.stdout.write(f"{version} {words} ({len(version.definition['questions'])} questions, SHA-256 {version.sha256}).")
