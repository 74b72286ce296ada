"""`/health/`: what monitoring needs, and nothing about anybody."""

from datetime import timedelta

from django.db import DatabaseError

from organization import clock
from organization.models import Job, Sweep
from tests.world import DAY, at


def health(client):
    response = client.get("/health/")
    return response.status_code, response.json()


def test_a_fresh_system_is_well(db, client):
    assert health(client) == (
        200,
        {"database": "ok", "queue": "ok", "last_sweep": None, "last_sweep_age": None},
    )


def test_the_last_sweep_is_told(db, client):
    with clock.at(at(DAY)):
        Sweep.note("reminders")
        Sweep.note("jobs")
    assert health(client)[1]["last_sweep"] == at(DAY).isoformat().replace(
        "+08:00", "+00:00"
    ).replace("T10", "T02")


def test_monitoring_reads_how_old_the_last_sweep_is(db, client):
    with clock.at(at(DAY)):
        Sweep.note("reminders")
    with clock.at(at(DAY) + timedelta(minutes=11)):
        Sweep.note("jobs")
        assert health(client)[1]["last_sweep_age"] == 660


def test_a_job_that_nobody_runs_is_told(db, client):
    with clock.at(at(DAY, 9)):  # a job of a story of another year waits since this moment
        job = Job.objects.create(kind="paper", key="1")
    assert health(client)[1]["queue"] == "ok"
    Job.objects.update(made_at=job.made_at - timedelta(minutes=9, seconds=50))
    assert health(client)[1]["queue"] == "ok"
    Job.objects.update(made_at=job.made_at - timedelta(minutes=10, seconds=1))
    assert health(client)[1]["queue"] == "stuck"


def test_without_a_database_it_is_503(db, client, monkeypatch):
    class Gone:
        def cursor(self):
            raise DatabaseError("gone")

    monkeypatch.setattr("inspection.health.connection", Gone())
    assert health(client) == (
        503,
        {"database": "down", "queue": "unknown", "last_sweep": None, "last_sweep_age": None},
    )


def test_it_is_read_only(db, client):
    assert client.post("/health/").status_code == 405
