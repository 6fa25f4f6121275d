"""Database, Redis, Celery, mail and file storage: `DATABASE_URL` and `REDIS_URL` switch the engine, nothing else does."""

from pathlib import Path

from config.env import data_dir, database_of, env, socket_path, socket_url, url_of, whole_number, yes_or_no

DATA_DIR = data_dir()

DATABASES = {"default": database_of("DATABASE_URL", default=DATA_DIR / "assay.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A write takes its lock when it begins: two writers wait for each other instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = whole_number("CONN_MAX_AGE", default=60, least=0, most=86_400)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = url_of("REDIS_URL", default=socket_url(socket_path(DATA_DIR)), schemes=("redis", "rediss", "unix"))
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True  # the Job row is the truth; Celery only carries its id
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
# A running job without a sign of life for so long has lost its worker: above the time limit, which ends every task.
ASSAY_JOB_STALE_SECONDS = whole_number("ASSAY_JOB_STALE_SECONDS", default=100, least=1, most=86_400)
ASSAY_SWEEP_SECONDS = whole_number("ASSAY_SWEEP_SECONDS", default=20, least=1, most=3_600)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker as long as it takes
# A request is not held up by a broker that is down: one quick second try, then the job waits for the sweeper.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}
# The visibility timeout stands above the longest task; a message of a killed worker comes back after it.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": whole_number("ASSAY_VISIBILITY_SECONDS", default=120, least=1, most=86_400),
    "socket_connect_timeout": 1,
    "socket_timeout": 10,  # above the second for which a worker waits at the queue
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = whole_number("EMAIL_PORT", default=25, least=1, most=65_535)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = yes_or_no("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="assay@localhost")

MEDIA_ROOT = DATA_DIR / "files"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default="") or DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
