"""Loading, approving and publishing what is signed."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from suppliers.models import DocumentVersion
from suppliers.permissions import NotAllowed
from suppliers.rules.role import Role
from suppliers.rules.signature import REQUIRED_FOR_ADMITTANCE, DocumentKind
from suppliers.rules.workflow import MoveNotAllowed, SecondPersonNeeded
from suppliers.selectors.document_text import BadDocumentFile, document_files, read_document_file
from suppliers.selectors.signature import documents_in_force, signed_text_sha256
from suppliers.services.document import DocumentText, VersionExists, approve_document, draft_document, publish_document
from tests.factories.account import make_account
from tests.factories.application import AT

pytestmark = pytest.mark.django_db
TEXT = DocumentText("IU", "9.0", "Title", "标题", "Text.", "正文。")


def test_the_documents_that_ship_are_whole_in_both_languages():
    shipped = [read_document_file(path) for path in document_files()]

    assert [(text["kind"], text["version"]) for text in shipped] == [("COC", "1.0"), ("IU", "1.0")]
    for text in shipped:
        assert text["text_en"].count("\n# ") == text["text_zh"].count("\n# ")
        assert text["text_en"].count("\n## ") == text["text_zh"].count("\n## ")
        assert text["text_en"].count("\n- ") == text["text_zh"].count("\n- ")


def test_the_command_loads_drafts_publishes_and_changes_nothing_the_second_time():
    officer = make_account(Role.INTEGRITY)

    call_command("load_documents")
    assert documents_in_force() == {}
    call_command("load_documents", publish_as=officer.email)
    before = list(DocumentVersion.objects.values())
    call_command("load_documents", publish_as=officer.email)

    assert set(documents_in_force()) == set(REQUIRED_FOR_ADMITTANCE)
    assert list(DocumentVersion.objects.values()) == before
    for document in documents_in_force().values():
        assert document.sha256 == signed_text_sha256(document)


def test_the_command_publishes_as_integrity_only():
    with pytest.raises(CommandError):
        call_command("load_documents", publish_as=make_account(Role.PROCUREMENT).email)

    assert DocumentVersion.objects.count() == 0


def test_a_damaged_file_loads_nothing(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("kind: IU\nversion: '1.0'\n", encoding="utf-8")

    with pytest.raises(BadDocumentFile) as refusal:
        read_document_file(path)
    with pytest.raises(CommandError):
        call_command("load_documents", str(path))

    assert refusal.value.fields == ("prevailing_language", "title_en", "title_zh", "text_en", "text_zh")
    assert DocumentVersion.objects.count() == 0


def test_a_version_with_another_text_is_refused():
    draft_document(TEXT, by=None, at=AT)

    with pytest.raises(VersionExists):
        draft_document(replace(TEXT, text_en="Another."), by=None, at=AT)


def test_who_wrote_a_text_does_not_approve_it():
    author, other = make_account(Role.INTEGRITY), make_account(Role.INTEGRITY)
    document = draft_document(TEXT, by=author, at=AT)

    with pytest.raises(SecondPersonNeeded):
        approve_document(document, by=author, at=AT)
    publish_document(approve_document(document, by=other, at=AT), by=author, at=AT)

    assert documents_in_force()[DocumentKind.INTEGRITY_UNDERTAKING].version == "9.0"


def test_publishing_retires_the_version_before():
    officer = make_account(Role.INTEGRITY)
    first = approve_document(draft_document(TEXT, by=None, at=AT), by=officer, at=AT)
    publish_document(first, by=officer, at=AT)

    second = approve_document(draft_document(replace(TEXT, version="9.1"), by=None, at=AT), by=officer, at=AT)
    publish_document(second, by=officer, at=AT)

    assert list(DocumentVersion.objects.order_by("version").values_list("version", "status")) == [
        ("9.0", "RETIRED"),
        ("9.1", "PUBLISHED"),
    ]


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.MANAGER, Role.ADMINISTRATOR])
def test_other_roles_neither_write_nor_publish(role):
    person = make_account(role)
    document = draft_document(TEXT, by=None, at=AT)

    with pytest.raises(NotAllowed):
        draft_document(replace(TEXT, version="9.1"), by=person, at=AT)
    with pytest.raises(MoveNotAllowed):
        approve_document(document, by=person, at=AT)
    with pytest.raises(MoveNotAllowed):
        publish_document(document, by=person, at=AT)

    assert list(DocumentVersion.objects.values_list("status", flat=True)) == ["DRAFT"]
