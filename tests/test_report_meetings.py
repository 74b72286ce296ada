"""The paragraph on the mobilization follows meetings, rosters and rounds, record by record."""

from datetime import date

import pytest

from campaigns import calling, circulating, meetings
from campaigns.models import Attendance, BasisDocument, Meeting, Receipt
from organization import clock
from reports.figures import Figures
from reports.records import line_of
from tests.reporting import afresh, meet, said, told_once
from tests.world import at, phase

TUESDAY, WEDNESDAY, FRIDAY = (date(2026, 2, n) for n in (24, 25, 27))


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db):
    return afresh(base)


def told(story) -> str:
    return said(story, "phase-mobilization-text")


def of_kind(kind: str):
    return Meeting.objects.filter(kind=kind)


def absent(kind: str, **people: str) -> None:
    """These people did not come to the meetings of a kind: account=reason."""
    for account, reason in people.items():
        rows = Attendance.objects.filter(meeting__kind=kind, person__account=account)
        assert rows.update(status="absent", reason=reason) == 1


def made_up(kind: str, *accounts: str) -> None:
    rows = Attendance.objects.filter(meeting__kind=kind, person__account__in=accounts)
    assert rows.update(status="made_up") == len(accounts)


# -- the special meeting ------------------------------------------------------------------------


def test_without_the_special_meeting_its_day_goes(story):
    assert "2月23日，我公司召开专题会议，成立由总经理任组长" in told(story)
    of_kind("leading_meeting").delete()
    assert "一是加强组织领导。成立由总经理任组长" in told(story)
    assert "2月23日" not in told(story)


def test_a_plan_nobody_spoke_of_is_not_claimed(story):
    assert "，研究制定实施方案" in told(story)
    of_kind("leading_meeting").update(told=["成立领导小组"])
    assert "实施方案" not in told(story)


def test_a_meeting_that_is_only_planned_is_not_told(story):
    of_kind("leading_meeting").update(status="planned")
    of_kind("all_meeting").update(status="planned")
    assert "召开专题会议" not in told(story)
    assert "全体员工大会" not in told(story)


# -- meetings of the departments ------------------------------------------------------------------


def test_only_what_was_told_at_every_meeting_is_told(story):
    assert "讲明开展效能监察自查的目的、意义、组织形式和有关要求，" in told(story)
    one = of_kind("department_meeting").first()
    Meeting.objects.filter(pk=one.pk).update(told=["目的", "有关要求"])
    assert "讲明开展效能监察自查的目的和有关要求，应到" in told(story)
    of_kind("department_meeting").update(told=[])
    assert "分别召开部门会议，应到3人" in told(story)


def test_points_of_ones_own_are_told_as_they_are(story):
    of_kind("department_meeting").update(told=["目的", "本部门重点项点"])
    assert "分别召开部门会议，传达目的和本部门重点项点，应到" in told(story)


def test_one_department_alone_does_not_meet_separately(story):
    of_kind("department_meeting").filter(department__code="SERVICE").delete()
    assert "2月25日，1个部门（单位）召开部门会议" in told(story)


def test_a_department_that_has_not_met_is_counted(story):
    of_kind("department_meeting").filter(department__code="SERVICE").update(status="planned")
    words = told(story)
    assert "2月25日，1个部门（单位）召开部门会议" in words
    assert "应到2人，实到2人，全部到会，尚有1个部门（单位）未召开；" in words


def test_a_department_that_need_not_meet_is_counted_apart(story):
    of_kind("department_meeting").filter(department__code="SERVICE").update(
        status="waived", waived_reason="与公司会议合并"
    )
    assert "全部到会，另有1个部门（单位）经批准未单独召开；" in told(story)


def test_a_department_that_met_twice_is_one_department(story):
    sales = story.departments["SALES"]
    meet(story, Meeting.Kind.DEPARTMENT, FRIDAY, "部门会议", department=sales)
    words = told(story)
    assert "2月25日至27日，2个部门（单位）分别召开部门会议" in words
    assert "应到5人，实到5人" in words


# -- who came -------------------------------------------------------------------------------------


def test_whoever_was_absent_and_made_it_up(story):
    absent("all_meeting", head="值班", member="出差")
    made_up("all_meeting", "head", "member")
    assert "应到4人，实到2人，因值班和出差缺席2人，均已补课。" in told(story)


