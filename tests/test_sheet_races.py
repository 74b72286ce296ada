"""Two people at the same sheet at the same instant."""

from threading import Barrier, BrokenBarrierError, Event, Thread

import pytest
from django.db import connection

from campaigns import filling, review
from campaigns.models import Answer
from organization.models import NotAllowed
from tests.test_filling import saved
from tests.world import fill, make_world, phase, start, submit

PATIENCE = 0.5  # seconds; whoever holds the row lets the other one wait longer than this


@pytest.fixture
def running(transactional_db):
    return start(make_world())


def at_once(*acts) -> None:
    """Every act in a thread of its own, with a connection of its own."""

    def run(act) -> None:
        try:
            act()
        except NotAllowed:
            pass
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def meet(barrier: Barrier) -> None:
    """Wait for the other one, unless it is kept waiting itself."""
    try:
        barrier.wait(PATIENCE)
    except BrokenBarrierError:
        return


def test_of_two_reviewers_one_accepts_the_sheet(running, monkeypatch):
    """Each accepts one of the last two answers and looks whether anything is left."""
    submit(running)
    phase(running, "analysis").begin(by=running.clerk)
    sheet = running.sheet()
    first, *last = Answer.objects.select_related(
        "selfcheck__campaign", "selfcheck__department", "item"
    ).filter(selfcheck=sheet)
    review.accept(first, by=running.clerk)
    barrier, look = Barrier(2), review._accept_sheet_when_done

    def look_together(*args) -> None:
        meet(barrier)
        look(*args)

    monkeypatch.setattr(review, "_accept_sheet_when_done", look_together)
    clerk = running.clerk
    at_once(*(lambda answer=answer: review.accept(answer, by=clerk) for answer in last))
    assert running.sheet().status == "accepted"


def test_no_answer_is_emptied_behind_the_check_of_a_submission(running, monkeypatch):
    """The head submits a complete sheet while somebody empties an answer."""
    fill(running)
    checked, emptied = Event(), Event()
    check = filling._demand_complete

    def check_then_wait(sheet) -> None:
        check(sheet)
        checked.set()
        emptied.wait(PATIENCE)

    monkeypatch.setattr(filling, "_demand_complete", check_then_wait)
    sheet, head = running.sheet(), running.head
    head.roles.names()

    def empty() -> None:
        checked.wait()
        saved(running, version=1, result="")
        emptied.set()

    at_once(lambda: filling.submit(sheet, by=head, signature="张三", nil=True), empty)
    stands = running.sheet()
    assert (stands.status, filling.missing_items(stands)) == ("submitted", [])
