"""All reminders of a person in one mail a day; what is muted, over or closed stays out of it."""

from datetime import date, timedelta

import pytest
from django.core import mail

from organization import clock, delivery, digests, muting, notices
from organization.models import Delivery, Digest, Event, Mute, NotAllowed, Notification, Person
from rectification import reminders
from rectification.models import Task
from tests.stage import staged
from tests.test_reminders_load import add_tasks
from tests.world import at, full_world

DAY = date(2026, 3, 17)
EARLY, MORNING = at(DAY, 8, 10), at(DAY, 8, 59)


def reminded(world) -> None:
    full_world(world)
    add_tasks(world, 2)
    Task.objects.update(due_on=date(2026, 3, 20), first_due_on=date(2026, 3, 20))
    Notification.objects.all().delete()
    with clock.at(EARLY):
        reminders.sweep()


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(reminded, django_db_blocker)


@pytest.fixture
def world(db, scene, settings):
    settings.DIGEST_AT, settings.DIGEST_SPREAD = "08:36", 21
    settings.SITE_URL = "http://intranet.example"
    with clock.at(MORNING):
        yield scene()


def mailed(instant=MORNING) -> list[str]:
    with clock.at(instant):
        delivery.deliver_waiting()
    return sorted(message.to[0] for message in mail.outbox)


def reminder(account: str) -> Notification:
    return Notification.objects.filter(recipient__account=account, in_digest=True).first()


def states(account: str) -> list[str]:
    rows = Delivery.objects.filter(notification__recipient__account=account)
    return list(rows.order_by("notification").values_list("state", flat=True))


def test_three_reminders_are_one_mail(world):
    assert Notification.objects.filter(recipient=world.head, in_digest=True).count() == 3
    assert mailed() == ["head@example.org", "member@example.org"]
    message = next(message for message in mail.outbox if message.to == ["head@example.org"])
    assert message.subject == "今日提醒：3件事项"
    assert [message.body.count(f"\n{n}. 临期提醒") for n in (2, 3)] == [1, 1]
    assert message.body.startswith("1. 临期提醒")
    assert message.body.count("http://intranet.example/go/rectification.task/") == 3
    assert states("head") == ["sent"] * 3
    assert len(set(Delivery.objects.values_list("message_id", flat=True))) == 2


def test_nothing_leaves_before_the_hour_of_the_digest(world):
    assert mailed(EARLY) == []
    assert mailed(at(DAY, 8, 35)) == []
    assert len(mailed()) == 2


def test_a_second_digest_waits_for_the_next_day(world):
    mailed()
    mail.outbox.clear()
    Notification.objects.filter(recipient=world.head).update(slot="again")
    notice = reminder("head")
    notice.pk, notice.slot = None, "later"
    notice.save()
    assert mailed(at(DAY, 20)) == []
    assert mailed(MORNING + timedelta(days=1)) == ["head@example.org"]
    assert mail.outbox[0].subject == notice.title


def test_other_notices_do_not_wait_for_the_digest(world):
    notices.notify([world.head], world.departments["SALES"], "told", "请查收")
    assert mailed(EARLY) == ["head@example.org"]
    assert mail.outbox[0].subject == "请查收"


def test_two_workers_send_one_digest(world):
    head = world.head
    first, second = digests.Digested(head, DAY), digests.Digested(head, DAY)
    assert len(first.claim()) == 3
    assert second.claim() == []
    assert Digest.objects.filter(recipient=head).count() == 1


def test_a_digest_whose_worker_died_is_uncertain_and_never_repeated(world):
    digests.Digested(world.head, DAY).claim()
    for minutes in (1, 11, 60 * 24):
        mailed(MORNING + timedelta(minutes=minutes))
    assert states("head") == ["uncertain"] * 3
    assert [message.to for message in mail.outbox] == [["member@example.org"]]


