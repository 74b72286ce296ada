"""名册: the roster of a planned meeting follows who comes, moves and leaves, until it is held."""

from datetime import time
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import calling, heads, launch, meetings, rosters
from campaigns.models import Attendance, Campaign, Group, Meeting, Participation
from organization import directory
from organization.models import Event, NotAllowed, Notification, Person
from tests.test_sheet_races import at_once, meet
from tests.visiting import get, text
from tests.world import DAY, make_world, phase


@pytest.fixture
def running(world):
    launch.launch(world.campaign, by=world.clerk)
    return world


def call(world, kind: str = "department", code: str = "SALES", **fields) -> Meeting:
    department = world.departments[code] if kind == "department" else None
    fields = {"title": "示例会议", "on": DAY, **fields}
    row = phase(world, "mobilization")
    fields["kind"] = f"{kind}_meeting"
    made = calling.call(row, by=world.clerk, department=department, **fields)
    return Meeting.objects.select_related("phase__campaign", "department").get(pk=made.pk)


def roster(meeting: Meeting) -> dict[str, str]:
    rows = meeting.attendances.order_by("person__account")
    return dict(rows.values_list("person__account", "status"))


def join(world, account: str = "newcomer", code: str = "SALES") -> Person:
    fields = {"account": account, "name": "张三", "department": world.departments[code]}
    return directory.add_person(by=world.admin, **fields)


def test_who_joins_is_called_and_told(running):
    own, others = call(running, starts_at=time(9)), call(running, code="SERVICE")
    everybody = call(running, "all")
    newcomer = join(running)
    assert roster(own) == {"head": "expected", "member": "expected", "newcomer": "expected"}
    assert "newcomer" in roster(everybody) and "newcomer" not in roster(others)
    told = Notification.objects.filter(recipient=newcomer, kind="meeting_called")
    assert [notice.thing_pk for notice in told] == [own.pk]  # the only one whose hour is known
    events = Event.objects.filter(kind="meeting.roster_followed").values_list("thing_pk", flat=True)
    assert sorted(events) == [own.pk, everybody.pk]


def test_who_leaves_is_expected_no_more(running):
    own, everybody = call(running), call(running, "all")
    note = own.attendances.select_related("meeting__phase__campaign").get
    meetings.note_absent(note(person__account="member"), "出差", by=running.head)
    directory.disable(running.member, by=running.admin)
    assert roster(own) == {"head": "expected"}
    assert "member" not in roster(everybody)
    assert meetings.tally(own) == meetings.Tally(due=1)


def test_who_signed_in_stays_on_the_roster(running):
    own = call(running)
    row = own.attendances.select_related("meeting__phase__campaign").get(person=running.member)
    meetings.note_present(row, by=running.head)
    directory.disable(running.member, by=running.admin)
    assert roster(own) == {"head": "expected", "member": "present"}


def test_who_moves_goes_to_the_meeting_of_the_new_department(running):
    own, other, everybody = call(running), call(running, code="SERVICE"), call(running, "all")
    directory.change_person(
        running.member, by=running.admin, department=running.departments["SERVICE"]
    )
    assert set(roster(own)) == {"head"}
    assert set(roster(other)) == {"member", "service_head"}
    assert everybody.attendances.get(person=running.member).department.code == "SERVICE"


def test_who_was_called_by_name_stays_until_the_account_is_closed(running):
    own = call(running, people=[running.employee])
    calling.call_in(own, [running.member, running.leader], by=running.head)
    for account in ("employee", "member"):
        directory.change_person(
            getattr(running, account), by=running.admin, department=running.departments["SERVICE"]
        )
    assert set(roster(own)) == {"employee", "head", "leader", "member"}
    directory.disable(running.employee, by=running.admin)
    assert set(roster(own)) == {"head", "leader", "member"}


def test_a_meeting_that_was_held_keeps_its_roster(running):
    own = call(running)
    meetings.all_others_present(own, by=running.head)
    meetings.hold(own, by=running.head, told=own.points)
    join(running)
    directory.disable(running.member, by=running.admin)
    assert roster(own) == {"head": "present", "member": "present"}


def test_a_campaign_that_is_over_calls_nobody(running):
    own = call(running)
    Campaign.objects.update(status="cancelled")
    join(running)
    assert set(roster(own)) == {"head", "member"}


