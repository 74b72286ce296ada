"""The same few people and one small campaign for every test."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from campaigns import filling, launch, nil_reports, review
from campaigns.models import (
    Answer,
    BasisDocument,
    Campaign,
    CheckItem,
    Checklist,
    Group,
    Participation,
    Phase,
    Project,
    SelfCheck,
)
from organization import clock
from organization.models import Department, Person
from organization.models.role import grant

SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "correct-horse-battery"
DAY = date(2026, 3, 2)  # a Monday; the self-check phase runs from this day to Friday


@dataclass
class World:
    """Departments by code, people by account, one campaign."""

    departments: dict[str, Department] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    campaign: Campaign = None

    def __getattr__(self, name: str) -> Person:
        people = self.__dict__.get("people", {})
        if name in people:
            # A fresh object, as every request has one: roles are cached on it.
            return Person.objects.get(pk=people[name].pk)
        raise AttributeError(name)

    def sheet(self, code: str = "SALES") -> SelfCheck:
        return SelfCheck.objects.get(campaign=self.campaign, department=self.departments[code])

    def item(self, no: int) -> CheckItem:
        return CheckItem.objects.get(checklist__campaign=self.campaign, no=no)


def at(day: date = DAY, hour: int = 10, minute: int = 0) -> datetime:
    """An aware instant in Shanghai."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def make_world() -> World:
    """Company with three departments, one campaign in preparation with four items."""
    world = World()
    world.departments = make_departments()
    world.people = make_people(world.departments)
    world.campaign = make_campaign(world)
    return world


def make_departments() -> dict[str, Department]:
    company = Department.objects.create(code="CO", name="示例公司", kind="company")
    rows = [("OFFICE", "监督室"), ("SALES", "销售部"), ("SERVICE", "服务部"), ("OTHER", "旁观部")]
    made = {"CO": company}
    for order, (code, name) in enumerate(rows, start=1):
        made[code] = Department.objects.create(code=code, name=name, parent=company, order=order)
    return made


def make_people(departments: dict[str, Department]) -> dict[str, Person]:
    rows = [
        ("clerk", "监督室专员", "OFFICE", "", ""),
        ("inspector", "检查组成员", "OFFICE", "", ""),
        ("leader", "总经理", "CO", "", ""),
        ("head", "销售部负责人", "SALES", "head", ""),
        ("member", "销售部填报人", "SALES", "member", ""),
        ("service_head", "服务部负责人", "SERVICE", "head", ""),
        ("stranger", "旁观部负责人", "OTHER", "head", ""),
        ("employee", "旁观部员工", "OTHER", "", ""),
        ("admin", "系统管理员", "CO", "", "administrator"),
        ("auditor", "审计员", "CO", "", "auditor"),
    ]
    people = {}
    for order, (account, post, code, role, duty) in enumerate(rows, start=1):
        person = people[account] = Person.objects.create_user(
            account,
            PASSWORD,
            name=post,
            post=post,
            department=departments[code],
            duty=duty,
            order=order,
            email=f"{account}@example.org",
        )
        if role:
            grant(person, role, departments[code], by=None)
    grant(people["clerk"], "launcher", departments["CO"], by=None)
    return people


def make_campaign(world: World) -> Campaign:
    """A draft that passes the preflight: 销售部 answers 1–3, 服务部 2–3, item 4 is from records."""
    clerk = world.people["clerk"]
    campaign = launch.draft(
        by=clerk,
        kind="supervision",
        code="spring",
        title="春季专项自查",
        organisation=world.departments["CO"],
        organisation_name="示例公司",
        organisation_short="示例公司",
        office=world.departments["OFFICE"],
        subject="重要文件",
        trigger_title="关于开展自查的通知",
        trigger_issuer="上级公司",
        addressee="上级公司",
    )
    BasisDocument.objects.create(campaign=campaign, title="《示例管理办法》", order=1)
    windows = [
        ("mobilization", "宣传发动", date(2026, 2, 23), DAY),
        ("self_check", "深入自查", DAY, date(2026, 3, 6)),
        ("analysis", "分析梳理", date(2026, 3, 9), date(2026, 3, 13)),
    ]
    for order, (key, name, start, end) in enumerate(windows, start=1):
        Phase.objects.create(
            campaign=campaign,
            order=order,
            key=key,
            name=name,
            opens=[key],
            starts_on=start,
            ends_on=end,
        )
    for code in ("SALES", "SERVICE"):
        Participation.objects.create(campaign=campaign, department=world.departments[code])
    make_checklist(campaign, world)
    leading = Group.objects.create(campaign=campaign, kind="leading", name="领导小组")
    leading.add(world.people["leader"], "chair", by=clerk)
    inspection = Group.objects.create(campaign=campaign, kind="inspection", name="检查组")
    inspection.add(world.people["inspector"], by=clerk)
    return campaign


