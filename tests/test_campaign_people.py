"""Heads, deputies and the office out of the directory: checked on one page, exchanged there."""

from campaigns import launch, people
from campaigns.models import Participation
from organization.models import Event, Person
from organization.models.role import grant, holders, revoke
from tests.counting import queries_of
from tests.visiting import get, post, text, visit
from tests.world import PASSWORD, World


def deputy(world: World) -> Person:
    """A second person who leads 销售部, after the head in rank."""
    sales = world.departments["SALES"]
    person = Person.objects.create_user(
        "deputy", PASSWORD, name="副职", post="销售部副职", department=sales, order=50
    )
    grant(person, "head", sales, by=None)
    return person


def row(page, department: str) -> str:
    [found] = [one for one in page.xpath("//tbody/tr") if department in text(one)]
    return text(found)


def test_who_leads_stands_there_with_what_is_missing(world):
    deputy(world)
    revoke(world.service_head, "head", world.departments["SERVICE"], by=None)
    page = get("clerk", "campaign_people", "spring")
    assert row(page, "销售部").startswith("销售部 销售部负责人 销售部副职 已登记")
    assert row(page, "服务部") == "服务部 没有负责人 — —"


def test_another_head_is_chosen_before_the_launch_and_holds_after_it(world):
    other = deputy(world)
    sales = world.departments["SALES"]
    post("clerk", "choose_head", "spring", department=sales.pk, person=other.pk)
    launch.launch(world.campaign, by=world.clerk)
    place = Participation.objects.get(department=sales)
    assert (place.head, place.name_then) == (other, "销售部")
    assert Participation.objects.get(department__code="SERVICE").head == world.service_head
    assert Event.objects.filter(kind="participation.head_chosen").count() == 1


def test_a_chosen_head_who_leads_no_longer_gives_way_to_who_does(world):
    other = deputy(world)
    sales = world.departments["SALES"]
    post("clerk", "choose_head", "spring", department=sales.pk, person=other.pk)
    revoke(other, "head", sales, by=None)
    launch.launch(world.campaign, by=world.clerk)
    assert Participation.objects.get(department=sales).head == world.head


def test_only_who_leads_the_department_can_be_chosen(world):
    fields = {"department": world.departments["SALES"].pk, "person": world.member.pk}
    sent = post("clerk", "choose_head", "spring", status=409, **fields)
    assert "请在部门负责人中选择。" in text(sent.page)
    assert Participation.objects.get(department__code="SALES").head is None


def test_a_colleague_joins_the_office_and_leaves_it(world):
    post("clerk", "add_colleague", "spring", person=world.inspector.pk)
    assert world.inspector.roles.on_campaign(world.campaign.pk, "office")
    post("clerk", "take_colleague_off", "spring", world.clerk.pk)
    assert [one.account for one in holders(world.campaign, "office")] == ["inspector"]
    post("inspector", "take_colleague_off", "spring", world.inspector.pk, status=409)
    assert [one.account for one in holders(world.campaign, "office")] == ["inspector"]


def test_nobody_of_another_department_joins_the_office(world):
    post("clerk", "add_colleague", "spring", status=409, person=world.head.pk)
    assert world.head not in people.people_of(world.campaign).office


def test_the_page_costs_the_same_for_three_departments(world):
    url, mark = "/campaigns/spring/people/", 'data-thing="department:'
    few = queries_of(visit("clerk"), url, mark, rows=2)
    Participation.objects.create(campaign=world.campaign, department=world.departments["OTHER"])
    assert queries_of(visit("clerk"), url, mark, rows=3) == few
