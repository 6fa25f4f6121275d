import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from suppliers.forms.evidence import WORDS, refusal_sentence
from suppliers.models import Evidence, HistoryEntry
from suppliers.permissions import NotAllowed
from suppliers.rules.evidence import EvidenceProblem, EvidenceRefused
from suppliers.rules.role import Role
from suppliers.services.evidence import store_evidence
from tests.factories.account import make_account
from tests.factories.supplier import make_supplier
from tests.factories.upload import WORD_WITH_MACROS, office, pdf, photo, upload, zip_bomb

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
CSV = "年份,用电量\n2025,1200\n".encode()
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
REMOTE_TEMPLATE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'Target="http://elsewhere.example/a.dotm" TargetMode="External"/></Relationships>'
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def person():
    return make_account(Role.SUPPLIER_ADMIN, make_supplier())


def store(person, name, content, kind="permit", **options):
    return store_evidence(person.supplier, upload(name, content), kind=kind, by=person, at=AT, **options)


def stored_files():
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("许可证.pdf", pdf()),
        ("locked-for-editing.pdf", pdf(owner_password="secret")),
        ("scan.png", photo("PNG")),
        ("scan.jpg", photo()),
        ("scan.JPEG", photo()),
        ("scan.webp", photo("WEBP")),
        ("letter.docx", office()),
        ("power.csv", CSV),
        ("gb.csv", "单位,数量\n".encode("gb18030")),
        ("excel.csv", "a\tb\n".encode("utf-16")),
    ],
)
def test_honest_files_are_kept_byte_by_byte(person, name, content):
    evidence = store(person, name, content)

    assert evidence.file.read() == content
    assert evidence.sha256 == hashlib.sha256(content).hexdigest()
    assert (evidence.original_name, evidence.size, evidence.uploaded_by) == (name, len(content), person)
    assert name.rpartition(".")[0] not in evidence.file.name
    entry = HistoryEntry.objects.get(action="evidence.store")
    assert entry.facts == {"kind": "permit", "sha256": evidence.sha256, "position_removed": False}


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.pdf", b"", EvidenceProblem.EMPTY),
        ("a.csv", b"\n , \n", EvidenceProblem.EMPTY),
        ("a.exe", b"MZ", EvidenceProblem.TYPE),
        ("a.pdf", photo(), EvidenceProblem.RENAMED),
        ("a.png", photo(), EvidenceProblem.RENAMED),
        ("a.jpg", pdf(), EvidenceProblem.RENAMED),
        ("a.docx", pdf(), EvidenceProblem.RENAMED),
        ("a.xlsx", office(), EvidenceProblem.RENAMED),
        ("a.csv", photo(), EvidenceProblem.RENAMED),
        ("a.csv", b"<!DOCTYPE html><script>alert(1)</script>", EvidenceProblem.RENAMED),
        ("a.pdf", b"<html>%PDF-1.7</html>", EvidenceProblem.RENAMED),
        ("a.pdf", pdf(user_password="secret"), EvidenceProblem.PASSWORD),
        ("a.pdf", pdf(user_password="secret", owner_password="other"), EvidenceProblem.PASSWORD),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EvidenceProblem.PASSWORD),
        ("a.pdf", pdf()[:-200], EvidenceProblem.DAMAGED),
        ("a.pdf", b"%PDF-1.7\n%%EOF", EvidenceProblem.DAMAGED),
        ("a.jpg", photo(size=(400, 300))[:-400], EvidenceProblem.DAMAGED),
        ("a.docx", office()[:-40], EvidenceProblem.DAMAGED),
        ("a.docx", office({"word/styles.xml": "<a>"}), EvidenceProblem.DAMAGED),
        ("a.docx", office({"../../evil.xml": "<a/>"}), EvidenceProblem.DAMAGED),
        ("a.pdf", pdf(script="app.alert(1)"), EvidenceProblem.ACTIVE),
        ("a.docx", office({"word/vbaProject.bin": b"x"}), EvidenceProblem.ACTIVE),
        ("a.docx", office({"word/embeddings/oleObject1.bin": b"MZ"}), EvidenceProblem.ACTIVE),
        ("a.docx", office(kind=WORD_WITH_MACROS), EvidenceProblem.ACTIVE),
        ("a.docx", office({"word/styles.xml": DOCTYPE}), EvidenceProblem.ACTIVE),
        ("a.docx", office({"word/_rels/settings.xml.rels": REMOTE_TEMPLATE}), EvidenceProblem.ACTIVE),
        ("a.png", photo("PNG", size=(9_000, 9_000)), EvidenceProblem.TOO_COMPLEX),
    ],
    ids=lambda value: str(value)[:24] if not isinstance(value, bytes) else "",
)
def test_a_refused_file_leaves_nothing(person, name, content, problem):
    with pytest.raises(EvidenceRefused) as refused:
        store(person, name, content)

    assert refused.value.problem is problem
    assert Evidence.objects.count() == 0
    assert stored_files() == []


