"""The timeline, publicity, planned activities, recurring inspections."""

from campaigns import inspecting, planned_activities, registers
from tests.access.launch import (
    CODE,
    OFFICE_ONLY,
    OFFICE_PAGE,
    OVERSEERS,
    TAKING_PART,
    empty,
    on_campaign,
)
from tests.world import DAY, World, full_world, phase, start

TELLS_PAGE = {**OFFICE_PAGE, "head": 200, "member": 200, "service_head": 200}
TELLS_BADLY = dict.fromkeys(("clerk", "head", "member", "service_head"), 422)
# An employee of a department that takes no part is the owner: the campaign is there for them.
SEEN = {**OVERSEERS, "head": 200, "member": 200, "employee": 200}
DOES = {"clerk": 302, "inspector": 403, "leader": 403, "head": 302, "member": 403, "employee": 302}
OFFICE = {**DOES, "head": 403, "employee": 403}


def planned(world: World) -> World:
    """Posters that 销售部 is to put up, by somebody who has no role."""
    start(world)
    world.planned = planned_activities.plan(
        phase(world, "mobilization"),
        by=world.clerk,
        department=world.departments["SALES"],
        kind="publicity",
        title="张贴海报",
        planned_on=DAY,
        owner=world.employee,
        needs_evidence=False,
    )
    return world


def waived(world: World) -> World:
    planned(world)
    planned_activities.waive(world.planned, "合并开展", by=world.clerk)
    return world


def one(world: World) -> list:
    return [*CODE, world.planned.pk]


def moved(world: World) -> dict:
    return {"planned_on": "2026-03-05", "owner": world.head.pk}


def inspected(world: World) -> World:
    """Something is inspected every month, from the first day of a month that is over."""
    start(world)
    world.plan = inspecting.plan(
        world.campaign,
        by=world.clerk,
        title="执行情况检查",
        period="month",
        starts_on=DAY,
        owner=world.clerk,
        subjects=["任务落实"],
    )
    world.inspection = world.plan.inspections.first()
    return world


def inspection(world: World) -> list:
    return [*CODE, world.inspection.pk]


def visit(world: World) -> dict:
    return {
        "department": world.departments["SALES"].pk,
        "on": "2026-03-02",
        "method": "covert",
        "inspectors": [world.inspector.pk],
        "looked_at": ["任务落实"],
        "result": "未发现问题",
    }


RECORDS = {"clerk": 302, "inspector": 302, "leader": 403}
INSPECTIONS = [
    on_campaign("inspections", TAKING_PART, ready=inspected),
    on_campaign("plan_inspections", OFFICE_PAGE),
    on_campaign("plan_inspections", {**OFFICE_ONLY, "clerk": 422}, form=empty),
    on_campaign(
        "end_inspections",
        OFFICE_ONLY,
        args=lambda w: [*CODE, w.plan.pk],
        form=empty,
        ready=inspected,
    ),
    on_campaign("inspection", OVERSEERS, args=inspection, ready=inspected),
    on_campaign("record_visit", RECORDS, args=inspection, form=visit, ready=inspected),
]


def with_lists(world: World) -> World:
    """A rule, a channel and a site on their lists."""
    start(world)
    campaign, by, sales = world.campaign, world.clerk, world.departments["SALES"]
    world.rule = registers.add_rule(campaign, by=by, title="细则", role="internal")
    world.channel = registers.add_channel(
        campaign, by=by, kind="phone", contact="12345", department=sales
    )
    world.standard = registers.add_standard(
        campaign, by=by, breach="未经批准查询", judged_by="无审批记录", penalty="通报批评", points=2
    )
    registers.add_sites(campaign, ["一号"], kind="own", department=sales, by=by)
    return world


def with_board(world: World) -> World:
    full_world(world)
    sections = ["progress", "activities", "rules", "channels", "results"]
    registers.put_up(world.campaign, by=world.clerk, text="公示", sections=sections, is_up=True)
    return world


STAFF = {**dict.fromkeys(("clerk", "inspector", "leader", "head", "member"), 200)}
STAFF |= dict.fromkeys(("service_head", "stranger", "employee"), 200)
REGISTERS = [
    *(
        row
        for name in ("rules", "standards", "channels", "sites")
        for row in (
            on_campaign(name, TAKING_PART, ready=with_lists),
            on_campaign(name, {**OFFICE_ONLY, "clerk": 422}, form=empty),
        )
    ),
    on_campaign(
        "remove_rule",
        OFFICE_ONLY,
        args=lambda w: [*CODE, w.rule.pk],
        form=empty,
        ready=with_lists,
    ),
    on_campaign(
        "remove_standard",
        OFFICE_ONLY,
        args=lambda w: [*CODE, w.standard.pk],
        form=empty,
        ready=with_lists,
    ),
    on_campaign(
        "remove_channel",
        OFFICE_ONLY,
        args=lambda w: [*CODE, w.channel.pk],
        form=empty,
        ready=with_lists,
    ),
    on_campaign(
        "remove_site",
        OFFICE_ONLY,
        args=lambda w: [*CODE, w.campaign.sites.get().pk],
        form=empty,
        ready=with_lists,
    ),
    on_campaign("board", OVERSEERS, note="not put up"),
    on_campaign("board", STAFF, ready=with_board, note="up"),
    on_campaign("put_up_board", OFFICE_PAGE),
    on_campaign("put_up_board", OFFICE_ONLY, form=empty),
]
ROWS = [
    *INSPECTIONS,
    *REGISTERS,
    on_campaign("timeline", TAKING_PART),
    on_campaign("note_publicity", TELLS_PAGE),
    on_campaign("note_publicity", {**OFFICE_ONLY, **TELLS_BADLY}, form=empty),
    on_campaign("plan_activity", OFFICE_PAGE),
    on_campaign("plan_activity", {**OFFICE_ONLY, "clerk": 422}, form=empty),
    on_campaign("planned_activity", SEEN, args=one, ready=planned),
    on_campaign("do_activity", DOES, args=one, form=lambda w: {"on": "2026-03-02"}, ready=planned),
    on_campaign(
        "waive_activity", OFFICE, args=one, form=lambda w: {"reason": "合并开展"}, ready=planned
    ),
    on_campaign("take_up_activity", OFFICE, args=one, form=empty, ready=waived),
    on_campaign("change_activity", OFFICE, args=one, form=moved, ready=planned),
    on_campaign(
        "urge_phase",
        {**OFFICE_ONLY, "employee": 403},
        args=lambda w: [*CODE, 1],
        form=empty,
        ready=planned,
    ),
]
