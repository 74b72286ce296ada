"""会议: each department holds its own; who came, who did not and why; the timeline follows."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml.html import fromstring

from campaigns import calling, heads, launch, meetings
from campaigns.models import Activity, Attendance, Meeting, Participation
from organization.models import NotAllowed, Notification
from organization.waiting import waiting
from tests.visiting import get, post, text, visit
from tests.world import DAY, phase

POINTS = ["目的", "意义", "组织形式", "有关要求"]


@pytest.fixture
def asked(world) -> Meeting:
    """The meeting of 销售部, which its head is to hold."""
    launch.launch(world.campaign, by=world.clerk)
    row = phase(world, "mobilization")
    calling.ask_departments(row, by=world.clerk, on=DAY, title="部门专题会议")
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
    assert calling.ask_departments(row, by=world.clerk, on=DAY, title="再来一次") == 0
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
    assert "已补学" in text(get("head", "meeting", "spring", asked.pk).get_element_by_id("roster"))


def test_every_point_has_to_be_told(world, asked):
    meetings.all_others_present(asked, by=world.head)
    sent = post(
        "head",
        "hold_meeting",
        "spring",
        asked.pk,
        status=422,
        **held(told=POINTS[:3], place="三楼会议室"),
    )
    assert "尚未讲明：有关要求" in text(sent.page.get_element_by_id("hold"))
    assert sent.page.get_element_by_id("id_place").value == "三楼会议室"
    assert Meeting.objects.get(pk=asked.pk).status == "planned"
    assert not Activity.objects.exists()


def test_everybody_is_present_or_absent(world, asked):
    sent = post("head", "hold_meeting", "spring", asked.pk, status=422, **held())
    assert "2人既未登记出席，也未登记缺席。" in text(sent.page.get_element_by_id("hold"))


def test_an_absence_needs_a_reason(world, asked):
    with pytest.raises(NotAllowed, match="原因"):
        meetings.note_absent(place(asked, "member"), " ", by=world.head)
    row = place(asked, "member")
    post("head", "note_attendance", "spring", asked.pk, row.pk, status=422, state="absent",
         reason=" ")  # fmt: skip
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
    made = call(world, "all_meeting", points="再学习\n部署")
    assert made.points == ["再学习", "部署"]
    called = {row.person.account for row in made.attendances.all()}
    assert called == {"leader", "head", "member", "service_head"}
    assert made.on == date(2026, 3, 2)


def call(world, kind: str, **changes) -> Meeting:
    """What the office sends from the page of a kind."""
    form = {"phase": phase(world, "mobilization").pk, "on": "2026-03-02", "starts_at": "09:00"}
    form |= {"title": "大会", "place": "三楼会议室", "host": "总经理", **changes}
    address = f"{reverse('call_meeting', args=['spring'])}?kind={kind}"
    assert visit("clerk").post(address, form).status_code == 302
    return Meeting.objects.latest("pk")


def called(meeting: Meeting) -> set[str]:
    return {row.person.account for row in meeting.attendances.all()}


def told(kind: str) -> dict[str, str]:
    rows = Notification.objects.filter(kind=kind).order_by("pk")
    return {row.recipient.account: row.text for row in rows}


def test_everybody_called_is_told_when_and_where(world):
    launch.launch(world.campaign, by=world.clerk)
    call(world, "all_meeting")
    words = "2026年3月2日 09:00，三楼会议室"
    assert told("meeting_called") == dict.fromkeys(
        ("leader", "head", "member", "service_head"), words
    )


def test_the_leading_group_is_called_to_the_meeting_of_leaders(world):
    launch.launch(world.campaign, by=world.clerk)
    assert called(call(world, "leading_meeting", people="旁观部员工")) == {"leader", "employee"}


def test_before_there_is_a_group_the_leaders_and_the_heads_are_called(world):
    launch.launch(world.campaign, by=world.clerk)
    world.campaign.groups.all().delete()
    assert called(call(world, "leading_meeting")) == {"leader", "head", "service_head"}


def test_the_points_of_a_kind_are_there_before_anybody_types(world):
    launch.launch(world.campaign, by=world.clerk)
    address = f"{reverse('call_meeting', args=['spring'])}?kind=department_meeting"
    page = fromstring(visit("clerk").get(address).content.decode())
    assert page.get_element_by_id("id_points").text.split() == POINTS
    assert page.get_element_by_id("id_title").get("value") == "专题工作会议"


def test_the_head_says_when_and_where_and_the_department_is_told(world, asked):
    form = {"on": "2026-03-02", "starts_at": "08:30", "place": "销售部", "host": "销售部负责人"}
    form = {f"arrange-{name}": value for name, value in form.items()}
    post("head", "arrange_meeting", "spring", asked.pk, **form)
    words = "2026年3月2日 08:30，销售部"
    assert told("meeting_called") == {"head": words, "member": words}
    post("head", "arrange_meeting", "spring", asked.pk, **form)  # the same hour: told once
    form["arrange-starts_at"] = "10:00"
    post("head", "arrange_meeting", "spring", asked.pk, **form)
    assert Notification.objects.filter(kind="meeting_called").count() == 4


def test_further_people_come_onto_the_roster_once(world, asked):
    post("head", "call_in", "spring", asked.pk, people="旁观部员工\n销售部填报人")
    assert called(asked) == {"head", "member", "employee"}
    post("head", "call_in", "spring", asked.pk, status=422, people="没有这个人")


def test_who_was_called_by_name_sees_the_meeting_and_nobody_elses_attendance(world, asked):
    calling.call_in(asked, [world.employee], by=world.head)
    page = get("employee", "meeting", "spring", asked.pk)
    assert "应到" in text(page.xpath("//main")[0])
    assert "销售部填报人" not in text(page.xpath("//main")[0])


def test_who_is_to_hold_it_is_urged_once_a_day(world, asked):
    for _twice in range(2):
        post("clerk", "urge_meeting", "spring", asked.pk)
    assert told("meeting_urged") == {"head": "春季专项自查"}
    assert Notification.objects.filter(kind="meeting_urged").count() == 1


def test_the_meeting_goes_with_the_department_to_a_new_head(world, asked):
    heads.hand_over_department(
        Participation.objects.get(department=asked.department), world.member, by=world.head
    )
    assert [e.title for e in waiting(world.member) if e.kind == "meeting"] == [
        "召开会议“部门专题会议”"
    ]
    assert not [e for e in waiting(world.head) if e.kind == "meeting"]


def test_a_waiver_is_taken_back(world, asked):
    meetings.waive(asked, "与公司会议合并", by=world.clerk)
    post("clerk", "call_meeting_after_all", "spring", asked.pk)
    again = Meeting.objects.get(pk=asked.pk)
    assert (again.status, again.waived_reason) == ("planned", "")


def test_files_are_added_after_the_meeting(world, asked, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    meetings.all_others_present(asked, by=world.head)
    form = held(files=SimpleUploadedFile("会议记录.txt", "已传达".encode()))
    post("head", "hold_meeting", "spring", asked.pk, **form)
    photo = SimpleUploadedFile("签到表.txt", "签到".encode())
    post("head", "attach_to_meeting", "spring", asked.pk, files=photo)
    page = get("head", "meeting", "spring", asked.pk)
    names = [text(link) for link in page.xpath("//a[contains(@href, '/evidence/')]")]
    assert names == ["会议记录.txt", "签到表.txt"]


def test_the_attendance_sheet_is_a_paper(world, asked):
    meetings.note_absent(place(asked, "member"), "出差", by=world.head)
    meetings.all_others_present(asked, by=world.head)
    page = get("head", "attendance_sheet", "spring", asked.pk)
    said = text(page.xpath("//article")[0])
    assert "应到2人，实到1人，到会率50%，缺席1人" in said
    rows = [[text(cell) for cell in row] for row in page.xpath("//article//tbody/tr")]
    assert rows == [
        ["1", "销售部", "销售部负责人", "出席", ""],
        ["2", "销售部", "销售部填报人", "缺席", "出差"],
    ]
    assert visit("head").get(f"{asked.get_absolute_url()}sheet/pdf/").content[:4] == b"%PDF"
    assert visit("head").get(f"{asked.get_absolute_url()}sheet/docx/").content[:2] == b"PK"


def test_who_came_is_ticked_in_one_list(world, asked):
    page = get("head", "roll_call", "spring", asked.pk)
    boxes = page.xpath("//input[@name='came']/@value")
    assert boxes == [str(place(asked, "head").pk), str(place(asked, "member").pk)]
    sent = post("head", "roll_call", "spring", asked.pk, came=boxes[:1])
    assert "1人记为出席" in text(sent.page)
    assert "应到2人，出席1人，缺席0人，到会率50%" in text(sent.page.get_element_by_id("roster"))
    assert place(asked, "head").status == "present"
    assert place(asked, "member").status == "expected"  # late comers are ticked afterwards
    page = get("head", "roll_call", "spring", asked.pk)
    assert page.xpath("//input[@name='came']/@value") == boxes[1:]


def test_who_was_noted_meanwhile_stays_as_noted(world, asked):
    away, other = place(asked, "member"), Meeting.objects.exclude(pk=asked.pk).get()
    meetings.note_absent(away, "出差", by=world.head)
    keys = [away.pk, other.attendances.first().pk, 2**70]
    post("head", "roll_call", "spring", asked.pk, came=keys)
    assert place(asked, "member").status == "absent"
    assert {row.status for row in other.attendances.all()} == {"expected"}


@pytest.mark.parametrize(
    ("due", "present", "expected"),
    [
        (0, 0, ""),
        (30, 0, ""),
        (30, 29, "96.7"),
        (3, 2, "66.7"),
        (4, 4, "100"),
        (5000, 4999, "99.9"),
    ],
)
def test_the_share_of_who_came(due, present, expected):
    assert meetings.Tally(due=due, present=present).percent == expected


def test_the_sheet_to_be_signed_by_hand_tells_no_rate(world, asked):
    page = get("head", "attendance_sheet", "spring", asked.pk)
    assert "实到0人，缺席0人" in text(page.xpath("//article")[0])
