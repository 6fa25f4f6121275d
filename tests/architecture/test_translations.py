"""Every sentence a person sees has its Chinese: nothing missing, nothing left as a guess."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from config.env import ROOT

CATALOGUE = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
SOURCES = ("suppliers", "assessments", "config", "templates", "static")
Message = tuple[str | None, str]


def read(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream)


def messages(catalogue: Catalog) -> dict[Message, object]:
    return {(each.context, each.id if isinstance(each.id, str) else each.id[0]): each for each in catalogue if each.id}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the source says today."""
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed")
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        if (ROOT / name).exists():
            ignored = shutil.ignore_patterns("__pycache__", "*.woff2")
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    (copy / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "zh_Hans", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    return read(copy / "locale/zh_Hans/LC_MESSAGES/django.po")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read(CATALOGUE)


def test_every_sentence_of_the_source_is_in_the_catalogue(collected: Catalog, catalogue: Catalog) -> None:
    missing = sorted(str(key[1]) for key in messages(collected).keys() - messages(catalogue).keys())

    assert missing == []


def test_every_sentence_of_the_catalogue_is_translated(catalogue: Catalog) -> None:
    untranslated = [
        str(each.id) for each in catalogue if each.id and not (each.string if isinstance(each.string, str) else all(each.string))
    ]

    assert untranslated == []


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [str(each.id) for each in catalogue if each.id and each.fuzzy] == []


def test_every_placeholder_of_a_sentence_is_in_its_translation(catalogue: Catalog) -> None:
    faults = [str(message.id) for message, errors in catalogue.check() if errors]

    assert faults == []
