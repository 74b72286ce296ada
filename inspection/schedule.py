"""What runs by itself, and how often: numbers are seconds, hours are those of `TIME_ZONE`.

The rows in the database are the truth; beat only wakes the sweeps, which are
idempotent. Times lie off the full and half hour, as message gateways ask.
"""

from celery.schedules import crontab

SCHEDULE = {
    "run waiting jobs": {"task": "organization.tasks.sweep_jobs", "schedule": 17.0},
    "deliver notices": {"task": "organization.tasks.deliver_notices", "schedule": 41.0},
    "remind": {"task": "rectification.tasks.sweep_reminders", "schedule": 613.0},
    # A period begins at local midnight; the hour makes up for a worker that was down then.
    "sweep inspections": {
        "task": "campaigns.tasks.sweep_inspections",
        "schedule": crontab(minute=9),
    },
    # Hourly, so that the draft of the day waits whenever the worker was down at midnight.
    "sweep periodicals": {
        "task": "reports.tasks.sweep_periodicals",
        "schedule": crontab(minute=11),
    },
    # A last day ends at local midnight; the hour makes up for a worker that was down then.
    "sweep surveys": {
        "task": "findings.tasks.sweep_surveys",
        "schedule": crontab(minute=7),
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
