"""manage.py load_documents: take the undertaking and the code of conduct into the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError

from suppliers.models import Account
from suppliers.permissions import manages_documents
from suppliers.rules.signature import DocumentStatus
from suppliers.selectors.clock import now
from suppliers.selectors.document_text import BadDocumentFile, document_files, read_document_file
from suppliers.services.document import DocumentText, VersionExists, approve_document, draft_document, publish_document


class Command(BaseCommand):
    """Load document files as drafts; with --publish-as a person of integrity and compliance puts them in force."""

    help = "Load documents to be signed as drafts (loading the same text again changes nothing); --publish-as puts them in force."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="document files; without one, those that ship with Assay")
        parser.add_argument(
            "--publish-as", metavar="EMAIL", help="approve and publish as this person of integrity and compliance"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        publisher = self._publisher(options["publish_as"])
        try:
            texts = [DocumentText(**read_document_file(path)) for path in options["files"] or document_files()]
        except (BadDocumentFile, OSError, yaml.YAMLError) as error:
            raise CommandError(str(error)) from error
        for text in texts:
            self._load(text, publisher)

    def _publisher(self, email: str | None) -> Account | None:
        if email is None:
            return None
        person = Account.objects.filter(email__iexact=email).first()
        if not manages_documents(person):
            raise CommandError(f"{email} is nobody of integrity and compliance who may log in.")
        return person

    def _load(self, text: DocumentText, publisher: Account | None) -> None:
        try:
            document = draft_document(text, by=None, at=now())
        except VersionExists as error:
            raise CommandError(f"{error}: this version exists with another text. Give the new text a new version.") from error
        if publisher is not None and document.status == DocumentStatus.DRAFT:
            document = approve_document(document, by=publisher, at=now())
        if publisher is not None and document.status == DocumentStatus.APPROVED:
            document = publish_document(document, by=publisher, at=now())
        self.stdout.write(f"{document} {document.status} {document.sha256}")
