"""What runs by itself is listed with its age; what is behind, given up or unmailed shows."""

from datetime import timedelta

from django.urls import reverse
from django.utils.module_loading import import_string

from inspection.celery import app
from organization import clock, notices, sweeps
from organization.models import Delivery, Job, Notification, Sweep
from organization.models.job import ATTEMPTS
from tests.signed_in import at_browser, text_of, things
from tests.world import DAY, at, full_world


def test_everything_in_the_schedule_is_listed_and_notes_that_it_ran(world):
    entries = {entry["task"] for entry in app.conf.beat_schedule.values()}
    listed = {one.name for one in sweeps.running()}
    assert len(listed) == len(entries)
    for task in entries:
        import_string(task)()
    assert set(Sweep.objects.values_list("name", flat=True)) == listed
    assert all(one.at for one in sweeps.running())


def test_a_sweep_is_late_when_its_turn_has_passed(world):
    def late(name: str, **ago) -> bool:
        Sweep.objects.all().delete()
        with clock.at(at(DAY) - timedelta(**ago)):
            Sweep.note(name)
        with clock.at(at(DAY)):
            [one] = [one for one in sweeps.running() if one.name == name]
            return one.is_late

    assert [late("reminders", seconds=n) for n in (613, 1226, 1227)] == [False, False, True]
    assert [late("jobs", seconds=n) for n in (17, 137, 138)] == [False, False, True]
    assert [late("inspections", minutes=n) for n in (60, 120, 121)] == [False, False, True]
    assert [late("evidence", hours=n) for n in (24, 26, 27)] == [False, False, True]


def test_the_administrator_reads_how_old_each_sweep_is(world):
    with clock.at(at(DAY) - timedelta(minutes=15)):
        Sweep.note("reminders")
        Sweep.note("jobs")
    with clock.at(at(DAY)):
        page = at_browser("admin").get(reverse("jobs"))
    states = dict(things(page, "sweep"))
    assert (states["reminders"], states["jobs"], states["mail"]) == ("ok", "late", "late")
    assert "发送临期、逾期提醒 3月2日 09:45 15分钟 10分钟 运行正常" in text_of(page)


def test_a_job_that_was_given_up_is_told_apart_from_one_that_failed(world):
    for key, attempts in (("a", 1), ("b", ATTEMPTS)):
        Job.objects.create(kind="x", key=key, state="failed", attempts=attempts)
    counts = {state: n for state, _word, n in Job.objects.counts()}
    assert (counts["failed"], counts["parked"]) == (2, 1)
    page = at_browser("admin").get(reverse("jobs"), {"state": "parked"})
    assert things(page, "job") == [(str(Job.objects.get(key="b").pk), "failed")]


def test_the_page_says_how_many_mails_wait_and_what_became_of_todays(world):
    full_world(world)
    Notification.objects.all().delete()
    people = ("clerk", "inspector", "leader", "head", "member", "employee", "admin")
    with clock.at(at(DAY)):
        notices.notify([world.people[name] for name in people], world.task, "told", "请查收")
    states = {
        "inspector": ("sent", at(DAY, 0)),
        "leader": ("sent", at(DAY, 0) - timedelta(seconds=1)),
        "head": ("failed", None),
        "member": ("uncertain", None),
        "employee": ("again", None),
    }
    for account, (state, sent_at) in states.items():
        notice = Notification.objects.get(recipient__account=account)
        Delivery.objects.create(notification=notice, state=state, sent_at=sent_at)
    with clock.at(at(DAY, 12)):
        text = text_of(at_browser("admin").get(reverse("jobs")))
    waiting = Notification.objects.to_be_mailed().count() + 1
    assert f"待发送 {waiting} 今日已发 1 不确定 1 失败 1" in text
