"""Worker and beat as threads of the process that also answers requests."""

import logging
import tempfile
import threading
import time
from collections.abc import Iterable

from celery import Celery, beat
from celery.worker import WorkController
from celery.worker import state as worker_state
from django.conf import settings
from django.db import connection

from inspection.celery import app, make_app
from organization import clock, outbox
from organization.models import Job
from organization.tasks import sweep_jobs
from rectification.tasks import sweep_reminders

GRACE = 2.0  # seconds that a running task gets at the end


class Background:
    """A worker thread for work, one for mails, a beat thread."""

    def __init__(self) -> None:
        self.workers = {
            "worker": _worker(app, "celery"),
            # Which queues are read belongs to the application: a second one for the second
            # worker, which may hang on a mail server for as long as that does not answer.
            "mail": _worker(make_app(set_as_current=False), "mail"),
        }
        self.threads = [
            threading.Thread(target=worker.start, name=name, daemon=True)
            for name, worker in self.workers.items()
        ]
        self.beat = beat.EmbeddedService(app, thread=True)

    def start(self) -> None:
        """Start both, after taking up what an earlier process left behind."""
        logging.getLogger("celery.beat").setLevel(logging.WARNING)
        _keep_temporary_files_at_home()
        _release_leases()
        _bind_queues(self.workers.values())
        for thread in self.threads:
            thread.start()
        self.beat.start()
        # Whatever fell due while nobody was running is due now, not at the next full interval.
        for task in (sweep_jobs, sweep_reminders):
            outbox.call(task)

    def stop(self) -> bool:
        """End both, after a moment for the task that runs. False: it still runs."""
        worker_state.should_stop = 0
        self.beat.service.stop()
        # An idle worker sleeps in the broker's poll for seconds; nothing is lost by not waiting
        # for it, since work lives in rows and the thread ends with the process.
        until = time.monotonic() + GRACE
        while worker_state.active_requests and time.monotonic() < until:
            time.sleep(0.05)
        self.beat.join(GRACE)  # it writes its state file
        return not worker_state.active_requests


def _bind_queues(workers: Iterable[WorkController]) -> None:
    # In a new folder the broker writes a file for each exchange. Two threads that bind at the same
    # moment would read it half written, and the worker that does ends for good.
    for worker in workers:
        with worker.app.connection_for_write() as broker:
            for queue in worker.app.amqp.queues.consume_from.values():
                queue(broker.default_channel).declare()


def _worker(application: Celery, queue: str) -> WorkController:
    return WorkController(
        app=application,
        hostname=f"{queue}@localhost",
        queues=[queue],
        # The task runs in the worker's own thread: it ends with the process, and what it
        # had not finished is taken up again from its row.
        pool="solo",
        concurrency=1,
        without_heartbeat=True,
        without_mingle=True,
        without_gossip=True,
    )


def _keep_temporary_files_at_home() -> None:
    # The filesystem broker moves each message through the temporary folder; DATA_DIR is
    # everything that is written.
    folder = settings.DATA_DIR / "tmp"
    folder.mkdir(exist_ok=True)
    tempfile.tempdir = str(folder)


def _release_leases() -> None:
    # One process a folder: whoever held a lease on this database file is gone.
    if connection.vendor == "sqlite":
        Job.objects.filter(state=Job.State.RUNNING).update(leased_until=clock.now())
