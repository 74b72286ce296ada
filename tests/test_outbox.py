"""From a notice to a mail: sent once, never doubled, never lost without a trace."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.db import transaction

from organization import clock, delivery, notices, outbox
from organization.models import Delivery, Job, Notification, Person
from tests.world import DAY, at


@pytest.fixture
def told(world) -> Notification:
    notices.notify(
        [world.head], world.departments["SALES"], "told", "请查收：自查表", "请尽快填报。"
    )
    return Notification.objects.get()


def test_a_notice_is_mailed_once_however_often_it_is_swept(told):
    assert [delivery.deliver_waiting() for _sweep in range(3)] == [1, 0, 0]
    [message] = mail.outbox
    assert (message.subject, message.to) == ("请查收：自查表", ["head@example.org"])
    assert f"/go/organization.department/{told.thing_pk}/" in message.body
    assert "请尽快填报。" in message.body
    assert Delivery.objects.get().state == "sent"


def test_two_workers_side_by_side_send_one_mail(told):
    with get_connection() as connection:
        first = delivery.Single(told).claim()
        assert delivery.deliver(told, connection) is False
    assert (len(first), len(mail.outbox)) == (1, 0)


def test_a_worker_that_died_leaves_an_uncertain_mail_that_is_not_sent_again(told):
    with clock.at(at(DAY, 9)):
        delivery.Single(told).claim()
    with clock.at(at(DAY, 9, 5)):
        assert (delivery.deliver_waiting(), Delivery.objects.get().state) == (0, "sending")
    with clock.at(at(DAY, 9, 11)):
        assert (delivery.deliver_waiting(), Delivery.objects.get().state) == (0, "uncertain")
    assert mail.outbox == []


def test_a_mail_server_that_refuses_is_noted_with_its_reason(told, monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    assert delivery.deliver_waiting() == 0
    row = Delivery.objects.get()
    assert (row.state, row.error) == ("failed", "ConnectionRefusedError: no route")


def test_nobody_without_an_address_and_no_closed_account_is_mailed(world, told):
    Person.objects.filter(account="head").update(email="")
    assert delivery.deliver_waiting() == 0
    Person.objects.filter(account="head").update(email="x@example.org", is_active=False)
    assert delivery.deliver_waiting() == 0


def test_the_message_id_is_the_same_for_the_same_notice(told):
    delivery.deliver_waiting()
    first = Delivery.objects.get().message_id
    Delivery.objects.all().delete()
    delivery.deliver_waiting()
    assert Delivery.objects.get().message_id == first


def test_a_mail_is_a_whole_file_in_the_mail_folder(told, settings, tmp_path):
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    settings.MAIL_DIR = tmp_path / "mail"
    delivery.deliver_waiting()
    [path] = Path(settings.MAIL_DIR).iterdir()
    assert path.suffix == ".eml"
    assert b"Subject: =?utf-8?" in path.read_bytes()


def test_a_notice_of_a_verb_that_failed_was_never_written(world):
    with pytest.raises(RuntimeError), transaction.atomic():
        notices.notify([world.head], world.departments["SALES"], "told", "x")
        raise RuntimeError
    assert Notification.objects.count() == 0


def test_a_job_of_a_verb_that_failed_wakes_nobody(world, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks() as calls,
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        outbox.ask_for("paper", "1", by=world.clerk)
        raise RuntimeError
    assert (Job.objects.count(), calls) == (0, [])


def test_a_worker_is_woken_after_the_commit(world, django_capture_on_commit_callbacks, monkeypatch):
    woken = []
    monkeypatch.setattr(outbox, "call", lambda task, *args: woken.append((task.name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        job = outbox.ask_for("paper", "1", by=world.clerk)
        assert woken == []
    assert woken == [("organization.tasks.run_job", (job.pk,))]


def test_the_lease_of_a_delivery_ends_after_ten_minutes():
    assert timedelta(minutes=10) == delivery.STALE
