"""What the sources trip over, one trap a test: told with its link, gone once it is mended.

The numbers are those of the list of traps in the mission (1D).
"""

from datetime import date

import pytest

from campaigns import verification
from campaigns.models import CheckItem, Receipt
from campaigns.search_words import spellings
from findings.consolidation import change_finding, name_aspect
from findings.models import Finding
from organization import clock
from organization.models import Person
from organization.spelling import normalise_spelling
from rectification.models import Measure
from reports.document import AnnexNote, Paragraph, Signature
from reports.figures import Figures
from reports.kinds import KINDS
from reports.papers import write
from tests.reporting import (
    LAST,
    afresh,
    find,
    plan,
    propose,
    said,
    text_of,
    told_once,
    written,
)
from tests.test_ledger_bulk import confirm, look
from tests.visiting import get, post, text
from tests.world import at, phase

SETUP = "/campaigns/spring/setup/"


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    with clock.at(at(LAST, 18)):
        yield afresh(base)


def told(story) -> dict[str, str]:
    """What stands in the way or is to be looked at, each with its link."""
    figures = Figures(afresh(story).campaign, at(LAST, 18))
    found = KINDS["final"].checks(write("final", figures), figures)
    return {check.text: check.url for check in found if check.level != "pass"}


def page_of(finding: Finding) -> str:
    return f"/campaigns/spring/findings/{finding.number}/"


def reword(story, finding: Finding, **fields) -> None:
    finding.refresh_from_db()
    change_finding(finding, finding.version, by=story.clerk, **fields)


def test_1_phases_that_share_a_day_are_told_and_not_forbidden(story):
    words = "“宣传发动”与“深入自查”两个阶段均含3月2日，请确认无误。"
    assert told(story)[words] == SETUP
    row = phase(story, "mobilization")
    row.ends_on = date(2026, 3, 1)
    row.save()
    assert words not in told(story)


def test_2_an_item_that_is_praised_and_found_wanting(story):
    item = CheckItem.objects.get(no=1, checklist__campaign=story.campaign)
    finding = find(story, "登记项目有遗漏")
    assert not any("前后矛盾" in one for one in told(story))
    reword(story, finding, items=[item])
    words = (
        f"第1项检查项点写有符合规定的现状表述，又列入问题{finding.number}，前后矛盾，请核对结论。"
    )
    assert told(story)[words] == "/campaigns/spring/review/~items/1/"
    row = item.verifications.get(department=story.departments["SALES"])
    verification.correct(row, row.version, by=story.inspector, reason="核对问题", result="no")
    assert words not in told(story)
    assert "第1项制度健全" not in text_of(written(story))


def test_3_a_finding_without_aspect_and_an_aspect_that_is_assumed(story):
    assumed = name_aspect(story.campaign, "账册管理", by=story.clerk, assumed=True)
    reword(story, story.finding, aspect=None)
    assert told(story)["待补：问题方面"] == "/campaigns/spring/findings/"
    reword(story, story.finding, aspect=assumed)
    words = "问题方面的名称为假定，请核定：账册管理"
    assert told(story)[words] == "/campaigns/spring/figures/aspects/"
    assert "待补：问题方面" not in told(story)
    name_aspect(story.campaign, "账册管理", by=story.clerk)
    assert words not in told(story)


@pytest.mark.parametrize(
    ("field", "gap", "mended"),
    [
        ("rule", "规定", "应逐项登记"),
        ("rule_document", "依据文件", "《台账管理办法》"),
        ("problem", "问题", "部分台账没有登记"),
        ("cause_subjective", "原因", "重视不够"),
        ("department", "责任部门", "SALES"),
    ],
)
def test_4_each_part_of_a_finding_is_asked_for(story, field, gap, mended):
    empty = None if field == "department" else ""
    reword(story, story.finding, cause_objective="", **{field: empty})
    assert told(story)[f"待补：{gap}"] == page_of(story.finding)
    reword(story, story.finding, **{field: story.departments.get(mended, mended)})
    assert f"待补：{gap}" not in told(story)


def test_4_measure_and_deadline_are_asked_for(story):
    finding = find(story, "台账保管不规范")
    assert told(story)["待补：整改措施"] == page_of(finding)
    post("clerk", "plan_measure", "spring", finding.number, text="专人保管")
    measure = Measure.objects.get(text="专人保管")
    assert told(story)["待补：牵头部门"] == page_of(finding)
    without_day = {
        "title": "专人保管",
        "department": story.departments["SALES"].pk,
        "responsible": story.member.pk,
        "track": "by_date",
    }
    post("clerk", "assign_task", "spring", measure.pk, status=422, **without_day)
    post("clerk", "assign_task", "spring", measure.pk, **without_day, due_on="2026-04-30")
    assert not any("待补" in one for one in told(story))


