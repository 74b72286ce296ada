"""Levels and personal sheets."""

from datetime import date

from campaigns import layers
from campaigns.models import Group, Level, PersonalSheet
from organization import personal_links
from organization.models import Person
from tests.access.launch import CODE, OFFICE_ONLY, OFFICE_PAGE, OVERSEERS_PAGE
from tests.access.row import Row
from tests.world import World, start


def planned(world: World) -> World:
    """A level of leaders: the chair reviews, nobody has a sheet yet."""
    start(world)
    Person.objects.filter(account="leader").update(level="executive")
    Person.objects.filter(account="service_head").update(level="executive")
    Group.objects.filter(campaign=world.campaign).delete()
    group = Group.set_up(world.campaign, by=world.clerk, kind="leading", name="领导小组")
    group.add(world.leader, "chair", by=world.clerk)
    group.add(world.service_head, "deputy", by=world.clerk)
    world.level = layers.plan_level(
        world.campaign,
        [world.item(1)],
        by=world.clerk,
        name="班子成员率先查",
        audience="executive",
        due_on=date(2099, 3, 6),
        chair_reviews=True,
    )
    return world


def opened(world: World) -> None:
    planned(world)
    layers.open_level(world.level, by=world.clerk)


def handed_in(world: World) -> None:
    """The deputy, 服务部负责人, handed in; the chair reads it."""
    opened(world)
    sheet = PersonalSheet.objects.get(person=world.service_head)
    layers.save_sheet(sheet, 0, {world.item(1).pk: nothing()}, by=sheet.person)
    layers.submit_sheet(sheet, by=sheet.person, signature="服务部负责人")


def nothing() -> dict:
    empty = ("problem", "subjective", "objective", "roots", "measure", "topics")
    return {"result": "none", **dict.fromkeys(empty, "")}


def level(world: World) -> list:
    return [*CODE, world.level.pk]


def sheet(world: World) -> list:
    return [*CODE, PersonalSheet.objects.get(person=world.service_head).pk]


def typed(world: World) -> dict:
    return {"version": "0", f"{world.item(1).pk}-result": "none"}


def plan(world: World) -> dict:
    return {
        "name": "中层重点查",
        "audience": "middle",
        "due_on": "2099-03-06",
        "chosen": [world.item(1).pk],
    }


def answered(world: World) -> None:
    opened(world)
    found = PersonalSheet.objects.get(person=world.service_head)
    layers.save_sheet(found, 0, {world.item(1).pk: nothing()}, by=found.person)


def link(world: World) -> list:
    """The own link of 销售部填报人; whoever is signed in is led to the page of the account."""
    found = PersonalSheet.objects.get(person=world.member)
    label = "campaigns.personalsheet"
    return [personal_links.token_for(world.member.pk, label, found.pk)]


def employees(world: World) -> None:
    planned(world)
    Level.objects.update(audience="employee", chair_reviews=False)
    layers.open_level(Level.objects.get(), by=world.clerk)


OWN = {"service_head": 200}
CHAIR = {"leader": 302, "service_head": 403}

ROWS = [
    Row("levels", {**OVERSEERS_PAGE, "service_head": 200}, args=lambda w: CODE, ready=planned),
    Row("add_level", OFFICE_PAGE, args=lambda w: CODE, ready=planned),
    Row("add_level", OFFICE_ONLY, args=lambda w: CODE, form=plan, ready=planned),
    Row("change_level", OFFICE_PAGE, args=level, ready=planned),
    Row("change_level", OFFICE_ONLY, args=level, form=plan, ready=planned),
    Row("open_level", OFFICE_ONLY, args=level, form=lambda w: {}, ready=planned),
    Row("level_sheets", {**OVERSEERS_PAGE, "service_head": 200}, args=level, ready=opened),
    Row("personal_sheet", OWN, args=sheet, ready=opened, note="being typed"),
    Row("personal_sheet", {**OWN, "leader": 200}, args=sheet, ready=handed_in),
    Row("personal_sheet", {"service_head": 302}, args=sheet, form=typed, ready=opened),
    Row("personal_sheet_link", {"anonymous": 200}, others=302, args=link, ready=employees),
    Row(
        "submit_personal",
        {"service_head": 302},
        args=sheet,
        form=lambda w: {"signature": "服务部负责人"},
        ready=answered,
    ),
    Row("accept_personal", CHAIR, args=sheet, form=lambda w: {}, ready=handed_in),
    Row(
        "return_personal",
        CHAIR,
        args=sheet,
        form=lambda w: {"note": "请再深挖"},
        ready=handed_in,
    ),
    Row(
        "name_reviewer",
        CHAIR,
        args=sheet,
        form=lambda w: {"to": w.head.pk},
        ready=handed_in,
    ),
]
