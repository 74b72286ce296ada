"""Two people at the same roster at the same instant."""

from threading import Barrier

import pytest

from campaigns import calling, launch, meetings
from campaigns.models import Activity, Attendance, Meeting
from tests.test_sheet_races import at_once, meet
from tests.world import DAY, make_world, phase


@pytest.fixture
def held(transactional_db) -> Meeting:
    """The meeting of 销售部, held; both of its people were there."""
    world = make_world()
    launch.launch(world.campaign, by=world.clerk)
    row = phase(world, "mobilization")
    calling.ask_departments(row, by=world.clerk, on=DAY, title="部门专题会议")
    meeting = Meeting.objects.get(department=world.departments["SALES"])
    meetings.all_others_present(meeting, by=world.head)
    meetings.hold(meeting, by=world.head, told=meeting.points)
    return meeting


def test_the_line_counts_both_who_are_noted_absent_at_once(held, monkeypatch):
    barrier, count = Barrier(2), meetings.tally

    def count_together(meeting):
        counted = count(meeting)
        meet(barrier)
        return counted

    monkeypatch.setattr(meetings, "tally", count_together)
    rows = Attendance.objects.select_related("meeting__phase__campaign", "person")
    head = held.owner
    at_once(
        *(
            lambda row=row: meetings.note_absent(row, "出差", by=head)
            for row in rows.filter(meeting=held)
        )
    )
    line = Activity.objects.get(pk=held.activity_id)
    assert (line.due, line.present) == (2, 0)
