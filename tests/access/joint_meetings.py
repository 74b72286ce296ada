"""联席会议: planned and recorded by the office, read by inspectors and leaders."""

from campaigns import inspecting
from organization import clock
from tests.access.rectification import OVERSEERS, campaign, who
from tests.access.row import Row
from tests.world import full_world

READERS = ("inspector", "leader")


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


ROWS = [
    Row("joint_meetings", who(OVERSEERS, 200), args=campaign, note="none"),
    Row("joint_meetings", who(OVERSEERS, 200), args=campaign, ready=planned),
    Row("plan_joint_meetings", who(("clerk",), 200, READERS), args=campaign),
    Row("plan_joint_meetings", who(("clerk",), 302, READERS), args=campaign, form=words),
    Row("joint_meeting", who(OVERSEERS, 200), args=period, ready=planned),
    Row("joint_meeting", who(("clerk",), 302, READERS), args=period, ready=planned, form=held),
    Row("inspection", {}, args=period, ready=planned, note="of a joint meeting"),
]
