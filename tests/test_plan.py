"""实施方案: every sentence and row of it comes from a record and changes or goes with it."""

from datetime import date

import pytest

from campaigns import layers
from campaigns.models import (
    BasisDocument,
    Campaign,
    CheckItem,
    Group,
    ItemScope,
    Meeting,
    Membership,
    Phase,
    PlannedActivity,
    Responsibility,
)
from reports.document import Document, Paragraph, Table, plain
from reports.figures import Figures
from reports.papers import write
from reports.preflight import checks_of_a_plan
from tests.plan import complete
from tests.reporting import headings
from tests.stage import staged
from tests.world import at


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(complete, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def plan(kind: str = "plan") -> Document:
    return write(kind, Figures(Campaign.objects.get(), at(date(2026, 2, 10))))


def block(key: str) -> str:
    """The words of the paragraph with this key, "" when it is not there."""
    found = [b for b in plan().blocks if isinstance(b, Paragraph) and b.key == key]
    return plain(found[0].runs) if found else ""


def rows(key: str, kind: str = "plan") -> list[list[str]]:
    [table] = [b for b in plan(kind).all_blocks() if isinstance(b, Table) and b.key == key]
    return [[plain(cell) for cell in row] for row in table.rows]


def gaps(kind: str = "plan") -> set[str]:
    return {gap.what for gap in plan(kind).missing()}


def test_a_complete_set_up_leaves_no_gap(world):
    document = plan()
    assert document.missing() == ()
    assert document.title == "示例公司春季专项自查实施方案"
    assert headings(document) == [
        "一、总体要求",
        "二、依据、对象和内容",
        "三、组织领导",
        "四、方法步骤",
        "五、任务分工",
        "六、工作要求",
    ]
    assert [annex.title for annex in document.annexes] == [
        "检查项点表",
        "自查表式",
        "任务分解表",
        "责任分工表",
    ]


def test_every_gap_leads_to_where_it_is_filled(world):
    for things in ("phases", "basis_documents", "participations", "groups", "responsibilities"):
        getattr(world.campaign, things).all().delete()
    world.campaign.checklist.delete()
    Campaign.objects.update(subject="", trigger_title="", organisation_name="")
    missing = plan().missing()
    assert {gap.what for gap in missing} == {
        "上级来文", "依据文件", "自查事项", "参加部门", "监察项目", "检查项点", "领导小组",
        "领导小组组成人员", "领导小组职责", "活动阶段", "第一责任人", "自查表报送时限",
        "发文单位",
    }  # fmt: skip
    assert {gap.url.split("/")[3] for gap in missing} == {
        "setup", "groups", "division", "checklist",
    }  # fmt: skip


def test_the_opening_names_the_notice(world):
    assert block("opening") == (
        "根据上级公司《关于开展自查的通知》要求，结合我公司实际，制定本实施方案。"
    )
    Campaign.objects.update(trigger_number="上司〔2026〕3号")
    assert "《关于开展自查的通知》（上司〔2026〕3号）要求" in block("opening")


def test_g15_a_number_stands_with_the_first_mention_alone(world):
    Campaign.objects.update(trigger_number="上司〔2026〕3号")
    BasisDocument.objects.update(number="示〔2024〕1号")
    said = " ".join(plain(runs) for runs in plan().all_runs())
    assert said.count("《关于开展自查的通知》（上司〔2026〕3号）") == 1
    assert said.count("《示例管理办法》（示〔2024〕1号）") == 1
    assert said.count("《示例管理办法》") > 1 < said.count("《关于开展自查的通知》")


def test_the_slogan_is_quoted_where_there_is_one(world):
    assert block("aims-1").startswith("（一）指导思想。按照上级统一部署，对照《示例管理办法》，")
    Campaign.objects.update(slogan="边查边改")
    assert block("aims-1").startswith("（一）指导思想。按照“边查边改”的要求，")


def test_the_documents_are_listed_and_further_rules_behind_them(world):
    assert block("scope-1") == "（一）依据。《示例管理办法》。"
    BasisDocument.objects.create(
        campaign=world.campaign, title="《台账办法》", number="示〔2025〕9号", role="internal"
    )
    assert block("scope-1") == (
        "（一）依据。《示例管理办法》，以及《台账办法》（示〔2025〕9号）等有关规定。"
    )


def test_departments_and_items_are_counted(world):
    assert block("scope-2") == "（二）对象。销售部和服务部2个部门（单位）。"
    assert block("scope-3") == "（三）内容。共1个监察项目、4个检查项点（见附件1）。"
    world.campaign.participations.filter(department__code="SERVICE").delete()
    assert block("scope-2") == "（二）对象。销售部。"
    CheckItem.objects.filter(no=4).delete()
    assert "3个检查项点" in block("scope-3")


def test_the_leading_group_is_told_by_posts(world):
    assert block("leading") == "成立自查工作领导小组，组成人员如下："
    assert block("members-chair") == "组　长：总经理"
    assert block("members-member") == "成　员：副总经理"
    assert block("members-deputy") == ""
    assert block("duties") == "主要职责：一是研究部署；二是督促检查。"
    assert block("office") == "领导小组下设办公室，办公室设在监督室。"
    Membership.objects.filter(person__account="vice").update(office="deputy")
    assert block("members-deputy") == "副组长：副总经理"
    assert "成员" in gaps()
    Membership.objects.filter(office="chair").delete()
    assert "组长" in gaps()


def test_the_office_of_the_group_is_where_the_record_says(world):
    Group.objects.filter(kind="leading").update(
        office=world.departments["SALES"], office_duties="承办日常工作"
    )
    assert block("office") == ("领导小组下设办公室，办公室设在销售部，主要职责：承办日常工作。")


def test_other_groups_are_told_with_what_they_belong_to(world):
    top = Group.set_up(
        world.campaign, by=world.clerk, kind="work", name="禁令工作组", duties="组织学习"
    )
    sub = Group.set_up(world.campaign, by=world.clerk, kind="work", name="宣传组", parent=top)
    top.add(world.head, "chair", by=world.clerk)
    assert block(f"group-{top.pk}") == "禁令工作组，组长：销售部负责人。职责：组织学习。"
    assert block(f"group-{sub.pk}") == "宣传组（隶属于禁令工作组）：【待补：宣传组成员】。"
    sub.dissolve(by=world.clerk)
    assert block(f"group-{sub.pk}") == ""


def test_each_phase_has_its_days_tasks_departments_and_results(world):
    told = block("step-mobilization")
    assert told.startswith("（一）宣传发动阶段（2026年2月23日至3月2日）。一是召开专题会议，")
    assert "组织将《关于开展自查的通知》逐部门传达签阅，传达面达到100%；" in told
    assert "讲明开展效能监察的目的、意义、组织形式和有关要求；" in told
    assert told.endswith(
        "责任部门：监督室、各部门（单位）。形成成果：实施方案、责任分工表、传达签阅单和会议签到表。"
    )
    assert block("step-self_check").startswith("（二）深入自查阶段（3月2日至6日）。一是各部门")
    assert "由负责人签字后于3月6日前提交" in block("step-self_check")
    Phase.objects.filter(key="self_check").update(ends_on=date(2026, 3, 7))
    assert block("step-self_check").startswith("（二）深入自查阶段（3月2日至7日）。")
    assert "于3月7日前提交" in block("step-self_check")
    assert "于3月7日前将自查表和佐证材料报送监督室" in block("demand-5")


def test_a_phase_that_is_not_planned_is_not_told(world):
    Phase.objects.filter(key="mobilization").delete()
    assert block("step-mobilization") == ""
    assert block("step-self_check").startswith("（一）深入自查阶段（2026年3月2日至6日）。")


def test_the_threshold_of_the_reach_is_that_of_the_campaign(world):
    wording = {**world.campaign.wording, "reach_threshold": "95"}
    Campaign.objects.update(wording=wording)
    assert "传达面达到95%" in block("step-mobilization")
    Campaign.objects.update(wording={**wording, "reach_threshold": "0"})
    assert "传达面" not in block("step-mobilization")


def test_points_of_meetings_go_with_their_record(world):
    wording = {**world.campaign.wording, "meeting_points": {"department_meeting": ["意义"]}}
    Campaign.objects.update(wording=wording)
    told = block("step-mobilization")
    assert "讲明开展效能监察的意义" in told
    assert "全体员工大会" not in told


def test_the_day_of_a_meeting_that_was_called_is_told(world):
    assert "全体员工大会，" in block("step-mobilization")
    meeting = Meeting.objects.create(
        phase=Phase.objects.get(key="mobilization"),
        kind="all_meeting",
        title="全体员工大会",
        on=date(2026, 2, 26),
    )
    assert "召开全体员工大会（2月26日），" in block("step-mobilization")
    meeting.status, meeting.waived_reason = "waived", "合并召开"
    meeting.save()
    assert "（2月26日）" not in block("step-mobilization")


def test_planned_activities_are_told_with_day_and_department(world):
    assert "按计划组织" not in block("step-mobilization")
    planned = PlannedActivity.objects.create(
        phase=Phase.objects.get(key="mobilization"),
        kind="publicity",
        title="张贴海报",
        department=world.departments["SALES"],
        planned_on=date(2026, 2, 25),
    )
    assert "按计划组织张贴海报（2月25日，销售部）。" in block("step-mobilization")
    planned.status = "waived"
    planned.save()
    assert "按计划组织" not in block("step-mobilization")


def test_levels_are_told_where_they_are_planned(world):
    assert "层次" not in block("step-self_check") + block("scope-2")
    for order, name in enumerate(("班子成员率先查", "中层重点查"), start=1):
        layers.plan_level(
            world.campaign, [world.item(1)], by=world.clerk, name=name,
            audience="executive" if order == 1 else "middle", due_on=date(2026, 3, 2 + order),
        )  # fmt: skip
    told = block("step-self_check")
    assert "区分两个层次，分步组织自查：班子成员率先查（3月3日前）和中层重点查（3月4日前）" in told
    assert block("scope-2").endswith("其中个人自查区分两个层次：班子成员率先查和中层重点查。")


def test_the_inspection_group_is_to_be_set_up_until_it_is(world):
    assert "由检查组对照重点检查项点逐项核查" in block("step-analysis")
    Group.objects.filter(kind="inspection").delete()
    assert "成立专项检查组，对照重点检查项点逐项核查" in block("step-analysis")


def test_the_report_goes_to_the_addressee(world):
    assert "经领导小组审定后报上级公司" in block("step-analysis")
    Campaign.objects.update(addressee="上级公司监察室")
    assert "经领导小组审定后报上级公司监察室" in block("step-analysis")


def test_who_answers_on_which_rank(world):
    assert block("division") == (
        "总经理为第一责任人，对效能监察自查工作负总责；销售部负责人和服务部负责人对本部门（单位）"
        "的自查工作负具体责任（见附件4）。"
    )
    Responsibility.assign(
        world.campaign, by=world.clerk, person=world.inspector, rank=2, all_departments=True
    )
    assert "；检查组成员按照分管范围抓好督促落实；" in block("division")
    Responsibility.objects.filter(rank=1).delete()
    assert block("division").startswith("【待补：第一责任人】为第一责任人")


def test_the_table_has_a_row_for_each_line_of_the_division(world):
    assert rows("division") == [
        ["1", "第一责任人", "总经理", "对自查工作负总责", "各部门（单位）", "全部"],
        ["2", "具体责任人", "销售部负责人", "组织本部门自查", "销售部", "全部"],
        ["3", "具体责任人", "服务部负责人", "组织本部门自查", "服务部", "全部"],
    ]
    row = Responsibility.objects.get(person=world.head)
    row.change(by=world.clerk, duty="", all_projects=False, projects=[])
    assert rows("division")[1][3:] == ["【待补：职责】", "销售部", "【待补：负责项目】"]
    row.withdraw(by=world.clerk)
    assert [line[2] for line in rows("division")] == ["总经理", "服务部负责人"]
    Responsibility.objects.filter(rank=1).delete()
    assert rows("division")[0][1:3] == ["第一责任人", "【待补：第一责任人】"]


def test_the_breakdown_has_a_row_for_each_item(world):
    assert rows("breakdown") == [
        ["1", "第1个示例项点", "销售部", "—", "销售部负责人", "3月6日"],
        ["2", "第2个示例项点", "销售部", "服务部", "销售部负责人", "3月6日"],
        ["3", "第3个示例项点", "销售部", "服务部", "销售部负责人", "3月6日"],
        ["4", "第4个示例项点", "监督室", "—", "监督室专员", "—"],
    ]
    ItemScope.objects.filter(item__no=1).delete()
    assert rows("breakdown")[0][2:5] == ["【待补：牵头部门】", "—", "【待补：责任人】"]
    CheckItem.objects.filter(no=2).update(all_departments=True)
    assert rows("breakdown")[1][2:5] == ["各部门（单位）", "—", "各部门（单位）负责人"]
    CheckItem.objects.filter(no=3).delete()
    assert [row[0] for row in rows("breakdown")] == ["1", "2", "4"]


def test_the_items_are_listed_with_standard_and_methods(world):
    assert rows("items")[0] == [
        "1", "示例项目", "第1个示例项点", "齐全为符合；缺一为不符合", "查阅资料、抽样检查",
    ]  # fmt: skip
    CheckItem.objects.filter(no=1).update(standard="")
    assert rows("items")[0][3] == "—"


def test_whom_to_ask_is_told_by_post_with_the_number_the_directory_has(world):
    assert block("demand-5").endswith("报送监督室（联系人：监督室专员）。")
    clerk = world.clerk
    clerk.mobile = "0931-1234567"
    clerk.save()
    assert block("demand-5").endswith("（联系人：监督室专员，电话：0931-1234567）。")


def test_a_campaign_drafted_before_has_the_set_words_of_its_kind(world):
    kept = {key: word for key, word in world.campaign.wording.items() if key != "demands"}
    Campaign.objects.update(wording=kept)
    assert block("demand-1").startswith("（一）提高思想认识。")
    Campaign.objects.update(wording={**kept, "demands": ["只此一条。{due}前报{office}"]})
    assert block("demand-1") == "只此一条。3月6日前报监督室。"


def test_a_gap_in_an_annex_stands_in_the_way_too(world):
    ItemScope.objects.filter(item__no=1).delete()
    document = plan()
    found = checks_of_a_plan(document, Figures(Campaign.objects.get(), at(date(2026, 2, 10))))
    told = {check.text: check.place for check in found if check.level == "block"}
    assert told == {"待补：牵头部门": "任务分解表", "待补：责任人": "任务分解表"}


def test_a_chain_with_a_gap_is_to_be_looked_at(world):
    figures = Figures(Campaign.objects.get(), at(date(2026, 2, 10)))
    found = [c.text for c in checks_of_a_plan(plan(), figures) if c.level == "warn"]
    assert found == ["责任链条不完整：销售部、服务部"]
    Responsibility.assign(
        world.campaign, by=world.clerk, person=world.inspector, rank=2, all_departments=True
    )
    figures = Figures(Campaign.objects.get(), at(date(2026, 2, 10)))
    found = [c.text for c in checks_of_a_plan(plan(), figures) if c.level == "warn"]
    assert found == []


def test_no_name_of_a_person_stands_in_it(world):
    leader = world.leader
    leader.name, leader.post = "某经理本名", "总经理"
    leader.save()
    text = "".join(plain(runs) for runs in plan().all_runs())
    assert "某经理本名" not in text
    leader.post = ""
    leader.save()
    figures = Figures(Campaign.objects.get(), at(date(2026, 2, 10)))
    assert any("某经理本名" in check.text for check in checks_of_a_plan(plan(), figures))


def notice(key: str) -> str:
    found = [b for b in plan("group_notice").blocks if isinstance(b, Paragraph) and b.key == key]
    return plain(found[0].runs) if found else ""


def test_the_notice_says_who_what_and_where(world):
    document = plan("group_notice")
    assert document.title == "示例公司关于成立自查工作领导小组的通知"
    assert document.missing() == ()
    assert headings(document) == ["一、组成人员", "二、主要职责", "三、办事机构"]
    assert notice("opening") == (
        "根据上级公司《关于开展自查的通知》要求，为加强对效能监察自查工作的组织领导，确保各项任务"
        "落到实处，我公司决定成立自查工作领导小组。现将有关事项通知如下："
    )
    assert notice("members-chair") == "组　长：总经理"
    assert notice("duties") == "一是研究部署；二是督促检查。"
    assert notice("succession") == "领导小组成员因工作变动的，由接任者自然递补，不另行文。"


def test_the_notice_tells_the_groups_below_the_leading_group_alone(world):
    leading = Group.objects.get(kind="leading")
    below = Group.set_up(world.campaign, by=world.clerk, kind="work", name="联络组", parent=leading)
    apart = Group.set_up(world.campaign, by=world.clerk, kind="work", name="禁令工作组")
    assert headings(plan("group_notice"))[-1] == "四、工作机构"
    assert notice(f"group-{below.pk}").startswith("联络组")
    assert notice(f"group-{apart.pk}") == ""


def test_without_a_group_the_notice_shows_what_is_missing(world):
    Group.objects.all().delete()
    assert gaps("group_notice") == {"领导小组", "领导小组组成人员", "领导小组职责"}


def test_the_division_is_a_paper_of_its_own(world):
    document = plan("division")
    assert document.title == "示例公司效能监察自查责任分工表"
    [opening] = [b for b in document.blocks if isinstance(b, Paragraph) and b.key == "opening"]
    assert plain(opening.runs).startswith(
        "为落实效能监察自查工作责任，现将2个部门（单位）、1个监察项目、4个检查项点的责任分工"
    )
    assert len(rows("division", "division")) == 3
    assert len(rows("breakdown", "division")) == 4
