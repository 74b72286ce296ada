"""Pages of the findings floor."""

from datetime import date

from campaigns import evidence
from campaigns.models import Answer, PersonalAnswer, PersonalSheet
from findings import (
    consolidation,
    feedback,
    lessons,
    liability,
    merging,
    splitting,
    suggesting,
)
from findings.models import (
    ConsequenceEvidence,
    Finding,
    FindingFeedback,
    FindingSource,
    LessonAnswer,
    Liability,
    Suggestion,
)
from findings.splitting import Part
from organization import clock
from tests.access.layers import opened
from tests.access.row import Row
from tests.access.selfcheck import pdf
from tests.personal import accepted
from tests.world import accept_all, full_world, start, submit

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


def merged(world) -> None:
    """Finding 1 was merged into finding 2."""
    reported(world)
    merging.merge(Finding.objects.get(number=1), Finding.objects.get(number=2), by=world.clerk)


def parted(world) -> None:
    """Finding 1 was split into two parts."""
    reported(world)
    parts = [Part("一是", "一是"), Part("二是", "二是")]
    splitting.split(Finding.objects.get(number=1), parts, by=world.clerk)


def two_sources(world) -> None:
    """Finding 1 has two sources, finding 2 has one."""
    reported(world)
    answer = Answer.objects.get(selfcheck=world.sheet("SERVICE"), item__no=2)
    consolidation.add_source(Finding.objects.get(number=1), answer, by=world.clerk)


def first_source(world) -> list:
    return [*first(world), FindingSource.objects.filter(finding__number=1).first().pk]


def second_into_first(world) -> dict:
    two, one = (Finding.objects.get(number=n).pk for n in (2, 1))
    return {"findings": [two], "into": one}


def asked(world) -> None:
    """Finding 1 went to 销售部, which has not said anything."""
    reported(world)
    feedback.ask(Finding.objects.get(number=1), by=world.clerk)


def objected(world) -> None:
    asked(world)
    feedback.object_to(FindingFeedback.objects.get(), "登记在另一册", by=world.head)


def only_feedback(world) -> list:
    return [*first(world), FindingFeedback.objects.get().pk]


def pushed(world) -> None:
    """服务部 is to check for the same."""
    full_world(world)
    lessons.push(
        Finding.objects.get(),
        [world.departments["SERVICE"]],
        "查一查",
        clock.today(),
        by=world.clerk,
    )


def only_lesson(world) -> list:
    return [world.campaign.code, LessonAnswer.objects.get().pk]


def lesson(world) -> dict:
    return {
        "text": "查一查",
        "departments": [world.departments["SERVICE"].pk],
        "due_on": clock.today().isoformat(),
        "send": "1",
    }


def held_liable(world) -> None:
    full_world(world)
    sales = world.departments["SALES"]
    liability.hold_liable(
        Finding.objects.get(), "direct", "资料管理岗", by=world.clerk, department=sales
    )


def told_liable(world) -> None:
    held_liable(world)
    liability.tell(Liability.objects.get(), by=world.clerk)


def only_liability(world) -> list:
    return [*first(world), Liability.objects.get().pk]


def liable(world) -> dict:
    return {"degree": "direct", "post": "资料管理岗", "department": world.departments["SALES"].pk}


def followed(world) -> dict:
    sales = world.departments["SALES"].pk
    return {"kind": "talk", "department": sales, "text": "谈话", "points": "2", "on": "2026-03-02"}


def with_a_form(world) -> None:
    full_world(world)
    kept = evidence.store(pdf(), world.campaign, world.campaign.office, world.clerk, by=world.clerk)
    liability.draw_consequence(
        Finding.objects.get(), by=world.clerk, files=[kept], kind="talk", text="谈话",
        department=world.departments["SALES"], on=date(2026, 3, 2),
    )  # fmt: skip


def only_form(world) -> list:
    return [world.campaign.code, ConsequenceEvidence.objects.get().pk]


def one_suggestion(world) -> None:
    full_world(world)
    sales = world.departments["SALES"]
    suggesting.suggest(
        world.campaign, [], by=world.clerk, topic="统一口径", action="统一模板", department=sales
    )


def only_suggestion(world) -> list:
    return [world.campaign.code, Suggestion.objects.get().pk]


def suggested(world) -> dict:
    return {"target": "superior", "topic": "统一口径", "action": "统一发布模板"}


def _deciding(name: str, args, form, ready, *, hidden: bool = True) -> list[Row]:
    """Page and act of the office; a department does not see what is only reported."""
    refused = ("inspector", "leader", *(() if hidden else REST))
    return [
        Row(name, who(OFFICE, 200, refused), args=args, ready=ready),
        Row(name, who(OFFICE, 302, refused), args=args, form=form, ready=ready),
    ]


