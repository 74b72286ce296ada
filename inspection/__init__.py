"""The project: it wires the house together and has no models of its own."""

from inspection.celery import app as celery_app

__all__ = ["celery_app"]
