"""A campaign kept as a template, and a new one that begins with it or with the campaign itself."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from campaigns import launch, layers, plan
from campaigns.contents import checklist_of, contents_of, put
from campaigns.contents.taking import ITEM_FIELDS
from campaigns.models import (
    Campaign,
    CampaignTemplate,
    CheckItem,
    Group,
    HintLimits,
    ItemScope,
    Participation,
    ReminderStep,
    SelfCheck,
)
from campaigns.template_making import save_as_template
from organization import clock
from organization.models import Department, Event, NotAllowed, Person
from organization.models.role import grant, holders
from tests.plan import rungs
from tests.visiting import get, post, text, visit
from tests.world import PASSWORD, World, at, full_world

NEW_YEAR = date(2027, 9, 13)  # a Monday
SAME = ("phases", "basis", "departments", "checklist", "levels", "groups", "hint_limits")
SAME += ("reminder_steps", "office", "organisation", "reviewers")


@pytest.fixture
def rich(world) -> World:
    """The small campaign with everything a template keeps."""
    campaign = world.campaign
    document = campaign.basis_documents.get()
    document.clauses.create(no="第三条", text="台账逐月登记。")
    plan.set_basis(campaign, plan.basis_of(campaign))
    CheckItem.objects.filter(pk=world.item(2).pk).update(
        clause=document.clauses.get(), formula="", exceptions="停业网点除外"
    )
    CheckItem.objects.filter(pk=world.item(3).pk).update(all_departments=True)
    ItemScope.objects.filter(item=world.item(3)).delete()
    layers.plan_level(
        campaign, [world.item(1)], by=world.clerk, name="班子成员", audience="executive",
        due_on=date(2026, 3, 4), questions={world.item(1).pk: "本人是否做到"},
    )  # fmt: skip
    Group.objects.filter(kind="leading").update(
        duties="统一领导\n审定报告", member_scope="班子成员"
    )
    limits = HintLimits.of(campaign)
    limits.short_chars, limits.version = 8, 1
    limits.save()
    ReminderStep.set_for(campaign, rungs([4, 2], [1, 5], 5))
    grant(world.inspector, "office", campaign, by=world.clerk)
    return world


def begin_with(what: str, **typed) -> Campaign:
    """Draft a campaign on the page as it stands, with nothing typed but `typed`."""
    with clock.at(at(NEW_YEAR)):
        client = visit("clerk")
        url = f"{reverse('campaign_new')}?from={what}&start={NEW_YEAR.isoformat()}"
        page = html.document_fromstring(client.get(url).content.decode())
        [form] = page.xpath("//form[@data-act='draft_campaign']")
        fields: dict = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        answer = client.post(url, {**fields, **typed})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Campaign.objects.latest("pk")


def test_a_template_fills_in_everything_but_what_was_answered(rich):
    old = contents_of(rich.campaign)
    post("clerk", "save_template", "spring", name="年度自查")
    template = CampaignTemplate.objects.get()
    new = begin_with(f"template:{template.pk}", title="二〇二七年自查")
    now = contents_of(new)
    assert {name: now[name] for name in SAME} == {name: old[name] for name in SAME}
    assert now["wording"] == {**old["wording"], "reach_threshold": "100"}
    assert (new.title, new.status, new.created_by) == ("二〇二七年自查", "draft", rich.clerk)
    assert new.checklist.items.get(no=2).clause.document.campaign == new


def test_every_field_of_an_item_comes_along():
    own = {"id", "checklist", "project", "order", "clause"}  # named in another way
    assert {field.name for field in CheckItem._meta.concrete_fields} == own | set(ITEM_FIELDS)


def test_the_days_are_laid_out_anew_in_working_days(rich):
    save_as_template(rich.campaign, "年度自查", by=rich.clerk)
    new = begin_with(f"template:{CampaignTemplate.objects.get().pk}")
    # In spring: Monday to the Monday after it, that one to Friday, Monday to Friday.
    assert list(new.phases.values_list("starts_on", "ends_on")) == [
        (date(2027, 9, 13), date(2027, 9, 20)),
        (date(2027, 9, 20), date(2027, 9, 24)),
        (date(2027, 9, 27), date(2027, 10, 1)),
    ]
    assert new.levels.get().due_on == date(2027, 9, 22)  # the Wednesday of the self-check


def test_last_years_campaign_comes_without_its_statuses(world):
    full_world(world)
    new = begin_with("campaign:spring", title="再查")
    assert new.code != "spring"
    assert (new.status, new.checklist.frozen_at) == ("draft", None)
    assert set(new.phases.values_list("status", flat=True)) == {"planned"}
    assert not SelfCheck.objects.filter(campaign=new).exists()
    assert set(new.participations.values_list("name_then", "head")) == {("", None)}
    before = checklist_of(world.campaign.checklist)
    assert checklist_of(new.checklist) == before


def test_the_year_in_the_title_is_the_new_one(world):
    Campaign.objects.update(title="2026年效能监察自查")
    launch.launch(Campaign.objects.get(), by=world.clerk)
    assert begin_with("campaign:spring").title == "2027年效能监察自查"


def test_a_template_stands_when_its_campaign_changes(rich):
    template = save_as_template(rich.campaign, "年度自查", by=rich.clerk)
    rich.campaign.basis_documents.all().delete()
    rich.campaign.phases.all().delete()
    new = begin_with(f"template:{template.pk}")
    assert (new.basis_documents.count(), new.phases.count()) == (1, 3)


def test_who_and_what_is_gone_is_named_and_left_out(rich):
    template = save_as_template(rich.campaign, "年度自查", by=rich.clerk)
    Department.objects.filter(code="SERVICE").update(ends_on=date(2027, 1, 1))
    Person.objects.filter(account="leader").update(is_active=False)
    said = text(get("clerk", "campaign_new", query=f"?from=template:{template.pk}"))
    assert "以下部门或人员已不在组织机构中，未予带入： SERVICE、leader" in said
    new = begin_with(f"template:{template.pk}")
    assert [row.department.code for row in new.participations.all()] == ["SALES"]
    assert not new.groups.get(kind="leading").memberships.exists()
    scopes = ItemScope.objects.filter(item__checklist__campaign=new)
    assert set(scopes.values_list("department__code", "lead")) == {("SALES", True)}


def test_colleagues_of_the_office_come_along(rich):
    new = begin_with("kind:supervision", title="自查", subject="重要文件")
    assert [person.account for person in holders(new, "office")] == ["clerk"]
    assert new.basis_documents.count() == 0  # an empty field is no document
    template = save_as_template(rich.campaign, "年度自查", by=rich.clerk)
    new = begin_with(f"template:{template.pk}")
    assert [person.account for person in holders(new, "office")] == ["clerk", "inspector"]


def test_a_retired_template_begins_nothing_until_it_is_brought_back(world):
    template = save_as_template(world.campaign, "年度自查", by=world.clerk)
    url = f"?from=template:{template.pk}"
    post("clerk", "retire_template", template.pk)
    get("clerk", "campaign_new", query=url, status=404)
    assert "年度自查" not in text(get("clerk", "campaign_new"))
    post("clerk", "campaign_template", template.pk, status=409, name="别名")
    post("clerk", "bring_template_back", template.pk)
    assert "年度自查" in text(get("clerk", "campaign_new", query=url))


def test_a_template_is_renamed_and_two_of_a_name_are_refused(world):
    template = save_as_template(world.campaign, "年度自查", by=world.clerk)
    save_as_template(world.campaign, "专项自查", by=world.clerk)
    post("clerk", "campaign_template", template.pk, name="年度效能自查")
    assert CampaignTemplate.objects.filter(name="年度效能自查").count() == 1
    sent = post("clerk", "campaign_template", template.pk, status=422, name="专项自查")
    assert "已有同名模板，请换一个名称。" in text(sent.page)
    sent = post("clerk", "save_template", "spring", status=422, name="专项自查")
    assert "已有同名模板，请换一个名称。" in text(sent.page)
    with pytest.raises(NotAllowed, match="已有同名模板"):
        save_as_template(world.campaign, "专项自查", by=world.clerk)
    with pytest.raises(NotAllowed, match="已有同名模板"):
        CampaignTemplate.objects.get(name="专项自查").rename("年度效能自查", by=world.clerk)
    assert Event.objects.filter(kind="campaigntemplate.renamed").count() == 1


def launcher(world: World, account: str, department: Department) -> Person:
    person = Person.objects.create_user(account, PASSWORD, name="张三", department=department)
    grant(person, "launcher", department, by=None)
    return person


def test_a_branch_uses_the_template_of_its_superior_and_cannot_change_it(world):
    template = save_as_template(world.campaign, "年度自查", by=world.clerk)
    launcher(world, "branch", world.departments["SALES"])
    assert "年度自查" in text(get("branch", "campaign_new"))
    assert "rename_template" not in str(get("branch", "campaign_template", template.pk).xpath(
        "//form/@data-act"
    ))  # fmt: skip
    post("branch", "campaign_template", template.pk, status=403, name="别名")
    post("branch", "retire_template", template.pk, status=403)


def test_another_organisation_knows_nothing_of_it(world):
    template = save_as_template(world.campaign, "年度自查", by=world.clerk)
    strangers = Department.objects.create(code="XCO", name="另一公司", kind="company")
    launcher(world, "elsewhere", strangers)
    assert "年度自查" not in text(get("elsewhere", "campaign_templates"))
    get("elsewhere", "campaign_template", template.pk, status=404)
    get("elsewhere", "campaign_new", query=f"?from=template:{template.pk}", status=404)


def test_the_office_that_may_launch_nowhere_keeps_no_template(world):
    grant(world.inspector, "office", world.campaign, by=world.clerk)
    post("inspector", "save_template", "spring", status=403, name="年度自查")
    assert CampaignTemplate.objects.count() == 0


def test_whose_campaign_one_does_not_run_cannot_be_copied(world):
    full_world(world)
    launcher(world, "branch", world.departments["SALES"])
    get("branch", "campaign_new", query="?from=campaign:spring", status=404)


def test_taking_and_putting_cost_the_same_for_many_rows(
    rich, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as few:
        contents = contents_of(Campaign.objects.get(pk=rich.campaign.pk))
    fields = {
        "organisation": rich.departments["CO"],
        "office": rich.departments["OFFICE"],
    }
    draft = plan.draft_plan("supervision", plan.Plan({**fields, "code": "a"}), by=rich.clerk)
    with django_assert_max_num_queries(90) as put_few:
        put(draft, contents, NEW_YEAR, by=rich.clerk)
    many(rich)
    with django_assert_num_queries(len(few)):
        contents = contents_of(Campaign.objects.get(pk=rich.campaign.pk))
    assert len(contents["checklist"]["items"]) == 34
    assert len(contents["groups"][0]["members"]) == 31
    draft = plan.draft_plan("supervision", plan.Plan({**fields, "code": "b"}), by=rich.clerk)
    with django_assert_num_queries(len(put_few)):
        put(draft, contents, NEW_YEAR, by=rich.clerk)


def many(world: World) -> None:
    """Thirty more items, departments, and members of the leading group."""
    campaign, clerk = world.campaign, world.clerk
    company = world.departments["CO"]
    leading = campaign.groups.get(kind="leading")
    level = campaign.levels.get()
    project = campaign.checklist.projects.get()
    for n in range(30):
        department = Department.objects.create(code=f"D{n}", name=f"部门{n}", parent=company)
        Participation.objects.create(campaign=campaign, department=department)
        person = Person.objects.create_user(f"p{n}", PASSWORD, name="张三", department=department)
        leading.add(person, by=clerk)
        item = CheckItem.objects.create(
            checklist=campaign.checklist, project=project, order=50 + n, no=50 + n, code=f"x{n}"
        )
        ItemScope.objects.create(item=item, department=department)
        level.asked.create(item=item)
