"""零容忍: office, inspectors and departments record, departments answer, the office closes."""

from findings import zero_tolerance
from findings.models import ListWord
from organization import clock
from tests.access.rectification import OVERSEERS, campaign, who
from tests.access.row import Row
from tests.outside import visits_made
from tests.world import full_world

CONCERNED = ("head", "member")
ELSEWHERE = ("service_head",)
INSIDE = (*OVERSEERS, *CONCERNED, *ELSEWHERE)
NOT_THE_OFFICE = ("inspector", "leader", *CONCERNED)


def fault(world) -> list:
    return [world.campaign.code, world.fault.number]


def recorded(world) -> None:
    """One record of 销售部, which it has not answered."""
    full_world(world)
    of = ListWord.objects.create(campaign=world.campaign, kind="fault_class", name="服务态度")
    world.fault = zero_tolerance.open_record(
        world.campaign,
        of,
        world.departments["SALES"],
        by=world.clerk,
        on=clock.today(),
        text="答复生硬",
        came_from="complaint",
    )


def answered(world) -> None:
    """What was done is with the office."""
    recorded(world)
    zero_tolerance.answer(world.fault, text="已当面致歉", post="营业班长", by=world.head)


def words(world) -> dict:
    return {
        "fault_class": world.fault.fault_class_id,
        "on": "2026-03-02",
        "department": world.departments["SALES"].pk,
        "came_from": "visit",
        "due_on": "2026-03-09",
        "text": "未佩戴工号牌",
    }


def said(world) -> dict:
    return {"text": "已当面致歉", "post": "营业班长"}


OPENS = who(("clerk", "inspector", *CONCERNED), 302, ("leader",))
JUDGES = who(("clerk",), 302, NOT_THE_OFFICE)

ROWS = [
    Row("faults", who(INSIDE, 200), args=campaign, note="none"),
    Row("faults", who(INSIDE, 200), args=campaign, ready=recorded),
    Row("faults_export", who(INSIDE, 200), args=campaign, ready=recorded),
    Row("faults", who(INSIDE, 200), args=campaign, ready=visits_made, note="faults of visits"),
    Row("new_fault", who(("clerk", "inspector", *CONCERNED, *ELSEWHERE), 200, ("leader",)),
        args=campaign, ready=recorded),
    # 服务部 records nothing for 销售部: the choice is not offered.
    Row("new_fault", OPENS | {"service_head": 422}, args=campaign, ready=recorded, form=words),
    Row("open_faults", JUDGES | {"service_head": 403}, args=campaign, ready=visits_made,
        form=lambda world: {}),
    Row("service_fault", who((*OVERSEERS, *CONCERNED), 200), args=fault, ready=recorded),
    Row("service_fault", who((*OVERSEERS, *CONCERNED), 200), args=fault, ready=answered,
        note="answered"),
    Row("answer_fault", who(CONCERNED, 302, OVERSEERS), args=fault, ready=recorded, form=said),
    Row("add_fault_files", who(("clerk", "inspector", *CONCERNED), 422, ("leader",)), args=fault,
        ready=recorded, form=lambda world: {"x": "x"}, note="without a file"),
    Row("close_fault", JUDGES, args=fault, ready=answered,
        form=lambda world: {"result": "已整改到位"}),
    Row("return_fault", JUDGES, args=fault, ready=answered,
        form=lambda world: {"reason": "未说明措施"}),
]  # fmt: skip
