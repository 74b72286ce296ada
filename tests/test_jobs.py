"""Jobs: the row is the truth; a lease keeps two workers apart; progress is shown."""

from datetime import timedelta

import pytest
from django.urls import reverse

from organization import clock, jobs, outbox
from organization.models import Event, Job, NotAllowed
from organization.models.job import ATTEMPTS, LEASE
from tests.signed_in import at_browser, text_of, things
from tests.world import DAY, at


@pytest.fixture
def work(monkeypatch):
    """Say what a job of kind "test" does."""

    def work(does):
        monkeypatch.setitem(jobs._kinds, "test", does)
        monkeypatch.setitem(jobs._names, "test", "试验")

    work(lambda job: {"answer": 42})
    return work


def ask(world, key: str = "a") -> Job:
    return outbox.ask_for("test", key, by=world.clerk, colour="blue")


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_job_is_done_once_and_keeps_its_result(world, work):
    ran = []
    work(lambda job: ran.append(job.order_for) or {"answer": 42})
    job = ask(world)
    assert (jobs.run(job.pk), jobs.run(job.pk)) == (True, False)
    assert ran == [{"colour": "blue"}]
    assert (fresh(job).state, fresh(job).result) == ("done", {"answer": 42})


def test_asking_again_while_it_is_unfinished_is_the_same_job(world, work):
    assert ask(world).pk == ask(world).pk
    jobs.run_all()
    assert ask(world).pk != Job.objects.filter(state="done").get().pk


def test_nobody_else_has_the_job_while_the_lease_runs(world, work):
    tried = []
    work(lambda job: tried.append(jobs.run(job.pk)) or {})
    job = ask(world)
    assert jobs.run(job.pk) is True
    assert tried == [False]


def test_what_a_dead_worker_left_is_done_by_the_next(world, work):
    job = ask(world)
    with clock.at(at(DAY, 9)):
        assert jobs._lease(job.pk) is not None  # and here the worker dies
        assert jobs.run_all() == 0
    with clock.at(at(DAY, 9) + LEASE + timedelta(seconds=1)):
        assert jobs.run_all() == 1
    assert (fresh(job).state, fresh(job).attempts) == ("done", 2)


def test_a_worker_that_lost_its_lease_does_not_overwrite_the_other(world, work):
    job = ask(world)
    with clock.at(at(DAY, 9)):
        slow = jobs._lease(job.pk)
    with clock.at(at(DAY, 10)):
        jobs.run(job.pk)
    jobs._finish(slow, Job.State.FAILED, error="too late")
    assert (fresh(job).state, fresh(job).result) == ("done", {"answer": 42})


def test_a_job_that_kills_its_worker_is_given_up(world, work):
    job = ask(world)
    for day in range(2, 2 + ATTEMPTS):
        with clock.at(at(DAY.replace(day=day))):
            assert jobs._lease(job.pk) is not None
    with clock.at(at(DAY.replace(day=20))):
        assert jobs._lease(job.pk) is None
    assert (fresh(job).state, fresh(job).error) == ("failed", "已尝试5次，不再重试")


def test_an_error_is_kept_in_the_row(world, work):
    def fail(job):
        raise ValueError("纸张用完")

    work(fail)
    job = ask(world)
    jobs.run(job.pk)
    assert (fresh(job).state, fresh(job).error) == ("failed", "ValueError: 纸张用完")


def test_a_broker_that_is_down_stops_nobody(world, work, django_capture_on_commit_callbacks):
    class Task:
        name = "run"

        def apply_async(self, **_options):
            raise ConnectionError("no broker")

    with django_capture_on_commit_callbacks(execute=True) as called:
        outbox.wake(Task(), 1)
    assert len(called) == 1


def test_only_a_failed_job_is_started_again(world, work):
    job = ask(world)
    with pytest.raises(NotAllowed):
        jobs.retry(job, by=world.clerk)
    Job.objects.update(state="failed")
    again = jobs.retry(fresh(job), by=world.clerk)
    assert (again.pk != job.pk, again.order_for) == (True, {"colour": "blue"})
    assert Event.objects.filter(kind="job.retried", particulars={"kind": "test"}).count() == 1


def test_progress_is_shown_and_asked_for_again_until_the_end(world, work):
    job = ask(world)
    page = reverse("job", args=[job.pk])
    clerk = at_browser("clerk")
    Job.objects.update(state="running", done=3, total=8)
    part = clerk.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "8中的3" in part and 'hx-trigger="every 2s"' in part
    Job.objects.update(state="done", result={"url": "/notices/"})
    part = clerk.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in part and 'href="/notices/"' in part


def test_the_administrator_sees_all_jobs_and_starts_them_again(world, work):
    jobs_of = [ask(world, key) for key in "ab"]
    Job.objects.filter(pk=jobs_of[0].pk).update(state="failed", error="没有墨水")
    admin = at_browser("admin")
    page = admin.get(reverse("jobs"))
    assert things(page, "job") == [
        (str(jobs_of[1].pk), "waiting"),
        (str(jobs_of[0].pk), "failed"),
    ]
    assert "没有墨水" in text_of(page)
    failed = admin.get(reverse("jobs"), {"state": "failed"})
    assert things(failed, "job") == [(str(jobs_of[0].pk), "failed")]
    admin.post(reverse("retry_job", args=[jobs_of[0].pk]))
    assert Job.objects.filter(key="a", state="waiting", by=world.clerk).count() == 1


def test_the_result_leads_on_only_who_may_see_it(world, work):
    job = ask(world)
    made = {"thing": "campaigns.campaign", "pk": world.campaign.pk}
    Job.objects.filter(pk=job.pk).update(state="done", result=made)
    path, link = reverse("job", args=[job.pk]), reverse("go", args=made.values())
    seen = {who: at_browser(who).get(path).content.decode() for who in ("clerk", "admin")}
    assert {who: link in page for who, page in seen.items()} == {"clerk": True, "admin": False}


def test_a_failed_job_waits_for_the_administrator_until_somebody_starts_it_again(world, work):
    Job.objects.filter(pk=ask(world).pk).update(state="failed")
    admin = at_browser("admin")
    assert "1个后台任务失败" in text_of(admin.get("/"))
    ask(world)
    assert "后台任务失败" not in text_of(admin.get("/"))
