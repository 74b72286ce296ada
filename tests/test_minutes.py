"""会议纪要: what was recorded of a meeting, and gaps for what was not."""

import pypdfium2
import pytest

from campaigns import calling, launch, meetings
from campaigns.models import Meeting
from reports.papers import minutes as paper
from tests.visiting import get, text, visit
from tests.world import DAY, phase


@pytest.fixture
def asked(world) -> Meeting:
    launch.launch(world.campaign, by=world.clerk)
    row = phase(world, "mobilization")
    calling.ask_departments(row, by=world.clerk, on=DAY, title="部门专题会议")
    return Meeting.objects.get(department=world.departments["SALES"])


def hold(world, meeting: Meeting, **fields) -> None:
    meetings.all_others_present(meeting, by=world.head)
    meetings.hold(meeting, by=world.head, told=meeting.points, **fields)


def said(meeting: Meeting, account: str = "member") -> str:
    return text(get(account, "meeting_minutes", "spring", meeting.pk).xpath("//article")[0])


def test_a_meeting_that_was_not_held_has_no_minutes(world, asked):
    get("head", "meeting_minutes", "spring", asked.pk, status=409)
    page = get("head", "meeting", "spring", asked.pk)
    assert "纪要" not in "".join(page.xpath("//main//a/text()"))


def test_everything_that_was_recorded_is_told(world, asked):
    absent = asked.attendances.select_related("meeting").get(person=world.member)
    meetings.note_absent(absent, "病假", by=world.head)
    words = "一致同意按分工抓好落实。\n每周五通报进度。"
    hold(world, asked, place="三楼会议室", host="销售部负责人", minutes=words)
    told = said(asked)
    for line in (
        "部门专题会议纪要",
        "时间：2026年3月2日",
        "地点：三楼会议室",
        "主持人：销售部负责人",
        "参会情况：应到2人，实到1人，缺席1人。",
        "出席：销售部负责人",
        "缺席：销售部填报人",
        "1.目的。",
        "一致同意按分工抓好落实。",
        "每周五通报进度。",
        "示例公司销售部",
    ):
        assert line in told
    assert "病假" not in told and "【待补" not in told


def test_what_nobody_recorded_is_a_gap(world, asked):
    Meeting.objects.filter(pk=asked.pk).update(points=[])
    asked.refresh_from_db()
    hold(world, asked)
    told = said(asked)
    for gap in ("会议地点", "主持人", "会议议题", "会议记录"):
        assert f"【待补：{gap}】" in told
    assert "应到2人，全部到会。" in told


def test_of_a_large_meeting_the_people_are_counted(world, asked, monkeypatch):
    monkeypatch.setattr(paper, "NAMED", 1)
    hold(world, asked)
    assert "出席：2人（名单见会议签到表）" in said(asked)


def test_the_minutes_are_a_file_reached_from_the_meeting(world, asked):
    hold(world, asked, minutes="已传达。")
    url = f"/campaigns/spring/meetings/{asked.pk}/minutes/"
    assert url in get("member", "meeting", "spring", asked.pk).xpath("//main//a/@href")
    pdf = pypdfium2.PdfDocument(visit("member").get(f"{url}pdf/").content)
    assert "部门专题会议纪要" in pdf[0].get_textpage().get_text_bounded()
