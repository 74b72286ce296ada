"""Pages of the findings floor."""

from campaigns.models import Answer, PersonalAnswer, PersonalSheet
from findings import consolidation
from findings.models import Finding
from tests.access.layers import opened
from tests.access.row import Row
from tests.personal import accepted
from tests.world import accept_all, start, submit

OFFICE = ("clerk",)
OVERSEERS = ("clerk", "inspector", "leader")
CONCERNED = ("head", "member")
TAKING_PART = ("service_head",)


def who(allowed, status, refused=()) -> dict[str, int]:
    return {**dict.fromkeys(refused, 403), **dict.fromkeys(allowed, status)}


def campaign(world) -> list:
    return [world.campaign.code]


def first(world) -> list:
    return [world.campaign.code, 1]


def answered(world) -> None:
    """Three answers 不符合 of two departments wait to be consolidated."""
    start(world)
    no = {"result": "no", "text": "资料不全"}
    submit(world, "SALES", _1=no, _2=no)
    submit(world, "SERVICE", _2=no)
    accept_all(world)


def reported(world) -> None:
    """Findings 1 and 2 are reported, each out of one answer of 销售部."""
    answered(world)
    report_two(world)


def report_two(world) -> None:
    for no in (1, 2):
        answer = Answer.objects.get(selfcheck=world.sheet("SALES"), item__no=no)
        consolidation.report_finding(world.campaign, [answer], by=world.clerk)


def said_by_a_leader(world) -> None:
    """服务部负责人 stated a problem, and the chair took it."""
    opened(world)
    accepted(PersonalSheet.objects.get(person=world.service_head), by=world.leader)


def said(world) -> list:
    return [world.campaign.code, PersonalAnswer.objects.get(sheet__person=world.service_head).pk]


def source(world) -> dict:
    answer = Answer.objects.get(selfcheck=world.sheet("SERVICE"), item__no=2)
    return {"source": [f"answer:{answer.pk}"]}


def joining(world) -> dict:
    return {**source(world), "finding": Finding.objects.get(number=1).pk}


def changed(world) -> dict:
    return {"version": 1, "title": "改写后的标题", "track": "at_once", "problem": "资料不全"}


def suggested(world) -> dict:
    return {"target": "superior", "topic": "统一口径", "action": "统一发布模板"}


INSIDE = who(OVERSEERS + CONCERNED + TAKING_PART, 200)
REST = CONCERNED + TAKING_PART

ROWS = [
    Row(
        "report_personal",
        {"leader": 302, "service_head": 403},
        args=said,
        form=lambda w: {},
        ready=said_by_a_leader,
        note="of a leader",
    ),
    Row("findings", INSIDE, args=campaign),
    Row("findings_export", INSIDE, args=campaign),
    Row("consolidate", who(("clerk", "inspector"), 200, ("leader", *REST)), args=campaign),
    Row(
        "consolidate",
        who(("clerk", "inspector"), 200, ("leader", *REST)),
        args=campaign,
        ready=answered,
        note="with sources",
    ),
    Row(
        "report_finding",
        who(("clerk", "inspector"), 302, ("leader", *REST)),
        args=campaign,
        form=source,
        ready=answered,
    ),
    Row(
        "add_source",
        who(("clerk", "inspector"), 302, ("leader", *REST)),
        args=campaign,
        form=joining,
        ready=reported,
    ),
    Row("finding", who(OVERSEERS + CONCERNED, 200), args=first),
    Row("finding", who(OVERSEERS, 200), args=first, ready=reported, note="only reported"),
    Row(
        "confirm_finding",
        who(OFFICE, 302, ("inspector", "leader")),
        args=first,
        form=lambda world: {"x": "x"},
        ready=reported,
    ),
    Row("change_finding", who(OFFICE, 200, ("inspector", "leader", *CONCERNED)), args=first),
    Row(
        "change_finding",
        who(OFFICE, 302, ("inspector", "leader")),
        args=first,
        form=changed,
        ready=reported,
    ),
    Row(
        "dismiss_finding",
        who(OFFICE, 200, ("inspector", "leader")),
        args=first,
        ready=reported,
    ),
    Row(
        "dismiss_finding",
        who(OFFICE, 302, ("inspector", "leader")),
        args=first,
        form=lambda world: {"reason": "核实后不属实"},
        ready=reported,
    ),
    Row(
        "merge_finding",
        who(OFFICE, 200, ("inspector", "leader")),
        args=first,
        ready=reported,
    ),
    Row(
        "merge_finding",
        who(OFFICE, 302, ("inspector", "leader")),
        args=first,
        form=lambda world: {"into": Finding.objects.get(number=2).pk},
        ready=reported,
    ),
    Row("suggestions", who(OVERSEERS, 200, REST), args=campaign),
    Row("suggest", who(OFFICE, 200, ("inspector", "leader", *REST)), args=campaign),
    Row(
        "suggest",
        who(OFFICE, 302, ("inspector", "leader", *REST)),
        args=campaign,
        form=suggested,
    ),
]
