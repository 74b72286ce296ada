"""Letters, the three lists and the form of a close-out."""

from datetime import date

from rectification import planning
from rectification.models import Letter, Task
from tests.access.rectification import CONCERNED, OVERSEERS, submitted, task, who
from tests.access.row import Row
from tests.correspondence import answered, drafted, issued, signed_for, slip_issued, with_finding

INSIDE = who((*OVERSEERS, *CONCERNED, "service_head"), 200)
OFFICE_READS = who(("clerk",), 200, ("inspector", "leader", *CONCERNED, "service_head"))
OFFICE_ACTS = who(("clerk",), 302, ("inspector", "leader", *CONCERNED, "service_head"))
# Another department does not see the letter at all.
OFFICE_ACTS_ON = who(("clerk",), 302, ("inspector", "leader", *CONCERNED))
OFFICE_AND_LEADERS = who(("clerk", "leader"), 200, ("inspector", *CONCERNED, "service_head"))
OFFICE_READS_TASK = who(("clerk",), 200, ("inspector", "leader", *CONCERNED))
HEAD_ACTS_ON = who(("head",), 302, (*OVERSEERS, "member"))
READS = who((*OVERSEERS, *CONCERNED), 200)


def campaign(world) -> list:
    return [world.campaign.code]


def letter(world) -> list:
    return [world.campaign.code, world.letter.pk]


def file(world) -> list:
    return [*letter(world), "docx"]


def nothing(world) -> dict:
    return {}


def words(world) -> dict:
    return {
        "version": world.letter.version,
        "findings": [world.finding.pk],
        "topic": "示例",
        "demands": "补齐",
    }


def closed(world) -> None:
    submitted(world)
    planning.accept(world.task, by=world.inspector)


def late(world) -> None:
    """Late enough for a proposal of the ladder, whatever day it is."""
    with_finding(world)
    Task.objects.update(due_on=date(2026, 1, 5), first_due_on=date(2026, 1, 5))


def points(world) -> list:
    return [*task(world), "points", "long_overdue"]


NEW = "?kind=notice&department=SALES&finding=1"

ROWS = [
    Row("letters", INSIDE, args=campaign),
    Row("letters", INSIDE, args=campaign, ready=issued, note="issued"),
    Row("letters_export", INSIDE, args=campaign, ready=issued),
    Row("new_letter", OFFICE_READS, args=campaign, ready=with_finding),
    Row("new_letter", OFFICE_READS, args=campaign, ready=with_finding, query=NEW, note="notice"),
    Row(
        "new_letter",
        OFFICE_ACTS,
        args=campaign,
        ready=with_finding,
        query=NEW,
        form=lambda world: {"findings": [world.finding.pk], "topic": "示例", "demands": "补齐"},
    ),
    Row("letter_rules", OFFICE_READS, args=campaign),
    Row(
        "letter_rules",
        OFFICE_ACTS,
        args=campaign,
        form=lambda world: {
            "advice_name": "监察建议书",
            "objection_days": 5,
            **{f"days_{kind}": 3 for kind in Letter.Kind.values},
        },
    ),
    Row("confirm_copies", OFFICE_ACTS, args=campaign, form=nothing),
    Row("ladder_proposals", OFFICE_AND_LEADERS, args=campaign),
    Row("ladder_proposals", OFFICE_AND_LEADERS, args=campaign, ready=late, note="late"),
    Row("ladder_proposal", OFFICE_READS_TASK, args=points, ready=late),
    Row(
        "follow_ladder_proposal",
        OFFICE_ACTS_ON,
        args=points,
        ready=late,
        form=lambda world: {"text": "逾期未改", "points": "2"},
    ),
    Row(
        "dismiss_ladder_proposal",
        OFFICE_ACTS_ON,
        args=points,
        ready=late,
        form=lambda world: {"reason": "已说明原因"},
    ),
    Row("due_slips", OFFICE_READS, args=campaign, ready=with_finding),
    Row("due_slips", OFFICE_ACTS, args=campaign, ready=with_finding, form=nothing),
    Row("letter", who(OVERSEERS, 200), args=letter, ready=drafted),
    Row("letter", READS, args=letter, ready=issued, note="issued"),
    Row("letter", READS, args=letter, ready=answered, note="answered"),
    Row("change_letter", who(("clerk",), 200, ("inspector", "leader")), args=letter, ready=drafted),
    Row(
        "change_letter",
        who(("clerk",), 302, ("inspector", "leader")),
        args=letter,
        ready=drafted,
        form=words,
    ),
    Row("letter_form", who(("clerk",), 200, ("inspector", "leader")), args=letter, ready=drafted),
    Row(
        "letter_form",
        who(("clerk",), 302, ("inspector", "leader")),
        args=letter,
        ready=drafted,
        form=lambda world: {"label": "内部资料"},
    ),
    Row(
        "issue_letter",
        who(("clerk",), 302, ("inspector", "leader")),
        args=letter,
        ready=drafted,
        form=nothing,
    ),
    Row("read_letter", HEAD_ACTS_ON, args=letter, ready=issued, form=nothing),
    Row(
        "sign_letter",
        HEAD_ACTS_ON,
        args=letter,
        ready=issued,
        form=lambda world: {"signed_name": "销售部负责人"},
    ),
    Row(
        "answer_letter",
        HEAD_ACTS_ON,
        args=letter,
        ready=signed_for,
        form=lambda world: {"text": "已补齐"},
    ),
    Row("settle_letter", OFFICE_ACTS_ON, args=letter, ready=answered, form=nothing),
    Row(
        "send_answer_back",
        OFFICE_ACTS_ON,
        args=letter,
        ready=answered,
        form=lambda world: {"opinion": "未说明时间"},
    ),
    Row(
        "withdraw_letter",
        OFFICE_ACTS_ON,
        args=letter,
        ready=issued,
        form=lambda world: {"reason": "主送有误"},
    ),
    Row("step_up_letter", OFFICE_ACTS_ON, args=letter, ready=slip_issued, form=nothing),
    Row("letter_file", READS, args=file, ready=issued),
    Row("list_paper", INSIDE, args=lambda world: ["spring", "problems"], ready=with_finding),
    Row("list_paper_file", INSIDE, args=lambda world: ["spring", "tasks", "docx"]),
    Row("close_out_form", READS, args=task, ready=closed),
    Row(
        "close_out_form",
        who((*OVERSEERS, *CONCERNED), 409),
        args=task,
        note="still open",
    ),
    Row("close_out_form_file", READS, args=lambda world: [*task(world), "docx"], ready=closed),
]
