"""Special actions: planned by the office, worked on by the lead department, read by the others."""

from datetime import date

from campaigns import special_actions
from campaigns.models import Activity, SpecialAction
from findings.models import VisitPlan, WalkTask
from tests.access.findings import OFFICE, OVERSEERS, who
from tests.access.row import Row
from tests.outside import team_walks, visits_made
from tests.world import full_world, phase

CONCERNED = ("head", "member", "service_head")
READERS = ("inspector", "leader", *CONCERNED)


def code(world) -> list:
    return [world.campaign.code]


def one(world) -> list:
    return [world.campaign.code, SpecialAction.objects.first().pk]


def planned(world) -> None:
    """An action of 销售部 that 服务部 supports, with an activity and a plan of visits."""
    team_walks(visits_made(world))
    sales, service = world.departments["SALES"], world.departments["SERVICE"]
    action = special_actions.plan(
        world.campaign,
        "营业窗口“零容忍”行动",
        sales,
        by=world.clerk,
        kind="零容忍",
        purpose="杜绝七类浅表性服务问题",
        lead="副总经理",
        supports=[service],
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 31),
    )
    Activity.note(
        phase(world, "self_check"),
        by=world.clerk,
        kind="other",
        on=date(2026, 3, 3),
        title="窗口服务专项培训",
    )
    special_actions.keep_under(action, Activity.objects.all(), by=world.clerk)
    special_actions.keep_under(action, VisitPlan.objects.all(), by=world.clerk)
    special_actions.keep_under(action, WalkTask.objects.all(), by=world.clerk)


def running(world) -> None:
    planned(world)
    special_actions.begin(SpecialAction.objects.get(), by=world.clerk)


def dropped(world) -> None:
    planned(world)
    special_actions.drop(SpecialAction.objects.get(), "并入日常工作", by=world.clerk)


def words(world) -> dict:
    return {
        "title": "流程穿越体验",
        "kind": "穿越体验",
        "department": world.departments["SALES"].pk,
    }


def nothing(world) -> dict:
    return {"x": ""}


WORKS = who((*OFFICE, "head"), 302, ("inspector", "leader", "member", "service_head"))
OFFICE_READS = who(OFFICE, 200, READERS)
OFFICE_SENDS = who(OFFICE, 302, READERS)

ROWS = [
    Row("special_actions", who((*OVERSEERS, *CONCERNED), 200), args=code, note="none"),
    # Whoever walks takes part, and reads a list in which no action is theirs.
    Row(
        "special_actions", who((*OVERSEERS, *CONCERNED, "employee"), 200), args=code, ready=planned
    ),
    Row("special_action", who((*OVERSEERS, *CONCERNED), 200), args=one, ready=planned),
    Row(
        "special_action",
        who((*OVERSEERS, *CONCERNED), 200),
        args=one,
        ready=running,
        note="under way",
    ),
    Row("special_action", who((*OVERSEERS, *CONCERNED), 200), args=one, ready=dropped, note="out"),
    Row("new_special_action", OFFICE_READS, args=code, ready=full_world),
    Row("new_special_action", OFFICE_SENDS, args=code, form=words),
    Row("change_special_action", OFFICE_READS, args=one, ready=planned),
    Row("change_special_action", OFFICE_SENDS, args=one, ready=planned, form=words),
    Row("begin_special_action", WORKS, args=one, ready=planned, form=nothing),
    Row("finish_special_action", WORKS, args=one, ready=running, form=nothing),
    Row(
        "drop_special_action",
        OFFICE_SENDS,
        args=one,
        ready=planned,
        form=lambda world: {"reason": "并入日常工作"},
    ),
    Row("activities_under", OFFICE_READS, args=one, ready=planned),
    Row("activities_under", OFFICE_SENDS, args=one, ready=planned, form=nothing),
    Row("visits_under", OFFICE_READS, args=one, ready=planned),
    Row("visits_under", OFFICE_SENDS, args=one, ready=planned, form=nothing),
]
