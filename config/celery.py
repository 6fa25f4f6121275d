"""The Celery application. Tasks live in each app's `tasks.py`; the times at which dates act stand here."""

import os

from celery import Celery
from celery.schedules import crontab
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
app = Celery("assay")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# A tick that found no worker in time is worth nothing: the next one does its work. So ticks never pile up.
EVERY_FEW_SECONDS = {"schedule": 5.0, "options": {"expires": 5.0}}
SWEEP = {"schedule": float(settings.ASSAY_SWEEP_SECONDS), "options": {"expires": float(settings.ASSAY_SWEEP_SECONDS)}}
app.conf.beat_schedule = {
    "send what the outbox holds": {"task": "suppliers.send_notices", **EVERY_FEW_SECONDS},
    "send lost jobs again": {"task": "suppliers.resend_jobs", **SWEEP},
    "daily clocks": {"task": "suppliers.daily_clocks", "schedule": crontab(hour=6, minute=0)},
    "daily clocks of assessments": {"task": "assessments.daily_clocks", "schedule": crontab(hour=6, minute=5)},
    "regional counts of yesterday": {"task": "suppliers.count_yesterday", "schedule": crontab(hour=0, minute=30)},
}
