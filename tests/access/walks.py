"""Walk-throughs: tasks, proposals, the funnel, projects."""

from campaigns import import_shelf
from findings.models import Proposal
from findings.walk_reading import WalkUpload, read_walks
from organization import clock
from organization.sheets import Sheet
from tests.access.findings import OFFICE, OVERSEERS, who
from tests.access.row import Row
from tests.outside import adopted, evaluated, proposal_of, proposed, valid, walks_planned

# 旁观部员工 and 服务部负责人 are the team.
TEAM = ("employee", "service_head")
CONCERNED = ("head", "member")
READ = who((*OVERSEERS, *TEAM), 200, CONCERNED)
OVERSEEN = who(OVERSEERS, 200, (*CONCERNED, *TEAM))
OFFICE_READS = who(OFFICE, 200, ("inspector", "leader", *CONCERNED, *TEAM))
OFFICE_SENDS = who(OFFICE, 302, ("inspector", "leader", *TEAM))
EVALUATES = who(OFFICE, 302, ("inspector", "leader", *CONCERNED, *TEAM))
SEEN = who((*OVERSEERS, *TEAM), 200)
WALKS = who(TEAM, 302, OVERSEERS)


def code(world) -> list:
    return [world.campaign.code]


def number(n: int):
    return lambda world: [world.campaign.code, n]


def walk(world) -> dict:
    return {"version": 1, "walked_on": "2020-01-01", "steps": "取号", "proposal": "增设窗口"}


def reason(world) -> dict:
    return {"reason": "请写明步骤"}


def nothing(world) -> dict:
    return {"x": ""}


def said(world) -> dict:
    return {"verdict": "valid", "value": "high", "effort": "low"}


def several(world) -> dict:
    keys = [row.pk for row in Proposal.objects.filter(status="made")]
    return {**said(world), "proposal": keys}


def declined(world) -> None:
    from findings import evaluating

    evaluated(world)
    evaluating.decline(proposal_of(1), "暂缓", by=world.clerk)


def project(world) -> list:
    return [world.campaign.code, world.project.number]


def two_valid(world) -> None:
    evaluated(world)
    valid(world, 2)


def uploaded(world) -> list:
    rows = [
        ["渠道", "环节", "产品", "流程", "小组", "完成期限"],
        ["自有实体渠道", "售后", "宽带", "拆机", "第一穿越小组", "2026年3月31日"],
    ]
    upload = WalkUpload(world.campaign.code, "任务.xlsx", [Sheet("任务", rows)])
    return [world.campaign.code, import_shelf.put(upload, by=world.clerk)]


def drafted(world) -> list:
    code, token = uploaded(world)
    upload = import_shelf.look_at(token, WalkUpload, by=world.clerk)
    draft = read_walks(upload.mapping(), world.campaign, clock.today(), upload.file)
    return [code, import_shelf.put(draft, by=world.clerk)]


REFUSED = ("inspector", "leader", *CONCERNED, *TEAM)
IMPORTS = {
    "columns": who(OFFICE, 302, REFUSED),
    "page": who(OFFICE, 200, REFUSED),
}

ROWS = [
    Row("walk_import", IMPORTS["page"], args=code, ready=walks_planned),
    Row("walk_import", who(OFFICE, 422, REFUSED), args=code, form=nothing, ready=walks_planned),
    Row("walk_columns", IMPORTS["page"], args=uploaded, ready=walks_planned),
    Row(
        "walk_columns",
        IMPORTS["columns"],
        args=uploaded,
        form=lambda w: {
            "due_on": "2026-03-31",
            **{
                f"c{n}": key
                for n, key in enumerate(
                    ("channel", "stage", "product", "process", "team", "due_on")
                )
            },
        },
        ready=walks_planned,
    ),
    Row("walk_preview", IMPORTS["page"], args=drafted, ready=walks_planned),
    Row("walk_confirm", IMPORTS["columns"], args=drafted, form=nothing, ready=walks_planned),
    Row("walks", READ, args=code, ready=walks_planned),
    Row(
        "walks",
        who(OVERSEERS, 200, (*CONCERNED, "service_head")),
        args=code,
        note="empty",
    ),
    Row("walks", READ, args=code, ready=proposed, query="?status=walked&kind=own&channel=x"),
    Row("walks_export", READ, args=code, ready=proposed),
    Row("plan_walks", OFFICE_READS, args=code, ready=walks_planned),
    Row(
        "plan_walks",
        who(OFFICE, 200, ("inspector", "leader", *CONCERNED, "service_head")),
        args=code,
        note="unprepared",
    ),
    Row(
        "plan_walks",
        who(OFFICE, 422, ("inspector", "leader", *CONCERNED, *TEAM)),
        args=code,
        form=nothing,
        ready=walks_planned,
    ),
    Row("walk_task", SEEN, args=number(1), ready=proposed, note="walked"),
    Row("walk_task", SEEN, args=number(2), ready=proposed, note="to be walked"),
    Row("save_walk", WALKS, args=number(2), form=walk, ready=proposed),
    Row("propose", WALKS, args=number(1), form=lambda w: {"text": "增设窗口"}, ready=proposed),
    Row("return_walk", OFFICE_SENDS, args=number(1), form=reason, ready=proposed),
    Row("drop_walk", OFFICE_SENDS, args=number(2), form=reason, ready=proposed),
    Row("proposals", READ, args=code, ready=adopted),
    Row("proposals", READ, args=code, ready=walks_planned, note="empty"),
    Row("proposals", READ, args=code, ready=evaluated, query="?status=counted&value=high"),
    Row("proposals_export", READ, args=code, ready=adopted),
    Row("evaluate_proposals", EVALUATES, args=code, form=several, ready=proposed),
    Row("proposal", SEEN, args=number(1), ready=adopted, note="adopted"),
    Row("proposal", SEEN, args=number(2), ready=evaluated, note="not evaluated"),
    Row("proposal", SEEN, args=number(3), ready=evaluated, note="valid"),
    Row("evaluate_proposal", OFFICE_SENDS, args=number(2), form=said, ready=evaluated),
    Row(
        "merge_proposal",
        OFFICE_SENDS,
        args=number(3),
        form=lambda w: {"into": proposal_of(1).pk},
        ready=evaluated,
    ),
    Row(
        "adopt_proposal",
        OFFICE_SENDS,
        args=number(1),
        form=lambda w: {"title": "统一口径"},
        ready=evaluated,
    ),
    Row("decline_proposal", OFFICE_SENDS, args=number(1), form=reason, ready=two_valid),
    Row("reopen_proposal", OFFICE_SENDS, args=number(1), form=nothing, ready=declined),
    Row("walk_funnel", OVERSEEN, args=code, ready=adopted),
    Row("walk_projects", OVERSEEN, args=code, ready=adopted),
    Row(
        "walk_projects",
        who(OVERSEERS, 200, (*CONCERNED, "service_head")),
        args=code,
        note="empty",
    ),
    Row("walk_project", OVERSEEN, args=project, ready=adopted),
    Row(
        "walk_project",
        EVALUATES,
        args=project,
        form=lambda w: {"version": 1, "flow_before": "三次排队"},
        ready=adopted,
    ),
]
