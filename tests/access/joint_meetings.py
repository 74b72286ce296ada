"""联席会议: planned and recorded by the office, read by overseers and by departments that came."""

from campaigns import inspecting
from organization import clock
from tests.access.rectification import CONCERNED, INSIDE, OVERSEERS, campaign, who
from tests.access.row import Row
from tests.world import full_world

READERS = ("inspector", "leader")
NOT_THE_OFFICE = (*READERS, *CONCERNED, "service_head")


def planned(world) -> None:
    """A monthly meeting with two points."""
    full_world(world)
    world.plan = inspecting.plan(
        world.campaign, by=world.clerk, kind="meeting", title="服务联席会", period="month",
        starts_on=clock.today(), owner=world.clerk, subjects=["投诉分析", "督办事项"],
    )  # fmt: skip
    world.period = world.plan.inspections.get()


def period(world) -> list:
    return [world.campaign.code, world.period.pk]


def words(world) -> dict:
    return {
        "title": "服务联席会", "period": "month", "starts_on": f"{clock.today()}",
        "owner": world.clerk.pk, "subjects": "投诉分析\n督办事项",
    }  # fmt: skip


def held(world) -> dict:
    return {
        "on": f"{clock.today()}", "host": "总经理", "minutes": "已研究。",
        "departments": [world.departments["SALES"].pk], "told": ["投诉分析"],
    }  # fmt: skip


def recorded(world) -> None:
    """销售部 came to the meeting."""
    planned(world)
    told = {"host": "总经理", "minutes": "销售部本月底前整改。", "told": ["投诉分析"]}
    inspecting.record_meeting(
        world.period, by=world.clerk, on=clock.today(), departments=[world.departments["SALES"]],
        **told,
    )  # fmt: skip


ROWS = [
    Row("joint_meetings", INSIDE, args=campaign, note="none"),
    Row("joint_meetings", INSIDE, args=campaign, ready=recorded),
    Row("plan_joint_meetings", who(("clerk",), 200, NOT_THE_OFFICE), args=campaign),
    Row("plan_joint_meetings", who(("clerk",), 302, NOT_THE_OFFICE), args=campaign, form=words),
    Row("joint_meeting", who(OVERSEERS, 200), args=period, ready=planned),
    Row("joint_meeting", who((*OVERSEERS, *CONCERNED), 200), args=period, ready=recorded,
        note="held"),
    Row("joint_meeting", who(("clerk",), 302, READERS), args=period, ready=planned, form=held),
    Row("inspection", {}, args=period, ready=planned, note="of a joint meeting"),
]  # fmt: skip
