"""The report on the day a campaign is drafted: everything that is missing is shown."""

from datetime import date

from django.test import Client

from campaigns.models import Campaign
from reports.figures import Figures
from reports.papers import write
from reports.preflight import checks
from tests.reporting import headings, text_of, written
from tests.world import at


def test_on_the_first_day_the_draft_shows_what_is_still_to_come(world):
    document = written(world, at(date(2026, 2, 1)))
    assert headings(document) == [
        "一、自查工作开展情况",
        "二、监察项目管理现状",
        "三、存在的问题、原因及整改情况",
    ]
    gaps = [gap.what for gap in document.missing()]
    assert gaps[:3] == ["自查填报情况", "核查情况", "汇总梳理结果"]
    assert "正在核实" in text_of(document)


def test_an_empty_campaign_is_written_too(world):
    for things in ("phases", "basis_documents", "participations", "groups"):
        getattr(world.campaign, things).all().delete()
    world.campaign.checklist.delete()
    Campaign.objects.update(
        subject="", trigger_title="", trigger_issuer="", addressee="", organisation_name=""
    )
    gaps = {gap.what for gap in written(world).missing()}
    assert gaps >= {
        "主送单位", "上级来文", "自查起止日期", "依据文件", "自查事项", "参加部门", "监察项目",
        "检查项点", "活动阶段", "发文单位",
    }  # fmt: skip


def test_an_empty_campaign_can_be_checked(world):
    for things in ("phases", "basis_documents", "participations", "groups"):
        getattr(world.campaign, things).all().delete()
    world.campaign.checklist.delete()
    figures = Figures(Campaign.objects.get(), at())
    found = checks(write("final", figures), figures)
    assert {check.level for check in found} == {"block", "pass"}
    assert "待补：活动阶段" in [check.text for check in found if check.level == "block"]


def test_every_gap_leads_somewhere(world):
    gaps = written(world, at(date(2026, 2, 1))).missing()
    assert [gap.url[:18] for gap in gaps] == ["/campaigns/spring/"] * len(gaps)


def test_the_page_shows_the_first_draft(world):
    client = Client()
    client.force_login(world.clerk, "django.contrib.auth.backends.ModelBackend")
    html = client.get("/campaigns/spring/papers/final/").content.decode()
    assert "【待补：自查填报情况】" in html
    assert 'data-act="render_paper"' in html
    assert 'data-act="send_to_review"' not in html