def make_checklist(campaign: Campaign, world: World) -> Checklist:
    checklist = Checklist.objects.create(name="示例检查表", campaign=campaign)
    project = Project.objects.create(checklist=checklist, order=1, name="示例项目")
    sales, service = world.departments["SALES"], world.departments["SERVICE"]
    scopes = {1: [sales], 2: [sales, service], 3: [sales, service], 4: []}
    for no, departments in scopes.items():
        item = CheckItem.objects.create(
            checklist=checklist,
            project=project,
            order=no,
            no=no,
            code=str(no),
            text=f"第{no}个示例项点",
            group="制度现状" if no < 3 else "日常管理",
            category="示例类别",
            methods="查阅资料；抽样检查",
            standard="齐全为符合；缺一为不符合",
            answer_type="判断",
            rule="《示例管理办法》",
            statement=f"第{no}项制度健全",
            from_records=no == 4,
        )
        if departments:
            launch.scope_item(item, departments)
    return checklist


def start(world: World) -> World:
    """Launch, and open the self-check phase."""
    launch.launch(world.campaign, by=world.clerk)
    phase(world, "self_check").begin(by=world.clerk)
    world.campaign = Campaign.objects.get(pk=world.campaign.pk)
    return world


def phase(world: World, key: str) -> Phase:
    return Phase.objects.get(campaign=world.campaign, key=key)


def fill(world: World, code: str = "SALES", **by_no) -> SelfCheck:
    """Answer every item of a sheet; `_2={"result": "no", "text": …}` changes item 2."""
    sheet = world.sheet(code)
    head = world.head if code == "SALES" else world.service_head
    for item in sheet.items():
        before = Answer.objects.filter(selfcheck=sheet, item=item).first()
        if before and before.status == "accepted":
            continue
        contents = {"result": "ok", "methods": "查阅资料", **by_no.get(f"_{item.no}", {})}
        draft = filling.Draft(before.version if before else 0, contents)
        filling.save_answer(world.sheet(code), item, draft, by=head)
    return world.sheet(code)


def submit(world: World, code: str = "SALES", **by_no) -> SelfCheck:
    """Fill and submit a sheet."""
    fill(world, code, **by_no)
    head = world.head if code == "SALES" else world.service_head
    return sign(world, code, by=head, signature=head.title)


def sign(world: World, code: str = "SALES", *, by: Person, signature: str) -> SelfCheck:
    """Submit a filled sheet, with the nil return it has to declare."""
    sheet = world.sheet(code)
    nil = nil_reports.declaration_of_sheet(sheet) is not None
    return filling.submit(sheet, by=by, signature=signature, nil=nil)


def accept_all(world: World) -> None:
    """Open the analysis phase and accept every submitted sheet."""
    analysis = phase(world, "analysis")
    if analysis.status != "open":
        analysis.begin(by=world.clerk)
    for sheet in SelfCheck.objects.filter(campaign=world.campaign, status="submitted"):
        review.accept_all(sheet, by=world.clerk)


def make_finding(world: World, code: str = "SALES", no: int = 2, **fields):
    """A confirmed finding out of an answer 不符合 to item `no`."""
    from findings.consolidation import report_finding

    answer = Answer.objects.get(selfcheck=world.sheet(code), item__no=no)
    finding = report_finding(world.campaign, [answer], by=world.clerk, **fields)
    finding.confirm(by=world.clerk)
    return finding


def make_task(world: World, due_on: date = date(2026, 3, 20), **fields):
    """A task of 销售部 for a new finding out of item 2."""
    from rectification.planning import add_measure, assign_task

    finding = fields.pop("finding", None) or make_finding(world)
    measure = add_measure(finding, "补齐示例资料", by=world.clerk)
    return assign_task(
        measure,
        world.departments["SALES"],
        due_on,
        by=world.clerk,
        **{"responsible": world.member, **fields},
    )


def full_world(world: World) -> World:
    """Launched, both sheets submitted and accepted, one finding with one task."""
    start(world)
    submit(world, "SALES", _2={"result": "no", "text": "资料不全", "cause": "重视不够"})
    submit(world, "SERVICE")
    accept_all(world)
    world.task = make_task(world)
    return world


def now() -> datetime:
    return clock.now()
