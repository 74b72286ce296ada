"""会议: each department holds its own; who came, who did not and why; the timeline follows."""

from datetime import date

import pytest

from campaigns import launch, meetings
from campaigns.models import Activity, Attendance, Meeting
from organization.models import NotAllowed
from organization.waiting import waiting
from tests.visiting import get, post, text, visit
from tests.world import DAY, phase

POINTS = ["目的", "意义", "组织形式", "有关要求"]


@pytest.fixture
def asked(world) -> Meeting:
    """The meeting of 销售部, which its head is to hold."""
    launch.launch(world.campaign, by=world.clerk)
    row = phase(world, "mobilization")
    meetings.ask_departments(row, by=world.clerk, on=DAY, title="部门专题会议")
    return Meeting.objects.get(department=world.departments["SALES"])


def place(meeting: Meeting, account: str) -> Attendance:
    return meeting.attendances.get(person__account=account)


def held(**changes) -> dict:
    form = {
        "on": "2026-03-02",
        "place": "三楼会议室",
        "host": "销售部负责人",
        "minutes": "已传达。",
    }
    return {**form, "told": POINTS, **changes}


def test_each_department_is_asked_once(world, asked):
    assert Meeting.objects.count() == 2
    assert asked.points == POINTS
    row = phase(world, "mobilization")
    assert meetings.ask_departments(row, by=world.clerk, on=DAY, title="再来一次") == 0
    assert {row.person.account for row in asked.attendances.all()} == {"head", "member"}


def test_the_meeting_waits_for_its_head(world, asked):
    found = [entry.title for entry in waiting(world.head) if entry.kind == "meeting"]
    assert found == ["召开会议“部门专题会议”"]
    assert not [entry for entry in waiting(world.member) if entry.kind == "meeting"]


def test_the_head_holds_it_by_the_roster(world, asked):
    absent = place(asked, "member")
    post("head", "note_attendance", "spring", asked.pk, absent.pk, state="absent", reason="出差")
    post("head", "note_all_present", "spring", asked.pk)
    post("head", "hold_meeting", "spring", asked.pk, **held())
    asked.refresh_from_db()
    line = asked.activity
    assert asked.status == "held"
    assert (line.kind, line.department.code, line.host) == (
        "department_meeting", "SALES", "销售部负责人",
    )  # fmt: skip
    assert (line.due, line.present, line.made_up) == (2, 1, 0)
    post("head", "note_attendance", "spring", asked.pk, absent.pk, state="made_up")
    assert Activity.objects.get(pk=line.pk).made_up == 1
    assert "已补学" in text(get("head", "meeting", "spring", asked.pk).xpath("//tbody")[0])


def test_every_point_has_to_be_told(world, asked):
    meetings.all_others_present(asked, by=world.head)
    sent = post("head", "hold_meeting", "spring", asked.pk, status=409, **held(told=POINTS[:3]))
    assert "尚未讲明：有关要求" in text(sent.page.xpath("//main")[0])
    assert Meeting.objects.get(pk=asked.pk).status == "planned"
    assert not Activity.objects.exists()


def test_everybody_is_present_or_absent(world, asked):
    sent = post("head", "hold_meeting", "spring", asked.pk, status=409, **held())
    assert "2人既未登记出席，也未登记缺席。" in text(sent.page.xpath("//main")[0])


def test_an_absence_needs_a_reason(world, asked):
    with pytest.raises(NotAllowed, match="原因"):
        meetings.note_absent(place(asked, "member"), " ", by=world.head)
    assert place(asked, "member").status == "expected"


def test_a_phase_waits_for_its_meetings_by_name(world, asked):
    def said() -> list[str]:
        reasons = phase(world, "mobilization").reasons_against_ending()
        return [reason.text for reason in reasons if "专题" in reason.text]

    assert said() == ["销售部尚未召开“部门专题会议”。", "服务部尚未召开“部门专题会议”。"]
    meetings.waive(asked, "与公司会议合并", by=world.clerk)
    assert said() == ["服务部尚未召开“部门专题会议”。"]
    with pytest.raises(NotAllowed, match="理由"):
        meetings.waive(Meeting.objects.planned().get(), "", by=world.clerk)


def test_everybody_is_called_to_the_meeting_of_all(world):
    launch.launch(world.campaign, by=world.clerk)
    form = {"phase": phase(world, "mobilization").pk, "kind": "all_meeting", "on": "2026-03-02"}
    form |= {"title": "全体员工大会", "host": "总经理", "agenda": "再学习\n部署"}
    post("clerk", "call_meeting", "spring", **form)
    made = Meeting.objects.get()
    assert made.points == ["再学习", "部署"]
    called = {row.person.account for row in made.attendances.all()}
    assert called == {"leader", "head", "member", "service_head"}
    assert made.on == date(2026, 3, 2)


def test_the_attendance_sheet_is_a_paper(world, asked):
    meetings.note_absent(place(asked, "member"), "出差", by=world.head)
    meetings.all_others_present(asked, by=world.head)
    page = get("head", "attendance_sheet", "spring", asked.pk)
    said = text(page.xpath("//article")[0])
    assert "应到2人，实到1人，缺席1人" in said
    rows = [[text(cell) for cell in row] for row in page.xpath("//article//tbody/tr")]
    assert rows == [
        ["1", "销售部", "销售部负责人", "出席", ""],
        ["2", "销售部", "销售部填报人", "缺席", "出差"],
    ]
    assert visit("head").get(f"{asked.get_absolute_url()}sheet/pdf/").content[:4] == b"%PDF"
    assert visit("head").get(f"{asked.get_absolute_url()}sheet/docx/").content[:2] == b"PK"
