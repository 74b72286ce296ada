"""二、管理现状: results of the items, and what each report group says of itself."""

import pytest

from campaigns.models import (
    Answer,
    BasisDocument,
    CheckItem,
    ItemScope,
    Project,
    RecordedAnswer,
    Verification,
)
from findings.models import Finding, FindingSource
from tests.reporting import afresh, find, plan, said, table, told_once, written
from tests.world import at


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def state(story) -> str:
    return said(story, "state")


def first_group(story) -> str:
    return said(story, "group-1-text")


def more_items(story, count: int, group: str = "制度现状", **fields) -> list[CheckItem]:
    """Items from records, compliant, each with a statement of its own."""
    project = Project.objects.first()
    items = [
        CheckItem.objects.create(
            checklist=story.campaign.checklist, project=project, order=no, no=no, code=str(no),
            text=f"第{no}个项点", group=group, from_records=True,
            **{"category": "示例类别", "statement": f"第{no}项已落实", **fields},
        )
        for no in range(10, 10 + count)
    ]  # fmt: skip
    for item in items:
        RecordedAnswer.objects.create(
            campaign=story.campaign, item=item, result="ok", text="", by=story.clerk
        )
    return items


def set_result(no: int, result: str) -> None:
    """What all departments and the verification came to."""
    Answer.objects.filter(item__no=no).update(result=result)
    Verification.objects.filter(item__no=no).update(result=result)
    RecordedAnswer.objects.filter(item__no=no).update(result=result)


# -- all items ---------------------------------------------------------------------------------


def test_items_are_counted_by_result(story):
    assert state(story) == (
        "此次效能监察涉及1个监察项目、4个检查项点。按项点统计（见附件3），符合3个，不符合1个，"
        "符合率75%（3/4）。"
    )


def test_inapplicable_items_are_no_part_of_the_base(story):
    set_result(3, "na")
    assert "符合2个，不符合1个，不适用1个，符合率66.7%（2/3，不适用项点不计入基数）。" in state(
        story
    )


def test_a_note_is_a_result_of_its_own(story):
    set_result(3, "note")
    assert "符合2个，符合（附说明）1个，不符合1个，符合率50%（2/4）。" in state(story)


def test_the_worst_answer_decides_and_a_verification_beats_it(story):
    Verification.objects.all().delete()
    assert "不符合1个" in state(story)
    Verification.objects.create(
        campaign=story.campaign, item=story.item(3), department=story.departments["SALES"],
        result="no", method="现场查看", on=at().date(), by=story.inspector,
    )  # fmt: skip
    assert "符合2个，不符合2个" in state(story)


def test_no_refused_item_is_told_in_words(story):
    set_result(2, "ok")
    Finding.objects.all().delete()
    assert "符合4个，未发现不符合项点，符合率100%（4/4）。" in state(story)


def test_undecided_items_are_told_and_no_part_of_the_rate(story):
    Answer.objects.filter(item__no=3).update(status="answered")
    Verification.objects.filter(item__no=3).delete()
    assert "符合2个，不符合1个，符合率66.7%（2/3）。另有1个项点正在核实。" in state(story)


def test_nothing_decided(story):
    Answer.objects.update(status="answered")
    Verification.objects.all().delete()
    RecordedAnswer.objects.all().delete()
    assert state(story) == "此次效能监察涉及1个监察项目、4个检查项点。4个项点正在核实。"


def test_several_projects_are_told_with_their_items(story):
    project = Project.objects.create(checklist=story.campaign.checklist, order=7, name="日常监督")
    CheckItem.objects.filter(no=4).update(project=project)
    assert "涉及2个监察项目、4个检查项点，其中示例项目3个、日常监督1个。" in state(story)


# -- a group -----------------------------------------------------------------------------------


def test_a_group_with_everything(story):
    assert first_group(story) == (
        "该部分涉及检查项点2个，其中符合1个、不符合1个。第1项制度健全。"
        "现行有效的制度有《台账管理办法》。采取查阅资料的方式，共抽查业务20笔（份），"
        "合格19笔（份），合格率95%。在示例类别方面还存在不足，具体情况见本报告第三部分。"
    )


