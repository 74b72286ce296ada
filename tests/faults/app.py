"""The product's Celery application with one addition: a message carries its own time.

`celery -A tests.faults.app worker`: three days pass as fast as their messages are taken.
"""

import time
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from celery import Task, signals

from inspection.celery import make_app
from organization import clock


class Timed(Task):
    """A task that runs at the instant its message says; what it wakes runs at the same one."""

    def __call__(self, *args, **kwargs):
        at = (self.request.headers or {}).get("at")
        with clock.at(datetime.fromisoformat(at)) if at else nullcontext():
            return super().__call__(*args, **kwargs)

    def apply_async(self, args=None, kwargs=None, headers=None, **options):
        headers = {"at": clock.now().isoformat(), **(headers or {})}
        return super().apply_async(args, kwargs, headers=headers, **options)


app = make_app(task_cls=Timed)


@signals.worker_process_init.connect
def know_a_long_job(**_signal) -> None:
    """A kind of job that is at work until its gate is open."""
    from organization import jobs

    def work(job) -> dict:
        job.progress(1, 2)
        while not Path(job.order_for["gate"]).exists():
            time.sleep(0.05)
        return {"attempt": job.attempts}

    jobs.register("long", work)
