"""Levels and personal sheets."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import attaching, evidence, layers, personal_filling, uploads
from campaigns.models import Evidence, Group, Level, PersonalSheet
from organization import personal_links
from organization.models import Person
from tests.access.launch import CODE, OFFICE_ONLY, OFFICE_PAGE, OVERSEERS_PAGE
from tests.access.row import Row
from tests.personal import NOTHING, fill, hand_in
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


def two(world: World) -> None:
    """A second level behind the first, planned as well."""
    planned(world)
    fields = {"name": "员工广泛查", "audience": "employee", "due_on": date(2099, 3, 6)}
    world.second = layers.plan_level(world.campaign, [world.item(1)], by=world.clerk, **fields)


def second(world: World) -> list:
    return [*CODE, world.second.pk]


def opened(world: World) -> None:
    planned(world)
    layers.open_level(world.level, by=world.clerk)


def handed_in(world: World) -> None:
    """The deputy, 服务部负责人, handed in; the chair reads it."""
    opened(world)
    sheet = PersonalSheet.objects.get(person=world.service_head)
    hand_in(sheet, NOTHING)


def level(world: World) -> list:
    return [*CODE, world.level.pk]


def sheet(world: World) -> list:
    return [*CODE, PersonalSheet.objects.get(person=world.service_head).pk]


def typed(world: World) -> dict:
    return {f"{world.item(1).pk}-version": "0", f"{world.item(1).pk}-result": "none"}


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
    fill(found, NOTHING)


def link(world: World) -> list:
    """The own link of 销售部填报人; whoever is signed in is led to the page of the account."""
    found = PersonalSheet.objects.get(person=world.member)
    label = "campaigns.personalsheet"
    return [personal_links.token_for(world.member.pk, label, found.pk)]


def employees(world: World) -> None:
    planned(world)
    Level.objects.update(audience="employee", chair_reviews=False)
    layers.open_level(Level.objects.get(), by=world.clerk)


def evidence_of(sheet: PersonalSheet, name: str = "照片.csv") -> Evidence:
    """A file of the person under item 1."""
    upload = SimpleUploadedFile(name, f"记录{name}".encode())
    item = sheet.level.asked.get(item__no=1).item
    answer = personal_filling.answer_for_files(sheet, item, by=sheet.person)
    kept = evidence.store(upload, **sheet.shelf, by=sheet.person)
    attaching.attach(answer, kept, by=sheet.person)
    return kept


def supported(world: World) -> None:
    opened(world)
    world.file = evidence_of(PersonalSheet.objects.get(person=world.service_head))


def supported_by_link(world: World) -> None:
    employees(world)
    world.file = evidence_of(PersonalSheet.objects.get(person=world.member))


def begun(world: World) -> None:
    opened(world)
    own = PersonalSheet.objects.get(person=world.service_head)
    world.upload = uploads.begin(own, "照片.txt", 9, "", "", by=own.person)


def begun_by_link(world: World) -> None:
    employees(world)
    own = PersonalSheet.objects.get(person=world.member)
    world.upload = uploads.begin(own, "照片.txt", 9, "", "", by=own.person)


def supported_and_handed_in(world: World) -> None:
    supported(world)
    hand_in(PersonalSheet.objects.get(person=world.service_head), NOTHING)


def announced(world: World) -> dict:
    return {"name": "照片.txt", "size": "9"}


def signed(world: World) -> dict:
    return {"signature": "服务部负责人"}


def signed_by_link(world: World) -> dict:
    return {f"{world.item(1).pk}-result": "none", "signature": "销售部填报人"}


OWN = {"service_head": 200}
OWN_ACT = {"service_head": 302}
# A link is its person's, whoever follows it; who is signed in is led on to the account.
LINK = {"anonymous": 200}
LINK_ACT = {"anonymous": 302}
CHAIR = {"leader": 302, "service_head": 403}

ROWS = [
    Row("levels", {**OVERSEERS_PAGE, "service_head": 200}, args=lambda w: CODE, ready=planned),
    Row("add_level", OFFICE_PAGE, args=lambda w: CODE, ready=planned),
    Row("add_level", OFFICE_ONLY, args=lambda w: CODE, form=plan, ready=planned),
    Row("change_level", OFFICE_PAGE, args=level, ready=planned),
    Row("change_level", OFFICE_ONLY, args=level, form=plan, ready=planned),
    Row("open_level", OFFICE_ONLY, args=level, form=lambda w: {}, ready=planned),
    Row("remove_level", OFFICE_PAGE, args=level, ready=planned),
    Row("remove_level", OFFICE_ONLY, args=level, form=lambda w: {}, ready=planned),
    Row("move_level_earlier", OFFICE_ONLY, args=second, form=lambda w: {}, ready=two),
    Row("move_level_later", OFFICE_ONLY, args=level, form=lambda w: {}, ready=two),
    Row("level_sheets", {**OVERSEERS_PAGE, "service_head": 200}, args=level, ready=opened),
    Row("personal_sheet", OWN, args=sheet, ready=opened, note="being typed"),
    Row("personal_sheet", {**OWN, "leader": 200}, args=sheet, ready=handed_in),
    Row("personal_sheet", {"service_head": 302}, args=sheet, form=typed, ready=opened),
    Row("personal_sheet_link", LINK, others=302, args=link, ready=employees),
    Row("personal_sheet_link", LINK_ACT, others=302, args=link, form=typed, ready=employees),
    Row("submit_personal", OWN_ACT, args=sheet, form=signed, ready=answered),
    Row(
        "submit_personal_link",
        LINK_ACT,
        others=302,
        args=link,
        form=signed_by_link,
        ready=employees,
    ),
    Row(
        "begin_personal_upload",
        OWN,
        args=lambda w: [*sheet(w), 1],
        form=announced,
        ready=opened,
    ),
    Row(
        "begin_personal_upload",
        {"service_head": 409, "leader": 403},
        args=lambda w: [*sheet(w), 1],
        form=announced,
        ready=handed_in,
        note="handed in",
    ),
    Row(
        "begin_personal_upload_link",
        {**LINK, "member": 200},
        others=302,
        args=lambda w: [*link(w), 1],
        form=announced,
        ready=employees,
    ),
    Row("go_on_personal_upload", OWN, args=lambda w: [*sheet(w), 1, w.upload.pk], ready=begun),
    Row(
        "go_on_personal_upload_link",
        LINK,
        others=302,
        args=lambda w: [*link(w), 1, w.upload.pk],
        ready=begun_by_link,
    ),
    Row(
        "remove_personal_evidence",
        OWN_ACT,
        args=lambda w: [*sheet(w), 1, w.file.pk],
        form=lambda w: {},
        ready=supported,
    ),
    Row(
        "remove_personal_evidence_link",
        LINK_ACT,
        others=302,
        args=lambda w: [*link(w), 1, w.file.pk],
        form=lambda w: {},
        ready=supported_by_link,
    ),
    Row(
        "personal_evidence_link",
        LINK,
        others=302,
        args=lambda w: [*link(w), w.file.pk],
        ready=supported_by_link,
    ),
    Row(
        "evidence",
        OWN,
        args=lambda w: [*CODE, w.file.pk],
        ready=supported,
        note="of a leader's sheet being typed",
    ),
    Row(
        "evidence",
        {**OWN, "leader": 200},
        args=lambda w: [*CODE, w.file.pk],
        ready=supported_and_handed_in,
        note="of a leader's sheet",
    ),
    Row(
        "evidence_pages",
        {**OWN, "leader": 200},
        args=lambda w: [*CODE, w.file.pk],
        ready=supported_and_handed_in,
        note="of a leader's sheet",
    ),
    Row("accept_personal", CHAIR, args=sheet, form=lambda w: {}, ready=handed_in),
    Row(
        "return_personal",
        CHAIR,
        args=sheet,
        form=lambda w: {"reason": "superficial", "due_on": "2099-03-06"},
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