def test_nobody_is_reminded_of_what_was_handed_in_meanwhile(world):
    task = Task.objects.get(pk=world.task.pk)
    task.report_progress("完成", 100, by=world.member)
    task.submit(by=world.head)
    mailed()
    about = Delivery.objects.filter(notification__thing_pk=task.pk, notification__in_digest=True)
    assert set(about.values_list("state", flat=True)) == {"needless"}
    message = next(message for message in mail.outbox if message.to == ["head@example.org"])
    assert message.subject == "今日提醒：2件事项"


def test_a_day_on_which_everything_is_over_keeps_its_digest(world):
    world.campaign.__class__.objects.update(status="closed")
    assert mailed() == []
    assert Digest.objects.count() == 0
    assert set(states("head")) == {"needless"}


def test_who_left_is_not_mailed(world):
    Person.objects.filter(account="head").update(is_active=False)
    assert mailed() == ["member@example.org"]
    assert states("head") == []


def test_without_digests_each_reminder_is_a_mail_and_what_is_over_stays_out(world, settings):
    settings.DIGEST_AT = ""
    Task.objects.filter(pk=world.task.pk).update(status="submitted")
    assert mailed(EARLY) == ["head@example.org"] * 2 + ["member@example.org"] * 2


def test_nothing_leaves_in_the_quiet_hours(world, settings):
    settings.QUIET_HOURS = "08:00-09:30"
    notices.notify([world.head], world.departments["SALES"], "told", "请查收")
    assert mailed() == []
    assert len(mailed(at(DAY, 9, 31))) == 3


def test_what_is_muted_stays_in_the_inbox_and_out_of_the_mail(world):
    muting.mute(reminder("head"), by=world.head, reason="已当面沟通", days=None)
    mailed()
    assert sorted(states("head")) == ["muted", "sent", "sent"]
    assert Notification.objects.unread().filter(recipient=world.head).count() == 3
    assert states("member") == ["sent"] * 3
    event = Event.objects.get(kind="notice.muted")
    assert (event.actor_pk, event.particulars["reason"]) == (world.head.pk, "已当面沟通")


def test_what_is_put_off_is_mailed_on_the_day_after(world):
    muting.mute(reminder("member"), by=world.member, reason="出差", days=3)
    Notification.objects.filter(recipient=world.member).exclude(pk=reminder("member").pk).delete()
    for days, expected in ((0, 0), (2, 0), (3, 1)):
        mail.outbox.clear()
        found = mailed(MORNING + timedelta(days=days))
        assert found.count("member@example.org") == expected


def test_mails_come_again_when_they_are_wanted(world):
    muting.mute(reminder("head"), by=world.head, reason="出差", days=None)
    muting.unmute(reminder("head"), by=world.head)
    mailed()
    assert states("head") == ["sent"] * 3
    with pytest.raises(NotAllowed):
        muting.unmute(reminder("head"), by=world.head)


@pytest.mark.parametrize(
    ("account", "reason", "days"),
    [("member", "出差", 3), ("head", " ", 3), ("head", "出差", 0), ("head", "出差", 31)],
)
def test_what_may_not_be_muted_is_refused(world, account, reason, days):
    with pytest.raises(NotAllowed):
        muting.mute(reminder("head"), by=world.people[account], reason=reason, days=days)
    assert not Mute.objects.exists()


def test_only_reminders_are_muted(world):
    notices.notify([world.head], world.departments["SALES"], "told", "请查收")
    told = Notification.objects.get(kind="told")
    with pytest.raises(NotAllowed):
        muting.mute(told, by=world.head, reason="出差", days=3)


def test_saying_it_twice_changes_the_day(world):
    muting.mute(reminder("head"), by=world.head, reason="出差", days=3)
    muting.mute(reminder("head"), by=world.head, reason="休假", days=7)
    row = Mute.objects.get()
    assert (row.until, row.reason) == (DAY + timedelta(days=6), "休假")
