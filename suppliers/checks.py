"""System checks: what `manage.py check` says about an installation. The ids are stable and stand in docs/howto/operate.md."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 -- Django's own name for it


@register(Tags.compatibility)
def time_limits(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001 -- Django's signature
    """A job may be given to another worker only after the first one has been ended for sure."""
    limit = settings.CELERY_TASK_TIME_LIMIT
    found: list[CheckMessage] = []
    if settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] <= limit:
        hint = f"Set ASSAY_VISIBILITY_SECONDS above {limit}."
        found.append(Warning("A message comes back while its task may still run.", hint=hint, id="assay.W001"))
    if limit >= settings.ASSAY_JOB_STALE_SECONDS:
        hint = f"Set ASSAY_JOB_STALE_SECONDS above {limit}."
        found.append(Warning("A job is taken over while its first worker may still be at it.", hint=hint, id="assay.W002"))
    return found


@register(Tags.security, deploy=True)
def demo_mode(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001 -- Django's signature
    """Demo accounts and the demo mailbox never stand open to the world."""
    if not settings.ASSAY_DEMO:
        return []
    return [Error("This is the demo, not an installation for real suppliers.", hint="Unset ASSAY_DEMO.", id="assay.E001")]


@register(Tags.security, deploy=True)
def shared_cache(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001 -- Django's signature
    """Limits are counted in the cache; a cache of one process multiplies them by the number of processes."""
    if settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        return []
    return [Error("The cache is not shared by all processes.", hint="Set REDIS_URL.", id="assay.E002")]


@register(Tags.security, deploy=True)
def public_address(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001 -- Django's signature
    """Links in mails carry secrets: they lead to https only."""
    if settings.ASSAY_BASE_URL.startswith("https://"):
        return []
    return [Error("Links in mails would not be encrypted.", hint="Set ASSAY_BASE_URL to an https address.", id="assay.E003")]


@register(Tags.database, deploy=True)
def server_database(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001 -- Django's signature
    """SQLite serves one machine and one writer at a time."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return []
    hint = "Set DATABASE_URL to a PostgreSQL database."
    return [Warning("SQLite is meant for trying Assay out on one machine.", hint=hint, id="assay.W003")]
