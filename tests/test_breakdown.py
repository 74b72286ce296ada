"""任务分解: the words of the column, the matrix, and who leads."""

import pytest
from django.urls import reverse

from campaigns import plan
from campaigns.breakdown import (
    EVERYBODY,
    Directory,
    break_down,
    divide,
    scope_item,
    scope_items,
    unknown_words,
)
from campaigns.contents import checklist_of, put_checklist
from campaigns.models import Campaign, CheckItem, ItemScope
from organization.models import Department, Event
from tests.counting import queries_of
from tests.visiting import visit


def scopes(world, no: int) -> list[tuple[str, bool]]:
    rows = ItemScope.objects.filter(item=world.item(no)).order_by("-lead", "department__order")
    return [(row.department.code, row.lead) for row in rows]


def say(world, **columns) -> None:
    """Give items the words of their column: `_1="销售部"`."""
    for key, words in columns.items():
        CheckItem.objects.filter(pk=world.item(int(key[1:])).pk).update(departments_text=words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("销售部；服务部", ["销售部", "服务部"]),
        ("销售部;服务部、旁观部", ["销售部", "服务部", "旁观部"]),
        ("销售部；县（市、区）公司", ["销售部", "县（市、区）公司"]),
        (" 销售部 \n服务部 ", ["销售部", "服务部"]),
        ("", []),
    ],
)
def test_a_cell_is_divided_into_words(text, words):
    assert divide(text) == words


def test_words_are_names_short_names_and_codes(world):
    Department.objects.filter(code="SALES").update(short_name="销售")
    directory = Directory(Department.objects.filter(code__in=["SALES", "SERVICE"]))
    found = directory.read("销售、ｓｅｒｖｉｃｅ；服 务 部；计费中心")
    assert [one.code for one in found.departments] == ["SALES", "SERVICE"]
    assert (found.everybody, found.unknown) == (False, ["计费中心"])


@pytest.mark.parametrize("word", ["各部门", "各有关部门", "各单位"])
def test_all_departments_is_a_choice_of_its_own(world, word):
    assert Directory([]).read(word).everybody


def test_a_group_word_means_every_department_of_the_kind(world):
    Department.objects.filter(code__in=["SALES", "OTHER"]).update(kind="county")
    found = Directory(Department.objects.all()).read("县（市、区）公司")
    assert [one.code for one in found.departments] == ["SALES", "OTHER"]


def test_the_first_department_named_leads(world):
    say(world, _1="服务部；销售部", _2="各部门", _3="计费中心")
    left = break_down(world.campaign, by=world.clerk, afresh=True)
    assert scopes(world, 1) == [("SERVICE", True), ("SALES", False)]
    assert scopes(world, 2) == []
    assert world.item(2).all_departments
    assert scopes(world, 3) == [("SALES", True), ("SERVICE", False)]
    assert left == {"计费中心": [3]}


def test_what_was_assigned_by_hand_stays_unless_afresh(world):
    say(world, _1="服务部")
    break_down(world.campaign, by=world.clerk)
    assert scopes(world, 1) == [("SALES", True)]
    break_down(world.campaign, by=world.clerk, afresh=True)
    assert scopes(world, 1) == [("SERVICE", True)]


def test_an_unknown_word_is_given_a_meaning(world):
    world.item(1).scopes.all().delete()
    world.item(2).scopes.all().delete()
    say(world, _1="计费中心；服务部", _2="相关单位", _3="销售部")
    assert unknown_words(world.campaign) == {"计费中心": [1], "相关单位": [2]}
    meaning = {"计费中心": "SALES", "相关单位": EVERYBODY}
    assert break_down(world.campaign, by=world.clerk, choices=meaning) == {}
    assert scopes(world, 1) == [("SALES", True), ("SERVICE", False)]
    assert world.item(2).all_departments


def test_items_from_records_are_left_out(world):
    say(world, _4="销售部")
    break_down(world.campaign, by=world.clerk, afresh=True)
    assert scopes(world, 4) == []


def test_scope_item_names_one_lead(world):
    sales, service = world.departments["SALES"], world.departments["SERVICE"]
    scope_item(world.item(1), [service, sales])
    assert scopes(world, 1) == [("SERVICE", True), ("SALES", False)]
    scope_item(world.item(1), [service, sales], lead=sales)
    assert scopes(world, 1) == [("SALES", True), ("SERVICE", False)]


