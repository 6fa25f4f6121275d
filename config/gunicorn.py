"""The web server: two processes with four threads each, loaded once and shared, so that they stay small."""

import gc
from typing import Any

from django.urls import get_resolver

from config.env import whole_number

worker_class = "gthread"
workers = whole_number("WEB_WORKERS", default=2, least=1, most=64)
threads = whole_number("WEB_THREADS", default=4, least=1, most=64)
preload_app = True
timeout = 120
graceful_timeout = 10
keepalive = 5
# A process is renewed now and then; the spread keeps both from being renewed at once.
max_requests = 5_000
max_requests_jitter = 500
loglevel = "warning"
control_socket_disable = True


def when_ready(server: Any) -> None:  # noqa: ARG001 -- gunicorn's signature
    """Load every page's code before the processes part, and keep the collector's hands off it, so that it stays shared."""
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
