"""Pages on which a campaign is set up, launched and mobilized."""

from campaigns import division, import_shelf
from campaigns.checklist_import import Draft, Line
from campaigns.models import Checklist, Group, Project, Responsibility
from tests.access.row import Row
from tests.world import World, full_world, start

ALL = ("clerk", "inspector", "leader", "head", "member", "service_head", "stranger")
ALL += ("employee", "admin", "auditor")
STAFF = tuple(name for name in ALL if name not in ("admin", "auditor"))
CODE = ["spring"]
OVERSEERS = dict.fromkeys(("clerk", "inspector", "leader"), 200)
TAKING_PART = {**OVERSEERS, **dict.fromkeys(("head", "member", "service_head"), 200)}
OFFICE_ACT = {"clerk": 302, "inspector": 403, "leader": 403}
# Who takes part finds the running campaign, and is refused what the office does in it.
OFFICE_ONLY = {**OFFICE_ACT, **dict.fromkeys(("head", "member", "service_head"), 403)}
OFFICE_PAGE = {**OFFICE_ONLY, "clerk": 200}
OVERSEERS_PAGE = {**OVERSEERS, **dict.fromkeys(("head", "member", "service_head"), 403)}


def as_drafted(world: World) -> World:
    """The campaign as it is before its launch."""
    return world


def with_library(world: World) -> World:
    """A template in the library, and an upload of the office waiting for confirmation."""
    world.template = Checklist.objects.create(name="库中检查表")
    project = Project.objects.create(checklist=world.template, order=1, name="示例项目")
    world.template.items.create(project=project, order=1, no=1, code="1", text="示例项点")
    line = Line(1, {"code": "1", "project": "示例项目", "text": "示例项点"}, from_records=False)
    world.token = import_shelf.put(Draft("上传的检查表", [line]), by=world.clerk)
    return world


def group(world: World) -> list:
    return [*CODE, Group.objects.get(kind="inspection").pk]


def divided(world: World) -> World:
    """Who answers for what is filled in; the staff has not been told."""
    full_world(world)
    division.propose(world.campaign, by=world.clerk)
    return world


def announced(world: World) -> World:
    """As `divided`, and the staff was told."""
    divided(world)
    division.announce(world.campaign, by=world.clerk)
    return world


def duty(world: World) -> list:
    return [*CODE, Responsibility.objects.get(rank=1).pk]


def duty_form(world: World) -> dict:
    return {
        "person": world.service_head.pk,
        "rank": "2",
        "departments": [world.departments["SALES"].pk],
        "all_projects": "on",
    }


def item_form(world: World) -> dict:
    return {"items": [world.item(1).pk], "who": "all"}


def on_campaign(name: str, who: dict, **more) -> Row:
    return Row(name, who, args=more.pop("args", lambda world: CODE), **more)


def empty(world: World) -> dict:
    return {"nothing": ""}