def test_the_office_assigns_ticked_items_on_the_page(world):
    sales, service = world.departments["SALES"], world.departments["SERVICE"]
    keys = [world.item(1).pk, world.item(3).pk]
    form = {"items": keys, "who": "these", "lead": service.pk, "support": [sales.pk]}
    answer = visit("clerk").post(reverse("scope_items", args=["spring"]), form)
    assert answer.status_code == 302
    assert scopes(world, 1) == scopes(world, 3) == [("SERVICE", True), ("SALES", False)]
    event = Event.objects.filter(kind="checklist.scoped").first()
    assert event.particulars == {"items": [1, 3], "departments": ["SERVICE", "SALES"]}


def test_all_departments_is_chosen_on_the_page(world):
    form = {"items": [world.item(2).pk], "who": "all"}
    visit("clerk").post(reverse("scope_items", args=["spring"]), form)
    assert world.item(2).all_departments
    assert scopes(world, 2) == []
    scope_items(world.campaign, [world.item(2)], [world.departments["SALES"]], by=world.clerk)
    assert not world.item(2).all_departments
    assert scopes(world, 2) == [("SALES", True)]


def test_what_is_missing_in_the_form_is_said(world):
    url = reverse("scope_items", args=["spring"])
    client = visit("clerk")
    answer = client.post(url, {"items": [world.item(1).pk], "who": "these"})
    assert answer.status_code == 422
    assert "请指定牵头部门。" in answer.content.decode()
    answer = client.post(url, {"who": "all"})
    assert "请至少勾选一个项点。" in answer.content.decode()
    assert scopes(world, 1) == [("SALES", True)]


def test_an_item_of_another_campaign_cannot_be_ticked(world):
    other = plan.draft_plan(
        "supervision",
        plan.Plan(
            {
                "code": "other",
                "title": "另一活动",
                "organisation": world.departments["CO"],
                "office": world.departments["OFFICE"],
            }
        ),
        by=world.clerk,
    )
    put_checklist(other, checklist_of(world.campaign.checklist))
    item = CheckItem.objects.filter(checklist__campaign=other).first()
    form = {"items": [item.pk], "who": "all"}
    answer = visit("clerk").post(reverse("scope_items", args=["spring"]), form)
    assert answer.status_code == 422
    item.refresh_from_db()
    assert not item.all_departments


def test_the_page_shows_who_leads_and_who_supports(world):
    page = visit("leader").get(reverse("breakdown", args=["spring"])).content.decode()
    assert page.count("<b>牵头</b>") == 3
    assert page.count("<span>配合</span>") == 2
    assert "系统取数" in page
    assert 'data-act="scope_items"' not in page


def test_the_list_of_open_items(world):
    world.item(2).scopes.all().delete()
    page = visit("clerk").get(reverse("breakdown", args=["spring"]) + "?show=open")
    assert [row.item.no for row in page.context["rows"]] == [2]
    assert page.context["counts"] == {"all": 4, "open": 1, "records": 1}


def test_the_words_of_the_column_are_mapped_on_the_page(world):
    world.item(1).scopes.all().delete()
    say(world, _1="计费中心", _2="销售部", _3="销售部")
    client = visit("clerk")
    page = client.get(reverse("breakdown", args=["spring"])).content.decode()
    assert "1个名称未对应到参加部门" in page
    client.post(reverse("break_down", args=["spring"]), {"word0": "SERVICE"})
    assert scopes(world, 1) == [("SERVICE", True)]


def test_who_leaves_the_campaign_leaves_the_breakdown(world):
    plan.set_departments(world.campaign, [world.departments["SALES"]])
    assert scopes(world, 2) == [("SALES", True)]
    assert Campaign.objects.get(code="spring").participations.count() == 1


def test_queries_stay_flat(world):
    url = reverse("breakdown", args=["spring"])
    mark = 'data-thing="checkitem:'
    few = queries_of(visit("clerk"), url, mark, rows=4)
    item = world.item(1)
    for no in range(5, 31):
        item.pk, item.no, item.order, item.code = None, no, no, str(no)
        item._state.adding = True
        item.save()
        scope_item(item, [world.departments["SALES"]])
    assert queries_of(visit("clerk"), url, mark, rows=30) == few


def test_a_meaning_given_later_reaches_items_that_the_column_half_assigned(world):
    say(world, _2="服务部、后勤组")
    break_down(world.campaign, by=world.clerk, afresh=True)
    assert scopes(world, 2) == [("SERVICE", True)]
    break_down(world.campaign, by=world.clerk, choices={"后勤组": "SALES"})
    assert scopes(world, 2) == [("SERVICE", True), ("SALES", False)]


def test_what_was_set_by_hand_outlives_a_meaning_given_later(world):
    say(world, _2="服务部、后勤组")
    scope_item(world.item(2), [world.departments["SALES"]])
    break_down(world.campaign, by=world.clerk, choices={"后勤组": "SERVICE"})
    assert scopes(world, 2) == [("SALES", True)]
