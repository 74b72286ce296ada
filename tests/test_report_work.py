"""一、自查工作开展情况: every sentence follows from the records of its phase."""

from datetime import date

import pytest

from campaigns import registers
from campaigns.models import (
    Activity,
    Answer,
    AnswerEvidence,
    Evidence,
    Group,
    Meeting,
    Receipt,
    SelfCheck,
    Site,
    Verification,
)
from findings.models import Finding, FindingSource
from reports.figures import Figures
from reports.records import line_of
from tests.reporting import afresh, find, said, table, told_once, written
from tests.world import DAY, at

TUESDAY, WEDNESDAY = date(2026, 2, 24), date(2026, 2, 25)


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def mobilization(story) -> str:
    return said(story, "phase-mobilization-text")


def self_check(story) -> str:
    return said(story, "phase-self_check-text")


def analysis(story) -> str:
    return said(story, "phase-analysis-text")


# -- 宣传发动 ----------------------------------------------------------------------------------


def test_four_parts_of_the_mobilization(story):
    assert mobilization(story) == (
        "一是加强组织领导。2月23日，我公司召开专题会议，成立由总经理任组长、各部门负责人参加的"
        "领导小组，下设办公室（设在监督室），研究制定实施方案，明确2项职责分工。"
        "二是认真传达签阅。2月24日，由办公室组织将《关于开展自查的通知》逐部门传达签阅"
        "（见附件4），应传达5人，实际签阅5人，传达面达到100%。"
        "三是层层动员部署。2月25日，2个部门（单位）分别召开部门会议，讲明开展效能监察自查的"
        "目的、意义、组织形式和有关要求，应到3人，实到3人，全部到会；2月26日，总经理主持召开"
        "全体员工大会，组织再学习、再动员，宣布领导机构和责任分工，对自查工作提出具体要求，"
        "应到4人，实到4人，全部到会。"
        "四是营造良好氛围。通过张贴海报和悬挂横幅开展宣传2次，编发简报1期。"
    )


def test_parts_without_records_go_and_the_rest_is_renumbered(story):
    story.campaign.circulations.all().delete()
    Activity.objects.filter(kind__in=["publicity", "brief"]).delete()
    words = mobilization(story)
    assert words.startswith("一是加强组织领导。")
    assert "二是层层动员部署。" in words
    assert "三是" not in words


def test_one_part_alone_has_no_number(story):
    story.campaign.circulations.all().delete()
    Activity.objects.all().delete()
    Meeting.objects.all().delete()
    assert mobilization(story).startswith("加强组织领导。成立由总经理任组长")


def test_a_phase_without_any_record_is_a_gap(story):
    story.campaign.circulations.all().delete()
    Activity.objects.all().delete()
    Meeting.objects.all().delete()
    Group.objects.filter(kind="leading").delete()
    assert mobilization(story) == "【待补：宣传发动阶段工作记录】。"


def test_no_chair_and_no_group_are_gaps(story):
    story.campaign.groups.get(kind="leading").memberships.update(office="member")
    assert "成立由【待补：组长】任组长" in mobilization(story)
    Group.objects.filter(kind="leading").delete()
    assert "专题会议，成立【待补：领导小组】，研究制定实施方案。" in mobilization(story)


def test_late_signers_are_told(story):
    late = Receipt.objects.filter(person__account__in=["head", "member"])
    late.update(signed_at=at(date(2026, 2, 26)))
    assert "传达面达到100%（其中补签2人）。" in mobilization(story)


def test_signing_late_on_the_same_day_is_not_late(story):
    Receipt.objects.update(signed_at=at(TUESDAY, 23, 59))
    assert "补签" not in mobilization(story)


def test_reach_below_all_is_told_with_who_is_missing(story):
    Receipt.objects.filter(person__account="member").update(status="read", signed_at=None)
    words = mobilization(story)
    assert "应传达5人，实际签阅4人，传达面为80%，尚有1人未签阅（销售部1人），正在补传。" in words
    assert "100%" not in words


def test_nobody_signed_yet(story):
    Receipt.objects.update(status="unread", signed_at=None)
    assert "应传达5人，尚无人签阅，正在传达。" in mobilization(story)


def test_whoever_is_exempt_is_not_counted(story):
    Receipt.objects.filter(person__account="member").update(
        status="exempt", exempt_reason="休产假", signed_at=None
    )
    words = mobilization(story)
    assert "应传达4人，实际签阅4人，传达面达到100%，另有1人因休产假经批准未纳入统计。" in words


def test_the_annex_counts_people_where_they_belong(story):
    assert table(written(story), "annex-circulation") == [
        ["1", "本级", "1", "1", "—", "100%"],
        ["2", "监督室", "1", "1", "—", "100%"],
        ["3", "销售部", "2", "2", "—", "100%"],
        ["4", "服务部", "1", "1", "—", "100%"],
        ["", "合计", "5", "5", "—", "100%"],
    ]


