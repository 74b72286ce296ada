"""The launched copy is frozen: editing the template changes neither sheet nor counters."""

import pytest
from django.urls import reverse

from campaigns import launch, plan
from campaigns.breakdown import scope_item, scope_items
from campaigns.models import CheckItem, Checklist
from campaigns.results import item_results, tally
from organization.models import NotAllowed
from tests.visiting import visit
from tests.world import accept_all, start, submit


@pytest.fixture
def from_library(world):
    """The campaign works with a copy of a template in the library."""
    template = Checklist.objects.create(name="库中检查表")
    copy = world.campaign.checklist
    project = template.projects.create(order=1, name="示例项目")
    for item in copy.items.select_related("project"):
        item.pk, item.checklist, item.project = None, template, project
        item._state.adding = True
        item.departments_text = "销售部" if item.no == 1 else "各部门"
        item.save()
    plan.choose_checklist(world.campaign, template, by=world.clerk)
    world.template = template
    return world


def snapshot(world) -> list:
    """Everything a sheet, its counters and the figures of the report say."""
    sheets = [world.sheet(code) for code in ("SALES", "SERVICE")]
    return [
        [(item.no, item.text, item.standard) for sheet in sheets for item in sheet.items()],
        [(sheet.total, sheet.answered, sheet.negatives) for sheet in sheets],
        sorted(tally(item_results(world.campaign)).items(), key=str),
    ]


def test_editing_the_template_changes_no_launched_campaign(from_library):
    world = start(from_library)
    submit(world, "SALES", _2={"result": "no", "text": "资料不全"})
    submit(world, "SERVICE")
    accept_all(world)
    before = snapshot(world)
    item = world.template.items.get(no=2)
    item.change(by=world.clerk, text="改过的项点", from_records=True, departments_text="")
    world.template.items.get(no=3).delete()
    assert snapshot(world) == before
    assert world.item(2).text == "第2个示例项点"


def test_a_frozen_item_cannot_be_edited(from_library):
    world = from_library
    launch.launch(world.campaign, by=world.clerk)
    with pytest.raises(NotAllowed, match="检查表已在发起时固定"):
        world.item(1).change(by=world.clerk, text="改过的项点")
    assert world.item(1).text == "第1个示例项点"


def test_the_page_of_a_frozen_item_is_read_only_and_answers_409(from_library):
    world = from_library
    launch.launch(world.campaign, by=world.clerk)
    client = visit("clerk")
    url = reverse("checklist_item", args=[world.campaign.checklist.pk, 1])
    page = client.get(url).content.decode()
    assert "保存" not in page.split("<main")[1]
    assert client.post(url, {"text": "改过的项点"}).status_code == 409
    assert world.item(1).text == "第1个示例项点"


def test_the_template_itself_can_be_edited_on_its_page(from_library):
    world = from_library
    launch.launch(world.campaign, by=world.clerk)
    url = reverse("checklist_item", args=[world.template.pk, 1])
    answer = visit("clerk").post(url, {"text": "改过的项点", "standard": "新标准"})
    assert answer.status_code == 302
    item = world.template.items.get(no=1)
    assert (item.text, item.standard) == ("改过的项点", "新标准")
    assert world.item(1).text == "第1个示例项点"


def test_the_breakdown_is_frozen(from_library):
    world = from_library
    launch.launch(world.campaign, by=world.clerk)
    sales = world.departments["SALES"]
    with pytest.raises(NotAllowed):
        scope_items(world.campaign, [world.item(2)], [sales], by=world.clerk)
    with pytest.raises(NotAllowed):
        scope_item(world.item(2), [sales])
    form = {"items": [world.item(2).pk], "who": "these", "lead": sales.pk}
    answer = visit("clerk").post(reverse("scope_items", args=["spring"]), form)
    assert answer.status_code == 409
    assert world.item(2).scopes.count() == 2


def test_another_checklist_cannot_be_chosen_after_the_launch(from_library):
    world = from_library
    launch.launch(world.campaign, by=world.clerk)
    answer = visit("clerk").post(
        reverse("choose_checklist", args=["spring"]), {"checklist": world.template.pk}
    )
    assert answer.status_code == 409
    assert CheckItem.objects.filter(checklist__campaign=world.campaign).count() == 4
