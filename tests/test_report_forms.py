"""报告形式: the full report and the short one, chosen at the launch, carried by templates."""

import pytest

from campaigns.kinds import kinds
from campaigns.models import Campaign, CampaignTemplate
from campaigns.template_making import save_as_template
from organization import clock
from reports import preflight
from reports.document import Heading, plain
from reports.figures import Figures
from reports.papers import SPOKEN
from reports.papers.final_report.forms import FORMS
from tests.reporting import afresh, said, told_once, written
from tests.test_templates import begin_with
from tests.visiting import get, text


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def headings(story) -> list[str]:
    return [plain(block.runs) for block in written(story).blocks if isinstance(block, Heading)]


def short(story) -> None:
    story.campaign.report_template = "A-short"
    story.campaign.save()


def test_every_form_a_kind_offers_is_one_the_report_knows():
    for kind in kinds().values():
        keys = [key for key, _name in kind.reports if key != SPOKEN]
        assert keys == list(FORMS)
        assert len({name for _key, name in kind.reports}) == len(kind.reports)


def test_the_full_report_tells_the_present_state_group_by_group(story):
    found = headings(story)
    assert "（一）制度现状" in found and "（二）日常管理" in found
    assert "涉及检查项点" in said(story, "group-1-text")


def test_the_short_report_tells_it_in_all_and_item_by_item_in_the_annex(story):
    full, overview = headings(story), said(story, "state")
    short(story)
    assert headings(story) == [
        one for one in full if one not in ("（一）制度现状", "（二）日常管理")
    ]
    assert said(story, "state") == overview
    keys = {getattr(block, "key", "") for block in written(story).blocks}
    assert not [key for key in keys if key.startswith("group-")]
    assert "检查项点自查结果一览表" in [annex.title for annex in written(story).annexes]


def test_the_short_report_is_checked_like_the_full_one(story):
    before = preflight.preflight(written(story), Figures(story.campaign, clock.now()))
    short(story)
    after = preflight.preflight(written(story), Figures(story.campaign, clock.now()))
    assert after == before


def test_the_form_is_chosen_when_the_campaign_is_set_up(story):
    page = get("clerk", "campaign_new")
    assert page.xpath("//select[@name='report_template']/option/@value") == ["A", "A-short"]
    new = begin_with("campaign:spring", title="再查", report_template="A-short")
    assert new.report_template == "A-short"


def test_a_template_brings_the_form_along(story):
    Campaign.objects.update(report_template="A-short")
    story.campaign.refresh_from_db()
    save_as_template(story.campaign, "年度自查", by=story.clerk)
    new = begin_with(f"template:{CampaignTemplate.objects.get().pk}", title="再查")
    assert new.report_template == "A-short"


def test_the_preview_says_in_which_form_it_is(story):
    names = dict(kinds()["supervision"].reports)
    for key in FORMS:
        Campaign.objects.update(report_template=key)
        page = get("clerk", "paper", "spring", "final")
        assert names[key] in text(page.get_element_by_id("report-form"))
        assert text(page.xpath("//main")[0]).count("（一）制度现状") == (1 if key == "A" else 0)
    assert not get("clerk", "paper", "spring", "plan").xpath("//*[@id='report-form']")


def test_who_may_not_change_the_plan_is_told_the_form_without_the_link(story):
    page = get("leader", "paper", "spring", "final")
    assert page.get_element_by_id("report-form").xpath(".//a") == []
    assert get("clerk", "paper", "spring", "final").get_element_by_id("report-form").xpath(".//a")
