"""The report of Wuhan that is read aloud: every number of the source, and how it follows."""

import io
import json
import re
from datetime import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from inspection.management.commands import demo
from inspection.story.reading import read_story
from organization.models import Person
from reports.document import Figure, plain, runs_of
from reports.figures import Figures
from reports.kinds import KINDS
from reports.papers import write
from reports.records import line_of
from tests.stories import WUHAN, replayed

pytestmark = pytest.mark.django_db

EVENING = "2010-11-10T18:00"  # before the authority gives its result
# What the source says, in the words of the report.
OPENING = ["按照市委、市政府和市纠风办的统一部署", "9月中旬启动", "从四个方面作汇报"]
UNIT = [
    *("于1995年8月22日挂牌成立", "于2008年与网通重组融合", "截至2009年底，用户规模超过200万户"),
    *("年通服收入14亿元", "基站总数4700个", "自2001年以来", "荣誉称号3项"),
]
DONE = [
    *("9月21日召开行风民主评议再动员大会", "在《武汉晨报》刊发报道1篇", "编发简报10期"),
    *("问卷调查、点对点访问和系统测评3种方式", "10月9日召开行风评议座谈会", "10109696", "10010"),
]
ACTIONS = [
    *("重点开展两项活动", "近200人以普通客户身份", "4类渠道", "对售前、售中和售后3个环节"),
    *("共完成穿越任务603项，收集有效建议133条，经评估确定10项整改项目（见附件）", "等七类问题"),
    *("目前全部正在整改，其中重点项目3项计划12月10日验收", "占20.2%（18/89）"),
    *("占20%（20/100）", "占11%（11/100）", "占10%（10/100）", "占6%（6/100）"),
    *("其他原因53件、占53%（53/100）", "共登记27起，已整改销号24起"),
]
PROBLEMS = [
    *("存在五个方面的问题", "基础管理、服务规范和营销管理三个方面", "共18项，已完成3项"),
    *("24小时内回复结果，72小时内处理完毕", "48小时内完成，修障24小时内完成", "两大区域"),
    *("自助服务终端机达到43台，服务点达到31处", "营销单位达到11个", "与79家SP商共同签署"),
]
NEXT = ["见第三部分第1项", "责任落实机制等四项机制", "5.建立行风建设和行评工作的长效机制"]


def spoken(campaign):
    at = timezone.make_aware(datetime.fromisoformat(EVENING))
    figures = Figures(campaign, at)
    return figures, write("final", figures)


@pytest.fixture(scope="module")
def campaign(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield from replayed(WUHAN, year=2010)


@pytest.mark.parametrize("part", [OPENING, UNIT, DONE, ACTIONS, PROBLEMS, NEXT])
def test_every_number_of_the_source_is_told(campaign, part):
    _figures, document = spoken(campaign)
    text = "\n".join(plain(runs) for block in document.blocks for runs in runs_of(block))
    assert [words for words in part if words not in text] == []


def test_every_figure_has_as_many_records_as_it_says(campaign):
    figures, document = spoken(campaign)
    found = {run.name for runs in document.all_runs() for run in runs if isinstance(run, Figure)}
    assert len(found) > 60
    wrong = {
        name: (figures[name].count, len(rows))
        for name in found
        if figures[name].count != len(rows := list(figures.rows(name)))
        or not all(line_of(row, figures.sources).text for row in rows)
    }
    assert wrong == {}


def test_nothing_stands_against_signing_it(campaign):
    figures, document = spoken(campaign)
    with translation.override("zh-hans"):
        found = KINDS["final"].checks(document, figures)
    assert [check.text for check in found if check.level == "block"] == []


def test_the_result_is_told_once_it_was_given(campaign):
    def said(at):
        figures = Figures(campaign, timezone.make_aware(datetime.fromisoformat(at)))
        document = write("final", figures)
        return "".join(plain(runs) for block in document.blocks for runs in runs_of(block))

    before, after = said(EVENING), said("2010-11-12T09:00")
    assert "评议结果为" not in before and "将正确对待评议结果" in before
    assert "公布评议结果为“满意”，共发出评议票60张，收回58张，有效票56张" in after
    assert "对本次评议提出的33条意见" in after


def test_every_figure_leads_to_its_records(campaign, client, tmp_path):
    """The address of every number in the JSON of the paper opens for the office and lists as many
    records as the paper says."""
    client.force_login(Person.objects.get(account="dq.clerk"))
    path = tmp_path / "paper.json"
    words = ("paper", campaign.code, "final", "--format", "json", "-o", str(path))
    call_command(*words, "--now", EVENING, stdout=io.StringIO())
    linked = [row for row in json.loads(path.read_text(encoding="utf-8"))["figures"] if row["url"]]
    assert len(linked) > 60
    wrong = {}
    for figure in linked:
        answer = client.get(figure["url"], follow=True)
        counted = re.findall(r'data-count="(\d+)"', answer.content.decode())
        if (answer.status_code, counted) != (200, [str(figure["count"])]):
            wrong[figure["name"]] = (answer.status_code, counted, figure["count"])
    assert wrong == {}


def test_every_page_of_the_demo_opens(campaign, client, tmp_path, settings):
    """What `demo.json` names is there: the report as well, which waits for its signature."""
    settings.DATA_DIR = tmp_path
    story = read_story("wuhan", WUHAN)
    demo._write(story, campaign, "password")
    told = json.loads((tmp_path / "demo.json").read_text(encoding="utf-8"))
    assert {"walks", "site_visits", "opinions", "report", "evaluation"} <= set(told["pages"])
    told["pages"].pop("fill")  # the department's own
    client.force_login(Person.objects.get(account="dq.clerk"))
    answers = {page: client.get(url).status_code for page, url in told["pages"].items()}
    assert {page: code for page, code in answers.items() if code != 200} == {}
    assert "送审稿" in client.get(told["pages"]["report"]).content.decode()
