"""The tests' settings: the real engines, a cheap password hash, mail in memory."""

import os
from datetime import date

from config.env import env
from config.settings.admin import *  # noqa: F403
from config.settings.base import *  # noqa: F403
from config.settings.logging import *  # noqa: F403
from config.settings.rest import *  # noqa: F403
from config.settings.rest import REST_FRAMEWORK
from config.settings.security import *  # noqa: F403
from config.settings.services import *  # noqa: F403
from config.settings.services import CACHES, DATA_DIR, DATABASES

SECRET_KEY = "only-for-tests-" + "x" * 50
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
ASSAY_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.locmem.EmailBackend")
# Without a Redis of the test command's own, the cache stays inside the process; broker tests start their Valkey.
_process = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
if env.str("REDIS_URL", default=""):
    # Each test process empties its own database of the shared server.
    CACHES["default"]["OPTIONS"] = {"db": int(_process.removeprefix("gw")) + 1}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = DATA_DIR / f"test-files-{_process}"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # In a test run nothing has to survive a power cut.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"
    # A file, because a live server's threads would share one connection to a database in memory, and its transactions.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / f"test-{os.getpid()}.sqlite3")}
# Tests name the days on which suppliers became active; the duty is older than all of them.
ASSAY_INTEGRITY_MODULE_SINCE = date(2000, 1, 1)
# The limits are tested where they are the subject; elsewhere they would make tests depend on their order.
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}
ASSAY_JOB_CARRIER = env.str("ASSAY_JOB_CARRIER", default="suppliers.services.job.leave_for_the_sweeper")
