"""What was done on which day: meetings, publicity, with the files that show it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import launch
from campaigns.models import Activity, ActivityEvidence
from organization.models import Event
from tests.visiting import get, post, text, things
from tests.world import DAY, phase

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def running(world):
    launch.launch(world.campaign, by=world.clerk)
    return world


def form(world, **changes) -> dict:
    return {
        "phase": phase(world, "mobilization").pk,
        "kind": "leading_meeting",
        "on": DAY.isoformat(),
        "title": "召开专题会议",
        "host": "总经理",
        "due": "10",
        "present": "8",
        "made_up": "2",
        "text": "明确分工。",
        **changes,
    }


def test_the_office_records_a_meeting(running):
    post("clerk", "note_activity", "spring", **form(running))
    row = Activity.objects.get()
    assert (row.title, row.due, row.present, row.made_up) == ("召开专题会议", 10, 8, 2)
    assert (row.department, row.recorded_by.account) == (None, "clerk")
    assert Event.objects.filter(kind="activity.noted").count() == 1
    page = get("head", "mobilization", "spring")
    assert things(page, "activity") == [(f"activity:{row.pk}", "leading_meeting")]
    assert "应到10人，实到8人，补学2人" in text(page.xpath("//ol[@class='tl']")[0])


def test_a_head_records_what_the_own_department_did(running):
    world = running
    sales, service = world.departments["SALES"].pk, world.departments["SERVICE"].pk
    mine = form(world, kind="department_meeting", department=sales)
    post("head", "note_activity", "spring", **mine)
    for changes in ({"department": service}, {"department": ""}):
        post("head", "note_activity", "spring", status=422, **form(world, **changes))
    assert [row.department.code for row in Activity.objects.all()] == ["SALES"]


def test_a_department_sees_its_own_activities_and_those_of_all(running):
    world = running
    row = phase(world, "mobilization")
    for department in (None, world.departments["SALES"], world.departments["SERVICE"]):
        Activity.note(
            row, by=world.clerk, kind="other", on=DAY, title="示例", department=department
        )
    seen = {
        account: len(things(get(account, "mobilization", "spring"), "activity"))
        for account in ("clerk", "leader", "head", "service_head")
    }
    assert seen == {"clerk": 3, "leader": 3, "head": 2, "service_head": 2}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"on": "2026-05-01"}, "日期不在所选阶段内。"),
        ({"due": ""}, "请填写应到人数。"),
        ({"present": "9"}, "实到（含补学）人数超过应到人数。"),
        ({"title": ""}, "请填写此项。"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(running, changes, says):
    sent = post("clerk", "note_activity", "spring", status=422, **form(running, **changes))
    assert says in text(sent.page.xpath("//form[@data-act='note_activity']")[0])
    assert not Activity.objects.exists()


def test_files_go_with_the_activity_of_the_whole_company(running, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    photo = SimpleUploadedFile("会场.png", PNG, "image/png")
    post("clerk", "note_activity", "spring", **form(running, files=[photo]))
    use = ActivityEvidence.objects.get()
    assert (use.target.title, use.evidence.name) == ("召开专题会议", "会场.png")
    assert use.evidence.department == running.departments["OFFICE"]
    link = f"//a[@href='/campaigns/spring/evidence/{use.evidence_id}/']"
    assert len(get("clerk", "mobilization", "spring").xpath(link)) == 1
    assert len(get("head", "mobilization", "spring").xpath(link)) == 1


def test_a_file_that_is_not_taken_loses_nothing_that_was_typed(running, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    program = SimpleUploadedFile("会场.exe", b"MZ" + b"\0" * 64)
    sent = post("clerk", "note_activity", "spring", status=422, **form(running, files=[program]))
    assert sent.page.xpath("//input[@name='title']/@value") == ["召开专题会议"]
    assert not Activity.objects.exists()


def test_a_draft_and_a_closed_campaign_take_no_activity(world):
    post("clerk", "note_activity", "spring", status=409, **form(world))
    launch.launch(world.campaign, by=world.clerk)
    launch.close(world.campaign, by=world.clerk)
    post("clerk", "note_activity", "spring", status=409, **form(world))
    assert not Activity.objects.exists()
