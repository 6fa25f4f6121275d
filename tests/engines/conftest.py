"""A database that processes share, a broker, and workers that can be killed."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from celery import Celery
from django.core.management import call_command
from django.db import connections

from config.env import ROOT, database_of
from tests.engines.plant import Plant
from tests.harness.engines import embedded_valkey, installed_redis, temporary_folder


@pytest.fixture
def shared_database(tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    """The address of an empty, migrated database that other processes reach too; this process uses it as its own.

    A new database on the PostgreSQL of this test run, when there is one; else an SQLite file.
    """
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        given = os.environ.get("DATABASE_URL", "")
        url = stack.enter_context(_new_database(given)) if given else f"sqlite:///{tmp_path / 'shared.sqlite3'}"
        before = connections["default"], dict(connections.settings["default"])
        connections.settings["default"].update(_settings_of(url))
        connections["default"] = connections.create_connection("default")
        try:
            call_command("migrate", verbosity=0)
            yield url
        finally:
            connections["default"].close()
            connections["default"] = before[0]
            connections.settings["default"].update(before[1])


def _settings_of(url: str) -> dict[str, Any]:
    os.environ["SHARED_DATABASE_URL"] = url
    found = database_of("SHARED_DATABASE_URL", default=Path())
    del os.environ["SHARED_DATABASE_URL"]
    return found if found["ENGINE"].endswith("sqlite3") else {"OPTIONS": {}, **found}


@contextmanager
def _new_database(server: str) -> Iterator[str]:
    name = f"shared_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def broker_folder() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


@pytest.fixture
def broker_url(broker_folder: Path) -> Iterator[str]:
    # Beside PostgreSQL the broker is a Redis, as in production; beside SQLite the Valkey that ./run starts.
    start = installed_redis if os.environ.get("DATABASE_URL") and shutil.which("redis-server") else embedded_valkey
    with start(broker_folder) as url:
        yield url


@pytest.fixture
def make_plant(shared_database: str, tmp_path: Path, settings: Any, monkeypatch: Any) -> Iterator[Callable[[str], Plant]]:
    """A plant on this test's database and the broker with the given address."""
    plants: list[Plant] = []

    def make(broker_url: str) -> Plant:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": shared_database,
            "REDIS_URL": broker_url,
            "ASSAY_DATA_DIR": str(tmp_path / "data"),
            "ASSAY_JOB_CARRIER": "suppliers.tasks.carry",
            "ASSAY_JOB_STALE_SECONDS": "3",
            "ASSAY_VISIBILITY_SECONDS": "5",
            "EMAIL_BACKEND": "tests.engines.worker_app.Mailbox",
            "TEST_MAILBOX": str(tmp_path / "mailbox"),
            "PYTHONPATH": str(ROOT),
        }
        address = broker_url.replace("unix://", "redis+socket://", 1)
        broker = Celery("test", broker=address, set_as_current=False)
        broker.conf.update(
            task_publish_retry_policy=settings.CELERY_TASK_PUBLISH_RETRY_POLICY,
            broker_transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS,
        )
        plants.append(Plant(tmp_path, environment, broker))
        monkeypatch.setattr("tests.engines.carrier.broker", broker)
        settings.ASSAY_JOB_CARRIER = "tests.engines.carrier.carry"
        return plants[-1]

    yield make
    for each in plants:
        each.stop()
        each.broker.close()