def test_4_a_task_without_a_responsible_person_is_told(story):
    finding = find(story, "台账保管不规范")
    task = plan(story, finding, "专人保管", responsible=None)
    words = "整改任务“专人保管”未明确责任人。"
    assert told(story)[words] == f"/campaigns/spring/tasks/{task.pk}/"
    confirm(look([task], "people", responsible=story.member.pk))
    assert words not in told(story)


def test_5_projects_and_report_groups_are_two_groupings_of_the_same_items(story):
    figures = Figures(story.campaign, at(LAST, 18))
    by_group = [figures.value(f"group_items.{n}") for n in (1, 2)]
    assert figures.value("project_items.1") == sum(by_group) == figures.value("items") == 4
    item = CheckItem.objects.get(no=3, checklist__campaign=story.campaign)
    item.group = ""
    item.save()
    words = "1个检查项点未归入报告分组，将列入“其他方面”。"
    assert told(story)[words] == "/campaigns/spring/checklist/"
    item.group = "日常管理"
    item.save()
    assert words not in told(story)


def test_6_the_items_are_broken_down_by_result(story):
    item = CheckItem.objects.get(no=3, checklist__campaign=story.campaign)
    item.verifications.all().delete()
    story.sheet("SALES").answers.filter(item=item).update(status="answered")
    assert told(story)["1个检查项点尚无结论。"] == "/campaigns/spring/figures/items_pending/"
    assert "1个项点正在核实" in said(story, "state")
    story.sheet("SALES").answers.filter(item=item).update(status="accepted")
    assert "1个检查项点尚无结论。" not in told(story)
    assert "符合3个，不符合1个，符合率75%（3/4）" in said(story, "state")


def test_7_a_rate_has_its_base_and_its_period(story):
    number = story.finding.number
    reword(story, story.finding, problem="有20.2%的营业厅没有登记")
    base = f"第{number}号问题：20.2%没有写明基数，请在后面注明，如（19/94）。"
    period = f"第{number}号问题：20.2%没有写明统计时段，请注明起止日期。"
    assert told(story)[base] == told(story)[period] == page_of(story.finding)
    reword(story, story.finding, problem="3月1日至5日抽查，有20.2%（19/94）的营业厅没有登记")
    assert not {base, period} & set(told(story))


def test_8_what_a_text_counts_it_names(story):
    reword(story, story.finding, problem="存在三个方面的情况：一是没有登记；二是没有签字")
    [words] = [one for one in told(story) if "“三个方面的情况”" in one and "2" in one]
    assert told(story)[words] == page_of(story.finding)
    reword(story, story.finding, problem="存在两个方面的情况：一是没有登记；二是没有签字")
    assert words not in told(story)
    reword(story, story.finding, problem="加强管理。三是规范流程")
    assert any("前面缺少" in one for one in told(story))


def test_9_what_is_told_twice_is_pointed_at(story):
    other = find(story, "台账保管不规范")
    plan(story, other, "对全部台账逐项登记、逐项核对、逐项签字，由专人每月检查")
    measure = story.finding.measures.get()
    again = "对全部台账逐项登记、逐项核对、逐项签字，由专人每月检查。"
    read = {"read": measure.text}
    post("clerk", "change_measure", "spring", measure.pk, text=again, **read)
    [words] = [one for one in told(story) if "几乎相同" in one]
    assert told(story)[words] in (page_of(other), page_of(story.finding))
    post("clerk", "change_measure", "spring", measure.pk, text="补齐以前的台账", read=again)
    assert not any("几乎相同" in one for one in told(story))


def test_10_a_text_that_counts_projects_counts_those_on_record(story):
    reword(story, story.finding, problem="确定了10项整改项目，点名的有3项")
    [words] = [one for one in told(story) if "登记在册" in one]
    assert "10项整改项目" in words and told(story)[words] == page_of(story.finding)
    reword(story, story.finding, problem="确定了整改事项")
    assert not any("登记在册" in one for one in told(story))


