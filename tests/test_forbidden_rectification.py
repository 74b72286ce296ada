"""Every act of the rectification, by everybody, in every status: done or refused by the tables.

Who may at all comes from the permission table, what a status allows from the tables of moves.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from organization import clock
from organization.models import Event
from rectification import extending, long_term, looking_back, planning
from rectification.models import Extension, LongTermPlan, LookBack, Milestone, Task
from tests.access import after_the_work, rectification
from tests.access.row import PEOPLE
from tests.signed_in import at_browser

TABLE = (*rectification.ROWS, *after_the_work.ROWS)
OPEN = ("assigned", "in_progress", "returned")

# What an act is done to, and the statuses in which somebody who may act at all may do it.
ACTS = {
    "report_progress": (Task, OPEN),
    "submit_task": (Task, ("in_progress", "returned")),
    "accept_task": (Task, ("submitted",)),
    "send_back_task": (Task, ("submitted",)),
    "ask_extension": (Task, OPEN),
    "plan_look_back": (Task, ("closed",)),
    "grant_extension": (Extension, ("asked",)),
    "refuse_extension": (Extension, ("asked",)),
    "withdraw_extension": (Extension, ("asked",)),
    "look_back": (LookBack, ("planned",)),
    "reach_milestone": (Milestone, ("planned",)),
    "waive_milestone": (Milestone, ("planned",)),
}
CASES = [
    (name, status) for name, (model, _allowed) in ACTS.items() for status in model.Status.values
]


def test_no_act_and_no_status_is_left_out():
    moved = {Task: set(), Extension: set(), LookBack: set(), Milestone: set()}
    for model, allowed in ACTS.values():
        moved[model] |= set(allowed)
    for model, statuses in moved.items():
        assert {str(before) for before in model.Status.moves} <= statuses, model


def reach(world, model, status: str) -> None:
    """A thing of this model in this status."""
    {Task: reach_task, Extension: reach_extension, LookBack: reach_look_back}.get(
        model, reach_milestone
    )(world, status)


def reach_task(world, status: str) -> None:
    after_the_work.in_time(world)
    row = after_the_work.fresh(world)
    if status == "assigned":
        return
    row.report_progress("已补齐", 100, by=world.member)
    if status == "in_progress":
        return
    row.submit(by=world.head)
    if status == "returned":
        planning.send_back(row, by=world.clerk, text="再补")
        row.report_progress("又补齐", 100, by=world.member)  # with nothing new it is refused
    if status == "closed":
        planning.accept(row, by=world.clerk)
        LookBack.objects.update(status="held")
    assert after_the_work.fresh(world).status == status


def reach_extension(world, status: str) -> None:
    after_the_work.asked(world)
    row = Extension.objects.get()
    if status == "granted":
        extending.approve(row, by=world.leader, answer="同意")
    if status == "refused":
        extending.refuse(row, by=world.leader, answer="不同意")
    if status == "withdrawn":
        extending.withdraw(row, by=world.head)
    # A decided one counts: the next would be the chair's, and the leader is the chair.
    assert Extension.objects.get().status == status


def reach_look_back(world, status: str) -> None:
    after_the_work.closed(world)
    row, said = LookBack.objects.get(), {"method": "现场查看", "text": "抽查"}
    if status == "held":
        looking_back.hold(row, by=world.inspector, **said)
    if status == "relapsed":
        looking_back.relapse(row, by=world.inspector, **said)
    assert LookBack.objects.get().status == status


def reach_milestone(world, status: str) -> None:
    after_the_work.planned(world)
    row = Milestone.objects.get()
    if status == "done":
        long_term.reach(row, by=world.head, text="已印发")
    if status == "waived":
        long_term.waive(row, by=world.clerk, reason="上级统一印发")
    assert Milestone.objects.get().status == status


def row_of(name: str):
    return next(row for row in TABLE if row.name == name and row.form)


def stands(model) -> tuple:
    """Everything an act could change."""
    tasks = Task.objects.values_list("pk", "status", "due_on", "percent", "closed_number")
    things = [m.objects.values_list("pk", "status") for m in (Extension, LookBack, Milestone)]
    log = Event.objects.exclude(kind="access.refused").count()
    return (list(tasks), *map(list, things), LongTermPlan.objects.count(), log)


@pytest.mark.parametrize(("name", "status"), CASES)
def test_what_is_forbidden_is_refused_and_changes_nothing(world, name, status):
    model, allowed = ACTS[name]
    reach(world, model, status)
    row, wrong = row_of(name), {}
    thing = world.task.pk if model is Task else model.objects.get().pk
    address = reverse(name, args=[world.campaign.code, thing])
    form = form_of(name, row, world)
    for person in (one for one in PEOPLE if one != "anonymous"):
        client, point = at_browser(person), transaction.savepoint()
        before = stands(model)
        got = client.post(address, form).status_code
        expected = row.expected(person)
        if expected == 302 and status not in allowed:
            expected = 409
        if got != expected:
            wrong[person] = (got, expected)
        elif got != 302 and stands(model) != before:
            wrong[person] = "refused, and changed something"
        transaction.savepoint_rollback(point)
    assert wrong == {}


def form_of(name: str, row, world) -> dict:
    """The form of the table; a later day where the deadline may have been extended."""
    if name == "ask_extension":
        return {"to_on": clock.today() + timedelta(days=90), "reason": "厂家排期推迟"}
    return row.form(world)
