"""Templates and copies, the people of a campaign, and its end before or after its time."""

from campaigns import ending, launch, people
from campaigns.models import CampaignTemplate
from campaigns.template_making import save_as_template
from tests.access.launch import (
    CODE,
    OFFICE_ACT,
    OFFICE_ONLY,
    OFFICE_PAGE,
    OVERSEERS_PAGE,
    as_drafted,
    empty,
    on_campaign,
)
from tests.access.row import Row
from tests.world import World, full_world


def kept(world: World) -> World:
    """The finished campaign is kept as a template."""
    full_world(world)
    world.template = save_as_template(world.campaign, "年度自查", by=world.clerk)
    return world


def retired(world: World) -> World:
    """The template is out of use."""
    kept(world).template.retire(by=world.clerk)
    return world


def closed(world: World) -> World:
    """Launched and closed."""
    launch.launch(world.campaign, by=world.clerk)
    launch.close(world.campaign, by=world.clerk)
    return world


def archived(world: World) -> World:
    """Closed, and taken from the lists."""
    ending.archive(closed(world).campaign, by=world.clerk)
    return world


def two_in_the_office(world: World) -> World:
    """A colleague has joined the office of the running campaign."""
    full_world(world)
    people.add_colleague(world.campaign, world.inspector, by=world.clerk)
    return world


def its(world: World) -> list:
    return [CampaignTemplate.objects.get().pk]


def head_form(world: World) -> dict:
    return {"department": world.departments["SALES"].pk, "person": world.head.pk}


ROWS = [
    Row("campaign_new", {"clerk": 200}, 403, query="?from=campaign:spring", note="a copy"),
    Row(
        "campaign_new",
        {"clerk": 200},
        403,
        query="?start=2026-09-14",
        note="from a day on",
    ),
    Row("campaign_templates", {"clerk": 200}, 403, ready=kept),
    Row("campaign_templates", {"clerk": 200}, 403, note="none yet"),
    Row("campaign_template", {"clerk": 200}, 403, args=its, ready=kept),
    Row("campaign_template", {"clerk": 200}, 403, args=its, ready=retired, note="retired"),
    Row("campaign_template", {"clerk": 422}, 403, args=its, ready=kept, form=empty),
    Row("retire_template", {"clerk": 302}, args=its, ready=kept, form=empty),
    Row("retire_template", {"clerk": 409}, args=its, ready=retired, form=empty, note="again"),
    Row("bring_template_back", {"clerk": 302}, args=its, ready=retired, form=empty),
    on_campaign("save_template", OFFICE_PAGE),
    on_campaign("save_template", {**OFFICE_ONLY, "clerk": 422}, form=empty),
    on_campaign("campaign_people", OVERSEERS_PAGE),
    on_campaign(
        "campaign_people",
        {"clerk": 200, "inspector": 200, "leader": 200},
        ready=as_drafted,
        note="drafted",
    ),
    on_campaign("choose_head", OFFICE_ACT, form=head_form, ready=as_drafted),
    on_campaign("choose_head", {**OFFICE_ONLY, "clerk": 409}, form=head_form, note="launched"),
    on_campaign("add_colleague", OFFICE_ONLY, form=lambda world: {"person": world.inspector.pk}),
    on_campaign(
        "take_colleague_off",
        {**OFFICE_ONLY, "inspector": 302},
        args=lambda world: [*CODE, world.inspector.pk],
        form=empty,
        ready=two_in_the_office,
    ),
    on_campaign(
        "take_colleague_off",
        {**OFFICE_ONLY, "clerk": 409},
        args=lambda world: [*CODE, world.clerk.pk],
        form=empty,
        note="the last one",
    ),
    on_campaign("delete_campaign", OFFICE_ACT, form=empty, ready=as_drafted),
    on_campaign("delete_campaign", {**OFFICE_ONLY, "clerk": 409}, form=empty, note="launched"),
    on_campaign("archive_campaign", {**OFFICE_ONLY, "clerk": 409}, form=empty, note="running"),
    on_campaign("archive_campaign", OFFICE_ONLY, form=empty, ready=closed),
    on_campaign("bring_campaign_back", OFFICE_ONLY, form=empty, ready=archived),
    on_campaign(
        "cancel_campaign",
        OFFICE_ONLY,
        form=lambda world: {"reason": "上级通知撤销"},
        note="called off",
    ),
    Row(
        "campaigns",
        dict.fromkeys(
            (
                *("clerk", "inspector", "leader", "head", "member", "service_head"),
                *("stranger", "employee", "admin", "auditor"),
            ),
            200,
        ),
        query="?archived=1",
        ready=archived,
        note="archived",
    ),
]
