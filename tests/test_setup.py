"""The one page on which a campaign is drafted and its plan is changed."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import launch, plan
from campaigns.forms.plan import windows_of
from campaigns.kinds import kinds
from campaigns.models import Campaign, Checklist, Participation, SelfCheck
from campaigns.overview import Figures
from organization import clock
from organization.models import Department, Event
from tests.counting import queries_of
from tests.visiting import get, post, text, things, visit
from tests.world import at


def form(world, **changes) -> dict:
    return {
        "title": "夏季专项自查",
        "code": "summer",
        "subject": "重要文件",
        "organisation": world.departments["CO"].pk,
        "organisation_name": "示例公司",
        "organisation_short": "示例公司",
        "office": world.departments["OFFICE"].pk,
        "trigger_title": "关于开展自查的通知",
        "basis": "《示例管理办法》|示字〔2026〕1号|上级公司\n《示例细则》",
        "departments": [world.departments["SALES"].pk, world.departments["SERVICE"].pk],
        "reach_threshold": "100",
        "phase1-name": "宣传发动",
        "phase1-starts_on": "2026-06-01",
        "phase1-ends_on": "2026-06-05",
        "phase2-name": "深入自查",
        "phase2-starts_on": "2026-06-05",
        "phase2-ends_on": "2026-06-12",
        "phase3-name": "分析梳理",
        "phase3-starts_on": "",
        "phase3-ends_on": "",
        **changes,
    }


def test_the_page_fills_in_what_is_known(world):
    with clock.at(at()):
        page = get("clerk", "campaign_new", query="?from=kind:appraisal")
    value = {name: page.xpath(f"//*[@name='{name}']/@value") for name in ("code", "addressee")}
    assert value == {"code": ["appraisal-2026"], "addressee": ["上级公司"]}
    ticked = page.xpath("//input[@name='departments'][@checked]/@value")
    assert ticked == [str(world.departments[code].pk) for code in ("SALES", "SERVICE")]
    names = page.xpath("//table//input[contains(@name, '-name')]/@value")
    assert names == [phase.name for phase in kinds()["appraisal"].phases]
    days = page.xpath("//input[@name='phase1-starts_on' or @name='phase1-ends_on']/@value")
    assert days == ["2026-03-02", "2026-03-06"]


def test_one_page_drafts_the_whole_campaign(world):
    post("clerk", "campaign_new", **form(world))
    campaign = Campaign.objects.get(code="summer")
    assert (campaign.status, campaign.kind, campaign.created_by.account) == (
        "draft",
        "supervision",
        "clerk",
    )
    documents = campaign.basis_documents.values_list("title", "number", "issuer")
    assert list(documents) == [
        ("《示例管理办法》", "示字〔2026〕1号", "上级公司"),
        ("《示例细则》", "", ""),
    ]
    phases = campaign.phases.values_list("order", "key", "starts_on", "ends_on", "opens")
    assert list(phases) == [
        (1, "mobilization", date(2026, 6, 1), date(2026, 6, 5), ["mobilization"]),
        (2, "self_check", date(2026, 6, 5), date(2026, 6, 12), ["self_check"]),
    ]
    departments = campaign.participations.values_list("department__code", flat=True)
    assert list(departments) == ["SALES", "SERVICE"]
    assert world.clerk.roles.on_campaign(campaign.pk, "office")


def test_a_checklist_of_the_library_is_copied(world):
    template = Checklist.objects.create(name="库中检查表")
    project = template.projects.create(order=1, name="项目")
    template.items.create(project=project, order=1, no=1, code="1", text="项点")
    post("clerk", "campaign_new", **form(world, checklist=template.pk))
    copy = Campaign.objects.get(code="summer").checklist
    assert (copy.copied_from, copy.items.count()) == (template, 1)


def test_an_upload_leads_to_its_preview_and_the_draft_stands(world):
    file = SimpleUploadedFile("表.csv", "序号,检查内容\n1,甲\n".encode())
    sent = post("clerk", "campaign_new", **form(world, upload=file))
    assert "/checklists/import/" in sent.response.headers["Location"]
    assert sent.response.headers["Location"].endswith("?campaign=summer")
    bad = SimpleUploadedFile("表.csv", "姓名\n张三\n".encode())
    post("clerk", "campaign_new", status=422, **form(world, code="autumn", upload=bad))
    assert set(Campaign.objects.values_list("code", flat=True)) == {"spring", "summer", "autumn"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": "spring"}, "已存在"),
        ({"code": "new"}, "该代号为系统保留字，请换一个。"),
        ({"title": ""}, "请填写此项。"),
        ({"phase1-ends_on": ""}, "请同时填写起止日期。"),
        ({"phase2-ends_on": "2026-06-01"}, "结束日期不能早于开始日期。"),
        ({"basis": "|示字1号"}, "第1行缺少文件名。"),
        ({"basis": f"《办法》\n{'长' * 201}"}, "第2行过长，该项最多200个字。"),
        ({"reach_threshold": "101"}, "100"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world, changes, says):
    sent = post("clerk", "campaign_new", status=422, **form(world, **changes))
    assert says in text(sent.page.xpath("//form[@data-act='draft_campaign']")[0])
    assert sent.page.xpath("//input[@name='trigger_title']/@value") == ["关于开展自查的通知"]
    assert Campaign.objects.count() == 1


def test_the_plan_is_changed_before_the_launch(world):
    changed = form(
        world, title="春季再查", version="1", departments=[world.departments["SALES"].pk]
    )
    post("clerk", "setup", "spring", **changed)
    campaign = Campaign.objects.get(code="spring")
    assert (campaign.title, campaign.version) == ("春季再查", 2)
    assert campaign.participations.count() == 1
    assert campaign.phases.count() == 2
    assert world.item(2).scopes.count() == 1
    assert Event.objects.filter(kind="campaign.changed").count() == 1


def test_two_people_change_the_plan_and_the_second_is_told(world):
    post("clerk", "setup", "spring", **form(world, title="先改", version="1"))
    post("clerk", "setup", "spring", status=409, **form(world, title="后改", version="1"))
    assert Campaign.objects.get(code="spring").title == "先改"


def test_the_launch_freezes_departments_and_code(world):
    launch.launch(world.campaign, by=world.clerk)
    version = str(Campaign.objects.get(code="spring").version)
    others = [world.departments["OTHER"].pk]
    changed = form(world, addressee="另一上级", version=version, departments=others, code="x")
    post("clerk", "setup", "spring", **changed)
    campaign = Campaign.objects.get(code="spring")
    assert campaign.addressee == "另一上级"
    codes = campaign.participations.values_list("department__code", flat=True)
    assert list(codes) == ["SALES", "SERVICE"]


def test_no_way_leads_past_the_frozen_departments(world):
    launch.launch(world.campaign, by=world.clerk)
    windows = windows_of(world.campaign)
    changed = plan.Plan({"slogan": "求真务实"}, windows=windows, departments=[])
    plan.change_plan(world.campaign, 1, changed, by=world.clerk)
    campaign = Campaign.objects.get(code="spring")
    assert (campaign.slogan, campaign.participations.count()) == ("求真务实", 2)


def test_a_closed_campaign_is_not_changed(world):
    launch.launch(world.campaign, by=world.clerk)
    launch.close(world.campaign, by=world.clerk)
    post("clerk", "setup", "spring", status=409, **form(world, version="1"))
    assert Campaign.objects.get(code="spring").title == "春季专项自查"


def test_the_list_shows_whose_campaigns_exist(world):
    assert len(things(get("clerk", "campaigns"), "campaign")) == 1
    assert things(get("head", "campaigns"), "campaign") == []  # a draft is the office's
    launch.launch(world.campaign, by=world.clerk)
    assert len(things(get("head", "campaigns"), "campaign")) == 1
    assert things(get("stranger", "campaigns"), "campaign") == []


def test_the_overview_counts_items_and_places_apart(world):
    launch.assign_to_all(world.item(1))
    before = visit("clerk").get("/campaigns/spring/").context["figures"]
    assert before == Figures(departments=2, items=4, from_records=1, places=6)
    launch.launch(world.campaign, by=world.clerk)
    assert visit("clerk").get("/campaigns/spring/").context["figures"] == before


def test_the_overview_of_a_running_campaign_costs_the_same_for_30_departments(world):
    launch.launch(world.campaign, by=world.clerk)
    url, mark = "/campaigns/spring/", 'data-thing="selfcheck:'
    few = queries_of(visit("clerk"), url, mark, rows=2)
    company = world.departments["CO"]
    for n in range(28):
        one = Department.objects.create(code=f"D{n}", name=f"部门{n}", parent=company, order=50 + n)
        Participation.objects.create(campaign=world.campaign, department=one)
        SelfCheck.objects.create(
            campaign=world.campaign, department=one, due_on=date(2026, 3, 6), total=1
        )
    assert queries_of(visit("clerk"), url, mark, rows=30) == few
