"""Production refuses to start on a careless setting, and says which."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.env import ROOT

GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "of-this-test-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "ALLOWED_HOSTS": "assay.example.com",
    "DATABASE_URL": "postgresql://assay:secret@db:5432/assay",
    "REDIS_URL": "redis://redis:6379/0",
}
KEPT = ("PATH", "HOME", "LANG", "SSL_CERT_FILE", "PYTHONDONTWRITEBYTECODE")


def start(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    env |= GOOD | {"ASSAY_DATA_DIR": str(tmp_path)} | changes
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_the_example_environment_is_clean(tmp_path: Path) -> None:
    done = start(tmp_path)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SECRET_KEY", "", "Set SECRET_KEY to at least 50 random characters."),
        ("SECRET_KEY", "a" * 60, "Set SECRET_KEY to at least 50 random characters."),
        ("SECRET_KEY", "django-insecure-" + "0123456789abcdefghij" * 3, "Set SECRET_KEY to at least 50 random characters."),
        ("ALLOWED_HOSTS", "", "Set ALLOWED_HOSTS to the names this site answers to; '*' is not accepted."),
        ("ALLOWED_HOSTS", "*", "Set ALLOWED_HOSTS to the names this site answers to; '*' is not accepted."),
        ("ALLOWED_HOSTS", "assay.example.com,*", "Set ALLOWED_HOSTS to the names this site answers to; '*' is not accepted."),
        ("ASSAY_BASE_URL", "http://assay.example.com", "ASSAY_BASE_URL must begin with one of: https://."),
        ("ASSAY_BASE_URL", "https://", "ASSAY_BASE_URL names no host after https://."),
        ("DATABASE_URL", "banana", "DATABASE_URL must begin with postgresql:// or sqlite:///."),
        ("DATABASE_URL", "mysql://db/assay", "DATABASE_URL must begin with postgresql:// or sqlite:///."),
        ("DATABASE_URL", "postgresql://db", "DATABASE_URL names no database: postgresql://user:password@host:5432/database."),
        ("DATABASE_URL", "sqlite://", "DATABASE_URL must name a file: sqlite:////folder/file."),
        ("DATABASE_URL", "", "Set DATABASE_URL: in production no engine is chosen by default."),
        ("REDIS_URL", "", "Set REDIS_URL: in production no engine is chosen by default."),
        ("REDIS_URL", "memory://", "REDIS_URL must begin with one of: redis://, rediss://, unix://."),
        ("REDIS_URL", "redis://", "REDIS_URL names no host after redis://."),
        ("REDIS_URL", "redis://redis:port/0", "REDIS_URL has a port that is no number between 0 and 65535."),
        ("TRUSTED_PROXIES", "many", "TRUSTED_PROXIES must be a whole number."),
        ("TRUSTED_PROXIES", "9", "TRUSTED_PROXIES must be between 0 and 5, not 9."),
        ("SECURE_SSL_REDIRECT", "perhaps", "SECURE_SSL_REDIRECT must be true or false, not 'perhaps'."),
        ("EMAIL_PORT", "0", "EMAIL_PORT must be between 1 and 65535, not 0."),
        ("ASSAY_DEMO", "true", "ASSAY_DEMO is for ./run only: demo accounts never stand open to the world."),
    ],
)
def test_refuses_to_start(tmp_path: Path, name: str, value: str, told: str) -> None:
    done = start(tmp_path, **{name: value})

    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].removeprefix("django.core.exceptions.ImproperlyConfigured: ") == told


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ASSAY_VISIBILITY_SECONDS", "60", "(assay.W001)"),
        ("ASSAY_JOB_STALE_SECONDS", "60", "(assay.W002)"),
        ("DATABASE_URL", "sqlite:////tmp/assay.sqlite3", "(assay.W003)"),
    ],
)
def test_the_check_warns(tmp_path: Path, name: str, value: str, told: str) -> None:
    done = start(tmp_path, **{name: value})

    assert done.returncode == 1
    assert told in done.stderr
