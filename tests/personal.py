"""Personal sheets in the small world: typed, handed in, accepted, through the verbs."""

from datetime import date

from campaigns import layers, personal_filling, personal_review
from campaigns.filling import Draft
from campaigns.models import Group, Level, PersonalAnswer, PersonalSheet
from organization.models import Person
from tests.world import start

SAID = {
    "result": "found",
    "problem": "检查不够深入",
    "subjective": "思想上重视不够",
    "objective": "",
    "roots": "存在畏难情绪",
    "measure": "每周到班组一次",
    "topics": "不深入",
}
DUE = date(2026, 3, 6)
LATER = date(2099, 1, 5)
NOTHING = {**dict.fromkeys(SAID, ""), "result": "none"}


def plan_levels(world) -> list[Level]:
    """总经理 (chair) and the office's head (deputy) are leaders; 销售部 has a manager and staff."""
    start(world)
    Person.objects.filter(account="leader").update(level="executive")
    Person.objects.filter(account="inspector").update(
        level="executive", department=world.departments["CO"]
    )
    Person.objects.filter(account="head").update(level="middle")
    Group.objects.filter(campaign=world.campaign).delete()
    group = Group.set_up(world.campaign, by=world.clerk, kind="leading", name="领导小组")
    group.add(world.leader, "chair", by=world.clerk)
    group.add(world.inspector, "deputy", by=world.clerk)
    world.leader.in_charge_of.set([world.departments["SALES"]])
    world.inspector.in_charge_of.set([world.departments["SERVICE"]])
    items = [world.item(1), world.item(2)]
    common = {"by": world.clerk, "due_on": DUE}
    return [
        layers.plan_level(
            world.campaign, items, name="班子成员率先查", audience="executive",
            asks_charge=True, asks_roots=True, chair_reviews=True, **common,
        ),
        layers.plan_level(
            world.campaign, items[:1], name="中层重点查", audience="middle", follows=True,
            topics="观望\n不深入", **common,
        ),
    ]  # fmt: skip


def save(
    sheet: PersonalSheet,
    answers: dict[int, dict],
    *,
    version: int | None = None,
    by: Person | None = None,
):
    """Save words for items; `version`: as a page that saw this one, by default the one there is."""
    seen = dict(sheet.answers.values_list("item", "version"))
    drafts = {
        item: Draft(seen.get(item, 0) if version is None else version, said)
        for item, said in answers.items()
    }
    return personal_filling.save_sheet(sheet, drafts, by=by or sheet.person)


def fill(sheet: PersonalSheet, said: dict = SAID) -> PersonalSheet:
    """The same words for every item of the sheet."""
    sheet.refresh_from_db()
    save(sheet, {row.item_id: said for row in sheet.level.asked.all()})
    return sheet


def hand_in(sheet: PersonalSheet, said: dict = SAID) -> PersonalSheet:
    """Filled, signed and handed in by its person."""
    filled = fill(sheet, said)
    return personal_filling.submit_sheet(filled, by=sheet.person, signature=sheet.person.name)


def accepted(sheet: PersonalSheet, said: dict = SAID, *, by: Person) -> PersonalSheet:
    """Handed in, and taken by whoever reviews it."""
    return personal_review.accept_sheet(hand_in(sheet, said), by=by)


def sent_back(
    sheet: PersonalSheet, note: str = "", *, by: Person, reason: str = "superficial", due_on=LATER
) -> PersonalSheet:
    """Back to its person."""
    return personal_review.send_sheet_back(sheet, reason=reason, note=note, due_on=due_on, by=by)


def answer_of(sheet: PersonalSheet, no: int) -> PersonalAnswer:
    """What the sheet says of an item."""
    return PersonalAnswer.objects.get(sheet=sheet, item__no=no)
