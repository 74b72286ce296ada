"""Every act on a survey, by everybody, in every status: done, or refused as the tables say."""

import pytest
from django.db import transaction
from django.urls import reverse

from findings import surveys
from findings.models import Question, Survey
from organization.models import Event
from tests.stage import staged
from tests.surveying import draft
from tests.visiting import visit
from tests.world import start

DOER, OVERSEERS = "clerk", ("clerk", "inspector", "leader")
PEOPLE = (*OVERSEERS, "head", "member", "stranger")
# From which statuses an act is possible, and what is sent along.
ACTS = {
    "change_survey": (("draft",), {"entrance": "link", "title": "改名"}),
    "publish_survey": (("draft",), {}),
    "close_survey": (("open",), {}),
    "reopen_survey": (("closed",), {"reason": "补充征求意见"}),
    "drop_survey": (("draft",), {}),
    "copy_survey": (("draft", "open", "closed", "dropped"), {}),
    "note_sent": (("draft", "open"), {"sent": 9}),
    "add_question": (("draft",), {"kind": "text", "text": "再问一句"}),
    "change_question": (("draft",), {"kind": "text", "text": "改问一句"}),
    "remove_question": (("draft",), {}),
    "shift_question": (("draft",), {"step": "up"}),
}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(start, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def reach(world, status: str) -> Survey:
    survey, by = draft(world), world.clerk
    steps = {"draft": [], "open": ["publish"], "closed": ["publish", "close"], "dropped": ["drop"]}
    for step in steps[status]:
        getattr(surveys, step)(survey, by=by)
    assert survey.status == status
    return survey


def stands() -> tuple:
    """Everything an act could change."""
    rows = Survey.objects.order_by("pk").values_list("pk", "status", "title", "sent", "taken")
    asked = Question.objects.order_by("pk").values_list("pk", "text", "order")
    return list(rows), list(asked), Event.objects.exclude(kind="access.refused").count()


@pytest.mark.parametrize("status", Survey.Status.values)
def test_what_is_forbidden_is_refused_and_changes_nothing(world, status):
    survey = reach(world, status)
    last = survey.questions.last()
    clients = {person: visit(person) for person in PEOPLE}
    for act, (possible, form) in ACTS.items():
        args = ["spring", survey.number, *([last.pk] if act.endswith("_question") else [])]
        url = reverse(act, args=args[:2] if act == "add_question" else args)
        for person in PEOPLE:
            before, point = stands(), transaction.savepoint()
            code = clients[person].post(url, form).status_code
            changed = stands() != before
            transaction.savepoint_rollback(point)
            wanted = 302 if status in possible else 409
            wanted = {DOER: wanted}.get(person, 403 if person in OVERSEERS else 404)
            assert (act, person, code, changed) == (act, person, wanted, wanted == 302)