REST = CONCERNED + TAKING_PART
INSIDE = who(OVERSEERS + CONCERNED + TAKING_PART, 200)

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
    *_deciding("merge_findings", campaign, second_into_first, reported, hidden=False),
    Row(
        "unmerge_finding",
        who(OFFICE, 302, ("inspector", "leader")),
        args=first,
        form=lambda world: {"x": "x"},
        ready=merged,
    ),
    *_deciding(
        "split_finding", first, lambda world: {"title_1": "一是", "title_2": "二是"}, reported
    ),
    Row(
        "join_parts",
        who(OFFICE, 302, ("inspector", "leader")),
        args=first,
        form=lambda world: {"x": "x"},
        ready=parted,
    ),
    *_deciding(
        "move_source",
        first_source,
        lambda world: {"to": Finding.objects.get(number=2).pk},
        two_sources,
    ),
    Row(
        "finding_reach",
        who(("clerk", "leader"), 200, ("inspector", *CONCERNED)),
        args=first,
    ),
    Row(
        "finding_reach",
        who(("clerk", "leader"), 302, ("inspector", *CONCERNED)),
        args=first,
        form=lambda world: {"reach": "overseers"},
    ),
    *_deciding("ask_feedback", first, lambda world: {"until": "2999-01-01"}, reported),
    Row(
        "finding_feedback",
        who((*OVERSEERS, *CONCERNED), 200),
        args=only_feedback,
        ready=asked,
    ),
    Row(
        "finding_feedback",
        who(("head",), 302, (*OVERSEERS, "member")),
        args=only_feedback,
        form=lambda world: {"agrees": "yes"},
        ready=asked,
    ),
    Row(
        "rule_feedback",
        who(OFFICE, 302, ("inspector", "leader", *CONCERNED)),
        args=only_feedback,
        form=lambda world: {"ruling": "upheld", "text": "另一册也不全"},
        ready=objected,
    ),
    Row("push_lesson", who(OFFICE, 200, ("inspector", "leader", *CONCERNED)), args=first),
    Row(
        "push_lesson",
        who(OFFICE, 302, ("inspector", "leader", *CONCERNED)),
        args=first,
        form=lesson,
    ),
    Row(
        "lesson_answer",
        who((*OVERSEERS, "service_head"), 200),
        args=only_lesson,
        ready=pushed,
    ),
    Row(
        "lesson_answer",
        who(("service_head",), 302, OVERSEERS),
        args=only_lesson,
        form=lambda world: {"found": "no", "text": "逐份看过"},
        ready=pushed,
    ),
    Row("add_liability", who(OFFICE, 200, ("inspector", "leader", *CONCERNED)), args=first),
    Row(
        "add_liability",
        who(OFFICE, 302, ("inspector", "leader", *CONCERNED)),
        args=first,
        form=liable,
    ),
    Row(
        "remove_liability",
        who(OFFICE, 302, ("inspector", "leader", *CONCERNED)),
        args=only_liability,
        form=lambda world: {"x": "x"},
        ready=held_liable,
    ),
    Row(
        "tell_liability",
        who(OFFICE, 302, ("inspector", "leader", *CONCERNED)),
        args=only_liability,
        form=lambda world: {"x": "x"},
        ready=held_liable,
    ),
    Row(
        "keep_liability",
        who(OFFICE, 302, ("inspector", "leader", *CONCERNED)),
        args=only_liability,
        form=lambda world: {"x": "x"},
        ready=told_liable,
    ),
    Row("add_consequence", who(OFFICE, 200, ("inspector", "leader", *CONCERNED)), args=first),
    Row(
        "add_consequence",
        who(OFFICE, 302, ("inspector", "leader", *CONCERNED)),
        args=first,
        form=followed,
    ),
    Row("consequences", who(("clerk", "leader"), 200, ("inspector", *REST)), args=campaign),
    Row("scores_export", who(("clerk", "leader"), 200, ("inspector", *REST)), args=campaign),
    Row(
        "consequence_file",
        who(("clerk", "leader"), 200, ("inspector", *REST)),
        args=only_form,
        ready=with_a_form,
    ),
    Row("consolidation_rules", who(OFFICE, 200, ("inspector", "leader", *REST)), args=campaign),
    Row(
        "consolidation_rules",
        who(OFFICE, 302, ("inspector", "leader", *REST)),
        args=campaign,
        form=lambda world: {"feedback_days": "3"},
    ),
    Row(
        "suggestion", who((*OVERSEERS, *CONCERNED), 200), args=only_suggestion, ready=one_suggestion
    ),
    Row(
        "suggestion",
        who(("clerk", "head"), 302, ("inspector", "leader", "member")),
        args=only_suggestion,
        form=lambda world: {"to": "adopted", "on": "2026-03-02"},
        ready=one_suggestion,
    ),
    Row(
        "change_suggestion",
        who(OFFICE, 200, ("inspector", "leader", *REST)),
        args=only_suggestion,
        ready=one_suggestion,
    ),
    Row(
        "change_suggestion",
        who(OFFICE, 302, ("inspector", "leader", *REST)),
        args=only_suggestion,
        form=lambda world: {
            **suggested(world),
            "read": suggesting.words_of(Suggestion.objects.get()),
        },
        ready=one_suggestion,
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
