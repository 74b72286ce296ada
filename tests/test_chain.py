"""The whole chain once, through the verbs: launch, fill, review, finding, task, close-out."""

from campaigns.models import SelfCheck
from organization.models import Event
from rectification import planning
from tests.world import full_world


def test_the_chain_ends_with_a_close_out_number(world):
    task = full_world(world).task
    task.report_progress("已补齐", 100, by=world.member)
    task.submit(by=world.member)
    planning.accept(task, by=world.inspector, method="现场查看", text="属实")
    task.refresh_from_db()
    assert task.status == "closed"
    assert task.closed_number == f"SPRING-{task.closed_at.year}-001"
    assert task.finding.status == "closed"
    assert {s.status for s in SelfCheck.objects.all()} == {"accepted"}
    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds[-4:] == ["task.submitted", "task.closed", "finding.closed", "lookback.planned"]
