"""The Celery application and the whole schedule.

The rows in the database are the truth; beat only wakes the sweeps, which are
idempotent. Times lie off the full and half hour, as message gateways ask.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspection.settings")

app = Celery("inspection")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "run waiting jobs": {"task": "organization.tasks.sweep_jobs", "schedule": 17.0},
    "deliver notices": {"task": "organization.tasks.deliver_notices", "schedule": 41.0},
    "remind": {"task": "rectification.tasks.sweep_reminders", "schedule": 613.0},
    # A period begins at local midnight; the hour makes up for a worker that was down then.
    "sweep inspections": {
        "task": "campaigns.tasks.sweep_inspections",
        "schedule": crontab(minute=9),
    },
    "sweep evidence": {
        "task": "campaigns.tasks.sweep_evidence",
        "schedule": crontab(minute=23, hour=2),
    },
    # A slice every few minutes of the night, so that no night is too short for all files.
    "verify evidence": {
        "task": "campaigns.tasks.verify_evidence",
        "schedule": crontab(minute="3-59/7", hour="3-5"),
    },
}
