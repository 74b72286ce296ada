"""`verify_history`: a history that was tampered with is found out."""

import io

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import Campaign, SelfCheck
from organization.models import Event
from organization.models.event import record
from organization.proof import prove
from tests.world import fill, full_world, start


def said(*arguments) -> str:
    out = io.StringIO()
    call_command("verify_history", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def complaints() -> list[str]:
    return [str(violation) for violation in prove().violations]


def test_a_whole_campaign_has_a_sound_history(world):
    full_world(world)
    proof = prove(world.campaign)
    assert proof.violations == []
    assert proof.things["campaigns.selfcheck"] == SelfCheck.objects.count()
    assert proof.things["campaigns.campaign"] == 1
    assert proof.moves > 10
    assert "0 violations" in said("spring")


def test_a_status_set_behind_the_door_is_found(world):
    full_world(world)
    sheet = world.sheet()
    SelfCheck.objects.filter(pk=sheet.pk).update(status="returned")
    assert complaints() == [
        f"campaigns.selfcheck {sheet.pk}: it is returned, but its events lead to accepted"
    ]
    with pytest.raises(SystemExit) as ended:
        said()
    assert ended.value.code == 1


def test_a_move_outside_the_table_is_found(world):
    start(world)
    sheet = world.sheet()
    record("selfcheck.accepted", sheet, by=world.clerk, before="assigned")
    SelfCheck.objects.filter(pk=sheet.pk).update(status="accepted")
    assert complaints() == [
        f"campaigns.selfcheck {sheet.pk}: assigned → accepted is not a legal move"
    ]


def test_a_removed_event_is_found(world):
    full_world(world)
    sheet = world.sheet()
    Event.objects.about(sheet).filter(kind="selfcheck.submitted").delete()
    assert complaints() == [
        f"campaigns.selfcheck {sheet.pk}: an event says it left submitted, but it was filling"
    ]


def test_events_in_another_order_are_found(world):
    start(world)
    fill(world)
    sheet = world.sheet()
    first = Event.objects.about(sheet).get(kind="selfcheck.filling")
    record("selfcheck.submitted", sheet, by=world.head, before="filling")
    SelfCheck.objects.filter(pk=sheet.pk).update(status="submitted")
    assert complaints() == []
    Event.objects.filter(pk=first.pk).delete()
    record("selfcheck.filling", sheet, by=world.head, before="assigned")
    assert len(complaints()) == 1


def test_a_second_beginning_is_found(world):
    task = full_world(world).task
    record("task.in_progress", task, by=world.head, before="assigned")
    record("task.assigned", task, by=world.clerk)
    assert complaints() == [
        f"rectification.task {task.pk}: an event says it left , but it was in_progress"
    ]


def test_only_the_campaign_that_was_asked_for(world):
    full_world(world)
    other = Campaign.objects.get(pk=world.campaign.pk)
    other.pk, other.code, other.status = None, "other", "draft"
    other.save()
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    assert len(prove(world.campaign).violations) == 1
    assert prove(other).violations == []
    assert "1 campaigns.campaign\n" in said("other")
    with pytest.raises(CommandError, match="no campaign has the code nowhere"):
        said("nowhere")
