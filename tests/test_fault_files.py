"""零容忍记录: photos with the record and with the answer, and the visit or walk it came from."""

import pytest
from django.urls import reverse

from campaigns.models import Evidence
from findings import fault_files, zero_tolerance
from findings.models import FaultEvidence, ServiceFault
from organization import clock
from organization.models import NotAllowed
from tests.evidence_files import picture, shelve, upload
from tests.outside import team_walks, visit_of, visits_made, walked
from tests.signed_in import at_browser
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import DAY, at


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(visits_made, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    with clock.at(at(DAY)):
        yield world


def form(world, **fields) -> dict:
    """The form of a new record of 销售部, filled in."""
    return {
        "fault_class": world.campaign.list_words.filter(kind="fault_class").first().pk,
        "on": f"{DAY}", "due_on": f"{DAY}", "department": world.departments["SALES"].pk,
        "came_from": "complaint", "text": "未佩戴工号牌", **fields,
    }  # fmt: skip


def photo(name: str = "现场.png"):
    return upload(name, picture())


def recorded(world, account: str = "clerk", **fields) -> ServiceFault:
    post(account, "new_fault", "spring", **form(world, **fields))
    return ServiceFault.objects.latest("number")


def can_download(account: str, file: Evidence) -> bool:
    address = reverse("evidence", args=["spring", file.pk])
    return at_browser(account).get(address).status_code == 200


def test_a_photo_stands_with_the_record_and_the_department_reads_it(world):
    fault = recorded(world, files=photo())
    [use] = fault.evidence_uses.all()
    assert (use.shows, use.evidence.department) == ("seen", world.departments["SALES"])
    page = get("head", "service_fault", "spring", fault.number)
    assert "问题佐证 现场.png" in text(page)
    assert can_download("head", use.evidence)
    assert not can_download("service_head", use.evidence)
    library = Evidence.objects.library(world.campaign, world.departments["SALES"])
    assert not library.filter(pk=use.evidence_id).exists()  # brought by the office


def test_the_answer_brings_what_shows_that_it_was_put_right(world):
    fault = recorded(world)
    told = {"text": "已补发工号牌", "post": "营业班长", "files": photo("整改后.png")}
    post("head", "answer_fault", "spring", fault.number, **told)
    assert [(use.shows, use.evidence.name) for use in fault.evidence_uses.all()] == [
        ("done", "整改后.png")
    ]
    assert "整改佐证 整改后.png" in text(get("clerk", "service_fault", "spring", fault.number))


def test_more_files_are_added_until_it_is_closed(world):
    fault = recorded(world)
    post("inspector", "add_fault_files", "spring", fault.number, files=photo())
    assert FaultEvidence.objects.filter(target=fault).count() == 1
    post("clerk", "add_fault_files", "spring", fault.number, status=422)
    post("leader", "add_fault_files", "spring", fault.number, status=403, files=photo("二.png"))
    zero_tolerance.answer(fault, text="已补发", post="班长", by=world.head)
    zero_tolerance.close(ServiceFault.objects.get(pk=fault.pk), "属实", by=world.clerk)
    post("clerk", "add_fault_files", "spring", fault.number, status=403, files=photo("二.png"))
    with pytest.raises(NotAllowed, match="办结前"):
        fault_files.add(ServiceFault.objects.get(pk=fault.pk), [], by=world.clerk)


def test_a_file_that_is_refused_opens_no_record(world):
    before = ServiceFault.objects.count()
    sent = post(
        "clerk", "new_fault", "spring", status=422, **form(world, files=upload("坏.exe", b"MZ"))
    )
    assert ServiceFault.objects.count() == before
    assert text(sent.page.get_element_by_id("id_text")) == "未佩戴工号牌"


def test_a_file_of_another_department_is_not_taken(world):
    fault = zero_tolerance.open_record(
        world.campaign, world.campaign.list_words.filter(kind="fault_class").first(),
        world.departments["SERVICE"], by=world.clerk, on=DAY, text="x", came_from="complaint",
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        fault_files.add(fault, [shelve(world)], by=world.clerk)


def test_the_visit_it_came_from_names_the_site_and_is_read_by_overseers(world):
    visit = visit_of(world)
    sent = form(world, came_from="visit", visit=visit.pk)
    del sent["department"]
    post("clerk", "new_fault", "spring", **sent)
    fault = ServiceFault.objects.latest("number")
    assert (fault.visit, fault.site, fault.department) == (
        visit, visit.site, visit.site.department
    )  # fmt: skip
    link = f"//a[@href='{visit.get_absolute_url()}']"
    assert get("leader", "service_fault", "spring", fault.number).xpath(link)
    assert not get("head", "service_fault", "spring", fault.number).xpath(link)


def test_what_is_named_and_where_it_came_from_say_the_same(world):
    sent = post("clerk", "new_fault", "spring", status=422, **form(world, visit=visit_of(world).pk))
    assert "来源应与下方所选" in text(sent.page)


def test_departments_are_offered_no_visits(world):
    page = get("head", "new_fault", "spring")
    assert page.xpath("//select[@name='visit']") == []
    post("head", "new_fault", "spring", **form(world, visit=visit_of(world).pk))
    assert ServiceFault.objects.latest("number").visit is None


def test_a_walk_through_is_linked(world):
    team_walks(world)
    task = walked(world)
    fault = recorded(world, came_from="walk", walk=task.pk)
    assert fault.walk == task
    page = get("clerk", "service_fault", "spring", fault.number)
    assert page.xpath(f"//a[@href='{task.get_absolute_url()}']")
