"""The Celery application."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspection.settings")
TRANSPORT_ALIASES["filesystem"] = "inspection.running.broker:Transport"


def make_app(**options) -> Celery:
    """An application with the settings and all tasks of the project."""
    made = Celery("inspection", **options)
    made.config_from_object("django.conf:settings", namespace="CELERY")
    made.autodiscover_tasks()
    return made


app = make_app()
