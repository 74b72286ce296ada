"""Handing work to a worker: a job row first, then a wake-up call that may get lost."""

import logging

from django.db import IntegrityError, transaction

from organization.models.job import Job

log = logging.getLogger(__name__)


def ask_for(kind: str, key: str, *, by, **order_for) -> Job:
    """A job of `kind` for `key`; the unfinished one when there is one already."""
    from organization.tasks import run_job

    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, key=key, by=by, order_for=order_for)
    except IntegrityError:
        return Job.objects.unfinished().get(kind=kind, key=key)
    wake(run_job, job.pk)
    return job


def wake(task, pk: int) -> None:
    """Wake a worker after the commit. Never raises: the sweep over the rows catches up."""

    def send() -> None:
        call(task, pk)

    transaction.on_commit(send, robust=True)


def call(task, *args) -> None:
    """Send `task` to the broker now, or log that the sweep will have to do it."""
    try:
        task.apply_async(args=args, retry=False, ignore_result=True)
    except Exception as error:  # the broker may be down in any way it likes
        log.warning("broker unreachable, the sweep will run %s %s: %s", task.name, args, error)
