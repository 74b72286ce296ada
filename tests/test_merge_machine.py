"""No finding is lost or counted twice, whatever is merged, split, moved and dismissed."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.merge_machine import ACTS, MergeMachine
from tests.world import accept_all, start, submit

SEQUENCES = 120
PATIENT = settings(
    max_examples=SEQUENCES,
    stateful_step_count=16,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
NO = {"result": "no", "text": "资料不全"}


def test_no_finding_is_lost_or_counted_twice(world):
    start(world)
    submit(world, "SALES", _1=NO, _2=NO, _3=NO)
    submit(world, "SERVICE", _2=NO, _3=NO)
    accept_all(world)
    MergeMachine.world, MergeMachine.done = world, {}
    run_state_machine_as_test(MergeMachine, settings=PATIENT)
    # The sequences reached everything they are about.
    assert set(MergeMachine.done) == set(ACTS)
