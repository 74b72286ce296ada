"""The small world with evaluators from outside, what they read, a meeting, scores."""

from datetime import time, timedelta

from campaigns import calling
from findings import evaluators, opinion_disposing, scoring
from findings.models import Opinion, ScoreRound
from organization import clock
from organization.models import Department, Person
from tests.world import World, full_world, phase

LATER = timedelta(days=30)
POINTS = {"服务态度": 90, "办事效率": 80}


def delegate(world: World, account: str = "deputy") -> Person:
    """An account of somebody outside, who is nothing here yet."""
    home, _made = Department.objects.get_or_create(
        code="REPS", defaults={"name": "消费者协会", "kind": "partner"}
    )
    world.people[account] = Person.objects.create_user(
        account,
        "correct-horse-battery",
        name="消协代表",
        post="消协代表",
        department=home,
        email=f"{account}@example.org",
    )
    return world.people[account]


def appointed(world: World, account: str = "deputy") -> Person:
    """Appointed from today for thirty days."""
    person, today = delegate(world, account), clock.today()
    world.term = evaluators.appoint(
        world.campaign,
        person,
        by=world.clerk,
        category="消协",
        starts_on=today,
        ends_on=today + LATER,
    )
    return person


def evaluated(world: World) -> World:
    """Two evaluators, one sheet, an opinion that was answered, a meeting, an open round."""
    full_world(world)
    appointed(world, "second")
    appointed(world)
    world.sheet_read = evaluators.publish(
        world.campaign, "工作简报第一期", "查找问题三项", by=world.clerk
    )
    said = evaluators.say(world.campaign, "窗口太少", by=world.deputy)
    opinion_disposing.answer(said, "已增开两个窗口", by=world.clerk)
    world.meeting = calling.call(
        phase(world, "analysis"),
        by=world.clerk,
        kind="symposium",
        title="行风评议会",
        on=clock.today(),
        starts_at=time(9),
        place="三楼会议室",
        points=["听取汇报", "代表发言", "现场评议"],
        people=[world.deputy],
    )
    world.round = opened(world)
    return world


def opened(world: World) -> ScoreRound:
    dimensions = [("服务态度", 60), ("办事效率", 40)]
    return scoring.open_round(world.campaign, "第一次打分", dimensions, by=world.clerk)


def own_opinion(world: World) -> Opinion:
    return Opinion.objects.get(channel="evaluator", recorded_by=world.deputy)