def test_11_a_name_is_told_with_the_record_in_which_it_stands(story):
    Person.objects.filter(account="stranger").update(name="欧阳某")
    reword(story, story.finding, problem="欧阳某没有登记")
    assert told(story)["文中出现个人姓名：欧阳某"] == page_of(story.finding)
    reword(story, story.finding, problem="保管人没有登记")
    assert "文中出现个人姓名：欧阳某" not in told(story)


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        ("执行决定?！爆F公司部署不力", "执行决定和公司部署不力", "“执行决定?！爆F公司”处疑为乱码"),
        ("自8月12日至8月15未登记", "自8月12日至8月15日未登记", "处日期缺“日”字"),
        ("2009-08-12起未登记", "8月12日起未登记", "处日期写法不规范"),
        ("问题未限期消号", "问题未限期销号", "“消号”的规范写法为“销号”"),
        ("开展明查暗访不够", "开展明察暗访不够", "“明查暗访”的规范写法为“明察暗访”"),
        ("未登记,未签字", "未登记，未签字", "处用了半角标点"),
        ("竟然没有登记！", "没有登记", "处用了叹号"),
        ("今年以来未登记", "2026年以来未登记", "处应写明具体年份或月份"),
        ("整改成效显著", "整改率由50%（1/2）提高到100%（2/2），成效显著", "属自我评价"),
        ("查出6件问题", "查出6个问题", "本文统一用“个问题”，此处写作“6件问题”"),
    ],
)
def test_12_faults_of_writing_are_told_with_their_record(story, wrong, right, words):
    reword(story, story.finding, problem=wrong)
    [found] = [one for one in told(story) if words in one]
    assert told(story)[found] == page_of(story.finding)
    reword(story, story.finding, problem=right)
    assert not any(words in one for one in told(story))


def test_12_the_measure_word_of_a_finding_is_that_of_the_campaign(story):
    reword(story, story.finding, problem="查出6件问题")
    assert any("件问题" in one for one in told(story))
    story.campaign.wording = {**story.campaign.wording, "classifiers": {"问题": "件"}}
    story.campaign.save()
    assert not any("件问题" in one for one in told(story))


def test_12_a_word_is_found_in_each_of_its_spellings(story):
    plan(story, find(story, "未按期销号", problem="未按期销號"), "限期消号")
    for words in ("销号", "消号", "銷號"):
        page = get("clerk", "ledger", "spring", query=f"?text={words}")
        assert "限期消号" in text(page), words
    assert set(spellings("消號")) >= {"销号", "消号", "銷號"}
    assert normalise_spelling("消号，“消号”，取消号码") == "销号，“消号”，取消号码"


def test_12_a_character_without_a_face_is_told(story):
    reword(story, story.finding, problem="台账登记为\U0002b7f0号")
    words = "字库中没有“\U0002b7f0”字，印出会缺字，请改用通用字或加装字库。"
    assert told(story)[words] == page_of(story.finding)
    reword(story, story.finding, problem="台账登记为一号")
    assert words not in told(story)


def test_13_a_written_report_has_signature_and_date_and_no_salutation(story):
    story.campaign.organisation_name = ""
    story.campaign.save()
    assert told(story)["待补：发文单位"] == SETUP
    story.campaign.organisation_name = "示例公司"
    story.campaign.save()
    assert "待补：发文单位" not in told(story)
    blocks = written(story).blocks
    assert isinstance(blocks[-1], Signature) and isinstance(blocks[-2], AnnexNote)
    assert not any(isinstance(b, Paragraph) and b.key == "salutation" for b in blocks)
    figures = Figures(afresh(story).campaign, at(LAST, 18))
    document = write("final", figures)
    cut = type(document)(**{**vars(document), "blocks": document.blocks[:-1]})
    checks = KINDS["final"].checks(cut, figures)
    assert "正文后缺少署名和成文日期。" in [one.text for one in checks if one.level == "block"]


def test_everybody_is_claimed_only_where_everybody_signed(story):
    reword(story, story.finding, problem="传达做到人人皆知，台账没有登记")
    assert not any("人人皆知" in one for one in told(story))
    row = Receipt.objects.filter(person=story.member)
    row.update(status="read", signed_at=None)
    [words] = [one for one in told(story) if "文中写“人人皆知”" in one]
    assert told(story)[words] == page_of(story.finding)
    reword(story, story.finding, problem="台账没有登记")
    assert not any("人人皆知" in one for one in told(story))


def test_g17_a_report_carries_no_request(story):
    row = propose(story, "人员配备", action="增加两名人员，请批准")
    words = "报告中不得夹带请示事项：请批准。确需请示的，请另行呈报请示"
    assert told(story)[words] == f"/campaigns/spring/suggestions/{row.pk}/"
    page = get("clerk", "change_suggestion", "spring", row.pk)
    read = page.xpath("//input[@name='read']/@value")[0]
    fields = {"target": "internal", "topic": "人员配备", "addressee": "上级公司"}
    post("clerk", "change_suggestion", "spring", row.pk, **fields, action="统筹配备人员", read=read)
    assert words not in told(story)
