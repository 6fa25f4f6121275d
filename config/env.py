"""Typed readers of the environment: nonsense stops the start with a sentence that says what to set."""

import hashlib
import json
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
# The length of a unix socket's path is bounded by the system: 108 bytes on Linux, 104 on macOS.
LONGEST_SOCKET_PATH = 100
env = environ.Env()


def data_dir() -> Path:
    """The folder for everything that must survive a restart; made on first use, readable by its owner only."""
    folder = Path(env.str("ASSAY_DATA_DIR", default="") or ROOT / "var").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def whole_number(name: str, *, default: int, least: int, most: int) -> int:
    """An integer between `least` and `most`. Raises ImproperlyConfigured with the bounds."""
    try:
        number = int(env.str(name, default="") or default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name} must be between {least} and {most}, not {number}.")
    return number


def calendar_day(name: str, *, default: str) -> date:
    """A day written as YYYY-MM-DD. Raises ImproperlyConfigured."""
    written = env.str(name, default="") or default
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} has to be a day such as 2026-10-01, not {written!r}.") from error


def yes_or_no(name: str, *, default: bool) -> bool:
    """A switch. Raises ImproperlyConfigured on anything but true/false, yes/no, on/off, 1/0."""
    # Empty counts as unset: that is how compose files and unit files hand on what nobody gave.
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    raw = env.str(name, default="").strip().lower() or str(default).lower()
    if raw not in words:
        raise ImproperlyConfigured(f"{name} must be true or false, not {raw!r}.")
    return words[raw]


def bilingual_names(name: str, *, default: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """`default` with what a JSON object {code: {"en": ..., "zh": ...}} says otherwise. Raises ImproperlyConfigured."""
    how = f'{name} must be JSON such as {{"{next(iter(default))}": {{"en": "...", "zh": "..."}}}}'
    try:
        given = json.loads(env.str(name, default="") or "{}")
    except ValueError as error:
        raise ImproperlyConfigured(f"{how}.") from error
    for code, words in given.items() if isinstance(given, dict) else [("", None)]:
        if code not in default:
            raise ImproperlyConfigured(f"{how}; the codes are {', '.join(default)}.")
        if not isinstance(words, dict) or set(words) != {"en", "zh"} or not all(isinstance(w, str) and w for w in words.values()):
            raise ImproperlyConfigured(f"{how}; {code} needs a name in both languages.")
    return {**default, **given}


def url_of(name: str, *, default: str, schemes: tuple[str, ...]) -> str:
    """An address whose scheme is one of `schemes`. Raises ImproperlyConfigured otherwise."""
    raw = env.str(name, default="") or default
    parts = urlsplit(raw)
    if parts.scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must begin with one of: {', '.join(s + '://' for s in schemes)}.")
    if not (parts.path if parts.scheme == "unix" else parts.hostname):
        raise ImproperlyConfigured(f"{name} names no {'path' if parts.scheme == 'unix' else 'host'} after {parts.scheme}://.")
    try:
        parts.port  # noqa: B018 -- reading it is the check: a port that is no number raises
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} has a port that is no number between 0 and 65535.") from error
    return raw


def socket_path(folder: Path) -> Path:
    """Where the embedded Valkey of a data folder listens: in the folder, or under a short private one when that is too long.

    The same folder always gives the same path, so every process finds it. Raises ImproperlyConfigured when the short
    folder is somebody else's.
    """
    inside = folder / "valkey.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"assay-{os.getuid()}-{digest}"
    short.mkdir(mode=0o700, exist_ok=True)
    owned = short.lstat()
    if owned.st_uid != os.getuid() or owned.st_mode & 0o077 or short.is_symlink():
        raise ImproperlyConfigured(f"{short} must be a folder that only you can open; remove it or set a shorter ASSAY_DATA_DIR.")
    return short / "valkey.sock"


def socket_url(path: Path) -> str:
    """The address of a unix socket; spaces and Chinese in the path are escaped."""
    return f"unix://{quote(str(path))}"


def database_of(name: str, *, default: Path) -> dict[str, Any]:
    """The database an address names, or the SQLite file `default`. Raises ImproperlyConfigured on anything else.

    `sqlite:///relative` and `sqlite:////absolute` take every character of the path as it is, `%20` for a space.
    """
    raw = env.str(name, default="")
    if not raw:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
    scheme, separator, rest = raw.partition("://")
    if scheme not in {"postgres", "postgresql", "sqlite"} or not separator:
        raise ImproperlyConfigured(f"{name} must begin with postgresql:// or sqlite:///.")
    if scheme == "sqlite":
        if len(rest) < 2 or not rest.startswith("/"):
            raise ImproperlyConfigured(f"{name} must name a file: sqlite:////folder/file.")
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(rest[1:])}
    try:
        found = dict(env.db_url_config(raw))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is no address of a PostgreSQL database.") from error
    if not found.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database: postgresql://user:password@host:5432/database.")
    return found
