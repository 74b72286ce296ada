"""Next steps: planned by the office, worked on by the lead department, read by who is named."""

from organization import clock
from rectification import next_steps
from rectification.models import NextStep
from tests.access.findings import OFFICE, OVERSEERS, who
from tests.access.row import Row
from tests.world import full_world

CONCERNED = ("head", "member", "service_head")
READERS = ("inspector", "leader", *CONCERNED)
SEEN = who((*OVERSEERS, *CONCERNED), 200)
OFFICE_READS = who(OFFICE, 200, READERS)
OFFICE_SENDS = who(OFFICE, 302, READERS)
WORKS = who((*OFFICE, "head"), 302, ("inspector", "leader", "member", "service_head"))


def code(world) -> list:
    return [world.campaign.code]


def one(world) -> list:
    return [world.campaign.code, NextStep.objects.order_by("pk").first().pk]


def planned(world) -> None:
    """A step of 销售部 that repeats a measure and one that names mechanisms; 服务部 supports."""
    full_world(world)
    sales, service = world.departments["SALES"], world.departments["SERVICE"]
    measure = world.task.measure
    fields = {"by": world.clerk, "supports": [service]}
    next_steps.plan(
        world.campaign,
        "规范示例资料",
        sales,
        text=measure.text,
        finding=measure.finding,
        due_on=clock.today(),
        **fields,
    )
    names = ["能力增强机制", "民主监督机制"]
    next_steps.plan(world.campaign, "建立长效机制", sales, mechanisms=names, **fields)


def begun(world) -> None:
    planned(world)
    next_steps.begin(NextStep.objects.order_by("pk").first(), by=world.clerk)


def done(world) -> None:
    begun(world)
    next_steps.report_done(NextStep.objects.order_by("pk").first(), "已补齐", by=world.head)


def step(world) -> dict:
    return {"title": "组建客户体验委员会", "department": world.departments["SALES"].pk}


def nothing(world) -> dict:
    return {"x": ""}


def measure(world) -> dict:
    return {"measure": world.task.measure_id}


ROWS = [
    Row("next_steps", SEEN, args=code, note="none"),
    Row("next_steps", SEEN, args=code, ready=begun, query="?shelf=late"),
    Row("next_steps", SEEN, args=code, ready=planned),
    Row("next_steps_export", SEEN, args=code, ready=planned),
    Row("next_step", SEEN, args=one, ready=planned),
    Row("next_step", SEEN, args=one, ready=begun, note="under way"),
    Row("next_step", SEEN, args=one, ready=done, note="done"),
    Row("new_next_step", OFFICE_READS, args=code),
    Row("new_next_step", OFFICE_SENDS, args=code, form=step),
    Row("change_next_step", OFFICE_READS, args=one, ready=planned),
    Row("change_next_step", OFFICE_SENDS, args=one, ready=planned, form=step),
    Row("begin_next_step", WORKS, args=one, ready=planned, form=nothing),
    Row("report_step_done", WORKS, args=one, ready=begun, form=lambda world: {"result": "已补齐"}),
    Row(
        "drop_next_step", OFFICE_SENDS, args=one, ready=planned, form=lambda world: {"reason": "并"}
    ),
    Row(
        "set_up_step_group",
        OFFICE_SENDS,
        args=one,
        ready=planned,
        form=lambda world: {"name": "客户体验小组"},
    ),
    Row("lead_step_to_measure", OFFICE_SENDS, args=one, ready=planned, form=measure),
]
