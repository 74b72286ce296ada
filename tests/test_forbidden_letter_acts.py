"""Every act on a letter, by everybody, in every status: done, or refused as the tables say."""

import pytest
from django.db import transaction
from django.urls import reverse

from organization.models import Event
from rectification import letters
from rectification.models import Letter, LetterAnswer
from reports import letters as papers
from tests.correspondence import again, slip, with_finding
from tests.stage import staged
from tests.visiting import visit

OVERSEERS, ADDRESSEE = ("clerk", "leader"), ("head", "member")
PEOPLE = (*OVERSEERS, *ADDRESSEE, "service_head")
# Who does it, to which status it leads, and what is sent along.
ACTS = {
    "issue_letter": ("clerk", "sent", {}),
    "sign_letter": ("head", "signed_for", {"signed_name": "销售部负责人"}),
    "answer_letter": ("head", "answered", {"text": "已补齐"}),
    "settle_letter": ("clerk", "settled", {}),
    "send_answer_back": ("clerk", "returned", {"opinion": "未写时间"}),
    "withdraw_letter": ("clerk", "withdrawn", {"reason": "主送有误"}),
    "step_up_letter": ("clerk", "superseded", {}),
}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(with_finding, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def reach(world, status: str) -> Letter:
    """A slip to 销售部 in this status."""
    letter = slip(world, "reminder")
    steps = {
        "sent": lambda row: papers.issue(row, by=world.clerk),
        "signed_for": lambda row: letters.sign_for(row, "销售部负责人", by=world.head),
        "answered": lambda row: letters.answer(row, "已补齐", by=world.head),
        "settled": lambda row: letters.settle(row, by=world.clerk),
        "returned": lambda row: letters.send_back(row, by=world.clerk, opinion="未写时间"),
        "withdrawn": lambda row: letters.withdraw(row, "主送有误", by=world.clerk),
        "superseded": lambda row: letters.step_up(row, by=world.clerk),
    }
    ways = {
        "draft": [],
        "sent": ["sent"],
        "signed_for": ["sent", "signed_for"],
        "answered": ["sent", "signed_for", "answered"],
        "settled": ["sent", "signed_for", "answered", "settled"],
        "returned": ["sent", "signed_for", "answered", "returned"],
        "withdrawn": ["sent", "withdrawn"],
        "superseded": ["sent", "superseded"],
    }
    for step in ways[status]:
        steps[step](again(letter))
    letter = again(letter)
    assert letter.status == status
    return letter


def expected(letter: Letter, act: str, person: str) -> int:
    doer, to, _form = ACTS[act]
    sees = person in OVERSEERS or (person in ADDRESSEE and letter.issued_at is not None)
    if not sees:
        return 404
    if person != doer:
        return 403
    return 302 if to in Letter.Status.moves.get(letter.status, ()) else 409


def stands() -> tuple:
    """Everything an act could change."""
    rows = Letter.objects.order_by("pk").values_list("pk", "status", "number", "version")
    events = Event.objects.exclude(kind="access.refused").count()
    return list(rows), LetterAnswer.objects.count(), events


@pytest.mark.parametrize("status", Letter.Status.values)
def test_what_is_forbidden_is_refused_and_changes_nothing(world, status):
    letter = reach(world, status)
    clients = {person: visit(person) for person in PEOPLE}
    for act, (_doer, _to, form) in ACTS.items():
        url = reverse(act, args=["spring", letter.pk])
        for person in PEOPLE:
            before, point = stands(), transaction.savepoint()
            code = clients[person].post(url, form).status_code
            changed = stands() != before
            transaction.savepoint_rollback(point)
            wanted = expected(letter, act, person)
            assert (act, person, code, changed) == (act, person, wanted, wanted == 302)
