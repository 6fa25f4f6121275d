"""The Celery application. Tasks live in each app's `tasks.py`; the times at which dates act stand here."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
app = Celery("assay")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "send what the outbox holds": {"task": "suppliers.send_notices", "schedule": 5.0},
    "send lost jobs again": {"task": "suppliers.resend_jobs", "schedule": 60.0},
    "daily clocks": {"task": "suppliers.daily_clocks", "schedule": crontab(hour=6, minute=0)},
    "daily clocks of assessments": {"task": "assessments.daily_clocks", "schedule": crontab(hour=6, minute=5)},
    "ask newly admitted suppliers": {"task": "assessments.assign_after_admittance", "schedule": 30.0},
    "regional counts of yesterday": {"task": "suppliers.count_yesterday", "schedule": crontab(hour=0, minute=30)},
}