def test_many_kinds_of_publicity_are_not_all_named(story):
    act = Activity.objects.filter(kind="publicity").first()
    for n in range(6):
        act.pk, act.title = None, f"讲座{n}"
        act.save()
    assert "通过张贴海报、悬挂横幅、讲座0等8种形式开展宣传8次，编发简报1期。" in mobilization(story)


def test_sites_with_publicity_are_counted_once_by_kind(story):
    """B-020: 自有、合作营业厅; a site with two posters is one site."""
    acts = Activity.objects.filter(kind="publicity")
    sales = story.departments["SALES"]
    registers.add_sites(story.campaign, ["甲厅"], kind="own", department=sales, by=story.clerk)
    for act in acts:
        act.sites.set(Site.objects.all())
    assert "开展宣传2次，覆盖自有场所1处，编发简报1期。" in mobilization(story)
    registers.add_sites(story.campaign, ["乙厅"], kind="partner", department=sales, by=story.clerk)
    acts.first().sites.set(Site.objects.all())
    assert "，覆盖自有、合作场所2处，" in mobilization(story)


# -- 深入自查 ----------------------------------------------------------------------------------


def test_answers_are_counted_by_result(story):
    assert self_check(story) == (
        "各部门（单位）对照检查项点逐项自查，共填报自查表2份、5项次；其中符合3项次、不符合2项次。"
    )


def test_all_compliant_is_told_without_parts(story):
    Answer.objects.update(result="ok")
    SelfCheck.objects.update(nil_report=True)
    assert self_check(story) == (
        "各部门（单位）对照检查项点逐项自查，共填报自查表2份、5项次，均为符合，"
        "未发现不符合情况。2个部门（单位）经自查未发现问题，均由负责人签字作出零报告。"
    )


def test_none_refused_but_several_results(story):
    Answer.objects.filter(item__no=2).update(result="na")
    assert "其中符合3项次、不适用2项次，未发现不符合情况。" in self_check(story)


def test_one_nil_return_is_not_all(story):
    SelfCheck.objects.filter(department__code="SERVICE").update(nil_report=True)
    assert "1个部门（单位）经自查未发现问题，由负责人签字作出零报告。" in self_check(story)


def test_evidence_is_counted_once_however_often_it_is_used(story):
    answers = Answer.objects.filter(selfcheck__department__code="SALES")
    file = Evidence.objects.create(
        campaign=story.campaign, department=story.departments["SALES"], name="台账.pdf",
        kind="application/pdf", size=1, sha256="0" * 64, stored="x", uploaded_by=story.head,
        uploaded_at=at(DAY),
    )  # fmt: skip
    uses = [AnswerEvidence(evidence=file, target=answer, at=at(DAY)) for answer in answers]
    AnswerEvidence.objects.bulk_create(uses)
    assert "5项次，提供佐证材料1份；其中" in self_check(story)
    SelfCheck.objects.filter(department__code="SALES").update(submitted_at=None)
    assert "佐证材料" not in self_check(story)


def test_a_sheet_that_came_late(story):
    SelfCheck.objects.filter(department__code="SALES").update(submitted_at=at(date(2026, 3, 9)))
    assert "1份自查表未按期提交，已于3月9日补报。" in self_check(story)
    SelfCheck.objects.update(submitted_at=at(date(2026, 3, 9)))
    assert "2份自查表未按期提交，均已于3月9日前补报。" in self_check(story)


def test_a_sheet_that_was_sent_back_is_not_late_for_that(story):
    SelfCheck.objects.update(submitted_at=at(date(2026, 3, 9)), round=2)
    assert "未按期提交" not in self_check(story)


def test_a_sheet_that_is_still_missing(story):
    SelfCheck.objects.filter(department__code="SERVICE").update(submitted_at=None)
    words = self_check(story)
    assert "共填报自查表1份、3项次" in words
    assert words.endswith("截至3月13日，尚有1份自查表未提交，涉及服务部。")


def test_what_is_typed_into_a_returned_sheet_is_a_draft_again(story):
    sheet = SelfCheck.objects.filter(department__code="SALES")
    sheet.update(status="returned", submitted_at=at(date(2026, 3, 6)))
    answer = Answer.objects.get(item__no=2, selfcheck__department__code="SALES")
    before = self_check(story)
    for result in ("na", ""):
        Answer.objects.filter(pk=answer.pk).update(result=result, edited_at=at(date(2026, 3, 12)))
        assert self_check(story) == before
    figures = Figures(story.campaign, at(date(2026, 3, 13)))
    assert answer in figures.rows("answers_no")
    assert (figures.value("answers"), figures.rows("answers").count()) == (5, 5)
    line = line_of(Answer.objects.get(pk=answer.pk), figures.sources)
    assert (line.status, line.word) == ("no", "不符合")


