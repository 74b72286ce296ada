"""Every act on a verification × every person × every status, generated from tables.

Who may act on it gets 409 where its status forbids the step; others get 403, or 404 when it
does not exist for them.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from campaigns import verification, verification_feedback
from campaigns.models import Verification
from tests.access.row import PEOPLE
from tests.access.verification import verified
from tests.stage import staged
from tests.visiting import visit

Status = Verification.Status
CORRECTION = {"result": "no", "method": "现场查看", "text": "缺一页", "reason": "补看"}

# act: who may, the statuses that allow it, the form
ACTS = {
    "verify": (("inspector",), (), {"result": "ok", "method": "现场查看"}),
    "correct_verification": (("inspector",), tuple(Status), CORRECTION),
    "agree_verification": (("head",), (Status.RECORDED,), {}),
    "make_statement": (("head",), (Status.RECORDED,), {"text": "登记在另一册"}),
    "answer_statement": (("clerk", "inspector"), (Status.COMMENTED,), {"text": "维持"}),
}
SEE_IT = ("clerk", "inspector", "leader", "head", "member")


def agreed(world) -> None:
    verification_feedback.agree(row(), 1, by=world.head)


def commented(world) -> None:
    verification_feedback.comment(row(), 1, "登记在另一册", by=world.head)


def replied(world) -> None:
    commented(world)
    verification_feedback.reply(row(), 1, "维持", by=world.clerk)


def corrected(world) -> None:
    agreed(world)
    verification.correct(row(), 1, by=world.inspector, **CORRECTION)


WAYS = {
    Status.RECORDED: (lambda world: None, corrected),
    Status.AGREED: (agreed,),
    Status.COMMENTED: (commented,),
    Status.REPLIED: (replied,),
}
CASES = [(status, way) for status, ways in WAYS.items() for way in ways]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(verified, django_db_blocker)


def row() -> Verification:
    return Verification.objects.select_related("campaign", "department", "item").get()


def expected(person: str, act: str, status: str) -> int:
    may, statuses, _form = ACTS[act]
    if person == "anonymous":
        return 302
    if person not in SEE_IT:
        return 404
    if person not in may:
        return 403
    return 302 if status in statuses else 409


def test_the_table_has_every_status():
    assert set(WAYS) == set(Status)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("status", "way"), CASES, ids=lambda v: getattr(v, "__name__", str(v)))
def test_who_may_when(db, scene, status, way, act):
    way(scene())
    before = row()
    assert before.status == status
    form = {**ACTS[act][2], "version": before.version}
    url = reverse(act, args=["spring", "SALES", 1])
    got, left = {}, {}
    for person in PEOPLE[1:]:
        point = transaction.savepoint()
        got[person] = visit(person).post(url, form).status_code
        now = row()
        left[person] = (now.status, now.version) == (before.status, before.version)
        transaction.savepoint_rollback(point)
    assert got == {person: expected(person, act, status) for person in PEOPLE[1:]}
    assert left == {person: code != 302 for person, code in got.items()}
