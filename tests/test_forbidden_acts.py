"""Every act on a sheet, by everybody, in every status: done, or refused as the tables say.

Who may at all comes from the permission table, what a status allows from the tables of moves.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from campaigns import returns, review
from campaigns.models import Answer, SelfCheck
from organization.models import Event
from tests.access.row import PEOPLE
from tests.access.selfcheck import ROWS
from tests.signed_in import at_browser
from tests.world import fill, phase, start, submit

# What an act moves: the sheet, or an answer, to which status; and who has the sheet then.
DEPARTMENT, OFFICE = "department", "office"
ACTS = {
    "fill_item": (DEPARTMENT, None),
    "upload_evidence": (DEPARTMENT, None),
    "hand_over": (DEPARTMENT, None),
    "submit_sheet": (DEPARTMENT, (SelfCheck, "submitted")),
    "accept_item": (OFFICE, (Answer, "accepted")),
    "accept_all": (OFFICE, (SelfCheck, "accepted")),
    "send_back": (OFFICE, (SelfCheck, "returned")),
    "tear_down": (OFFICE, (SelfCheck, "returned")),
    "take_back_acceptance": (OFFICE, (Answer, "answered")),
    "take_back_return": (OFFICE, (SelfCheck, "submitted")),
}
STATUSES = list(SelfCheck.Status.values)


def reach(world, status: str) -> None:
    """销售部's sheet in this status; item 1 accepted, or returned, where the status has it."""
    start(world)
    phase(world, "analysis").begin(by=world.clerk)
    if status == "assigned":
        return
    fill(world)
    if status == "filling":
        return
    submit(world)
    if status == "returned":
        back = Answer.objects.filter(selfcheck=world.sheet(), item__no=2).select_related("item")
        returns.send_back(
            world.sheet(), back, reason="copied", note="", due_on=None, by=world.clerk
        )
    if status == "accepted":
        review.accept_all(world.sheet(), by=world.clerk)
    assert world.sheet().status == status


def fits(name: str, status: str) -> bool:
    """May somebody who may act at all do it while the sheet stands so?"""
    side, moved = ACTS[name]
    with_department = status in SelfCheck.Status.writable
    if name == "take_back_return":
        return status == "returned"
    if name == "take_back_acceptance":
        return status == "accepted"  # item 1 was accepted with the sheet
    if side == DEPARTMENT:
        complete = status == "filling" or name != "submit_sheet"
        return with_department and complete
    model, to = moved
    if model is SelfCheck:
        return not with_department and to in SelfCheck.Status.moves.get(status, ())
    answer = "accepted" if status == "accepted" else "answered"
    return not with_department and to in Answer.Status.moves[answer]


def row_of(name: str):
    return next(row for row in ROWS if row.name == name and row.form)


def stands(world) -> tuple:
    """Everything an act could change."""
    answers = Answer.objects.order_by("pk").values_list("pk", "status", "version", "text")
    sheets = SelfCheck.objects.order_by("pk").values_list("pk", "status", "round", "answered")
    return list(answers), list(sheets), Event.objects.exclude(kind="access.refused").count()


def may_at_all(name: str, person: str) -> bool:
    return row_of(name).expected(person) in (200, 302) and person != "anonymous"


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("name", ACTS)
def test_what_is_forbidden_is_refused_and_changes_nothing(world, name, status):
    reach(world, status)
    row, wrong = row_of(name), {}
    for person in PEOPLE:
        if person == "anonymous":
            continue
        args = [world.campaign.code, "SALES", *([1] if "<int" in path_of(name) else [])]
        client, point = at_browser(person), transaction.savepoint()
        before = stands(world)
        response = client.post(reverse(name, args=args), form_of(row, world))
        expected = {302} if fits(name, status) else {409}
        if not may_at_all(name, person):
            expected = {row.expected(person)}
        if response.status_code not in expected:
            wrong[person] = (response.status_code, expected)
        elif response.status_code != 302 and stands(world) != before:
            wrong[person] = "refused, and changed something"
        transaction.savepoint_rollback(point)
    assert wrong == {}


def path_of(name: str) -> str:
    """Acts on an item have its number in their address."""
    per_sheet = {"submit_sheet", "accept_all", "send_back", "tear_down", "take_back_return"}
    return "" if name in per_sheet else "<int:no>"


def form_of(row, world) -> dict:
    """The form of the table; the version of an answer as it stands."""
    form = row.form(world)
    answer = Answer.objects.filter(selfcheck=world.sheet(), item__no=1).first()
    if row.name in ("fill_item", "upload_evidence"):
        form |= {"version": str(answer.version if answer else 0), "text": "另写一段"}
    return form