def test_no_sheet_at_all_is_a_gap(story):
    SelfCheck.objects.update(submitted_at=None)
    assert self_check(story) == "【待补：自查填报情况】。"


# -- 分析梳理 ----------------------------------------------------------------------------------


def test_verification_of_everything_item_by_item(story):
    assert analysis(story) == (
        "我公司对自查情况进行汇总、分析和梳理，成立由1人组成的专项检查组，对照检查项点逐项核查，"
        "采取查阅资料和现场查看的方式，共核查5项次，核查率100%。"
        "经审核，未发现需要退回重查的情况。经汇总归并，查出1个问题，为台账登记不完整。"
    )


def test_verification_of_a_part_is_a_spot_check(story):
    Verification.objects.filter(item__no=3).delete()
    words = analysis(story)
    assert "对照检查项点重点抽查，" in words
    assert "共核查3项次，核查率60%。" in words
    assert "逐项" not in words


def test_many_methods_are_told_by_frequency(story):
    row = Verification.objects.first()
    Verification.objects.filter(pk=row.pk).update(
        method="现场查看；抽样检查；系统核查（权限）；录音回听"
    )
    assert "采取现场查看、查阅资料、抽样检查、系统核查等方式" in analysis(story)


def test_without_verification_there_is_a_gap(story):
    Verification.objects.all().delete()
    assert "分析和梳理。【待补：核查情况】。" in analysis(story)


def test_no_inspectors_are_a_gap(story):
    Group.objects.filter(kind="inspection").delete()
    assert "成立由【待补：检查组人数】人组成" in analysis(story)


def test_while_sheets_wait_nothing_is_said_of_returns(story):
    SelfCheck.objects.filter(department__code="SALES").update(status="submitted")
    assert "经审核" not in analysis(story)


def test_what_a_department_reported_itself_is_not_found_by_inspection(story):
    seen = Verification.objects.get(item__no=2, department__code="SERVICE")
    find(story, "核查属实的事项", [seen])
    assert "共查出2个问题。" in analysis(story)


def test_findings_by_where_they_came_from(story):
    Verification.objects.filter(department__code="SALES").update(self_result="ok")
    find(
        story, "检查中发现的事项", [Verification.objects.get(item__no=2, department__code="SALES")]
    )
    words = analysis(story)
    assert "共查出2个问题，其中自查发现1个、检查发现1个。" in words
    find(story, "信访反映的事项", aspect="服务管理")
    words = analysis(story)
    assert "共查出两个方面3个问题，其中自查发现1个、检查发现1个、其他渠道发现1个。" in words


def test_findings_from_one_kind_of_source_have_no_parts(story):
    source = Verification.objects.get(item__no=2, department__code="SALES")
    finding = find(story, "另一事项", [source])
    FindingSource.objects.filter(finding=finding).delete()
    answer = Answer.objects.get(item__no=3, selfcheck__department__code="SALES")
    FindingSource.objects.create(finding=finding, answer=answer)
    assert "共查出2个问题。" in analysis(story)


def test_what_was_fixed_in_passing_is_told_apart(story):
    answer = Answer.objects.get(item__no=3, selfcheck__department__code="SALES")
    finding = find(story, "流程不明确", fixed_in_passing=True)
    FindingSource.objects.create(finding=finding, answer=answer)
    assert analysis(story).endswith(
        "查出1个问题，为台账登记不完整。对自查中发现的1个具体问题，正在立即整改，未列入上述问题。"
    )
    Finding.objects.filter(pk=finding.pk).update(status="closed")
    assert "1个具体问题，已当即整改到位，未列入上述问题。" in analysis(story)


def test_nothing_found_but_what_was_fixed_in_passing(story):
    Finding.objects.filter(pk=story.finding.pk).update(status="closed", fixed_in_passing=True)
    words = analysis(story)
    assert words.endswith(
        "对自查中发现的1个具体问题，已当即整改到位。经自查和检查，未发现其他违反有关规定的问题。"
    )


def test_nothing_found(story):
    Finding.objects.all().delete()
    Verification.objects.update(result="ok")
    Answer.objects.update(result="ok")
    assert analysis(story).endswith("经自查和检查，未发现违反有关规定的问题。")


def test_refused_items_without_finding_leave_a_gap(story):
    Finding.objects.all().delete()
    assert analysis(story).endswith("【待补：汇总梳理结果】。")


def test_dismissed_and_merged_findings_do_not_count(story):
    other = find(story, "不成立的事项")
    Finding.objects.filter(pk=other.pk).update(status="dismissed")
    merged = find(story, "并入的事项")
    Finding.objects.filter(pk=merged.pk).update(status="merged", merged_into=story.finding)
    child = find(story, "下级事项")
    Finding.objects.filter(pk=child.pk).update(parent=story.finding)
    assert "查出1个问题，为台账登记不完整。" in analysis(story)
