"""The Lanzhou story, 12 August 2009: group, plan and division of work, approved and published
(A-011 to A-013); what they say is what the records of that day say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Announcement, Group, Responsibility
from organization import clock
from organization.models import Event
from reports.document import Paragraph, Table, plain
from reports.figures import Figures
from reports.freezing import thaw_document
from reports.models import Publication
from reports.papers import write
from tests.stories import LANZHOU, replayed

pytestmark = pytest.mark.django_db

PAPERS = ("plan", "group_notice", "division")
DAY = "2009-08-12"


@pytest.fixture(scope="module")
def campaign(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield from replayed(LANZHOU)


def paper(campaign, kind: str) -> Publication:
    return Publication.objects.get(campaign=campaign, paper=kind)


def blocks(campaign, kind: str) -> dict[str, str]:
    document = thaw_document(paper(campaign, kind).content)
    return {b.key: plain(b.runs) for b in document.blocks if isinstance(b, Paragraph)}


@pytest.mark.parametrize("kind", PAPERS)
def test_the_paper_was_drafted_signed_and_issued_on_the_day(campaign, kind):
    found = paper(campaign, kind)
    assert found.status == "issued"
    steps = Event.objects.about(found).order_by("pk").values_list("kind", "at", "actor")
    assert [(kind, str(clock.day_of(at))) for kind, at, _by in steps] == [
        (f"publication.{step}", DAY) for step in ("drafted", "in_review", "signed", "issued")
    ]
    assert (found.signed_by.post, found.issued_by.post) == ("总经理", "监察室专员")
    assert "【待补" not in str(found.content)


def test_the_final_report_is_written_in_sixty_statements(campaign):
    with CaptureQueriesContext(connection) as spent:
        document = write("final", Figures(campaign, clock.now()))
    assert len(document.annexes) == 4  # all of it was written
    assert len(spent) <= 60


def test_the_leading_group_is_led_by_the_general_manager(campaign):
    told = blocks(campaign, "group_notice")
    assert told["members-chair"] == "组　长：总经理"
    assert told["members-member"].endswith("人力资源部负责人、市场经营部负责人、网络部负责人")
    assert told["office"].startswith("领导小组下设办公室，办公室设在监察室，")


def test_the_plan_tells_the_three_phases_and_the_notice(campaign):
    told = blocks(campaign, "plan")
    assert told["opening"].startswith(
        "根据省公司《关于对集团公司重要文件和重要工作部署执行情况进行效能监察的通知》要求，"
    )
    assert [told[f"step-{key}"].partition("。")[0] for key in
            ("mobilization", "self_check", "analysis")] == [
        "（一）宣传发动阶段（2009年8月12日至15日）",
        "（二）深入自查阶段（8月15日至20日）",
        "（三）分析梳理阶段（8月21日至25日）",
    ]  # fmt: skip
    assert "传达面达到100%" in told["step-mobilization"]
    assert "张贴宣传海报（8月14日，市场经营部）" in told["step-mobilization"]
    assert "成立专项检查组，对照重点检查项点逐项核查" in told["step-analysis"]
    assert told["scope-3"].startswith("（三）内容。共3个监察项目、83个检查项点，其中")


def test_the_division_has_a_line_for_everybody_who_answers(campaign):
    document = thaw_document(paper(campaign, "division").content)
    tables = {b.key: b for b in document.all_blocks() if isinstance(b, Table)}
    ranks = [row[1] for row in tables["division"].rows]
    assert (ranks.count("第一责任人"), ranks.count("分管责任人"), ranks.count("具体责任人")) == (
        1,
        4,
        10,
    )
    assert len(tables["breakdown"].rows) == 83


def test_every_department_has_its_chain(campaign):
    rows = Responsibility.objects.filter(campaign=campaign)
    assert rows.filter(rank=1).get().person.post == "总经理"
    in_charge = rows.filter(rank=2).values_list("departments__code", flat=True)
    places = campaign.participations.values_list("department__code", flat=True)
    # 人力资源部 is under the general manager himself.
    assert sorted([*in_charge, "RLZY"]) == sorted(places)


def test_the_work_group_has_its_sub_groups(campaign):
    top = Group.objects.get(campaign=campaign, name="“五条禁令”工作组")
    assert [sub.memberships.count() for sub in top.subgroups.all()] == [2, 2, 2]
    assert top.set_up_on is None  # the source does not give the day


def test_the_staff_could_read_it_from_that_day_on(campaign):
    announced = Announcement.objects.get(campaign=campaign)
    assert str(clock.day_of(announced.at)) == DAY
