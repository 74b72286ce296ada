"""The small world with visits to sites and walk-throughs."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from campaigns import registers
from campaigns.models import Group, Site
from findings import evaluating, visit_scripts, visiting, visitors, walking, word_lists
from findings.models import ListWord, Proposal, SiteVisit, WalkTask
from findings.visiting import Mark
from organization import clock
from organization.models import Department, Person
from tests.world import World, full_world

LATER = timedelta(days=30)


def visitor_of(world: World) -> Person:
    """Somebody of a firm that lies outside the company, engaged as a visitor."""
    firm = Department.objects.create(code="FIRM", name="示例暗访公司", kind="partner")
    world.departments["FIRM"] = firm
    world.people["guest"] = Person.objects.create_user(
        "guest",
        "correct-horse-battery",
        name="暗访员",
        post="暗访员",
        department=firm,
        email="guest@example.org",
    )
    today = clock.today()
    world.term = visitors.engage(
        world.campaign,
        world.guest,
        by=world.clerk,
        kind="firm",
        firm="示例暗访公司",
        starts_on=today,
        ends_on=today + LATER,
    )
    return world.guest


def engage_clerk(world: World) -> Person:
    """监督室专员 may visit sites too, for as long as the firm."""
    today = clock.today()
    visitors.engage(
        world.campaign,
        world.clerk,
        by=world.clerk,
        kind="own",
        firm="",
        starts_on=today,
        ends_on=today + LATER,
    )
    return world.clerk


def visits_planned(world: World) -> World:
    """The firm is to visit two own halls of 销售部 and one of a partner."""
    full_world(world)
    guest = visitor_of(world)
    for kind, district, names in (
        ("own", "东区", ["一号厅", "二号厅"]),
        ("partner", "", ["三号厅"]),
    ):
        registers.add_sites(
            world.campaign,
            names,
            kind=kind,
            district=district,
            department=world.departments["SALES"],
            by=world.clerk,
        )
    world.script = visit_scripts.usual_script(world.campaign, by=world.clerk)
    today = clock.today()
    world.plan = visiting.plan_visits(
        world.campaign,
        [(site, guest) for site in Site.objects.order_by("pk")],
        script=world.script,
        by=world.clerk,
        title="三月暗访",
        method="covert",
        starts_on=today,
        ends_on=today + LATER,
    )
    return world


def visit_of(world: World, name: str = "一号厅") -> SiteVisit:
    rows = SiteVisit.objects.select_related("plan__campaign", "plan__script", "site", "visitor")
    return rows.get(plan__campaign=world.campaign, site__name=name)


def recorded(world: World, name: str = "一号厅", *faults: str) -> SiteVisit:
    """The guest records the visit; `faults` names the classes in which something was wrong."""
    visit = visit_of(world, name)
    marks = {
        point.pk: Mark(point.most - 5, True, "未主动迎接")
        if point.fault_class.name in faults
        else Mark(point.most)
        for point in visit.plan.script.points.select_related("fault_class")
    }
    visiting.save_visit(visit, marks, by=world.guest, visited_on=clock.today())
    return visit_of(world, name)


def submitted(world: World, name: str = "一号厅", *faults: str) -> SiteVisit:
    visiting.submit(recorded(world, name, *faults), by=world.guest)
    return visit_of(world, name)


def accepted(world: World, name: str = "一号厅", *faults: str) -> SiteVisit:
    visiting.accept(submitted(world, name, *faults), by=world.clerk)
    return visit_of(world, name)


def visits_made(world: World) -> World:
    """One hall with a fault, accepted; one record handed in; one visit still to be made."""
    visits_planned(world)
    accepted(world, "一号厅", "服务态度")
    submitted(world, "二号厅")
    return world


def photo(name: str = "IMG_20260302_张某.jpg", **exif: str) -> SimpleUploadedFile:
    """A JPEG with what a telephone writes into it."""
    picture, told = Image.new("RGB", (64, 48), "navy"), Image.Exif()
    told[0x010F], told[0x013B] = "PhoneMaker", "Zhang Somebody"
    told.get_ifd(0x8825)[1] = "N"
    contents = BytesIO()
    picture.save(contents, "JPEG", exif=told)
    return SimpleUploadedFile(name, contents.getvalue(), "image/jpeg")


def walks_planned(world: World) -> World:
    """A team of 旁观部员工 and 服务部负责人 walks two channels at two stages."""
    return team_walks(full_world(world))


def team_walks(world: World) -> World:
    """The team and its tasks, in a world that is full already."""
    word_lists.take_usual(world.campaign, by=world.clerk)
    world.team = Group.set_up(world.campaign, by=world.clerk, kind="walk", name="第一穿越小组")
    world.team.add(world.employee, "chair", by=world.clerk)
    world.team.add(world.service_head, by=world.clerk)
    walking.plan_walks(world.campaign, cells(world), by=world.clerk)
    return world


def words(world: World, kind: str, n: int) -> list[ListWord]:
    return list(ListWord.objects.of(world.campaign, kind)[:n])


def cells(world: World) -> list[walking.Cell]:
    return walking.grid(
        words(world, "channel", 2),
        words(world, "stage", 2),
        words(world, "product", 1),
        world.team,
        clock.today() + LATER,
        process="开户",
    )


def task_of(world: World, number: int = 1) -> WalkTask:
    return WalkTask.objects.select_related("campaign", "team").get(number=number)


def walked(world: World, number: int = 1, *proposals: str) -> WalkTask:
    walking.save_walk(
        task_of(world, number),
        by=world.employee,
        steps="取号\n咨询",
        obstacles="等候时间长",
        walked_on=clock.today(),
    )
    for text in proposals:
        walking.propose(task_of(world, number), text, by=world.employee)
    walking.finish(task_of(world, number), by=world.employee)
    return task_of(world, number)


def proposal_of(number: int) -> Proposal:
    return Proposal.objects.select_related("campaign", "task").get(number=number)


def valid(world: World, number: int) -> Proposal:
    said = {"value": "high", "effort": "low"}
    evaluating.evaluate(proposal_of(number), "valid", by=world.clerk, **said)
    return proposal_of(number)


def proposed(world: World) -> World:
    """Task 1 was walked and brought up three proposals, none of them evaluated."""
    walks_planned(world)
    walked(world, 1, "统一宣传口径", "简化开户表单", "统一口径")
    return world


def evaluated(world: World) -> World:
    """Proposals 1 and 3 are valid, 2 is not evaluated."""
    proposed(world)
    valid(world, 1)
    valid(world, 3)
    return world


def adopted(world: World) -> World:
    """Proposal 3 was merged into 1, which is a project of 服务部."""
    evaluated(world)
    evaluating.merge_into(proposal_of(3), proposal_of(1), by=world.clerk)
    world.project = evaluating.adopt(
        world.campaign,
        [proposal_of(1)],
        "统一宣传规范标准",
        by=world.clerk,
        department=world.departments["SERVICE"],
    )
    return world