ROWS = [
    Row("campaigns", dict.fromkeys(ALL, 200)),
    Row("campaign_new", {"clerk": 200}, 403),
    Row("campaign_new", {"clerk": 422}, 403, form=empty),
    Row("checklists", {"clerk": 200}, 403),
    Row("checklist_import", {"clerk": 200}, 403),
    Row("checklist_import", {"clerk": 422}, 403, form=empty),
    Row("checklist_import", {"clerk": 200}, 403, query="?campaign=spring", note="for a campaign"),
    Row(
        "checklist_preview",
        {"clerk": 200},
        403,
        args=lambda world: [world.token],
        ready=with_library,
    ),
    Row(
        "checklist_confirm",
        {"clerk": 302},
        403,
        args=lambda world: [world.token],
        form=empty,
        ready=with_library,
    ),
    Row(
        "checklist",
        {"clerk": 200},
        args=lambda world: [world.template.pk],
        ready=with_library,
        note="of the library",
    ),
    Row("checklist", OVERSEERS, args=lambda world: [world.campaign.checklist.pk]),
    Row(
        "checklist_item",
        {"clerk": 302},
        args=lambda world: [world.template.pk, 1],
        form=lambda world: {"text": "新的文字"},
        ready=with_library,
        note="of the library",
    ),
    Row("checklist_item", OVERSEERS, args=lambda world: [world.campaign.checklist.pk, 1]),
    Row(
        "checklist_item",
        {"clerk": 409, "inspector": 403, "leader": 403},
        args=lambda world: [world.campaign.checklist.pk, 1],
        form=lambda world: {"text": "新的文字"},
        note="frozen",
    ),
    on_campaign("campaign", OVERSEERS, ready=as_drafted, note="drafted"),
    on_campaign("campaign", TAKING_PART, ready=full_world, note="running"),
    on_campaign("setup", {**OFFICE_ACT, "clerk": 200}, ready=as_drafted, note="drafted"),
    on_campaign("setup", OFFICE_PAGE, note="running"),
    on_campaign("setup", {**OFFICE_ONLY, "clerk": 422}, form=empty),
    on_campaign("launch_campaign", OFFICE_ACT, form=empty, ready=as_drafted),
    on_campaign("launch_campaign", {**OFFICE_ONLY, "clerk": 409}, form=empty, note="again"),
    on_campaign("cancel_campaign", OFFICE_ACT, form=empty, ready=as_drafted),
    on_campaign("cancel_campaign", {**OFFICE_ONLY, "clerk": 422}, form=empty, note="launched"),
    on_campaign("close_campaign", OFFICE_ONLY, form=empty),
    on_campaign("campaign_checklist", OVERSEERS_PAGE),
    on_campaign(
        "choose_checklist",
        OFFICE_ACT,
        form=lambda world: {"checklist": world.template.pk},
        ready=with_library,
    ),
    on_campaign("breakdown", OVERSEERS_PAGE),
    on_campaign("breakdown_item", OVERSEERS_PAGE, args=lambda world: [*CODE, 1]),
    on_campaign("scope_items", OFFICE_ACT, form=item_form, ready=as_drafted),
    on_campaign("scope_items", {**OFFICE_ONLY, "clerk": 409}, form=item_form, note="frozen"),
    on_campaign("break_down", OFFICE_ACT, form=empty, ready=as_drafted),
    on_campaign("break_down", {**OFFICE_ONLY, "clerk": 409}, form=empty, note="frozen"),
    on_campaign("open_phase", OFFICE_ONLY, args=lambda world: [*CODE, 3], form=empty, ready=start),
    on_campaign("end_phase", OFFICE_ONLY, args=lambda world: [*CODE, 2], form=empty),
    on_campaign(
        "end_phase",
        {**OFFICE_ONLY, "clerk": 409},
        args=lambda world: [*CODE, 2],
        form=empty,
        ready=start,
        note="too early",
    ),
    on_campaign("mobilization", TAKING_PART),
    on_campaign("groups", OVERSEERS_PAGE),
    on_campaign("groups", {**OFFICE_ONLY, "clerk": 422}, form=empty),
    on_campaign("group", OVERSEERS_PAGE, args=group),
    on_campaign(
        "join_group",
        OFFICE_ONLY,
        args=group,
        form=lambda world: {"person": world.employee.pk, "office": "member"},
    ),
    on_campaign(
        "leave_group", OFFICE_ONLY, args=group, form=lambda world: {"person": world.inspector.pk}
    ),
    on_campaign("change_group", OFFICE_PAGE, args=group),
    on_campaign("change_group", OFFICE_ONLY, args=group, form=lambda world: {"name": "核查组"}),
    on_campaign("dissolve_group", OFFICE_ONLY, args=group, form=empty),
    on_campaign("division", OVERSEERS_PAGE, note="empty"),
    on_campaign("division", OVERSEERS_PAGE, ready=divided),
    on_campaign("division", OFFICE_ONLY, form=duty_form),
    on_campaign("propose_division", OFFICE_ONLY, form=empty),
    on_campaign("responsibility", OFFICE_PAGE, args=duty, ready=divided),
    on_campaign("responsibility", OFFICE_ONLY, args=duty, form=duty_form, ready=divided),
    on_campaign("withdraw_responsibility", OFFICE_ONLY, args=duty, form=empty, ready=divided),
    on_campaign("leadership", OVERSEERS, ready=divided, note="not announced"),
    on_campaign("leadership", dict.fromkeys(STAFF, 200), ready=announced, note="announced"),
    on_campaign("announce_leadership", OFFICE_ONLY, form=empty, ready=divided),
    on_campaign("take_announcement_back", OFFICE_ONLY, form=empty, ready=announced),
    on_campaign("note_activity", {**OFFICE_PAGE, "head": 200, "service_head": 200}),
    on_campaign(
        "note_activity", {**OFFICE_ONLY, "clerk": 422, "head": 422, "service_head": 422}, form=empty
    ),
]
