"""Charts and comparison are chosen for a draft: no leader finds other annexes than were sent."""

from datetime import timedelta
from threading import Event as Signal

import pytest

from campaigns.models import Campaign
from organization import clock
from organization.models import Event, NotAllowed
from organization.models.role import grant
from reports import charting, comparing, cosigning, publishing
from reports.models import Comparison, Publication
from tests.test_sheet_races import PATIENCE, at_once
from tests.world import make_world, start


def prepared() -> tuple:
    world = start(make_world())
    earlier = Campaign.objects.get(pk=world.campaign.pk)
    earlier.pk, earlier.code, earlier.running_at = (
        None,
        "winter",
        clock.now() - timedelta(days=300),
    )
    earlier.save(force_insert=True)
    grant(world.clerk, "office", earlier, by=None)
    return world, earlier


def choose(way: str, world, earlier: Campaign) -> None:
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    if way == "charts":
        charting.choose(campaign, shown=True, by=world.clerk)
    else:
        comparing.choose(campaign, earlier, by=world.clerk)


def chosen(world) -> bool:
    return (
        Campaign.objects.get(pk=world.campaign.pk).has_charts
        or Comparison.objects.filter(campaign=world.campaign).exists()
    )


@pytest.mark.parametrize("way", ["charts", "comparison"])
def test_the_status_is_read_once_nobody_can_change_it_any_more(db, way, monkeypatch):
    """Somebody sends the report to review just before the row is held."""
    world, earlier = prepared()
    paper = publishing.draft(world.campaign, "final", by=world.clerk)
    hold = cosigning.hold

    def too_late(publication):
        Publication.objects.filter(pk=paper.pk).update(status="in_review")
        return hold(publication)

    monkeypatch.setattr(cosigning, "hold", too_late)
    with pytest.raises(NotAllowed):
        choose(way, world, earlier)
    assert not chosen(world)


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("way", ["charts", "comparison"])
def test_the_report_goes_to_review_before_the_choice_or_after_it(
    transactional_db, way, begun, monkeypatch
):
    world, earlier = prepared()
    if begun:
        publishing.draft(world.campaign, "final", by=world.clerk)
    looked, sent, look = Signal(), Signal(), charting.is_draft
    overtaken = []

    def look_slowly(campaign):
        told = look(campaign)
        looked.set()
        sent.wait(PATIENCE)
        overtaken.append(sent.is_set())
        return told

    for module in (charting, comparing):
        monkeypatch.setattr(module, "is_draft", look_slowly)

    def send() -> None:
        looked.wait(10)
        paper = publishing.draft(world.campaign, "final", by=world.clerk)
        publishing.send_to_review(paper, by=world.clerk)
        sent.set()

    at_once(lambda: choose(way, world, earlier), send)
    assert overtaken == [False]
    assert Publication.objects.get().status == "in_review"
    kinds = Event.objects.filter(
        kind__in=("campaign.charts_chosen", "campaign.comparison_chosen", "publication.in_review")
    ).order_by("pk")
    told = "charts" if way == "charts" else "comparison"
    assert [event.kind for event in kinds] == [f"campaign.{told}_chosen", "publication.in_review"]
    assert chosen(world)
