"""Workers that are killed: every notice stands once, no mail leaves twice, none is lost."""

import sys
import time
from datetime import date, timedelta

import pytest

from organization.models import Delivery, Job, Notification, Person
from organization.models.job import ATTEMPTS, LEASE
from organization.models.notification import Digest
from rectification.models import Task
from tests.faults import beats
from tests.faults.killing import FAULTS, held_database
from tests.faults.processes import Broker, Worker, kill, wait_until
from tests.faults.smtp import END_OF_MAIL, MailServer
from tests.faults.story import (
    MAIL,
    SWEEP,
    killed_mails,
    killed_sweep,
    nothing_doubled_nothing_lost,
    states,
)
from tests.world import at, full_world, make_world

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc"),
]
NOW = at(date(2026, 3, 23), 10)


@pytest.fixture
def server():
    one = MailServer()
    yield one
    one.close()


@pytest.fixture
def broker(tmp_path):
    one = Broker(tmp_path)
    yield one
    one.kill()


@pytest.fixture
def worker(tmp_path, broker, server):
    """`worker(queue, **settings)`: one that is killed at the end of the test."""
    started = []

    def worker(queue: str, **set_) -> Worker:
        address = f"smtp://127.0.0.1:{server.port}"
        started.append(Worker(queue, broker, tmp_path, **{"EMAIL_URL": address, **set_}))
        return started[-1]

    yield worker
    for one in started:
        one.kill()


def overdue(mailed: int, kept: int) -> None:
    """Tasks that are late on the day of NOW; of `mailed` the responsible person has an address."""
    world = make_world()
    full_world(world)
    Notification.objects.all().delete()
    Task.objects.all().delete()
    Person.objects.exclude(account="member").update(email="")
    day = NOW.date() - timedelta(days=3)
    Task.objects.bulk_create(
        Task(
            campaign=world.campaign,
            measure=world.task.measure,
            title=f"任务{n}",
            department=world.departments["SALES"],
            responsible=world.people["member" if n < mailed else "employee"],
            due_on=day,
            first_due_on=day,
        )
        for n in range(mailed + kept)
    )


def told() -> list[tuple[int, int]]:
    """Whom a notice was written for, about which task."""
    return sorted(Notification.objects.values_list("recipient", "thing_pk"))


def test_a_hundred_kills(broker, server, worker):
    overdue(mailed=600, kept=600)
    sweeps, mails = worker("celery"), worker("mail", size=2)
    sweeps.wait(), mails.wait()
    assert killed_sweep(broker, sweeps, NOW, rounds=5, notices=2400) == 11
    head = Person.objects.get(account="head").pk
    assert told() == sorted(
        (person, task.pk) for task in Task.objects.all() for person in (task.responsible_id, head)
    )
    done = killed_mails(broker, server, mails, NOW, kills=90, seconds=240)
    assert (set(done), done.total()) == ({fault.name for fault in FAULTS}, 90)
    nothing_doubled_nothing_lost(broker, server, NOW, kills=90)
    assert Delivery.objects.count() == 600


def test_a_killed_job_is_run_again_when_its_lease_is_over(broker, worker, tmp_path):
    gate, sweeps = tmp_path / "gate", worker("celery").wait()
    job = Job.objects.create(kind="long", key="a", order_for={"gate": str(gate)})
    for attempt in (1, 2):
        broker.send("organization.tasks.sweep_jobs", NOW + 2 * attempt * LEASE, times=5)
        wait_until(
            lambda n=attempt: Job.objects.filter(pk=job.pk, attempts=n, done=1).exists(), "at work"
        )
        for pid in sweeps.children():
            kill(pid)
    gate.touch()
    broker.send("organization.tasks.sweep_jobs", NOW + 6 * LEASE, times=5)
    wait_until(lambda: Job.objects.filter(pk=job.pk, state="done").exists(), "done")
    assert Job.objects.get(pk=job.pk).result == {"attempt": 3}


