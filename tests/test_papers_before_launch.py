"""While a campaign is prepared: its papers can be previewed, and those of the house approved."""

import pytest

from campaigns.models import Campaign
from organization.models import NotAllowed
from reports import circulating, publishing
from reports.models import Publication
from tests.plan import complete, issue
from tests.visiting import get, post, text


def main(page) -> str:
    return text(page.xpath("//main")[0])


def acts(page) -> list[str]:
    return page.xpath("//main//form/@data-act")


def test_a_plan_is_approved_before_the_launch(world):
    complete(world)
    post("clerk", "paper_review", "spring", "plan")
    post("leader", "paper_sign", "spring", "plan")
    post("clerk", "paper_issue", "spring", "plan", document_number="示〔2026〕1号")
    paper = Publication.objects.get()
    assert (paper.status, paper.document_number) == ("issued", "示〔2026〕1号")
    get("employee", "published_paper", "spring", "plan", status=404)


def test_a_report_is_not_approved_before_the_launch(world):
    report = publishing.draft(world.campaign, "final", by=world.clerk)
    with pytest.raises(NotAllowed, match="尚未发起"):
        publishing.send_to_review(report, by=world.clerk)


def test_while_setting_up_the_plan_can_be_previewed(world):
    page = get("clerk", "campaign", "spring")
    shown = [text(a) for a in page.xpath("//section[.//h2='文稿']//li/a")]
    assert shown == [
        "实施方案",
        "成立领导小组的通知",
        "责任分工表",
        "自查报告",
        "整改报告",
        "卷内文件目录",
    ]
    page = get("clerk", "paper", "spring", "plan")
    assert "【待补：领导小组职责】" in main(page)
    assert "【待补：第一责任人】" in main(page)
    assert acts(page) == ["render_paper", "send_to_review"]
    get("head", "paper", "spring", "plan", status=404)


def test_nothing_goes_round_before_the_launch(world):
    complete(world)
    paper = issue(world, "plan")
    assert "circulate_paper" not in acts(get("clerk", "paper", "spring", "plan"))
    with pytest.raises(NotAllowed, match="尚未发起"):
        circulating.circulate(paper, by=world.clerk)
    paper.refresh_from_db()
    assert paper.circulation is None


def test_whoever_may_not_set_up_reads_what_is_missing_without_a_link_to_it(world):
    Campaign.objects.update(trigger_title="", trigger_issuer="")
    setup = "//main//a[contains(@href, '/setup/') or contains(@href, '/consolidate/')]"
    for kind in ("plan", "final"):
        assert get("clerk", "paper", "spring", kind).xpath(setup)
        page = get("leader", "paper", "spring", kind)
        assert "待补：上级来文" in text(page.xpath("//*[@class='checks']")[0])
        assert "【待补：上级来文】" in main(page)
        assert page.xpath(setup) == []
