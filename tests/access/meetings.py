"""Meetings: calling, roster, code, sheet."""

from campaigns import calling, meeting_codes, meetings
from campaigns.models import Meeting
from tests.access.launch import CODE, OFFICE_ONLY, OFFICE_PAGE, OVERSEERS, empty, on_campaign
from tests.access.row import Row
from tests.world import DAY, World, phase, start

SEEN = {**OVERSEERS, "head": 200, "member": 200}
LEADS_PAGE = {"clerk": 200, "inspector": 403, "leader": 403, "head": 200, "member": 403}
LEADS = {**LEADS_PAGE, "clerk": 302, "head": 302}
OFFICE = {**LEADS, "head": 403}
# Whoever is signed in gets an answer; who is not called is refused.
NOT_CALLED = 409


def asked(world: World) -> World:
    """Each department is to hold a meeting."""
    start(world)
    row = phase(world, "mobilization")
    calling.ask_departments(row, by=world.clerk, on=DAY, title="部门专题会议")
    world.meeting = Meeting.objects.get(department=world.departments["SALES"])
    return world


def all_there(world: World) -> World:
    asked(world)
    meetings.all_others_present(world.meeting, by=world.clerk)
    return world


def waived(world: World) -> World:
    asked(world)
    meetings.waive(world.meeting, "合并召开", by=world.clerk)
    return world


def over(world: World) -> World:
    all_there(world)
    meetings.hold(world.meeting, by=world.clerk, **held(world))
    return world


def arranged(world: World) -> dict:
    form = {"on": "2026-03-02", "starts_at": "09:00", "place": "会议室", "host": "负责人"}
    return {f"arrange-{name}": value for name, value in form.items()}


def one(world: World) -> list:
    return [*CODE, world.meeting.pk]


def roster(world: World) -> list:
    return [*one(world), world.meeting.attendances.get(person=world.member).pk]


def code(world: World) -> list:
    return [meeting_codes.code_for(world.meeting)]


def held(world: World) -> dict:
    return {"on": "2026-03-02", "place": "会议室", "host": "负责人", "told": world.meeting.points}


ROWS = [
    on_campaign("call_meeting", OFFICE_PAGE),
    on_campaign("call_meeting", {**OFFICE_ONLY, "clerk": 422}, form=empty),
    on_campaign("meeting", SEEN, args=one, ready=asked),
    on_campaign("meeting_code", LEADS_PAGE, args=one, ready=asked),
    on_campaign("hold_meeting", LEADS, args=one, form=held, ready=all_there),
    on_campaign("arrange_meeting", LEADS, args=one, form=arranged, ready=asked),
    on_campaign("call_in", LEADS, args=one, form=lambda w: {"people": "旁观部员工"}, ready=asked),
    on_campaign("urge_meeting", OFFICE, args=one, form=empty, ready=asked),
    on_campaign("call_meeting_after_all", OFFICE, args=one, form=empty, ready=waived),
    on_campaign("attach_to_meeting", LEADS, args=one, form=empty, ready=over),
    on_campaign(
        "waive_meeting", OFFICE, args=one, form=lambda w: {"reason": "合并召开"}, ready=asked
    ),
    on_campaign("roll_call", LEADS_PAGE, args=one, ready=asked),
    on_campaign("roll_call", LEADS, args=one, form=empty, ready=asked),
    on_campaign("note_all_present", LEADS, args=one, form=empty, ready=asked),
    on_campaign(
        "note_attendance", LEADS, args=roster, form=lambda w: {"state": "present"}, ready=asked
    ),
    on_campaign("attendance_sheet", {**SEEN, "member": 403}, args=one, ready=asked),
    on_campaign(
        "attendance_sheet_file",
        {**SEEN, "member": 403},
        args=lambda world: [*one(world), "pdf"],
        ready=asked,
    ),
    Row("meeting_sign_in", {"head": 200, "member": 200}, NOT_CALLED, args=code, ready=asked),
    Row(
        "meeting_sign_in",
        {"head": 302, "member": 302},
        NOT_CALLED,
        args=code,
        form=empty,
        ready=asked,
    ),
]
