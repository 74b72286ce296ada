"""Celery tasks of the findings floor."""

from celery import shared_task

from findings import survey_sweep


@shared_task
def sweep_surveys() -> None:
    """Close the surveys whose last day is over."""
    survey_sweep.sweep()
