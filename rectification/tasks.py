"""Celery tasks of the rectification floor."""

from celery import shared_task

from rectification import reminders


@shared_task
def sweep_reminders() -> None:
    """One sweep over everything that is due soon or overdue."""
    reminders.sweep()
