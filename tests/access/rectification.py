"""Pages of the rectification floor."""

from tests.access.row import Row
from tests.world import full_world

OVERSEERS = ("clerk", "inspector", "leader")
CONCERNED = ("head", "member")


def who(allowed, status, refused=()) -> dict[str, int]:
    return {**dict.fromkeys(refused, 403), **dict.fromkeys(allowed, status)}


def campaign(world) -> list:
    return [world.campaign.code]


def first(world) -> list:
    return [world.campaign.code, 1]


def task(world) -> list:
    return [world.campaign.code, world.task.pk]


def measure(world) -> list:
    return [world.campaign.code, world.task.measure_id]


def begun(world) -> None:
    """The responsible person has reported progress."""
    full_world(world)
    world.task.report_progress("已补齐一半", 50, by=world.member)


def submitted(world) -> None:
    """The department asked for acceptance."""
    begun(world)
    world.task.submit(by=world.head)


def assigned(world) -> dict:
    return {
        "title": "补齐资料",
        "department": world.departments["SALES"].pk,
        "due_on": "2099-03-20",
        "track": "by_date",
    }


INSIDE = who((*OVERSEERS, *CONCERNED, "service_head"), 200)

ROWS = [
    Row("ledger", INSIDE, args=campaign),
    Row("ledger_export", INSIDE, args=campaign),
    Row("plan_measure", who(("clerk",), 200, ("inspector", "leader", *CONCERNED)), args=first),
    Row(
        "plan_measure",
        who(("clerk",), 302, ("inspector", "leader", *CONCERNED)),
        args=first,
        form=lambda world: {"text": "建立复核制度"},
    ),
    Row("assign_task", who(("clerk",), 200, ("inspector", "leader", *CONCERNED)), args=measure),
    Row(
        "assign_task",
        who(("clerk",), 302, ("inspector", "leader", *CONCERNED)),
        args=measure,
        form=assigned,
    ),
    Row("task", who((*OVERSEERS, *CONCERNED), 200), args=task),
    Row("task", who((*OVERSEERS, *CONCERNED), 200), args=task, ready=submitted, note="submitted"),
    Row(
        "report_progress",
        who(CONCERNED, 302, OVERSEERS),
        args=task,
        form=lambda world: {"text": "已补齐", "percent": "60"},
    ),
    Row(
        "submit_task",
        who(CONCERNED, 302, OVERSEERS),
        args=task,
        form=lambda world: {"x": "x"},
        ready=begun,
    ),
    Row(
        "accept_task",
        who(("clerk", "inspector"), 302, ("leader", *CONCERNED)),
        args=task,
        form=lambda world: {"method": "现场查看", "text": "属实"},
        ready=submitted,
    ),
    Row(
        "send_back_task",
        who(("clerk", "inspector"), 302, ("leader", *CONCERNED)),
        args=task,
        form=lambda world: {"text": "再补一份"},
        ready=submitted,
    ),
]
