"""指导思想、主题、原则: written by kind, quoted by the plan, taken along by a copy."""

import json
from datetime import date

import pytest

from campaigns import campaign_texts
from campaigns.contents import contents_of, put
from campaigns.models import Campaign, CampaignText
from organization import clock
from organization.models import Event, NotAllowed
from reports.figures import Figures
from reports.papers.implementation_plan import contents
from tests.visiting import get, post, text
from tests.world import make_campaign

THEME, PRINCIPLES = "正行风，促发展", ["开门评议", "边查边改，未评先改"]


def write(world, **texts):
    return campaign_texts.write(world.campaign, texts, by=world.clerk)


def test_lines_stand_in_their_order_and_each_once(world):
    assert write(world, principle=["边查边改 ", "开门评议", "边查边改", ""])
    assert campaign_texts.texts_of(world.campaign)["principle"] == ["边查边改", "开门评议"]
    assert not write(world, principle=["边查边改", "开门评议"])
    assert Event.objects.filter(kind="campaign.texts_written").count() == 1


def test_what_was_written_before_stays_in_the_log(world):
    write(world, theme=[THEME], principle=PRINCIPLES)
    write(world, theme=["真查实改"], principle=PRINCIPLES)
    last = Event.objects.filter(kind="campaign.texts_written").first()
    assert last.particulars == {"old": {"theme": [THEME]}}


def test_texts_that_were_changed_meanwhile_are_not_written_over(world):
    seen = json.dumps(campaign_texts.texts_of(world.campaign))
    write(world, theme=[THEME])
    fields = {"seen": seen, "theme": "真查实改"}
    sent = post("clerk", "write_texts", "spring", status=422, **fields)
    assert THEME in text(sent.page)
    assert sent.page.xpath("string(//textarea[@name='theme'])").strip() == "真查实改"
    assert CampaignText.objects.get().text == THEME


def test_what_cannot_be_read_was_seen_by_nobody(world):
    write(world, theme=[THEME])
    for seen in ("{", "null", "[]"):
        post("clerk", "write_texts", "spring", status=422, seen=seen, theme="真查实改")
    assert CampaignText.objects.get().text == THEME


def test_a_line_that_is_too_long_is_named(world):
    seen = json.dumps(campaign_texts.texts_of(world.campaign))
    fields = {"seen": seen, "principle": f"开门评议\n{'长' * 301}"}
    assert "第2行" in text(post("clerk", "write_texts", "spring", status=422, **fields).page)
    assert not CampaignText.objects.exists()


def test_nothing_is_written_once_the_campaign_is_over(world):
    Campaign.objects.filter(pk=world.campaign.pk).update(status="cancelled", cancel_reason="停")
    with pytest.raises(NotAllowed):
        write(world, theme=[THEME])
    assert not CampaignText.objects.exists()


def test_the_overview_shows_theme_and_principles(world):
    write(world, theme=[THEME], principle=PRINCIPLES)
    shown = text(get("clerk", "campaign", "spring"))
    assert f"“{THEME}”" in shown
    assert all(line in shown for line in PRINCIPLES)


def test_the_plan_quotes_them(world):
    def said() -> str:
        blocks = contents.aims(Figures(world.campaign, clock.now()))
        return "".join(str(run) for block in blocks for run in block.runs)

    assert "为主题" not in said()
    write(world, theme=[THEME], principle=PRINCIPLES)
    assert f"以“{THEME}”为主题，" in said()
    assert "一是开门评议；二是边查边改，未评先改。" in said()
    Campaign.objects.filter(pk=world.campaign.pk).update(slogan=THEME)
    world.campaign.refresh_from_db()
    assert said().count(THEME) == 1


def test_a_copy_brings_them_along(world):
    write(world, theme=[THEME], principle=PRINCIPLES)
    kept = contents_of(world.campaign)
    Campaign.objects.filter(pk=world.campaign.pk).update(code="old")
    copy = make_campaign(world)
    put(copy, kept, date(2026, 3, 2), by=world.clerk)
    assert campaign_texts.texts_of(copy)["principle"] == PRINCIPLES
