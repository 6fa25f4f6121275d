"""Whether the process is up, and whether it can work: for the machine that watches this one."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.set("readyz", "yes", timeout=5)


def _storage() -> None:
    name = default_storage.save(f"readyz/{uuid4().hex}", ContentFile(b"ok"))
    default_storage.delete(name)


CHECKS: dict[str, Callable[[], None]] = {"database": _database, "broker": _cache, "storage": _storage}


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- Django's signature
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- Django's signature
    """Database, broker and file storage answer; 503 names the part that does not, and nothing else about it."""
    parts = {}
    for name, check in CHECKS.items():
        try:
            check()
        except (DatabaseError, RedisError, OSError):
            parts[name] = "down"
        else:
            parts[name] = "ok"
    ready = set(parts.values()) == {"ok"}
    return JsonResponse({"status": "ok" if ready else "down", "parts": parts}, status=200 if ready else 503)
