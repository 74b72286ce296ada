"""Running jobs: lease, work, finish; a worker killed in between is followed by another."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from organization import calendar, clock
from organization.models.event import NotAllowed, record
from organization.models.job import ATTEMPTS, LEASE, Job

log = logging.getLogger(__name__)

Work = Callable[[Job], dict]
_kinds: dict[str, Work] = {}
_names: dict[str, str | Promise] = {}


def register(kind: str, work: Work, name: str | Promise = "") -> None:
    """Say what a kind of job does: `work(job) -> result` (JSON), and what people call it.

    Called by upper apps. `result["url"]`, or `result["thing"]` and `result["pk"]`, say where
    the result is found.
    """
    _kinds[kind] = work
    _names[kind] = name


def name_of(kind: str) -> str:
    """What people call this kind of job."""
    return str(_names.get(kind) or kind)


def run(pk: int) -> bool:
    """Run the job if nobody else does. True: this call ran it to an end."""
    job = _lease(pk)
    if job is None:
        return False
    try:
        with calendar.once(), override(job.by.reads if job.by else settings.LANGUAGE_CODE):
            result = _kinds[job.kind](job)
    except NotAllowed as refused:
        _finish(job, Job.State.FAILED, error=refused.reason[:300])
        return True
    except Exception as error:  # whatever went wrong belongs into the row, where people see it
        log.exception("job %s failed", pk)
        _finish(job, Job.State.FAILED, error=f"{type(error).__name__}: {error}"[:300])
        return True
    _finish(job, Job.State.DONE, result=result or {})
    return True


def run_all() -> int:
    """Run every runnable job in this process. How many were run to an end."""
    return sum(run(pk) for pk in Job.objects.runnable().order_by("pk").values_list("pk", flat=True))


def retry(job: Job, *, by) -> Job:
    """Ask once more for a job that failed. Raises NotAllowed for a job in any other state."""
    from organization import outbox

    if job.state != Job.State.FAILED:
        raise NotAllowed(_("Only a job that failed is started again."))
    again = outbox.ask_for(job.kind, job.key, by=job.by, **job.order_for)
    record("job.retried", again, by=by, kind=job.kind)
    return again


def _lease(pk: int) -> Job | None:
    """The conditional UPDATE lets exactly one worker have the job for the length of a lease."""
    job = Job.objects.runnable().filter(pk=pk).select_related("by").first()
    if job is None:
        return None
    if job.attempts >= ATTEMPTS:
        _finish(job, Job.State.FAILED, error=_("Given up after %d attempts") % ATTEMPTS)
        return None
    won = Job.objects.filter(pk=pk, state=job.state, attempts=job.attempts).update(
        state=Job.State.RUNNING, attempts=job.attempts + 1, leased_until=clock.now() + LEASE
    )
    if not won:
        return None
    job.refresh_from_db()
    return job


def _finish(job: Job, state: str, *, result: dict | None = None, error: str = "") -> None:
    # A worker that lost its lease to another must not overwrite that one's result.
    Job.objects.filter(pk=job.pk, attempts=job.attempts).update(
        state=state,
        result=result or {},
        error=error,
        finished_at=clock.now(),
        leased_until=None,
    )