def test_whoever_did_not_make_it_up(story):
    absent("all_meeting", head="值班", member="值班")
    assert "因值班缺席2人，尚未补课。" in told(story)
    made_up("all_meeting", "head")
    assert "因值班缺席2人，其中1人尚未补课。" in told(story)


def test_nobody_came(story):
    everybody = ("leader", "head", "member", "service_head")
    absent("all_meeting", **dict.fromkeys(everybody, "停电"))
    assert "应到4人，无人到会，因停电缺席4人，尚未补课。" in told(story)


def test_many_reasons_are_not_all_named(story):
    reasons = {"leader": "出差", "head": "值班", "member": "病假", "service_head": "学习"}
    absent("all_meeting", **reasons)
    assert "等4种原因缺席4人" in told(story)


def test_a_meeting_without_a_roster_claims_no_attendance(story):
    Attendance.objects.filter(meeting__kind="all_meeting").delete()
    words = told(story)
    assert "对自查工作提出具体要求。四是" in words


def test_the_absent_stand_behind_their_number(story):
    absent("department_meeting", member="出差")
    figures = Figures(story.campaign, at(FRIDAY, 18))
    lines = [line_of(row, figures.sources) for row in figures.rows("department_meeting_absent")]
    assert [(line.text, [part for part, _url in line.parts]) for line in lines] == [
        ("销售部填报人", ["销售部", "部门会议 2026年2月25日", "出差"])
    ]
    present = figures.rows("department_meeting_present")
    assert present.count() == figures.value("department_meeting_present") == 2


# -- the days -------------------------------------------------------------------------------------


def test_the_earlier_meeting_comes_first_and_the_same_day_is_not_repeated(story):
    of_kind("all_meeting").update(on=WEDNESDAY)
    assert "全部到会；同日，总经理主持召开全体员工大会" in told(story)
    of_kind("all_meeting").update(on=TUESDAY)
    words = told(story)
    assert "三是层层动员部署。同日，总经理主持召开" in words
    assert "全部到会；2月25日，2个部门（单位）" in words


def test_a_meeting_without_chair_is_a_gap(story):
    of_kind("all_meeting").update(host="")
    assert "2月26日，【待补：会议主持人】主持召开" in told(story)


# -- studied again --------------------------------------------------------------------------------


def study_again(story):
    """The basis documents go round once more on the day of the meeting of all."""
    first = story.campaign.circulations.get()
    first.campaign = story.campaign
    documents = BasisDocument.objects.filter(campaign=story.campaign, role="basis")
    day = date(2026, 2, 26)
    with clock.at(at(day, 11)):
        again = circulating.second_round(
            first, by=story.clerk, title="再学习", organiser="办公室", on=day, studies=documents
        )
    for receipt in again.receipts.select_related("person", "circulation__campaign"):
        with clock.at(at(day, 15)):
            receipt.sign(receipt.person.title, by=receipt.person)
    return again


def test_documents_studied_again_are_named_and_signed_for(story):
    study_again(story)
    words = told(story)
    assert "组织再学习《示例管理办法》、再动员，宣布领导机构和责任分工" in words
    assert "；同日，组织逐人签阅再学习情况，应签5人，实签5人。" in words


def test_one_who_has_not_studied_again_is_counted(story):
    again = study_again(story)
    Receipt.objects.filter(circulation=again, person__account="member").update(status="read")
    assert "应签5人，实签4人，再学习面为80%，尚有1人未签阅。" in told(story)
    again.receipts.update(status="unread")
    assert "应签5人，尚无人签阅。" in told(story)


def test_without_the_second_round_nothing_was_studied_again(story):
    study_again(story).delete()
    words = told(story)
    assert "组织再学习、再动员，" in words
    assert "再学习情况" not in words


def test_the_first_round_is_not_mixed_with_the_second(story):
    study_again(story).receipts.update(status="unread")
    assert "应传达5人，实际签阅5人，传达面达到100%。" in told(story)


# -- a roster that changes -------------------------------------------------------------------------


def test_who_is_called_in_is_expected_in_the_report(story):
    with clock.at(at(FRIDAY)):
        made = calling.call(
            phase(story, "mobilization"), by=story.clerk, kind=Meeting.Kind.ALL, on=FRIDAY,
            title="全体员工大会", people=[story.employee], points=[],
        )  # fmt: skip
        meetings.all_others_present(made, by=story.clerk)
        meetings.hold(made, by=story.clerk, told=[])
    words = told(story)
    assert "2月26日至27日，总经理主持召开全体员工大会2次，应到9人，实到9人，全部到会。" in words