def test_a_group_in_which_all_is_compliant(story):
    words = said(story, "group-2-text")
    assert words == "该部分涉及检查项点2个，经查均符合规定。第3项制度健全；第4项制度健全。"


def test_an_item_that_is_not_compliant_says_nothing_good_of_itself(story):
    assert "第2项制度健全" not in first_group(story)
    set_result(2, "ok")
    assert "第1项制度健全；第2项制度健全。" in first_group(story)


def test_a_group_that_is_being_looked_at(story):
    Answer.objects.filter(item__no__in=[1, 2]).update(status="answered")
    Verification.objects.filter(item__no__in=[1, 2]).delete()
    assert first_group(story).startswith("该部分涉及检查项点2个，正在核实。")
    set_result(1, "ok")
    Answer.objects.filter(item__no=1).update(status="accepted")
    assert "其中符合1个、正在核实1个。" in first_group(story)


def test_the_lead_department_speaks_first(story):
    ItemScope.objects.filter(item__no=3).update(lead=False)
    ItemScope.objects.filter(item__no=3, department__code="SERVICE").update(lead=True)
    Answer.objects.filter(item__no=3).update(statement="销售部逐项落实")
    Answer.objects.filter(item__no=3, selfcheck__department__code="SERVICE").update(
        statement="服务部逐项落实。"
    )
    assert "服务部逐项落实；第4项制度健全。" in said(story, "group-2-text")


def test_categories_are_points_of_one_paragraph(story):
    more_items(story, 1, category="台账登记")
    words = first_group(story)
    assert "一是示例类别方面。第1项制度健全。二是台账登记方面。第10项已落实。" in words


def test_much_is_told_in_paragraphs_by_category(story):
    more_items(story, 9, category="台账登记", statement="台账按月登记、按季核对、按年归档，" * 2)
    CheckItem.objects.filter(no__gte=10).update(statement="")
    for item in CheckItem.objects.filter(no__gte=10):
        item.statement = f"第{item.no}项台账按月登记、按季核对、按年归档，责任落实到人"
        item.save()
    assert first_group(story) == "该部分涉及检查项点11个，其中符合10个、不符合1个。"
    assert said(story, "group-1-text-1") == "一是示例类别方面。第1项制度健全。"
    second = said(story, "group-1-text-2")
    assert second.startswith("二是台账登记方面。第10项")
    assert [part.count("；") for part in second.split("。")[1:-1]] == [2, 2, 2]
    assert said(story, "group-1-text-rest").startswith("现行有效的制度有")


def test_more_than_five_categories_are_numbered_paragraphs(story):
    for item in more_items(story, 6):
        item.category = f"类别{item.no}"
        item.statement = "台账按月登记、按季核对、按年归档，责任落实到人，检查有记录，整改有结果"
        item.save()
    assert said(story, "group-1-text-1").startswith("1.示例类别方面。")
    assert said(story, "group-1-text-7").startswith("7.类别15方面。")


def test_the_same_statement_is_not_repeated(story):
    more_items(story, 3, statement="制度已上墙。")
    assert first_group(story).count("制度已上墙") == 1


def test_rules_in_force_are_counted(story):
    for title in ("《台账登记细则》", "档案管理办法"):
        BasisDocument.objects.create(
            campaign=story.campaign, title=title, role="secondary", report_group="制度现状", order=9
        )
    assert "现行有效的有《台账管理办法》《台账登记细则》和《档案管理办法》3项制度。" in first_group(
        story
    )


def test_numbers_that_are_no_sample_are_not_counted_as_one(story):
    CheckItem.objects.filter(no=1).update(answer_type="计数（应学／实学）")
    assert "抽查" not in first_group(story)


def test_a_sample_in_which_nothing_was_right(story):
    Answer.objects.filter(item__no=1).update(sample_ok=0)
    assert "共抽查业务20笔（份），均不合格。" in first_group(story)


def test_a_note_is_told_with_its_words(story):
    set_result(3, "note")
    Answer.objects.filter(item__no=3).update(text="两名人员正在办理手续。")
    assert "需要说明的是，两名人员正在办理手续。" in said(story, "group-2-text")


