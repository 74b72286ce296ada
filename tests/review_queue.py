"""A campaign whose departments have all submitted: prepared data for the review of many sheets."""

from campaigns.models import (
    Answer,
    Campaign,
    CheckItem,
    ItemScope,
    Participation,
    Project,
    SelfCheck,
)
from organization import clock
from organization.models import Department, Person
from organization.models.role import grant
from tests.world import World, phase, start

AN_ITEM_IS = "第{}个示例项点：资料是否齐全、执行是否到位"
PER_PROJECT = 9


def make_queue(world: World, departments: int, items: int) -> list[SelfCheck]:
    """`departments` new sheets of `items` new items each, all submitted; every seventh answer says
    不符合. The campaign runs, and its analysis is open."""
    start(world)
    phase(world, "analysis").begin(by=world.clerk)
    SelfCheck.objects.all().delete()
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    rows = _departments(world, departments)
    asked = _items(campaign, items)
    head = Person.objects.get(account="head")
    ItemScope.objects.all().delete()
    ItemScope.objects.bulk_create(
        ItemScope(item=item, department=row) for row in rows for item in asked
    )
    Participation.objects.bulk_create(
        Participation(campaign=campaign, department=row, head=head) for row in rows
    )
    sheets = SelfCheck.objects.bulk_create(_sheet(campaign, row, items, head) for row in rows)
    Answer.objects.bulk_create(
        (_answer(sheet, item, head) for sheet in sheets for item in asked), batch_size=500
    )
    return sheets


def _departments(world: World, n: int) -> list[Department]:
    company = world.departments["CO"]
    made = [
        Department.objects.create(
            code=f"D{no:02}", name=f"第{no}部门", parent=company, order=100 + no
        )
        for no in range(1, n + 1)
    ]
    for row in made:
        grant(Person.objects.get(account="head"), "head", row, by=None)
    return made


def _items(campaign: Campaign, n: int) -> list[CheckItem]:
    checklist = campaign.checklist
    CheckItem.objects.filter(checklist=checklist).update(from_records=True)
    projects: dict[int, Project] = {}
    made = []
    for no in range(101, 101 + n):
        at = (no - 101) // PER_PROJECT
        if at not in projects:
            projects[at] = Project.objects.create(
                checklist=checklist, order=10 + at, name=f"示例监察项目{at + 1}"
            )
        made.append(
            CheckItem(
                checklist=checklist,
                project=projects[at],
                order=no,
                no=no,
                code=str(no),
                text=AN_ITEM_IS.format(no),
                category=f"类别{at + 1}",
                methods="查阅资料；抽样检查",
                standard="齐全为符合；缺一为不符合",
            )
        )
    return CheckItem.objects.bulk_create(made)


def _sheet(campaign: Campaign, department: Department, items: int, head: Person) -> SelfCheck:
    return SelfCheck(
        campaign=campaign,
        department=department,
        status=SelfCheck.Status.SUBMITTED,
        total=items,
        answered=items,
        due_on=clock.today(),
        submitted_at=clock.now(),
        submitted_by=head,
        signature=head.title,
    )


def _answer(sheet: SelfCheck, item: CheckItem, head: Person) -> Answer:
    is_no = item.no % 7 == 0
    return Answer(
        selfcheck=sheet,
        item=item,
        result="no" if is_no else "ok",
        methods="查阅资料",
        sample_n=12,
        sample_ok=11 if is_no else 12,
        text="台账缺两份" if is_no else "",
        edited_by=head,
        edited_at=sheet.submitted_at,
    )
