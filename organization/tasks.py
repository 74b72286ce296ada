"""Celery tasks of the organization floor: fetch by id, delegate, stop quietly if gone."""

from celery import shared_task

from organization import delivery, jobs
from organization.models.sweep import Sweep


@shared_task
def run_job(pk: int) -> None:
    """Run one job if it still waits."""
    jobs.run(pk)


@shared_task
def sweep_jobs() -> None:
    """Run what was left behind by a lost message or a dead worker."""
    Sweep.note("jobs")
    jobs.run_all()


@shared_task
def deliver_notices() -> None:
    """Mail the notices that wait."""
    Sweep.note("mail")
    delivery.deliver_waiting()
