"""Typed readers of the environment: nonsense stops the start with a sentence that says what to set."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()


def data_dir() -> Path:
    """The folder for everything that must survive a restart; made on first use, readable by its owner only."""
    folder = Path(env.str("ASSAY_DATA_DIR", default=str(ROOT / "var"))).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def whole_number(name: str, *, default: int, least: int, most: int) -> int:
    """An integer between `least` and `most`. Raises ImproperlyConfigured with the bounds."""
    try:
        number = env.int(name, default=default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name} must be between {least} and {most}, not {number}.")
    return number


def yes_or_no(name: str, *, default: bool) -> bool:
    """A switch. Raises ImproperlyConfigured on anything but true/false, yes/no, on/off, 1/0."""
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    raw = env.str(name, default="true" if default else "false").strip().lower()
    if raw not in words:
        raise ImproperlyConfigured(f"{name} must be true or false, not {raw!r}.")
    return words[raw]


def url_of(name: str, *, default: str, schemes: tuple[str, ...]) -> str:
    """An address whose scheme is one of `schemes`. Raises ImproperlyConfigured otherwise."""
    raw = env.str(name, default=default)
    if urlsplit(raw).scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must begin with one of: {', '.join(s + '://' for s in schemes)}.")
    return raw