def test_notes_of_several_departments_are_points(story):
    set_result(3, "note")
    ItemScope.objects.update(lead=True)
    for code, words in (("SALES", "甲处待搬迁"), ("SERVICE", "乙处待搬迁。")):
        Answer.objects.filter(item__no=3, selfcheck__department__code=code).update(text=words)
    assert "需要说明的有两点：一是甲处待搬迁；二是乙处待搬迁。" in said(story, "group-2-text")


def test_a_note_of_the_lead_department_is_enough(story):
    set_result(3, "note")
    ItemScope.objects.filter(item__no=3, department__code="SALES").update(lead=False)
    ItemScope.objects.filter(item__no=3, department__code="SERVICE").update(lead=True)
    for code, words in (("SALES", "照服务部所述"), ("SERVICE", "乙处待搬迁")):
        Answer.objects.filter(item__no=3, selfcheck__department__code=code).update(text=words)
    assert "需要说明的是，乙处待搬迁。" in said(story, "group-2-text")


def test_a_note_of_the_inspectors_stands_where_the_department_had_none(story):
    Verification.objects.filter(item__no=3).update(result="note", text="台账为补记")
    assert "需要说明的是，台账为补记。" in said(story, "group-2-text")
    Answer.objects.filter(item__no=3).update(result="note", text="台账补记三页")
    assert "需要说明的是，台账补记三页。" in said(story, "group-2-text")


def test_a_note_without_words_is_a_gap(story):
    set_result(3, "note")
    Answer.objects.filter(item__no=3).update(text="")
    assert "需要说明的是，【待补：附说明的内容】。" in said(story, "group-2-text")


def test_what_was_fixed_in_passing_is_told_where_it_belongs(story):
    answer = Answer.objects.get(item__no=2, selfcheck__department__code="SALES")
    FindingSource.objects.all().delete()
    Finding.objects.all().delete()
    finding = find(story, "登记流程不明确", fixed_in_passing=True)
    FindingSource.objects.create(finding=finding, answer=answer)
    finding.items.add(story.item(2))
    assert "自查中发现登记流程不明确，正在立即整改。" in first_group(story)
    plan(story, finding, "重新明确登记流程，并在班组公布。")
    closed = {"status": "closed", "closed_number": "X-1", "closed_at": at().replace(day=12)}
    finding.measures.get().tasks.update(**closed)
    words = first_group(story)
    assert "自查中发现登记流程不明确，已于3月12日重新明确登记流程，并在班组公布。" in words
    assert "还存在不足" not in words


def test_gaps_are_named_by_category(story):
    more_items(story, 2)
    CheckItem.objects.filter(no=10).update(category="工号、协议")
    CheckItem.objects.filter(no=11).update(category="")
    for no in (10, 11):
        set_result(no, "no")
    assert "在示例类别方面，工号、协议方面以及第11个项点方面还存在不足，" in first_group(story)
    CheckItem.objects.filter(no=10).update(category="工号")
    assert "在示例类别、工号和第11个项点方面还存在不足，" in first_group(story)


def test_a_checklist_without_groups_has_no_headings(story):
    CheckItem.objects.update(group="")
    assert said(story, "group-1") == ""
    assert first_group(story).startswith("该部分涉及检查项点4个，其中符合3个、不符合1个。")


def test_items_without_group_come_last(story):
    CheckItem.objects.filter(no=1).update(group="")
    assert [said(story, f"group-{n}") for n in (1, 2, 3)] == [
        "（一）制度现状",
        "（二）日常管理",
        "（三）其他方面",
    ]


# -- annex -------------------------------------------------------------------------------------


def test_the_annex_has_one_row_an_item(story):
    Answer.objects.filter(item__no=3).update(status="answered")
    Verification.objects.filter(item__no=3).delete()
    assert table(written(story), "annex-items") == [
        ["1", "第1个示例项点", "制度现状", "销售部", "符合"],
        ["2", "第2个示例项点", "制度现状", "销售部、服务部", "不符合"],
        ["3", "第3个示例项点", "日常管理", "销售部、服务部", "正在核实"],
        ["4", "第4个示例项点", "日常管理", "系统取数", "符合"],
    ]
