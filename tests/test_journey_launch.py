"""A campaign of 83 items for 20 departments, launched out of a template with few values typed."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from campaigns import launch, layers, plan
from campaigns.basis_lines import Basis
from campaigns.checklist_import import import_checklist, read_checklist
from campaigns.contents import contents_of
from campaigns.models import Campaign, CampaignTemplate, Group, ItemScope, SelfCheck
from organization import calendar, clock
from organization.models import Department, Person
from organization.models.role import grant
from organization.workdays import add_working_days, working_day_on_or_after
from tests.browser.chromium import inaccessible
from tests.browser.visitor import Visitor
from tests.plan import rungs
from tests.world import PASSWORD

pytestmark = pytest.mark.browser

FILE = Path(__file__).parent / "files" / "checklist-83.csv"
MOST = 25  # values a person types or chooses
NAMED = ("业务支撑中心", "人力资源部", "客户服务中心", "办公室", "市场经营部", "监察室", "网络部")
OTHERS = ("财务部", "综合部", "工程建设部", "采购物流部", "安全保卫部", "工会", "集团客户部")
COUNTIES = ("永登公司", "榆中公司", "皋兰公司", "红古公司", "西固公司", "安宁公司")
BANS = "《关于实施中国移动客户服务“五条禁令”的通知》"
FURTHER = "《中国移动甘肃公司关于加强用户信息安全管理的规定》"


class Typist:
    """A visitor whose every typed or chosen value is counted."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.typed: list[tuple[str, str]] = []

    def types(self, name: str, value: str) -> None:
        self.typed.append((name, value))
        self.page.locator(f"main [name='{name}']").fill(value)

    def presses(self, words: str) -> None:
        """A button or link; no value."""
        named = self.page.locator("main, dialog[open]").get_by_text(words, exact=True)
        named.and_(self.page.locator("button, a, summary")).or_(
            self.page.locator("main button, main a").filter(has_text=words)
        ).first.click()

    def looks(self) -> None:
        """The page as it stands is accessible and fits a phone."""
        for width in (360, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert (wide <= width, inaccessible(self.page)) == (True, []), (width, self.page.url)


@pytest.fixture
def last_year(site) -> Campaign:
    """Last year's campaign, launched and closed: 83 items, 20 departments, groups and levels."""
    company = Department.objects.create(code="CO", name="示例公司", kind="company")
    departments = [
        Department.objects.create(
            code=f"D{n:02}", name=name, parent=company, order=n,
            kind="county" if name in COUNTIES else "department",
        )
        for n, name in enumerate((*NAMED, *OTHERS, *COUNTIES), start=1)
    ]  # fmt: skip
    for department in departments:
        head = person(f"head.{department.code}", f"{department.name}负责人", department)
        grant(head, "head", department, by=None)
    office = next(one for one in departments if one.name == "监察室")
    clerk = person("clerk", "监察室专员", office)
    grant(clerk, "launcher", company, by=None)
    chief = person("chief", "总经理", company, level=Person.Level.EXECUTIVE)
    with clock.at(clock.now() - timedelta(days=300)):
        campaign = drafted(clerk, company, office, departments)
        group = Group.set_up(campaign, by=clerk, kind="leading", name="领导小组", duties="统一领导")
        group.add(chief, "chair", by=clerk)
        launch.launch(campaign, by=clerk)
        launch.close(campaign, by=clerk)
    return campaign


def person(account: str, post: str, department: Department, **more) -> Person:
    return Person.objects.create_user(
        account, PASSWORD, name=post, post=post, department=department,
        email=f"{account.lower()}@example.org", **more,
    )  # fmt: skip


def drafted(clerk: Person, company, office, departments) -> Campaign:
    start = working_day_on_or_after(clock.today(), calendar.current())
    day = [add_working_days(start, n, calendar.current()) for n in range(20)]
    checklist = import_checklist(read_checklist(FILE, "八十三项"), by=clerk)
    campaign = plan.draft_plan(
        "supervision",
        plan.Plan(
            fields={
                "code": "earlier", "title": f"{start.year}年“五条禁令”专项自查",
                "subject": "“五条禁令”等重要文件", "organisation": company, "office": office,
                "organisation_name": "示例公司", "organisation_short": "示例公司",
                "trigger_title": "关于开展效能监察的通知", "trigger_issuer": "省公司",
                "authorities": "市委、市政府\n市纠风办", "addressee": "省公司",
            },
            windows=[
                plan.Window(1, "宣传发动", day[0], day[3]),
                plan.Window(2, "深入自查", day[3], day[8]),
                plan.Window(3, "分析梳理", day[9], day[13]),
            ],
            basis=[
                Basis(BANS, "", "集团公司", clauses=(("第一条", "严禁泄露或者交易客户信息"),)),
                Basis(FURTHER, "", "省公司", "secondary", clauses=(("第五条", "一律不授予"),)),
            ],
            departments=departments,
            checklist=checklist,
            steps=rungs([3, 1], [1, 4], 4),
        ),
        by=clerk,
    )  # fmt: skip
    layers.plan_level(
        campaign, campaign.checklist.items.filter(no__lt=4), by=clerk,
        name="班子成员", audience="executive", due_on=day[5],
    )  # fmt: skip
    return campaign


def leaves(value) -> int:
    """How many values stand in contents; what is empty fills nothing in."""
    if isinstance(value, dict):
        return sum(map(leaves, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(leaves, value))
    return value not in (None, "", False)


def test_83_items_reach_20_departments_with_few_values_typed(last_year, visitor, capsys):
    first = working_day_on_or_after(clock.today() + timedelta(days=30), calendar.current())
    analysed = first + timedelta(days=60)
    year = clock.today().year
    office = Typist(visitor("clerk"))
    office.page.goto(f"{office.visitor.site}/campaigns/earlier/")
    office.presses("更多")
    office.presses("存为模板")
    office.looks()
    office.types("name", "年度专项自查")
    office.presses("保存模板")
    office.looks()
    office.presses("以此新建")

    office.types("start", first.isoformat())
    office.presses("自动填入")
    office.page.wait_for_url("**start=*")
    office.looks()
    office.types("title", f"{year}年第二次专项自查")
    office.types("trigger_title", "关于再次开展效能监察的通知")
    office.types("trigger_number", f"示例〔{year}〕31号")
    office.types("trigger_received_on", clock.today().isoformat())
    office.types("phase3-text", f"{analysed.year}年{analysed.month}月中旬")
    office.presses("保存草稿")
    office.page.wait_for_selector("#preflight")
    office.looks()
    assert office.page.locator("#preflight").get_attribute("data-count") == "0"
    draft = Campaign.objects.latest("pk")
    office.presses("核对")
    office.looks()
    office.page.goto(f"{office.visitor.site}{draft.get_absolute_url()}setup/")
    office.looks()
    office.page.goto(office.visitor.site + draft.get_absolute_url())
    office.page.locator("form[data-act=launch] [type=submit]").click()
    office.page.wait_for_selector("[data-thing^='campaign:'][data-status=running]")
    office.looks()

    check_what_was_launched(draft.code, last_year, first, analysed)
    filled = leaves(contents_of(Campaign.objects.get(pk=draft.pk))) - len(office.typed)
    with capsys.disabled():
        print(f"\nlaunch: {len(office.typed)} values typed, {filled} filled in")
    assert len(office.typed) <= MOST
    assert filled > 1000


def check_what_was_launched(code: str, last_year: Campaign, first: date, analysed: date) -> None:
    new = Campaign.objects.get(code=code)
    template = CampaignTemplate.objects.get()
    assert (new.status, template.name) == ("running", "年度专项自查")
    assert new.checklist.items.count() == 83
    assert new.participations.count() == 20
    sheets = dict(SelfCheck.objects.filter(campaign=new).values_list("department__code", "total"))
    before = SelfCheck.objects.filter(campaign=last_year)
    assert sheets == dict(before.values_list("department__code", "total"))
    assert len(sheets) == 20
    assert places(new) == places(last_year)
    day = [add_working_days(first, n, calendar.current()) for n in range(20)]
    windows = list(new.phases.values_list("name", "starts_on", "ends_on", "text"))
    assert windows[:2] == [
        ("宣传发动", day[0], day[3], ""),
        ("深入自查", day[3], day[8], ""),
    ]
    year, month = analysed.year, analysed.month
    assert windows[2] == (
        "分析梳理", date(year, month, 11), date(year, month, 20), f"{year}年{month}月中旬",
    )  # fmt: skip
    assert new.levels.get().due_on == day[5]
    assert new.groups.get().memberships.get().person.account == "chief"
    assert list(new.reminder_steps.values_list("offset", flat=True)) == [-3, -1, 1, 4]
    assert new.authority_list == ["市委、市政府", "市纠风办"]
    assert new.basis_documents.get(role="secondary").clauses.get().no == "第五条"


def places(campaign: Campaign) -> int:
    return ItemScope.objects.filter(item__checklist__campaign=campaign).count()
