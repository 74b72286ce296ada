"""Mails: one file a message, none twice, none lost, what went wrong is kept."""

from datetime import date, timedelta
from email import message_from_bytes, policy
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from inspection.mail import FolderBackend
from organization import clock, delivery
from organization.models import Delivery, Notification, Person
from rectification import reminders
from tests.stage import staged
from tests.world import at, full_world

NOW = at(date(2026, 3, 17), 9)


def reminded(world) -> None:
    full_world(world)
    Notification.objects.all().delete()
    with clock.at(NOW):
        reminders.sweep()


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(reminded, django_db_blocker)


@pytest.fixture
def world(db, scene, settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "mail"
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    settings.SITE_URL = "http://intranet.example"
    with clock.at(NOW):
        yield scene()


@pytest.fixture
def folder(settings):
    return settings.MAIL_DIR


def mails(folder) -> list:
    return [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted(folder.glob("*"))
    ]


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


class Refusing(BaseEmailBackend):
    """A server that takes nothing for the head, and hangs up after saying so."""

    opened = 0

    def open(self):
        type(self).opened += 1

    def send_messages(self, messages):
        if "head@example.org" in messages[0].to:
            raise SMTPRecipientsRefused({"head@example.org": (550, b"no such user")})
        return len(messages)


class Unreachable(FolderBackend):
    """A server that cannot be reached."""

    def open(self):
        raise ConnectionRefusedError("connection refused")


def test_one_file_a_message(world, folder):
    assert delivery.deliver_waiting() == 2
    found = mails(folder)
    assert {mail["To"] for mail in found} == {"member@example.org", "head@example.org"}
    assert {path.suffix for path in folder.iterdir()} == {".eml"}
    assert all(path.read_bytes().count(b"Message-ID:") == 1 for path in folder.iterdir())


def test_a_mail_is_a_mail(world, folder):
    delivery.deliver_waiting()
    mail = mails(folder)[0]
    assert mail["Subject"] == "临期提醒：“补齐示例资料”应于3月20日前完成"
    assert (mail["Date"] is not None, mail["From"]) == (True, "inspection@localhost")
    assert mail["Message-ID"].startswith("<")
    raw = next(folder.iterdir()).read_bytes()
    assert raw.partition(b"\r\n\r\n")[0].isascii()
    body = mail.get_content()
    assert "应于3月20日前完成，还剩3个工作日。" in body
    link = f"http://intranet.example/go/rectification.task/{world.task.pk}/"
    assert body.count(link) == 1


def test_the_link_opens_the_matter_after_signing_in(world, client):
    link = f"/go/rectification.task/{world.task.pk}/"
    assert client.get(link).headers["Location"] == f"/accounts/login/?next={link}"
    from tests.visiting import visit

    page = visit("member").get(link)
    assert page.headers["Location"] == f"/campaigns/spring/tasks/{world.task.pk}/"
    assert visit("service_head").get(link).status_code == 404


def test_a_second_delivery_makes_no_second_file(world, folder):
    delivery.deliver_waiting()
    assert delivery.deliver_waiting() == 0
    assert len(mails(folder)) == 2
    assert states() == ["sent", "sent"]


def test_two_workers_with_the_same_notice_send_once(world, folder):
    notice = Notification.objects.first()
    assert delivery.deliver(notice, FolderBackend()) is True
    assert delivery.deliver(notice, FolderBackend()) is False
    assert len(mails(folder)) == 1


def test_a_refused_message_keeps_its_reason_and_stops_no_other(world, settings):
    settings.EMAIL_BACKEND = "tests.test_mail.Refusing"
    assert delivery.deliver_waiting() == 1
    refused = Delivery.objects.get(state="failed")
    assert refused.address == "head@example.org"
    assert refused.error.startswith("SMTPRecipientsRefused")
    assert "no such user" in refused.error
    assert Delivery.objects.get(state="sent").sent_at == NOW
    assert delivery.deliver_waiting() == 0


def test_an_unreachable_server_leaves_everything_waiting(world, settings, folder):
    settings.EMAIL_BACKEND = "tests.test_mail.Unreachable"
    assert delivery.deliver_waiting() == 0
    assert states() == []
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    assert delivery.deliver_waiting() == 2
    assert len(mails(folder)) == 2


def test_a_death_between_sending_and_noting_is_uncertain_and_never_repeated(
    world, folder, monkeypatch
):
    def die(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_close", die)
        with pytest.raises(KeyboardInterrupt):
            delivery.deliver_waiting()
    assert (states(), len(mails(folder))) == (["sending"], 1)
    assert delivery.deliver_waiting() == 1  # the other notice
    assert states() == ["sending", "sent"]
    with clock.at(NOW + timedelta(minutes=11)):
        assert delivery.deliver_waiting() == 0
    assert states() == ["uncertain", "sent"]
    with clock.at(NOW + timedelta(days=1)):
        assert delivery.deliver_waiting() == 0
    assert len(mails(folder)) == 2


def test_the_claim_stands_before_the_mail_leaves(world):
    seen = []

    class Looking(BaseEmailBackend):
        def send_messages(self, messages):
            seen.append(states())
            raise SMTPServerDisconnected("gone")

    delivery.deliver(Notification.objects.first(), Looking())
    assert seen == [["sending"]]
    assert states() == ["failed"]


def test_a_message_id_belongs_to_its_notice(world, folder):
    delivery.deliver_waiting()
    ids = {mail["Message-ID"] for mail in mails(folder)}
    assert ids == set(Delivery.objects.values_list("message_id", flat=True))
    assert len(ids) == 2


def test_nobody_without_an_address_or_account_is_mailed(world, folder):
    Person.objects.filter(account="head").update(email="")
    Person.objects.filter(account="member").update(is_active=False)
    assert delivery.deliver_waiting() == 0
    assert not folder.exists()


def test_a_notice_for_the_inbox_only_is_not_mailed(world):
    Notification.objects.update(by_mail=False)
    assert delivery.deliver_waiting() == 0


def test_a_file_is_whole_or_not_there(world, folder, monkeypatch):
    def full(*_args):
        raise OSError("disk full")

    monkeypatch.setattr("inspection.mail.os.replace", full)
    assert delivery.deliver_waiting() == 0
    assert list(folder.glob("*.eml")) == []
    assert set(states()) == {"failed"}
