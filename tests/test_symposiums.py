"""座谈会: guests by category, who came, what each said, and what became of it."""

from datetime import timedelta

import pytest

from campaigns import calling, meetings
from campaigns.models import Meeting
from findings import symposiums
from findings.models import Guest, Opinion
from organization import clock
from organization.models import NotAllowed
from tests.visiting import get, post, text
from tests.world import DAY, World, at, phase, start


def called(world: World) -> Meeting:
    """A symposium of the leaders with guests, still to be held."""
    return calling.call(
        phase(world, "self_check"), by=world.clerk, kind="symposium", on=DAY, title="行风评议座谈会"
    )


def held(world: World) -> Meeting:
    meeting = called(world)
    symposiums.invite(meeting, [("客户代表", "某商户"), ("新闻媒体", "某报社")], by=world.clerk)
    meetings.all_others_present(meeting, by=world.clerk)
    meetings.hold(
        meeting, by=world.clerk, told=[], on=DAY, place="会议室", host="总经理", minutes="已召开。"
    )
    return meeting


def guest(name: str = "某商户") -> Guest:
    return Guest.objects.select_related("meeting__phase__campaign").get(name=name)


@pytest.fixture
def running(world):
    return start(world)


def test_the_leaders_are_called_and_guests_are_invited_by_category(running):
    meeting = called(running)
    assert [row.person.account for row in meeting.attendances.all()] == ["leader"]
    fields = {"category": "客户代表", "names": "某商户\n\n某用户\n某商户"}
    post("clerk", "invite_guests", "spring", meeting.pk, **fields)
    post("clerk", "invite_guests", "spring", meeting.pk, **fields)
    assert [guest.name for guest in meeting.guests.all()] == ["某商户", "某用户"]
    assert "邀请2个" in text(get("leader", "meeting", "spring", meeting.pk))


def test_what_a_guest_said_is_an_opinion_with_clocks(running):
    meeting = held(running)
    with clock.at(at()):
        post("clerk", "guest_opinion", "spring", meeting.pk, guest=guest().pk,
             text="希望延长营业时间", category="opinion", topic="服务态度")  # fmt: skip
    row = Opinion.objects.get()
    assert (row.channel, row.said_on, row.guest, row.contact) == (
        "talk", DAY, guest(), "客户代表 某商户",
    )  # fmt: skip
    assert row.reply_due_at == at() + timedelta(hours=24)
    assert guest().came
    row.set_aside(by=running.clerk, reason="另有安排")
    page = text(get("leader", "symposium", "spring", meeting.pk))
    assert "希望延长营业时间" in page and "未采纳" in page
    assert "意见1条" in text(get("clerk", "meeting", "spring", meeting.pk))


def test_who_came_is_noted_and_who_said_something_was_there(running):
    meeting = held(running)
    row = {"text": "窗口太少", "category": "opinion"}
    symposiums.write_down_from(guest(), by=running.clerk, **row)
    post("clerk", "note_guests", "spring", meeting.pk, came=[guest("某报社").pk])
    assert [guest.came for guest in meeting.guests.all()] == [True, True]
    post("clerk", "note_guests", "spring", meeting.pk)
    assert (guest().came, guest("某报社").came) == (True, False)


def test_nobody_said_anything_before_it_is_held(running):
    symposiums.invite(called(running), [("客户代表", "某商户")], by=running.clerk)
    with pytest.raises(NotAllowed, match="尚未召开"):
        symposiums.write_down_from(guest(), by=running.clerk, text="太慢", category="opinion")
    assert not Opinion.objects.exists()


def test_a_guest_of_another_meeting_says_nothing_here(running):
    meeting = held(running)
    symposiums.invite(called(running), [("客户代表", "另一户")], by=running.clerk)
    fields = {"guest": guest("另一户").pk, "text": "太慢", "category": "opinion"}
    post("clerk", "guest_opinion", "spring", meeting.pk, status=422, **fields)
