"""The log of the mails: who was reached, what failed and why, once more; closed to others."""

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from organization import clock, delivery, delivery_log, muting, notices
from organization.models import Delivery, Event, NotAllowed, Notification, Person
from tests.signed_in import at_browser, text_of, things
from tests.world import DAY, at, full_world


class Refusing(BaseEmailBackend):
    """A server that knows nobody."""

    def open(self):
        return True

    def send_messages(self, messages):
        raise ConnectionRefusedError(f"no such user {messages[0].to[0]}")


@pytest.fixture
def told(world, settings):
    """Six notices about the task, one in each of the states that a mail ends in."""
    full_world(world)
    Notification.objects.all().delete()
    people = ["clerk", "inspector", "leader", "head", "member", "employee"]
    with clock.at(at(DAY)):
        for account in people:
            notices.notify([world.people[account]], world.task, "told", f"致{account}")
        Person.objects.filter(account="employee").update(email="")
        delivery.deliver(of("clerk"), delivery.get_connection())
        settings.EMAIL_BACKEND = "tests.test_delivery_log.Refusing"
        delivery.deliver(of("head"), delivery.get_connection())
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        Delivery.objects.create(
            notification=of("member"), address="member@example.org", state="uncertain"
        )
        Notification.objects.filter(recipient__account="leader").update(by_mail=False)
        mail.outbox.clear()
        yield world


def of(account: str) -> Notification:
    return Notification.objects.select_related("recipient").get(
        recipient__account=account, kind="told"
    )


STATES = {
    "clerk": "sent",
    "inspector": "waiting",
    "leader": "inbox",
    "head": "failed",
    "member": "uncertain",
    "employee": "unreachable",
}


def rows():
    return delivery_log.log().filter(kind="told")


def test_every_notice_says_what_became_of_its_mail(told):
    assert dict(rows().values_list("recipient__account", "mail_state")) == STATES
    assert {key: n for key, _word, n in delivery_log.counts(rows())} == dict.fromkeys(
        STATES.values(), 1
    )
    failed = rows().get(mail_state="failed")
    assert failed.mail_error == "ConnectionRefusedError: no such user head@example.org"


def test_a_notice_belongs_to_the_campaign_of_its_matter(told):
    assert set(rows().values_list("campaign_pk", flat=True)) == {told.campaign.pk}


def test_the_office_reads_the_log_and_narrows_it(told):
    page = at_browser("clerk").get(reverse("campaign_deliveries", args=["spring"]))
    text = text_of(page)
    assert "邮件服务器断开或没有应答。 head@example.org" in text
    assert "no such user head@example.org" in text
    assert "致head" in text
    narrowed = at_browser("clerk").get(
        reverse("campaign_deliveries", args=["spring"]), {"state": "uncertain"}
    )
    assert [state for _pk, state in things(narrowed, "notification")] == ["uncertain"]


def test_the_administrator_sees_whom_it_reached_and_not_what_it_said(told):
    text = at_browser("admin").get(reverse("deliveries")).content.decode()
    assert "head@example.org" in text
    assert "致head" not in text


def test_what_failed_is_mailed_again_to_the_address_of_now(told):
    Person.objects.filter(account="head").update(email="right@example.org")
    notice = of("head")
    page = at_browser("clerk").post(
        reverse("send_campaign_deliveries", args=["spring"]), {"notice": notice.pk}, follow=True
    )
    assert "已安排重新发送1封" in page.content.decode()
    assert Delivery.objects.get(notification=notice).state == "again"
    delivery.deliver_waiting()
    assert ["right@example.org"] in [message.to for message in mail.outbox]
    row = Delivery.objects.get(notification=notice)
    assert (row.state, row.error) == ("sent", "")
    assert Event.objects.filter(kind="delivery.again").count() == 1


def test_what_is_uncertain_is_mailed_again_only_when_somebody_says_so(told):
    delivery.deliver_waiting()
    assert ["member@example.org"] not in [message.to for message in mail.outbox]
    again = reverse("send_campaign_deliveries", args=["spring"])
    for asked in ({"state": "uncertain"}, {"notice": of("member").pk}):
        assert at_browser("clerk").post(again, asked).status_code == 409
    delivery.deliver_waiting()
    assert ["member@example.org"] not in [message.to for message in mail.outbox]
    at_browser("clerk").post(again, {"notice": of("member").pk, "twice": "yes"})
    delivery.deliver_waiting()
    assert ["member@example.org"] in [message.to for message in mail.outbox]


def test_what_failed_leaves_what_is_uncertain_alone(told):
    assert delivery_log.send_again(rows(), by=told.clerk) == 1
    assert Delivery.objects.get(notification=of("member")).state == "uncertain"
    assert delivery_log.send_again(rows(), by=told.clerk, even_twice=True) == 1


@pytest.mark.parametrize("account", ["clerk", "inspector", "leader", "employee"])
def test_what_did_not_fail_is_not_mailed_again(told, account):
    with pytest.raises(NotAllowed):
        delivery_log.send_again(rows().filter(recipient__account=account), by=told.clerk)
    assert not Delivery.objects.filter(state="again").exists()


def test_two_workers_mail_again_once(told):
    delivery_log.send_again(rows().filter(recipient__account="head"), by=told.clerk)
    [row] = Delivery.objects.filter(state="again").select_related("notification__recipient")
    assert len(delivery.Again([row]).claim()) == 1
    assert delivery.Again([row]).claim() == []


def test_a_digest_is_mailed_again_whole(world, settings):
    from organization import digests

    full_world(world)
    Notification.objects.update(by_mail=False)
    with clock.at(at(DAY)):
        for n in range(3):
            notices.notify([world.head], world.task, "ladder_x", f"提醒{n}", slot=str(n))
        Notification.objects.filter(kind="ladder_x").update(in_digest=True)
        digests.Digested(world.head, DAY).claim()
        Delivery.objects.update(state="failed")
        found = delivery_log.log().filter(kind="ladder_x")
        assert delivery_log.send_again(found.filter(slot="1"), by=world.clerk) == 3
        mail.outbox.clear()
        delivery.deliver_waiting()
        assert [message.subject for message in mail.outbox] == ["今日提醒：3件事项"]


def test_the_office_sees_nothing_of_another_campaign(told):
    Notification.objects.filter(kind="told").update(campaign_pk=told.campaign.pk + 1)
    page = at_browser("clerk").get(reverse("campaign_deliveries", args=["spring"]))
    assert things(page, "notification") == []
    answer = at_browser("clerk").post(
        reverse("send_campaign_deliveries", args=["spring"]), {"state": "failed"}
    )
    assert answer.status_code == 409


def test_a_matter_closed_to_the_office_keeps_its_words(told, monkeypatch):
    from rectification.models import Task

    monkeypatch.setattr(type(Task.objects.all()), "visible_to", lambda rows, _person: rows.none())
    text = at_browser("clerk").get(reverse("campaign_deliveries", args=["spring"])).content.decode()
    assert "致head" not in text and "内容不对您公开" in text


def test_the_office_reads_why_somebody_wants_no_mails(told):
    notice = of("head")
    Notification.objects.filter(pk=notice.pk).update(in_digest=True)
    muting.mute(of("head"), by=told.head, reason="已当面沟通", days=None)
    Delivery.objects.filter(notification=notice).update(state="muted", error="")
    page = at_browser("clerk").get(reverse("campaign_deliveries", args=["spring"]))
    assert "已当面沟通" in text_of(page)
