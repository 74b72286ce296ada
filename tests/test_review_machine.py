"""Two reviewers and a department at one sheet in every order: nothing lost, nothing illegal."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from campaigns import filling
from organization.models.role import grant
from tests.review_machine import ReviewMachine
from tests.signed_in import at_browser
from tests.world import phase, start

INTERLEAVINGS = 20
PATIENT = settings(
    max_examples=INTERLEAVINGS,
    stateful_step_count=30,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
def test_reviewers_and_department_act_in_every_order(world, capsys):
    start(world)
    phase(world, "analysis").begin(by=world.clerk)
    grant(world.member, "head", world.departments["SALES"], by=None)
    grant(world.employee, "office", world.campaign, by=None)  # the second reviewer
    done = filling.Draft(0, {"result": "ok", "methods": "查阅资料"})
    filling.save_answer(world.sheet(), world.item(3), done, by=world.head)
    accounts = ("head", "head", "member", "member", "clerk", "employee")
    ReviewMachine.clients = [at_browser(account) for account in accounts]
    ReviewMachine.decided = ReviewMachine.refused_decisions = ReviewMachine.taken_back = 0
    run_state_machine_as_test(ReviewMachine, settings=PATIENT)
    decided, refused = ReviewMachine.decided, ReviewMachine.refused_decisions
    with capsys.disabled():
        print(f"\n{INTERLEAVINGS} interleavings: {decided} decisions, ", end="")
        print(f"{ReviewMachine.taken_back} taken back, {refused} refused with a reason")
    assert min(decided, refused, ReviewMachine.taken_back) > INTERLEAVINGS / 10
