"""报送 → 回执 or 退文: in order, on possible days, and what waits for the office meanwhile."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from organization import clock
from organization.models import Event, NotAllowed
from organization.waiting import waiting
from reports import dispatching, publishing
from reports.models import Dispatch, Publication
from tests.reporting import LAST, afresh, told_once
from tests.world import at

PAGE = "/campaigns/spring/papers/final/dispatch/"
NEXT = LAST + timedelta(days=3)


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    """The report was issued on the last day; it is three days later."""
    with clock.at(at(LAST, 15)):
        world = afresh(base)
        world.paper = publishing.draft(world.campaign, "final", by=world.clerk)
        publishing.send_to_review(world.paper, by=world.clerk)
        publishing.sign(world.paper, by=world.leader)
        publishing.issue(world.paper, by=world.clerk)
    with clock.at(at(NEXT, 9)):
        yield world


def send(
    story, on: date = NEXT, paper: Publication | None = None, to: str = "上级公司"
) -> Dispatch:
    return dispatching.send_up(paper or story.paper, to=to, way="oa", sent_on=on, by=story.clerk)


def waits(story) -> list[str]:
    found = waiting(story.clerk)
    return [entry.title for entry in found if entry.kind in ("send_up", "receipt")]


def as_(story, name: str) -> Client:
    client = Client()
    client.force_login(getattr(story, name), "django.contrib.auth.backends.ModelBackend")
    return client


def test_the_office_is_reminded_until_the_receipt_is_recorded(story):
    assert waits(story) == ["报送：自查报告"]
    dispatch = send(story)
    assert waits(story) == ["登记回执：自查报告"]
    dispatching.receive(dispatch, on=NEXT, number="回〔2026〕7号", by=story.clerk)
    assert waits(story) == []
    dispatch.refresh_from_db()
    assert (dispatch.status, dispatch.ended_on, dispatch.received_by) == (
        "received",
        NEXT,
        story.clerk,
    )
    kinds = Event.objects.about(story.paper, dispatch).values_list("kind", flat=True)
    assert list(kinds)[:2] == ["dispatch.received", "publication.sent_up"]


@pytest.mark.parametrize(
    ("on", "why"),
    [(LAST - timedelta(days=1), "早于2026年3月13日"), (NEXT + timedelta(days=1), "尚未到来")],
)
def test_it_goes_up_between_the_issue_and_today(story, on, why):
    with pytest.raises(NotAllowed, match=why):
        send(story, on)
    assert not Dispatch.objects.exists()
    assert send(story, LAST).sent_on == LAST


def test_nothing_comes_back_before_it_went(story):
    dispatch = send(story)
    with pytest.raises(NotAllowed, match="早于"):
        dispatching.receive(dispatch, on=NEXT - timedelta(days=1), by=story.clerk)
    with pytest.raises(NotAllowed, match="尚未到来"):
        dispatching.take_returned(
            dispatch, on=NEXT + timedelta(days=1), reason="格式不符", by=story.clerk
        )
    assert Dispatch.objects.get().status == "sent"


def test_it_is_on_its_way_once(story):
    dispatch = send(story)
    with pytest.raises(NotAllowed, match="请登记回执或退文"):
        send(story)
    with pytest.raises(IntegrityError), transaction.atomic():
        Dispatch.objects.create(
            publication=story.paper, to="别处", way="oa", sent_on=NEXT, noted_by=story.clerk
        )
    dispatching.receive(dispatch, on=NEXT, by=story.clerk)
    with pytest.raises(NotAllowed, match="请登记回执或退文"):
        send(story)
    with pytest.raises(NotAllowed):
        dispatching.take_returned(dispatch, on=NEXT, reason="又退", by=story.clerk)


def test_only_what_was_issued_goes_up_and_no_paper_of_the_house(story):
    signed = Publication.objects.create(
        campaign=story.campaign, paper="final", number=2, made_by=story.clerk, status="signed"
    )
    with pytest.raises(NotAllowed, match="印发后"):
        send(story, paper=signed)
    plan = publishing.draft(story.campaign, "plan", by=story.clerk)
    Publication.objects.filter(pk=plan.pk).update(status="issued", issued_at=clock.now())
    with pytest.raises(NotAllowed, match="内部行文"):
        send(story, paper=plan)


def test_a_returned_report_is_revised_and_goes_up_again(story):
    with pytest.raises(NotAllowed, match="不能修订"):
        publishing.revise(story.paper, by=story.clerk)
    dispatching.take_returned(send(story), on=NEXT, reason="附件不全", by=story.clerk)
    assert waits(story) == []
    later = publishing.revise(story.paper, by=story.clerk)
    assert (later.number, later.status) == (2, "draft")
    for step in (publishing.send_to_review, publishing.issue):
        if step is publishing.issue:
            publishing.sign(later, by=story.leader)
        step(later, by=story.clerk)
    story.paper.refresh_from_db()
    assert story.paper.status == "superseded"
    assert waits(story) == ["报送：自查报告"]
    send(story, paper=later)
    assert waits(story) == ["登记回执：自查报告"]


def test_the_way_through_the_screens(story):
    clerk = as_(story, "clerk")
    assert "报告尚未报送。" in clerk.get(PAGE).content.decode()
    form = {"to": "上级公司", "way": "oa", "sent_on": str(NEXT)}
    assert "已登记报送。" in clerk.post(f"{PAGE}sent/", form, follow=True).content.decode()
    url = f"{PAGE}{Dispatch.objects.get().pk}/outcome/"
    refused = clerk.post(url, {"outcome": "returned", "on": str(NEXT), "reason": " "})
    assert refused.status_code == 422
    assert "请填写退文原因。" in refused.content.decode()
    told = clerk.post(
        url, {"outcome": "returned", "on": str(NEXT), "reason": "附件不全"}, follow=True
    )
    assert "附件不全" in told.content.decode()
    paper = clerk.get("/campaigns/spring/papers/final/").content.decode()
    assert 'data-act="revise_paper"' in paper
