"""The inbox: one's own notices, read or to be read."""

import pytest
from django.urls import reverse

from organization import clock, notices
from organization.models import Notification
from tests.signed_in import at_browser, cost, text_of, things
from tests.world import DAY, at


def tell(world, *accounts: str, kind: str = "told", slot: str = "") -> None:
    people = [getattr(world, account) for account in accounts]
    department = world.departments["SALES"]
    notices.notify(people, department, kind, "请查收", "有一份通知", slot=slot)


def inbox(account: str, **query):
    return at_browser(account).get(reverse("notices"), query)


def test_a_notice_reaches_its_recipient_and_nobody_else(world):
    tell(world, "head")
    assert [status for _pk, status in things(inbox("head"), "notification")] == ["unread"]
    assert "请查收" in text_of(inbox("head"))
    assert things(inbox("member"), "notification") == []


def test_one_step_is_told_once_for_ever(world):
    for _sweep in range(3):
        tell(world, "head", "member")
    tell(world, "head", slot="2")
    told = Notification.objects.values_list("recipient__account", "slot")
    assert sorted(told) == [("head", ""), ("head", "2"), ("member", "")]


def test_a_notice_is_read_by_post_and_moves_to_the_other_tab(world):
    tell(world, "head")
    notice = Notification.objects.get()
    client = at_browser("head")
    with clock.at(at(DAY, 11)):
        client.post(reverse("read_notice", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == at(DAY, 11)
    assert things(inbox("head"), "notification") == []
    assert things(inbox("head", bin="read"), "notification") == [(str(notice.pk), "read")]


def test_reading_by_get_changes_nothing(world):
    tell(world, "head")
    notice = Notification.objects.get()
    client = at_browser("head")
    assert client.get(reverse("read_notice", args=[notice.pk])).status_code == 405
    assert client.get(reverse("read_all_notices")).status_code == 405
    assert Notification.objects.unread().count() == 1


def test_nobody_reads_the_notices_of_another(world):
    tell(world, "head")
    notice = Notification.objects.get()
    assert at_browser("member").post(reverse("read_notice", args=[notice.pk])).status_code == 404
    at_browser("member").post(reverse("read_all_notices"))
    assert Notification.objects.unread().count() == 1


def test_all_are_read_at_once(world):
    tell(world, "head", slot="1")
    tell(world, "head", slot="2")
    page = at_browser("head").post(reverse("read_all_notices"), follow=True)
    assert "2条通知已标为已阅。" in page.content.decode()
    assert "没有待阅的通知" in text_of(page)
    assert Notification.objects.unread().count() == 0


def test_long_inboxes_are_paged_by_key(world):
    for number in range(60):
        tell(world, "head", slot=str(number))
    first = inbox("head")
    keys = [int(pk) for pk, _status in things(first, "notification")]
    assert (len(keys), keys) == (50, sorted(keys, reverse=True))
    second = inbox("head", before=keys[-1])
    assert len(things(second, "notification")) == 10


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, ""])
def test_a_key_that_is_none_shows_the_newest(world, before):
    tell(world, "head")
    assert len(things(inbox("head", before=before), "notification")) == 1


def test_the_bell_counts_what_is_to_be_read(world):
    tell(world, "head", slot="1")
    tell(world, "head", slot="2")
    assert "通知，2条未读" in inbox("head").content.decode()


def test_thirty_notices_cost_what_one_costs(world):
    client, page = at_browser("head"), reverse("notices")
    tell(world, "head", slot="0")
    assert len(things(client.get(page), "notification")) == 1
    once = cost(client, page)
    for slot in range(1, 30):
        tell(world, "head", slot=str(slot))
    assert len(things(client.get(page), "notification")) == 30
    assert (cost(client, page), once <= 27) == (once, True)