def test_what_unpacks_to_far_more_than_it_is_is_refused(person):
    packed = zip_bomb(megabytes=320)
    assert len(packed) < 2_000_000

    with pytest.raises(EvidenceRefused) as refused:
        store(person, "a.docx", packed)

    assert refused.value.problem is EvidenceProblem.TOO_COMPLEX


def test_a_file_is_counted_while_it_is_read(person, settings):
    settings.EVIDENCE_MAX_BYTES = 100
    lying = upload("a.csv", b"a" * 101)
    lying.size = 1

    with pytest.raises(EvidenceRefused) as refused:
        store_evidence(person.supplier, lying, kind="permit", by=person, at=AT)

    assert (refused.value.problem, refused.value.facts) == (EvidenceProblem.TOO_LARGE, {"limit": 100})


def test_the_room_of_a_supplier_is_limited(person, settings):
    store(person, "a.csv", CSV)
    settings.EVIDENCE_QUOTA_BYTES = len(CSV) + 3

    with pytest.raises(EvidenceRefused) as refused:
        store(person, "b.csv", b"a,b,c,d")

    assert refused.value.problem is EvidenceProblem.QUOTA
    assert len(stored_files()) == 1


def test_the_same_bytes_again_give_the_row_that_is_there(person):
    first = store(person, "a.csv", CSV)

    again = store(person, "other-name.csv", CSV, kind="record")

    assert again == first
    assert len(stored_files()) == 1


def test_the_same_bytes_of_another_supplier_are_another_file(person):
    first = store(person, "a.csv", CSV)
    stranger = make_account(Role.SUPPLIER_CONTRIBUTOR, make_supplier())

    assert store(stranger, "a.csv", CSV) != first


def test_a_look_up_of_the_buyer_never_stands_in_for_a_file_of_the_supplier(person):
    staff = make_account(Role.PROCUREMENT)
    look_up = store_evidence(person.supplier, upload("a.csv", CSV), kind="lookup", by=staff, at=AT)

    assert store(person, "a.csv", CSV) != look_up


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_place_of_a_photo_is_taken_out_and_the_picture_stays(person, form):
    content = photo(form, place=True)

    evidence = store(person, f"a.{form.lower()}", content)

    kept = evidence.file.read()
    image = Image.open(io.BytesIO(kept))
    image.load()
    assert len(kept) == len(content)
    assert dict(image.getexif().get_ifd(0x8825)) == {}
    assert (image.getexif()[0x0112], image.getexif()[0x010F]) == (6, "Demo Camera")
    assert image.tobytes() == Image.open(io.BytesIO(content)).tobytes()
    assert evidence.sha256 == hashlib.sha256(kept).hexdigest()
    assert HistoryEntry.objects.get(action="evidence.store").facts["position_removed"] is True


@pytest.mark.parametrize("role", [Role.SUPPLIER_ADMIN, Role.SUPPLIER_CONTRIBUTOR, Role.SUPPLIER_SIGNATORY])
def test_another_suppliers_people_store_nothing(person, role):
    stranger = make_account(role, make_supplier())

    with pytest.raises(NotAllowed):
        store_evidence(person.supplier, upload("a.csv", CSV), kind="permit", by=stranger, at=AT)

    assert Evidence.objects.count() == 0


def test_a_supplier_can_not_store_a_look_up_of_the_buyer(person):
    with pytest.raises(NotAllowed):
        store(person, "a.csv", CSV, kind="lookup")


@pytest.mark.parametrize("problem", list(EvidenceProblem))
def test_every_problem_has_its_own_sentence(problem):
    sentence = refusal_sentence(EvidenceRefused(problem, {"extension": "exe", "limit": 2048}))

    assert "%(" not in sentence
    assert len({str(words) for words in WORDS.values()}) == len(EvidenceProblem)
