"""Two people, two tabs each, a queue, returns and resubmissions: nothing is ever overwritten."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from campaigns import filling
from organization.models.role import grant
from tests.sheet_machine import SheetMachine
from tests.signed_in import at_browser
from tests.world import phase, start

INTERLEAVINGS = 500
PATIENT = settings(
    max_examples=INTERLEAVINGS,
    stateful_step_count=16,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a shorter example is not worth the minutes it takes to find
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
def test_five_hundred_interleavings_overwrite_nothing(world, capsys):
    start(world)
    phase(world, "analysis").begin(by=world.clerk)
    grant(world.member, "head", world.departments["SALES"], by=None)
    done = filling.Draft(0, {"result": "ok", "methods": "查阅资料"})
    filling.save_answer(world.sheet(), world.item(3), done, by=world.head)
    accounts = ("head", "head", "member", "member", "clerk")
    SheetMachine.clients = [at_browser(account) for account in accounts]
    SheetMachine.accepted = SheetMachine.stale = SheetMachine.submitted = SheetMachine.went_on = 0
    run_state_machine_as_test(SheetMachine, settings=PATIENT)
    saves, asked, submitted = SheetMachine.accepted, SheetMachine.stale, SheetMachine.submitted
    with capsys.disabled():
        print(f"\n{INTERLEAVINGS} interleavings: {saves} saves, all in the history; ", end="")
        print(f"{asked} times both texts were shown; submitted {submitted} times; ", end="")
        print(f"{SheetMachine.went_on} times a page went on from its own words")
    assert min(saves, asked, submitted, SheetMachine.went_on) > INTERLEAVINGS / 20
