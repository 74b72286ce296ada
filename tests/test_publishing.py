"""拟稿 → 核稿 → 签发 → 印发, and what was signed stands whatever the records do later."""

from datetime import date

import pytest

from campaigns.models import Campaign
from findings.models import Finding
from organization import clock
from organization.models import Event, Job, NotAllowed, Notification
from reports import publishing
from reports.models import Publication
from tests.reporting import LAST, afresh, find, plan, text_of, told_once
from tests.world import at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    world = afresh(base)
    with clock.at(at(LAST, 15)):
        world.paper = publishing.draft(world.campaign, "final", by=world.clerk)
        yield world


def words(story, as_of=None) -> str:
    return text_of(publishing.written(afresh(story).campaign, "final", as_of=as_of).document)


def signed(story) -> Publication:
    publishing.send_to_review(story.paper, by=story.clerk)
    publishing.sign(story.paper, by=story.leader)
    return story.paper


def test_the_draft_is_made_once(story):
    again = publishing.draft(story.campaign, "final", by=story.clerk)
    assert again.pk == story.paper.pk
    assert list(Event.objects.about(story.paper).values_list("kind", flat=True)) == [
        "publication.drafted"
    ]


def test_an_unknown_paper_is_refused(story):
    with pytest.raises(NotAllowed, match="没有这种文稿"):
        publishing.draft(story.campaign, "bulletin", by=story.clerk)


def test_the_way_of_a_paper(story):
    publishing.send_to_review(story.paper, by=story.clerk)
    asked = Notification.objects.filter(kind="paper_in_review")
    assert [row.recipient.account for row in asked] == ["leader"]
    publishing.sign(story.paper, by=story.leader)
    told = Notification.objects.filter(kind="paper_signed")
    assert [row.recipient.account for row in told] == ["clerk"]
    job = publishing.issue(story.paper, by=story.clerk, document_number="示例〔2026〕1号")
    story.paper.refresh_from_db()
    assert (story.paper.status, story.paper.document_number) == ("issued", "示例〔2026〕1号")
    assert (story.paper.signed_by.account, story.paper.issued_by.account) == ("leader", "clerk")
    assert (job.kind, job.key, job.state) == ("paper", str(story.paper.pk), "waiting")
    kinds = list(Event.objects.about(story.paper).order_by("id").values_list("kind", flat=True))
    assert kinds == [f"publication.{s}" for s in ("drafted", "in_review", "signed", "issued")]


def test_a_leader_who_does_not_agree_sends_it_back(story):
    publishing.send_to_review(story.paper, by=story.clerk)
    publishing.take_back(story.paper, by=story.leader)
    assert story.paper.status == "draft"
    told = Notification.objects.filter(kind="paper_returned")
    assert [row.recipient.account for row in told] == ["clerk"]


def test_the_office_needs_no_notice_of_its_own_act(story):
    publishing.send_to_review(story.paper, by=story.clerk)
    publishing.take_back(story.paper, by=story.clerk)
    assert not Notification.objects.filter(kind="paper_returned").exists()


@pytest.mark.parametrize(
    ("steps", "act"),
    [
        ([], "sign"),
        ([], "issue"),
        ([], "take_back"),
        (["send_to_review"], "send_to_review"),
        (["send_to_review"], "issue"),
        (["send_to_review", "sign"], "sign"),
        (["send_to_review", "sign"], "take_back"),
        (["send_to_review", "sign", "issue"], "issue"),
        (["send_to_review", "sign", "issue"], "take_back"),
    ],
)
def test_no_step_is_left_out_or_taken_twice(story, steps, act):
    for step in steps:
        getattr(publishing, step)(story.paper, by=story.clerk)
    before = story.paper.status
    with pytest.raises(NotAllowed):
        getattr(publishing, act)(story.paper, by=story.clerk)
    story.paper.refresh_from_db()
    assert story.paper.status == before


def test_two_leaders_who_sign_at_once_sign_once(story):
    publishing.send_to_review(story.paper, by=story.clerk)
    mine, other = (Publication.objects.get(pk=story.paper.pk) for _ in range(2))
    publishing.sign(mine, by=story.leader)
    with pytest.raises(NotAllowed):
        publishing.sign(other, by=story.leader)
    assert Event.objects.filter(kind="publication.signed").count() == 1


def test_what_is_missing_keeps_the_leader_from_signing(story):
    publishing.send_to_review(story.paper, by=story.clerk)
    Finding.objects.update(department=None)
    with pytest.raises(NotAllowed, match="文稿尚不能签发") as refused:
        publishing.sign(story.paper, by=story.leader)
    assert [reason.text for reason in refused.value.reasons] == ["待补：责任部门"]
    story.paper.refresh_from_db()
    assert (story.paper.status, story.paper.content) == ("in_review", {})
    assert not Job.objects.exclude(kind="hints").exists()


@pytest.mark.parametrize("act", ["send_to_review", "take_back", "sign", "issue"])
def test_nothing_moves_once_the_campaign_is_closed(story, act):
    Campaign.objects.filter(pk=story.campaign.pk).update(status="closed")
    paper = Publication.objects.get(pk=story.paper.pk)
    with pytest.raises(NotAllowed, match="只能查看"):
        getattr(publishing, act)(paper, by=story.clerk)


def test_no_new_paper_in_a_closed_campaign(story):
    story.paper.delete()
    Campaign.objects.filter(pk=story.campaign.pk).update(status="closed")
    with pytest.raises(NotAllowed):
        publishing.draft(afresh(story).campaign, "final", by=story.clerk)


def test_the_signed_paper_is_dated_and_no_draft(story):
    signed(story)
    written = publishing.written(afresh(story).campaign, "final")
    assert written.frozen
    assert not written.document.draft
    assert "2026年3月13日" in text_of(written.document)
    assert "（送审稿）" not in str(written.document)


def test_what_was_signed_does_not_change_with_the_records(story):
    before = words(story)
    signed(story)
    frozen = words(story)
    assert frozen == before.replace("【待签发】", "2026年3月13日")
    find(story, "台账保管不规范")
    Finding.objects.filter(pk=story.finding.pk).update(title="另一个题目")
    Campaign.objects.update(subject="别的事项", organisation_name="别的公司")
    assert words(story) == frozen
    publishing.issue(story.paper, by=story.clerk)
    assert words(story) == frozen


def test_what_is_signed_is_what_stood_at_that_moment(story):
    publishing.send_to_review(story.paper, by=story.clerk)
    plan(story, find(story, "台账保管不规范"))
    publishing.sign(story.paper, by=story.leader)
    assert "共发现2个问题" in words(story)


def test_before_the_signature_there_was_a_draft(story):
    signed(story)
    find(story, "台账保管不规范")
    assert "【待签发】" in words(story, as_of=at(LAST, 14))
    assert "【待签发】" not in words(story, as_of=at(LAST, 15))
    assert "发现1个问题" in words(story, as_of=at(date(2026, 4, 1)))


def notes_of(story) -> str:
    title = publishing.written(story.campaign, "final").document.blocks[0]
    return title.note


def test_a_draft_goes_round_for_discussion_and_in_review_it_is_sent_for_review(story):
    assert notes_of(story) == "（讨论稿）"
    publishing.send_to_review(story.paper, by=story.clerk)
    assert notes_of(story) == "（送审稿）"
    publishing.take_back(story.paper, by=story.leader)
    assert notes_of(story) == "（讨论稿）"
    publishing.send_to_review(story.paper, by=story.clerk)
    publishing.sign(story.paper, by=story.leader)
    assert notes_of(story) == ""
