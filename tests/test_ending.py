"""A campaign is called off, archived, brought back, or deleted while it is a draft."""

from datetime import date

import pytest

from campaigns import ending, filling, launch, layers
from campaigns.models import Campaign, CheckItem
from organization.models import Event, NotAllowed, Notification
from organization.models.role import grant
from tests.visiting import get, post, text, things
from tests.world import start


def kinds() -> list[str]:
    events = Event.objects.filter(kind__startswith="campaign.").order_by("pk")
    return list(events.values_list("kind", flat=True))


def titles(page) -> list[str]:
    return [text(one) for one in page.xpath("//tbody//th/a")]


def test_a_running_campaign_is_called_off_with_a_reason_and_the_heads_hear_it(world):
    start(world)
    post("clerk", "cancel_campaign", "spring", status=422)
    assert Campaign.objects.get().status == "running"
    post("clerk", "cancel_campaign", "spring", reason="上级通知撤销")
    campaign = Campaign.objects.get()
    assert (campaign.status, campaign.cancel_reason) == ("cancelled", "上级通知撤销")
    assert campaign.cancelled_by == world.clerk
    told = Notification.objects.filter(kind="campaign_cancelled").order_by("recipient__order")
    assert [(row.recipient.account, row.text) for row in told] == [
        ("head", "上级通知撤销"),
        ("service_head", "上级通知撤销"),
    ]
    assert "原因：上级通知撤销" in text(get("clerk", "campaign", "spring"))
    assert len(things(get("head", "campaigns"), "campaign")) == 1  # it can still be read


def test_nothing_is_filled_in_after_that(world):
    start(world)
    ending.cancel(world.campaign, by=world.clerk, reason="上级通知撤销")
    with pytest.raises(NotAllowed):
        draft = filling.Draft(0, {"result": "ok"})
        filling.save_answer(world.sheet(), world.item(1), draft, by=world.head)


def test_a_closed_campaign_is_archived_out_of_lists_and_choices_and_brought_back(world):
    launch.launch(world.campaign, by=world.clerk)
    post("clerk", "archive_campaign", "spring", status=409)
    launch.close(world.campaign, by=world.clerk)
    post("clerk", "archive_campaign", "spring")
    assert titles(get("clerk", "campaigns")) == []
    assert titles(get("clerk", "campaigns", query="?archived=1")) == ["春季专项自查"]
    assert "春季专项自查" not in text(get("clerk", "campaign_new").xpath("//main")[0])
    get("clerk", "campaign_new", query="?from=campaign:spring", status=404)
    post("clerk", "archive_campaign", "spring", status=409)
    post("clerk", "bring_campaign_back", "spring")
    post("clerk", "bring_campaign_back", "spring", status=409)
    assert titles(get("clerk", "campaigns")) == ["春季专项自查"]
    assert kinds()[-2:] == ["campaign.archived", "campaign.brought_back"]


def test_its_pages_stay_where_they_are(world):
    launch.launch(world.campaign, by=world.clerk)
    launch.close(world.campaign, by=world.clerk)
    ending.archive(world.campaign, by=world.clerk)
    assert "归档，列表和选项中不再显示" in text(get("head", "campaign", "spring"))


def test_a_draft_is_deleted_with_all_that_hangs_on_it(world):
    layers.plan_level(
        world.campaign, [world.item(1)], by=world.clerk, name="班子成员", audience="executive",
        due_on=date(2026, 3, 4),
    )  # fmt: skip
    post("clerk", "delete_campaign", "spring")
    assert (Campaign.objects.count(), CheckItem.objects.count()) == (0, 0)
    event = Event.objects.get(kind="campaign.deleted")
    assert (event.actor_pk, event.label) == (world.clerk.pk, "spring")


def test_a_draft_others_worked_on_is_kept(world):
    grant(world.inspector, "office", world.campaign, by=world.clerk)
    post("inspector", "delete_campaign", "spring", status=409)  # it is the work of the clerk
    world.item(1).change(by=world.inspector, note="x")
    sent = post("clerk", "delete_campaign", "spring", status=409)
    assert "已有他人参与本草稿（检查组成员），不能删除，可以作废。" in text(sent.page)
    assert Campaign.objects.count() == 1
    assert "delete_campaign" not in get("clerk", "campaign", "spring").xpath("//form/@data-act")


def test_what_was_launched_is_never_deleted(world):
    launch.launch(world.campaign, by=world.clerk)
    post("clerk", "delete_campaign", "spring", status=409)
    assert Campaign.objects.count() == 1
