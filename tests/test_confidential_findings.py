"""廉洁类问题: seen by the chair and the people named, by nobody else, anywhere."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from campaigns.models import Campaign, Group
from findings import confidentiality
from findings.models import Finding
from organization import clock
from organization.models import Person
from organization.waiting import waiting
from rectification import letters, looking_back
from rectification.models import LookBack, Task
from tests.signed_in import at_browser
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def limit(world, *people) -> Finding:
    keys = [world.people[name].pk for name in people]
    Finding.objects.update(title="收受礼品", problem="收受礼品")
    post("clerk", "finding_reach", "spring", 1, reach="named", readers=keys)
    return Finding.objects.get()


def test_only_the_chair_and_the_named_see_it(world):
    limit(world, "clerk")
    for person, status in {"clerk": 200, "leader": 200, "inspector": 404, "head": 404}.items():
        get(person, "finding", "spring", 1, status=status)
        shown = things(get(person, "findings", "spring"), "finding")
        assert bool(shown) == (status == 200)


def test_who_shuts_the_door_behind_them_is_told_so(world):
    for people, words in ([], "您不在问题1的知悉范围内"), (["clerk"], "问题1的知悉范围已保存"):
        Finding.objects.update(restricted=False, named_only=False)
        keys = [world.people[name].pk for name in people]
        sent = post("clerk", "finding_reach", "spring", 1, reach="named", readers=keys)
        assert words in text(sent.page)


def test_named_nobody_it_is_for_the_chair_alone(world):
    finding = limit(world)
    get("clerk", "finding", "spring", 1, status=404)
    get("leader", "finding", "spring", 1)
    assert (finding.restricted, finding.named_only) == (True, True)
    assert not [entry for entry in waiting(world.clerk) if "finding" in entry.thing]


def test_who_chairs_another_group_or_only_belongs_to_the_leading_one_does_not_see_it(world):
    limit(world)
    Group.objects.get(kind="leading").memberships.update(office="deputy")
    inspectors = Group.objects.get(kind="inspection").memberships
    assert inspectors.filter(person=world.inspector).update(office="chair") == 1
    for person in ("leader", "inspector"):
        get(person, "finding", "spring", 1, status=404)


def test_only_who_oversees_and_is_still_here_may_be_named(world):
    def named() -> list[str]:
        return sorted(one.account for one in confidentiality.may_be_named(world.campaign))

    assert named() == ["clerk", "inspector", "leader"]
    Person.objects.filter(account="inspector").update(is_active=False)
    assert named() == ["clerk", "leader"]


def test_after_the_campaign_it_goes_as_far_as_it_did(world):
    Campaign.objects.update(status="closed")
    post("clerk", "finding_reach", "spring", 1, status=409, reach="overseers")
    assert Finding.objects.get().restricted is False


def test_its_parts_go_with_it_and_not_alone(world):
    part = Finding.objects.get()
    part.pk, part.parent_id, part.number, part.title = None, part.pk, 2, "其中一笔"
    part.save(force_insert=True)
    answer = post("clerk", "finding_reach", "spring", 2, status=409, reach="overseers")
    assert "分项的知悉范围与所属问题相同" in text(answer.page)
    post("clerk", "finding_reach", "spring", 1, reach="named")
    part.refresh_from_db()
    assert (part.restricted, part.named_only) == (True, True)
    get("inspector", "finding", "spring", 2, status=404)


def test_without_a_chair_somebody_is_named(world):
    world.campaign.groups.get(kind="leading").memberships.all().delete()
    answer = post("clerk", "finding_reach", "spring", 1, status=422, reach="named")
    [field] = answer.page.xpath("//*[contains(@class, 'has-errors')]")
    assert "请指定知悉人员" in text(field)
    assert answer.page.xpath("//input[@name='reach'][@value='named']/@checked")
    assert Finding.objects.get().restricted is False


def test_it_is_in_no_export_and_no_ledger_says_what_it_is_about(world):
    limit(world, "clerk")
    for name in ("findings_export", "ledger_export"):
        response = at_browser("clerk").get(f"/campaigns/spring/{name_of(name)}")
        assert response.status_code == 200
        book = load_workbook(BytesIO(response.content))
        cells = [str(cell) for row in book.active.iter_rows(values_only=True) for cell in row]
        assert not [cell for cell in cells if "收受礼品" in cell]


def name_of(name: str) -> str:
    return {"findings_export": "findings/export/", "ledger_export": "ledger/export/"}[name]


def test_a_named_person_is_no_longer_named_once_it_is_opened_again(world):
    limit(world, "clerk", "inspector")
    get("inspector", "finding", "spring", 1)
    post("leader", "finding_reach", "spring", 1, reach="overseers",
         readers=[world.inspector.pk])  # fmt: skip
    finding = Finding.objects.get()
    assert (finding.named_only, finding.restricted, finding.readers.count()) == (False, True, 0)


def test_a_department_does_not_say_who_may_see_it(world):
    post("head", "finding_reach", "spring", 1, status=403, reach="concerned")
    assert "知悉范围" not in text(get("head", "finding", "spring", 1))


def test_its_tasks_and_slips_are_open_to_nobody_else_who_oversees(world):
    slip = letters.draft(
        world.campaign, "slip", world.departments["SALES"], by=world.clerk, task=world.task
    )
    limit(world, "clerk")
    for person, status in {"clerk": 200, "leader": 200, "inspector": 404, "head": 200}.items():
        get(person, "task", "spring", world.task.pk, status=status)
    for person, status in {"clerk": 200, "leader": 200, "inspector": 404}.items():
        get(person, "letter", "spring", slip.pk, status=status)
    assert things(get("inspector", "ledger", "spring"), "task") == []


def test_no_number_and_no_check_of_a_paper_says_what_it_is_about(world):
    limit(world, "clerk")
    Task.objects.update(title="收受礼品整改", responsible=None)
    names = ("findings", "tasks", "finding_tasks.1", "finding_slips.1", "finding_extended.1")
    for name in names:
        page = get("inspector", "figure", "spring", name)
        assert "收受礼品" not in text(page), name
        assert not page.xpath("//main//a[contains(@href, '/tasks/')]"), name
    for status in ("reported", "confirmed"):
        Finding.objects.update(status=status)
        checks = text(get("inspector", "paper", "spring", "final").xpath("//main")[0])
        assert "收受礼品" not in checks
        assert "仅指定人员知悉的事项" in checks


def test_a_relapse_of_it_is_open_to_the_same_people(world):
    limit(world, "clerk")
    Task.objects.update(status="closed", closed_number="X-1")
    row = LookBack.objects.create(task=Task.objects.get(), planned_on=clock.today())
    new = looking_back.relapse(row, by=world.leader, method="现场", text="又收礼品")
    assert (new.named_only, [person.account for person in new.readers.all()]) == (True, ["clerk"])
    get("inspector", "finding", "spring", new.number, status=404)


def test_no_slip_is_begun_about_a_task_that_is_not_open_to_the_office(world):
    path = f"/campaigns/spring/letters/new/?kind=slip&task={world.task.pk}"
    assert at_browser("clerk").get(path).status_code == 200
    limit(world)
    assert at_browser("clerk").get(path).status_code == 404
