"""Pages of the rectification floor."""

from campaigns import import_shelf
from organization.sheets import Sheet
from rectification import ledger_views
from rectification.ledger_reading import Setting, read_ledger
from rectification.ledger_upload import LedgerUpload
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


def uploaded(world) -> list:
    """What the clerk keeps between upload and choice of columns."""
    head = ["具体问题", "整改措施", "牵头部门", "整改时限"]
    sheet = Sheet("台账", [head, ["登记不全", "补登记", "销售部", "2099-03-20"]])
    kept = LedgerUpload(world.campaign.code, "台账.xlsx", [sheet])
    return [world.campaign.code, import_shelf.put(kept, by=world.clerk)]


def chosen(world) -> dict:
    return {"c0": "problem", "c1": "measure", "c2": "department", "c3": "deadline", "year": 2099}


def drafted(world) -> list:
    """A preview of the clerk with one new task."""
    code, token = uploaded(world)
    kept = import_shelf.look_at(token, LedgerUpload, by=world.clerk)
    setting = Setting(2099, kept.file, world.clerk)
    draft = read_ledger(kept.mapping(), world.campaign, setting)
    return [code, import_shelf.put(draft, by=world.clerk)]


def shared_view(world) -> list:
    """A view that the office shares."""
    view = ledger_views.keep(
        world.campaign, "逾期的", "light=late", by=world.clerk, shared=True, opens=False
    )
    return [world.campaign.code, view.pk]


ONLY_OFFICE = ("inspector", "leader", *CONCERNED, "service_head")
INSIDE = who((*OVERSEERS, *CONCERNED, "service_head"), 200)

ROWS = [
    Row("ledger", INSIDE, args=campaign),
    Row("ledger_export", INSIDE, args=campaign),
    Row("ledger_bulk", who(("clerk",), 200, ONLY_OFFICE), args=campaign),
    Row(
        "ledger_bulk",
        who(("clerk",), 422, ONLY_OFFICE),
        args=campaign,
        form=lambda world: {"act": "people", "look": "1", "task": world.task.pk},
        note="without a change",
    ),
    Row("urge_tasks", who(("clerk",), 200, ONLY_OFFICE), args=campaign),
    Row(
        "urge_tasks",
        who(("clerk",), 302, ONLY_OFFICE),
        args=campaign,
        form=lambda world: {"words": "请抓紧整改。", "task": world.task.pk},
    ),
    Row(
        "keep_ledger_view",
        who(INSIDE, 302),
        args=campaign,
        form=lambda world: {"name": "逾期的", "query": "?light=late"},
    ),
    Row(
        "forget_ledger_view",
        who(("clerk",), 302, ONLY_OFFICE),
        args=shared_view,
        form=lambda world: {"x": "x"},
    ),
    Row("ledger_import", who(("clerk",), 200, ONLY_OFFICE), args=campaign),
    Row(
        "ledger_import",
        who(("clerk",), 422, ONLY_OFFICE),
        args=campaign,
        form=lambda world: {"x": "x"},
        note="without a file",
    ),
    Row("ledger_columns", who(("clerk",), 200, ONLY_OFFICE), args=uploaded),
    Row("ledger_columns", who(("clerk",), 302, ONLY_OFFICE), args=uploaded, form=chosen),
    Row("ledger_preview", who(("clerk",), 200, ONLY_OFFICE), args=drafted),
    Row(
        "ledger_confirm",
        who(("clerk",), 302, ONLY_OFFICE),
        args=drafted,
        form=lambda world: {"x": "x"},
    ),
    Row("plan_measure", who(("clerk",), 200, ("inspector", "leader", *CONCERNED)), args=first),
    Row(
        "plan_measure",
        who(("clerk",), 302, ("inspector", "leader", *CONCERNED)),
        args=first,
        form=lambda world: {"text": "建立复核制度"},
    ),
    Row("change_measure", who(("clerk",), 200, ("inspector", "leader", *CONCERNED)), args=measure),
    Row(
        "change_measure",
        who(("clerk",), 302, ("inspector", "leader", *CONCERNED)),
        args=measure,
        form=lambda world: {"text": "建立复核制度", "read": world.task.measure.text},
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
        form=lambda world: {"method": "现场查看", "grade": "good", "text": "属实"},
        ready=submitted,
    ),
    Row(
        "send_back_task",
        who(("clerk", "inspector"), 302, ("leader", *CONCERNED)),
        args=task,
        form=lambda world: {"text": "再补一份", "grade": "poor"},
        ready=submitted,
    ),
]
