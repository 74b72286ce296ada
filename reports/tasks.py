"""Celery tasks of the reports floor."""

from celery import shared_task

from reports import periodical_sweep


@shared_task
def sweep_periodicals() -> None:
    """One sweep over the rules of recurring papers."""
    periodical_sweep.sweep()
