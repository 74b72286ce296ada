"""Extensions, long-term plans, look-backs."""

from datetime import timedelta

from findings.models import Finding
from organization import clock
from rectification import extending, long_term, planning
from rectification.models import Extension, LookBack, Milestone, Task
from tests.access.rectification import CONCERNED, INSIDE, OVERSEERS, campaign, submitted, task, who
from tests.access.row import Row
from tests.world import full_world


def fresh(world) -> Task:
    return Task.objects.get(pk=world.task.pk)


def in_time(world) -> None:
    """The deadline lies ahead."""
    full_world(world)
    due = clock.today() + timedelta(days=30)
    Task.objects.update(due_on=due, first_due_on=due)


def asked(world) -> None:
    """The department asked for ten days more."""
    in_time(world)
    row = fresh(world)
    extending.ask(row, row.due_on + timedelta(days=10), by=world.head, reason="厂家排期推迟")


def closed(world) -> None:
    """Closed out by the clerk, a look-back is planned."""
    submitted(world)
    planning.accept(fresh(world), by=world.clerk, grade="good")


def looked_back(world) -> None:
    """Nothing is planned any more."""
    closed(world)
    LookBack.objects.update(status="held")


def long(world) -> None:
    """On the long-term track."""
    in_time(world)
    Finding.objects.update(track="long_term")


def planned(world) -> None:
    """With a plan and one milestone."""
    long(world)
    plan = long_term.make_plan(fresh(world), "长期规范", "month", by=world.head)
    long_term.add_milestone(plan, "印发办法", clock.today() + timedelta(days=5), by=world.head)


def extension(world) -> list:
    return [world.campaign.code, Extension.objects.get().pk]


def look_back(world) -> list:
    return [world.campaign.code, LookBack.objects.get().pk]


def milestone(world) -> list:
    return [world.campaign.code, Milestone.objects.get().pk]


def later(world) -> dict:
    return {"to_on": fresh(world).due_on + timedelta(days=5), "reason": "厂家排期推迟"}


def this_period(world) -> dict:
    end = fresh(world).plan.periods(clock.today())[-1]
    return {"period_ends_on": end.isoformat(), "standing": "on_track", "text": "按计划推进"}


def _answer(_world) -> dict:
    return {"own": "请按时完成"}


def _said(_world) -> dict:
    return {f"say_{Extension.objects.get().pk}": "grant-0"}


DECIDES = who(("leader",), 200, ("clerk", "inspector", *CONCERNED, "service_head"))
NOT_THE_DOERS = who(("clerk", "inspector"), 302, ("leader", *CONCERNED))

ROWS = [
    Row("task", who((*OVERSEERS, *CONCERNED), 200), args=task, ready=asked, note="asked"),
    Row("task", who((*OVERSEERS, *CONCERNED), 200), args=task, ready=planned, note="planned"),
    Row("task", who((*OVERSEERS, *CONCERNED), 200), args=task, ready=closed, note="closed"),
    Row("extensions", INSIDE, args=campaign, ready=asked),
    Row("ask_extension", who(CONCERNED, 302, OVERSEERS), args=task, form=later, ready=in_time),
    Row("decide_extensions", DECIDES, args=campaign, ready=asked),
    Row("decide_extensions", DECIDES, args=campaign, note="none"),
    Row("decide_extensions", {**DECIDES, "leader": 302}, args=campaign, ready=asked, form=_said),
    Row(
        "grant_extension",
        who(("leader",), 302, ("clerk", "inspector", *CONCERNED)),
        args=extension,
        form=_answer,
        ready=asked,
    ),
    Row(
        "refuse_extension",
        who(("leader",), 302, ("clerk", "inspector", *CONCERNED)),
        args=extension,
        form=_answer,
        ready=asked,
    ),
    Row(
        "withdraw_extension",
        who(CONCERNED, 302, OVERSEERS),
        args=extension,
        form=lambda world: {"x": "x"},
        ready=asked,
    ),
    Row(
        "plan_look_back",
        NOT_THE_DOERS,
        args=task,
        form=lambda world: {"on": clock.today() + timedelta(days=90)},
        ready=looked_back,
    ),
    Row(
        "look_back",
        NOT_THE_DOERS,
        args=look_back,
        form=lambda world: {"method": "现场查看", "result": "held", "text": "保持良好"},
        ready=closed,
    ),
    Row(
        "long_term_plan",
        who(("clerk", *CONCERNED), 302, ("inspector", "leader")),
        args=task,
        form=lambda world: {"goal": "长期规范", "cycle": "quarter"},
        ready=long,
    ),
    Row(
        "add_milestone",
        who(("clerk", *CONCERNED), 302, ("inspector", "leader")),
        args=task,
        form=lambda world: {"title": "印发办法", "due_on": clock.today() + timedelta(days=9)},
        ready=planned,
    ),
    Row(
        "reach_milestone",
        who(CONCERNED, 302, OVERSEERS),
        args=milestone,
        form=lambda world: {"text": "办法已印发"},
        ready=planned,
    ),
    Row(
        "waive_milestone",
        who(("clerk",), 302, ("inspector", "leader", *CONCERNED)),
        args=milestone,
        form=lambda world: {"reason": "上级统一印发"},
        ready=planned,
    ),
    Row(
        "review_plan",
        who(("clerk", *CONCERNED), 302, ("inspector", "leader")),
        args=task,
        form=this_period,
        ready=planned,
    ),
    Row("rectification_rules", who(OVERSEERS, 200, (*CONCERNED, "service_head")), args=campaign),
    Row(
        "rectification_rules",
        who(("clerk",), 302, ("inspector", "leader", *CONCERNED, "service_head")),
        args=campaign,
        form=lambda world: {"answer_days": "5", "look_back_days": "60", "again": "progress"},
    ),
]
