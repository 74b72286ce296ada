"""报送前校核: what stands in the way of signing, what should be looked at, what is in order."""

from datetime import date

import pytest

from campaigns.models import Answer, Phase, Receipt, SelfCheck, Verification
from findings.models import Aspect, Finding
from organization.models import Person
from rectification.models import Task
from reports.document import Document, Heading, Missing, Paragraph, Table
from reports.figures import Figures
from reports.papers import write
from reports.preflight import checks, gaps, preflight
from tests.reporting import LAST, afresh, find, propose, told_once
from tests.world import at

SHARED_DAY = "“宣传发动”与“深入自查”两个阶段均含3月2日，请确认无误。"  # the small world has one


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def found(story, level: str, as_of=None) -> list[str]:
    figures = Figures(afresh(story).campaign, as_of or at(LAST, 18))
    looked_at = checks(write("final", figures), figures)
    return [check.text for check in looked_at if check.level == level]


def test_nothing_stands_in_the_way(story):
    assert found(story, "block") == []
    assert found(story, "warn") == [SHARED_DAY]
    assert found(story, "pass") == [
        "没有待补内容。",
        "4个检查项点均有结论。",
        "“不符合”的检查项点均有对应问题。",
        "问题：正文1，附件1行，数目一致",
        "检查项点：正文4，附件4行，数目一致",
        "整改任务：正文1，附件1行，数目一致",
        "检查项点：其中各项之和等于总数",
        "自查填报项次：其中各项之和等于总数",
        "问题：其中各项之和等于总数",
        "署名和成文日期位置齐全",
        "无请示用语",
        "自称统一为“我公司”",
        "无个人姓名",
    ]


def test_a_gap_is_told_once_with_its_place(story):
    Finding.objects.update(department=None)
    other = find(story, "台账保管不规范", department=None)
    figures = Figures(afresh(story).campaign, at(LAST, 18))
    told = [check for check in gaps(write("final", figures)) if "责任部门" in check.text]
    assert [(check.text, check.place) for check in told] == [
        ("待补：责任部门", "1.台账登记不完整"),
        ("待补：责任部门", "2.台账保管不规范"),
    ]
    assert [check.url for check in told] == [
        f"/campaigns/spring/findings/{finding.number}/" for finding in (story.finding, other)
    ]


def test_a_gap_in_an_annex_alone_is_found():
    gap = "【待补：规定】"
    table = Table((), ((gap,),), key="annex-findings")
    from reports.document import Annex

    document = Document("文", (Paragraph(("无",)),), annexes=(Annex("问题清单", (table,)),))
    assert [(c.level, c.text, c.place) for c in gaps(document)] == [
        ("block", "待补：规定", "问题清单")
    ]


def test_one_gap_in_two_places_is_one_reason():
    gap = Missing("发文单位", "/x/")
    blocks = (Heading(1, ("一、情况",)), Paragraph((gap,)), Paragraph((gap,)))
    assert [(c.text, c.place) for c in gaps(Document("文", blocks))] == [
        ("待补：发文单位", "一、情况")
    ]


def test_an_undecided_item(story):
    Answer.objects.filter(item__no=3).update(status="answered")
    Verification.objects.filter(item__no=3).delete()
    assert found(story, "block") == ["1个检查项点尚无结论。"]


def test_a_refused_item_of_which_no_finding_speaks(story):
    Verification.objects.filter(item__no=3).update(result="no")
    assert found(story, "warn") == [
        SHARED_DAY,
        "结论为“不符合”但没有对应问题：第3项",
    ]


def test_an_unconfirmed_finding(story):
    Finding.objects.update(status="reported")
    number = story.finding.number
    assert f"问题{number}“台账登记不完整”尚未确认。" in found(story, "block")


def test_an_annex_that_has_other_rows_than_the_text(story):
    figures = Figures(story.campaign, at(LAST, 18))
    document = write("final", figures)
    find(story, "台账保管不规范")
    later = Figures(story.campaign, at(LAST, 18))
    assert "问题：正文为2，附件为1行。" in [reason.text for reason in preflight(document, later)]


def test_a_request_in_a_report(story):
    propose(story, "人员配备", action="增加两名人员，妥否，请批复")
    assert found(story, "block") == [
        "报告中不得夹带请示事项：请批复。确需请示的，请另行呈报请示",
        "报告中不得夹带请示事项：妥否。确需请示的，请另行呈报请示",
    ]


def test_a_quoted_request_is_none(story):
    Finding.objects.update(problem="请示中没有写“请批复”")
    assert found(story, "block") == []


def test_a_phase_that_has_not_begun(story):
    Phase.objects.filter(key="analysis").update(status="planned", open_at=None)
    assert "“分析梳理”阶段尚未开始。" in found(story, "block")


def test_a_phase_past_its_last_day(story):
    assert found(story, "warn", at(LAST, 23)) == [SHARED_DAY]
    assert found(story, "warn", at(date(2026, 3, 14), 1)) == [
        "“分析梳理”阶段已过截止日期，尚未结束。",
        SHARED_DAY,
    ]


def test_matters_that_should_be_looked_at(story):
    Phase.objects.filter(key="analysis").update(starts_on=LAST)
    Receipt.objects.filter(person__account="member").update(status="read", signed_at=None)
    SelfCheck.objects.filter(department__code="SERVICE").update(submitted_at=None)
    Task.objects.update(due_on=date(2026, 3, 2))
    Finding.objects.update(cause_subjective="")
    Aspect.objects.update(assumed=True)
    propose(story, "人员配备", action="由我部牵头办理")
    Person.objects.filter(account="head").update(name="欧阳某")
    Finding.objects.update(problem="欧阳某没有登记")
    assert found(story, "warn") == [
        "“分析梳理”阶段首尾为同一天。",
        SHARED_DAY,
        "除“我公司”外，文中还自称：我部",
        "文中出现个人姓名：欧阳某",
        "传达签阅还有1人未签。",
        "1份自查表尚未提交。",
        "1个问题逾期未完成整改。",
        f"问题{story.finding.number}只写了客观原因。",
        "问题方面的名称为假定，请核定：台账管理",
    ]
    assert found(story, "block") == []


def test_people_known_by_their_post_are_no_names(story):
    Finding.objects.update(problem="销售部负责人没有登记")
    assert found(story, "warn") == [SHARED_DAY]