def test_a_system_duty_ends_being_called(running):
    own, plain = call(running), join(running)
    directory.change_person(plain, by=running.admin, duty="auditor")
    assert set(roster(own)) == {"head", "member"}


def test_the_meeting_of_the_leaders_follows_the_leading_group(running):
    leaders = call(running, "leading")
    group = Group.objects.get(kind="leading")
    group.add(running.employee, by=running.clerk)
    assert set(roster(leaders)) == {"leader", "employee"}
    group.remove(running.employee, by=running.clerk)
    assert set(roster(leaders)) == {"leader"}
    group.dissolve(by=running.clerk)
    assert set(roster(leaders)) == {"leader", "head", "service_head"}


def test_before_the_group_is_set_up_the_meeting_of_the_leaders_follows_the_heads(running):
    Group.objects.get(kind="leading").dissolve(by=running.clerk)
    leaders = call(running, "leading")
    place = Participation.objects.get(department__code="SALES")
    heads.hand_over_department(place, running.member, by=running.head)
    assert set(roster(leaders)) == {"leader", "member", "service_head"}


def test_who_was_called_before_the_group_was_set_up_stays(running):
    """The group is set up at the meeting that the heads were called to."""
    Group.objects.get(kind="leading").dissolve(by=running.clerk)
    leaders = call(running, "leading")
    group = Group.set_up(running.campaign, by=running.clerk, kind="leading", name="领导小组")
    group.add(running.employee, by=running.clerk)
    assert set(roster(leaders)) == {"leader", "head", "service_head", "employee"}


def test_a_meeting_that_is_called_after_all_knows_who_came_meanwhile(running):
    own = call(running)
    meetings.waive(own, "合并召开", by=running.clerk)
    join(running)
    assert set(roster(own)) == {"head", "member"}
    calling.call_after_all(Meeting.objects.get(pk=own.pk), by=running.clerk)
    assert set(roster(own)) == {"head", "member", "newcomer"}


def test_who_is_called_no_more_does_not_find_the_meeting(running):
    own = call(running, "all")
    assert "示例会议" in text(get("member", "meeting", "spring", own.pk).xpath("//h1")[0])
    directory.change_person(
        running.member, by=running.admin, department=running.departments["OTHER"]
    )
    get("member", "meeting", "spring", own.pk, status=404)


def test_following_costs_the_same_for_many_meetings(running):
    spent = []
    for number in (1, 3):
        while Meeting.objects.count() < number:
            call(running)
        with CaptureQueriesContext(connection) as queries:
            join(running, f"newcomer{number}")
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_nobody_joins_a_meeting_while_it_is_being_held(transactional_db, monkeypatch):
    """Who closes the meeting has counted everybody; who joins comes second, and not onto it."""
    world = make_world()
    launch.launch(world.campaign, by=world.clerk)
    own, head, admin = call(world), world.head, world.admin
    meetings.all_others_present(own, by=head)
    barrier, missing, called = Barrier(2), meetings.missing, rosters.called_to

    def count_together(*args):
        found = missing(*args)
        meet(barrier)
        return found

    def call_together(*args):
        found = called(*args)
        meet(barrier)
        return found

    monkeypatch.setattr(meetings, "missing", count_together)
    monkeypatch.setattr(rosters, "called_to", call_together)
    fields = {"account": "newcomer", "name": "张三", "department": world.departments["SALES"]}
    at_once(
        lambda: meetings.hold(own, by=head, told=own.points),
        lambda: directory.add_person(by=admin, **fields),
    )
    is_held = Meeting.objects.get(pk=own.pk).status == "held"
    came = Attendance.objects.filter(person__account="newcomer").exists()
    assert Person.objects.filter(account="newcomer").exists()
    assert is_held is not came


def test_nobody_is_called_in_to_a_meeting_that_was_held_meanwhile(running):
    """The page was opened before the meeting was closed."""
    old = call(running)
    meetings.all_others_present(old, by=running.head)
    meetings.hold(Meeting.objects.get(pk=old.pk), by=running.head, told=old.points)
    with pytest.raises(NotAllowed):
        calling.call_in(old, [running.employee], by=running.head)
    assert "employee" not in roster(old)
