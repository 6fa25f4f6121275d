"""Files as people send them, honest and otherwise."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOCUMENT = '<?xml version="1.0"?><document>营业执照</document>'


def pdf(*, user_password: str = "", owner_password: str = "", script: str = "") -> bytes:
    """One blank page, perhaps locked, perhaps with a script that runs when it is opened."""
    document = pikepdf.new()
    document.add_blank_page()
    if script:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
    locked = pikepdf.Encryption(user=user_password, owner=owner_password) if user_password or owner_password else False
    file = io.BytesIO()
    document.save(file, encryption=locked, deterministic_id=not locked)
    return file.getvalue()


def photo(form: str = "JPEG", *, size: tuple[int, int] = (40, 30), place: bool = False) -> bytes:
    """A small picture; with `place` its EXIF says where it was taken, which way is up, and by which camera."""
    image = Image.new("RGB", size, (10, 120, 60))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Demo Camera"
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 26.5), 3: "E", 4: (116.0, 23.0, 29.25)})
    file = io.BytesIO()
    image.save(file, form, exif=exif.tobytes())
    return file.getvalue()


def office(parts: Mapping[str, str | bytes] | None = None, *, kind: str = WORD) -> bytes:
    """A Word file with the least it needs, and `parts` besides."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        everything = {"[Content_Types].xml": CONTENT_TYPES.format(kind=kind), "word/document.xml": DOCUMENT, **(parts or {})}
        for name, content in everything.items():
            archive.writestr(name, content)
    return file.getvalue()


def zip_bomb(*, megabytes: int) -> bytes:
    """A Word file with one part of blanks that unpacks to so much."""
    file = io.BytesIO(office())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/styles.xml", "w") as part:
        part.write(b"<a>")
        for _number in range(megabytes):
            part.write(b" " * 1024 * 1024)
    return file.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """What a form hands to a view."""
    return SimpleUploadedFile(name, content)