def test_a_job_that_kills_every_worker_is_parked(broker, worker, tmp_path):
    sweeps = worker("celery").wait()
    job = Job.objects.create(kind="long", key="a", order_for={"gate": str(tmp_path / "never")})
    for attempt in range(1, ATTEMPTS + 1):
        broker.send("organization.tasks.sweep_jobs", NOW + 2 * attempt * LEASE)
        wait_until(lambda n=attempt: Job.objects.filter(pk=job.pk, attempts=n).exists(), "at work")
        for pid in sweeps.children():
            kill(pid)
    broker.send("organization.tasks.sweep_jobs", NOW + 2 * (ATTEMPTS + 1) * LEASE, times=5)
    wait_until(lambda: Job.objects.filter(pk=job.pk, state="failed").exists(), "parked")
    assert (Job.objects.get(pk=job.pk).attempts, Job.objects.count()) == (ATTEMPTS, 1)


def test_a_broker_that_dies_and_forgets_everything_loses_nothing(broker, server, worker):
    overdue(mailed=40, kept=0)
    worker("celery").wait(), worker("mail").wait()
    with held_database():
        broker.send(SWEEP, NOW, times=5)
        wait_until(lambda: broker.waiting("celery") < 5, "the sweep has begun")
        broker.kill()
    wait_until(lambda: Notification.objects.count() == 80, "the sweep ends without a broker")
    broker.start()  # it knows of nothing: what was queued is lost

    def die_in_the_middle(verb: str, _port: int) -> None:
        if verb == END_OF_MAIL and len(server.taken) == 20:
            broker.kill()

    server.before = die_in_the_middle
    broker.send(MAIL, NOW)
    wait_until(lambda: len(server.taken) == 40, "the mails go on without a broker")
    broker.start()
    broker.send(SWEEP, NOW, times=5)
    broker.send(MAIL, NOW, times=5)
    wait_until(lambda: len(states().get("sent", ())) == 40, "every mail left")
    assert (set(server.taken.values()), Notification.objects.count()) == ({1}, 80)


def test_a_worker_that_was_down_for_three_days_tells_everybody_once(broker, server, worker):
    overdue(mailed=3, kept=0)
    Task.objects.update(due_on=NOW.date(), first_due_on=NOW.date())
    back = NOW + timedelta(days=3)
    for task in (SWEEP, MAIL):
        broker.send(task, back, times=60)
    digest_at = {"DIGEST_AT": "08:36"}
    worker("celery"), worker("mail", **digest_at)
    wait_until(lambda: not broker.waiting("celery") + broker.waiting("mail"), "all was read", 120)
    broker.send(MAIL, back + timedelta(minutes=1), times=5)
    wait_until(lambda: len(states().get("sent", ())) == 1, "the digest left")
    assert dict(server.taken) == dict.fromkeys(states()["sent"], 1)
    # The highest rung that was reached, and none of those below it.
    assert set(Notification.objects.values_list("kind", flat=True)) == {"ladder_still_overdue"}
    assert Notification.objects.count() == 3 * 3  # the office too


def test_three_beats_for_a_day(broker, server, worker):
    overdue(mailed=3, kept=3)
    morning = {"QUIET_HOURS": "21:30-07:30", "DIGEST_AT": "08:36", "MAIL_PAUSES": "0,30"}
    Person.objects.filter(account="employee").update(email="employee@example.org")
    worker("celery", size=2), worker("mail", **morning)
    start = at(NOW.date(), 0, 5)
    # As often as reminders are swept: else nine in ten messages find nothing to do.
    seldom = ["run waiting jobs", "deliver notices"]
    sent = beats.run(3, broker, start, start + timedelta(hours=24), seldom)
    wait_until(lambda: not broker.waiting("celery") + broker.waiting("mail"), "all was read", 240)
    time.sleep(1)
    assert sent > 3 * 3 * 24 * 5
    assert Notification.objects.count() == 6 * 2
    assert dict(server.taken) == dict.fromkeys(states()["sent"], 1)
    assert len(server.taken) == 2 == Digest.objects.count()
