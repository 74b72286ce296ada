"""分层查摆: levels open in turn, each person checks the own sheet, the right one reads it."""

import pytest
from django.urls import reverse

from campaigns import layers, personal_filling, personal_review
from campaigns.coverage import coverage
from campaigns.models import Level, PersonalAnswer, PersonalSheet
from organization import clock
from organization.models import Event, NotAllowed, Notification, Person
from tests.personal import DUE, NOTHING, SAID, fill, hand_in, plan_levels, save, sent_back
from tests.test_filling import signed_in
from tests.world import at


@pytest.fixture
def levels(world):
    return plan_levels(world)


def sheets(level) -> list[tuple[str, str]]:
    return [(sheet.person.account, sheet.about) for sheet in level.sheets.order_by("pk")]


def opened(world, level) -> list[PersonalSheet]:
    """The sheets about oneself and the department in charge: of the chair, then of the deputy."""
    layers.open_level(level, by=world.clerk)
    return sorted(level.sheets.order_by("pk"), key=lambda sheet: sheet.person.account != "leader")


def test_everybody_of_the_level_gets_the_sheets_and_a_notice(world, levels):
    assert layers.open_level(levels[0], by=world.clerk) == 4
    assert sheets(levels[0]) == [
        (account, about) for account in ("inspector", "leader") for about in ("oneself", "charge")
    ]
    told = Notification.objects.filter(kind="personal_sheet_assigned")
    assert sorted(row.recipient.account for row in told) == ["inspector"] * 2 + ["leader"] * 2


def test_who_is_in_charge_of_several_departments_has_a_sheet_for_each(world, levels):
    world.leader.in_charge_of.add(world.departments["SERVICE"])
    assert layers.open_level(levels[0], by=world.clerk) == 5
    own = levels[0].sheets.filter(person=world.leader)
    words = {"个人", "主管部门（销售部）", "主管部门（服务部）"}
    assert {sheet.about_words for sheet in own} == words
    sheet = own.get(department=world.departments["SERVICE"])
    client = signed_in(world.leader)
    for page in (sheet.get_absolute_url(), "/"):
        assert "主管部门（服务部）" in client.get(page).content.decode()
    told = Notification.objects.filter(recipient=world.leader, thing_pk=sheet.pk)
    assert [row.title for row in told] == ["请查摆主管部门（服务部）：班子成员率先查"]
    matrix = {"示例公司": (2, 0), "销售部": (1, 0), "服务部": (2, 0)}
    assert cells(world, "班子成员率先查") == matrix


def test_a_department_nobody_is_in_charge_of_is_told_by_name(world, levels):
    world.inspector.in_charge_of.clear()
    page = signed_in(world.clerk).get("/campaigns/spring/levels/").content.decode()
    assert "未登记主管部门" in page
    layers.open_level(levels[0], by=world.clerk)
    gaps = coverage(world.campaign, "各部门").gaps()
    assert [gap[:2] for gap in gaps if gap[0] == "班子成员率先查"] == [("班子成员率先查", "服务部")]


def test_the_head_of_a_department_is_in_charge_of_it(world, levels):
    Person.objects.filter(account="service_head").update(level="executive")
    world.inspector.in_charge_of.clear()
    layers.open_level(levels[0], by=world.clerk)
    own = levels[0].sheets.filter(person=world.service_head, about="charge")
    assert [sheet.department.name for sheet in own] == ["服务部"]


def test_a_department_that_takes_no_part_is_not_asked_about(world, levels):
    world.leader.in_charge_of.set([world.departments["OTHER"]])
    layers.open_level(levels[0], by=world.clerk)
    assert not levels[0].sheets.filter(person=world.leader, about="charge").exists()


def test_a_level_about_departments_in_charge_needs_somebody_in_charge(world, levels):
    Person.in_charge_of.through.objects.all().delete()
    with pytest.raises(NotAllowed, match="分管部门"):
        layers.open_level(levels[0], by=world.clerk)
    assert (Level.objects.get(pk=levels[0].pk).status, PersonalSheet.objects.count()) == (
        "planned",
        0,
    )


def test_a_level_is_opened_once(world, levels):
    layers.open_level(levels[0], by=world.clerk)
    with pytest.raises(NotAllowed):
        layers.open_level(levels[0], by=world.clerk)
    assert PersonalSheet.objects.count() == 4


def test_the_next_level_waits_for_the_one_before(world, levels):
    with pytest.raises(NotAllowed, match="班子成员率先查"):
        layers.open_level(levels[1], by=world.clerk)
    first = opened(world, levels[0])
    for sheet in first[:-1]:
        hand_in(sheet)
    with pytest.raises(NotAllowed) as refused:
        layers.open_level(levels[1], by=world.clerk)
    assert [reason.text for reason in refused.value.reasons] == ["检查组成员"]
    hand_in(first[-1])
    assert layers.open_level(levels[1], by=world.clerk) == 1
    assert sheets(levels[1]) == [("head", "oneself")]


@pytest.mark.parametrize("office", ["chair", "deputy"])
def test_leaders_sheets_need_a_chair_and_a_deputy(world, levels, office):
    world.campaign.groups.get().memberships.filter(office=office).delete()
    with pytest.raises(NotAllowed, match="领导小组"):
        layers.open_level(levels[0], by=world.clerk)
    assert not PersonalSheet.objects.exists()


def test_backbone_are_party_members_too(world, levels):
    Person.objects.filter(account="member").update(is_party_member=True)
    level = Level(campaign=world.campaign, audience="backbone")
    assert [person.account for person in level.people()] == ["member"]


def test_only_people_of_departments_that_take_part_are_meant(world, levels):
    level = Level(campaign=world.campaign, audience="employee")
    assert {p.account for p in level.people()} == {"member", "service_head"}


def test_the_chair_reads_the_leaders_and_the_deputy_the_chair(world, levels):
    mine, _charge, theirs, _other = opened(world, levels[0])
    assert (mine.reviewer, theirs.reviewer) == (world.inspector, world.leader)
    hand_in(mine)
    hand_in(theirs)
    visible = PersonalSheet.objects.visible_to
    for account in ("clerk", "head", "admin", "auditor", "stranger"):
        assert not visible(getattr(world, account)).exists()
    assert {mine, theirs} < set(visible(world.leader))
    assert {mine, theirs} < set(visible(world.inspector))


def test_what_is_being_typed_is_read_by_nobody_else(world, levels):
    theirs = opened(world, levels[0])[2]
    fill(theirs)
    page = reverse("personal_sheet", args=["spring", theirs.pk])
    assert signed_in(world.leader).get(page).status_code == 404
    hand_in(theirs)
    assert "检查不够深入" in signed_in(world.leader).get(page).content.decode()
    sent_back(theirs, "再想一想", by=world.leader)
    assert signed_in(world.leader).get(page).status_code == 404


def test_nobody_reviews_the_own_sheet(world, levels):
    mine = opened(world, levels[0])[0]
    hand_in(mine)
    for act in (
        lambda: personal_review.accept_sheet(mine, by=world.leader),
        lambda: sent_back(mine, "再想一想", by=world.leader),
        lambda: personal_review.name_reviewer(mine, world.leader, by=world.inspector),
    ):
        with pytest.raises(NotAllowed, match="本人"):
            act()
    mine.refresh_from_db()
    assert (mine.status, mine.reviewer) == ("submitted", world.inspector)


def test_only_the_reviewer_names_another(world, levels):
    theirs = opened(world, levels[0])[2]
    with pytest.raises(NotAllowed):
        personal_review.name_reviewer(theirs, world.head, by=world.clerk)
    personal_review.name_reviewer(theirs, world.head, by=world.leader)
    hand_in(theirs)
    assert list(PersonalSheet.objects.visible_to(world.head)) == [theirs]
    assert theirs not in PersonalSheet.objects.visible_to(world.leader)


@pytest.mark.parametrize("part", ["problem", "subjective", "roots", "measure"])
def test_a_problem_is_told_in_all_its_parts(world, levels, part):
    sheet = fill(opened(world, levels[0])[0], {**SAID, part: "  "})
    with pytest.raises(NotAllowed) as refused:
        personal_filling.submit_sheet(sheet, by=sheet.person, signature="总经理")
    assert len(refused.value.reasons) == 2
    sheet.refresh_from_db()
    assert sheet.status == "filling"


def test_roots_are_asked_where_the_level_asks_for_them(world, levels):
    Level.objects.filter(pk=levels[1].pk).update(follows=False)
    levels[1].refresh_from_db()
    sheet = opened(world, levels[1])[0]
    assert hand_in(sheet, {**SAID, "roots": ""}).status == "submitted"


def test_an_unanswered_item_keeps_the_sheet(world, levels):
    sheet = opened(world, levels[0])[0]
    save(sheet, {world.item(1).pk: NOTHING})
    with pytest.raises(NotAllowed):
        personal_filling.submit_sheet(sheet, by=sheet.person, signature="总经理")


def test_nothing_found_is_signed_and_counted(world, levels):
    sheet = hand_in(opened(world, levels[0])[0], NOTHING)
    assert (sheet.status, sheet.found, sheet.signature) == ("submitted", 0, "总经理")
    assert Event.objects.filter(kind="personalsheet.submitted").count() == 1


def test_a_second_page_overwrites_nothing(world, levels):
    sheet = opened(world, levels[0])[0]
    fill(sheet)
    answers = {world.item(1).pk: NOTHING}
    with pytest.raises(personal_filling.StaleSheet):
        save(sheet, answers, version=0)
    assert PersonalAnswer.objects.get(sheet=sheet, item=world.item(1)).result == "found"
    assert list(sheet.versions.values_list("version", flat=True)) == [1]


def test_a_stale_page_shows_both_texts(world, levels):
    sheet = opened(world, levels[0])[0]
    fill(sheet)
    form = {
        f"{world.item(1).pk}-version": "0",
        f"{world.item(1).pk}-result": "found",
        f"{world.item(1).pk}-problem": "另一页的话",
    }
    answer = signed_in(world.leader).post(sheet.get_absolute_url(), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "另一页的话" in page and "检查不够深入" in page


def test_handed_in_is_not_typed_on(world, levels):
    sheet = hand_in(opened(world, levels[0])[0])
    with pytest.raises(NotAllowed):
        save(sheet, {world.item(1).pk: NOTHING})
    assert PersonalAnswer.objects.filter(sheet=sheet, result="found").count() == 2


def test_nobody_fills_the_sheet_of_another(world, levels):
    sheet = opened(world, levels[0])[0]
    with pytest.raises(NotAllowed):
        save(sheet, {world.item(1).pk: NOTHING}, by=world.inspector)
    with pytest.raises(NotAllowed):
        personal_filling.submit_sheet(sheet, by=world.inspector, signature="检查组成员")


def test_items_of_other_levels_are_not_answered(world, levels):
    sheet = opened(world, levels[0])[0]
    with pytest.raises(NotAllowed):
        save(sheet, {world.item(3).pk: NOTHING})


def test_sent_back_begins_a_new_round(world, levels):
    sheet = hand_in(opened(world, levels[0])[2])
    with pytest.raises(NotAllowed):
        sent_back(sheet, " ", by=world.leader, reason="other")
    sent_back(sheet, "原因没有说透", by=world.leader)
    assert (sheet.status, sheet.round, sheet.open_return.note) == ("returned", 2, "原因没有说透")
    hand_in(sheet)
    personal_review.accept_sheet(sheet, by=world.leader)
    assert sheet.status == "accepted"


def test_an_open_level_is_not_changed(world, levels):
    layers.open_level(levels[0], by=world.clerk)
    with pytest.raises(NotAllowed):
        layers.change_level(levels[0], [world.item(3)], by=world.clerk, name="另名")
    levels[0].refresh_from_db()
    assert levels[0].name == "班子成员率先查"


def cells(world, level: str) -> dict[str, tuple[int, int]]:
    """{department: (due, handed in)} of the first project; None for a department without people."""
    table = next(t for t in coverage(world.campaign, "各部门").tables if t.name == level)
    return {
        row.department.name: None if row.is_nobodys else (row.cells[0].due, row.cells[0].handed_in)
        for row in table.rows
    }


def test_empty_cells_are_told_by_name(world, levels):
    project = world.item(1).project.name
    assert coverage(world.campaign, "各部门").gaps() == [
        ("班子成员率先查", "示例公司", project),
        ("班子成员率先查", "销售部", project),
        ("班子成员率先查", "服务部", project),
        ("中层重点查", "销售部", project),
    ]
    for sheet in opened(world, levels[0]):
        hand_in(sheet)
    layers.open_level(levels[1], by=world.clerk)
    assert coverage(world.campaign, "各部门").gaps() == []


def test_the_matrix_counts_what_is_handed_in(world, levels):
    first, *others = opened(world, levels[0])
    hand_in(first)
    leaders = {"示例公司": (2, 1), "销售部": (1, 0), "服务部": (1, 0)}
    assert cells(world, "班子成员率先查") == leaders
    for sheet in others:
        hand_in(sheet)
    layers.open_level(levels[1], by=world.clerk)
    assert cells(world, "中层重点查") == {"销售部": (1, 0), "服务部": None}
    assert cells(world, "各部门") == {"销售部": (1, 0), "服务部": (1, 0)}


def test_the_person_alone_is_reminded(world, levels):
    from rectification import reminders

    layers.open_level(levels[0], by=world.clerk)
    with clock.at(at(DUE, 9)):
        reminders.sweep()
    told = Notification.objects.filter(thing="campaigns.personalsheet", kind__startswith="ladder_")
    assert {row.recipient.account for row in told} == {"leader", "inspector"}
    assert told.count() == 4


def test_who_left_is_not_reminded(world, levels):
    from rectification import reminders

    layers.open_level(levels[0], by=world.clerk)
    Person.objects.filter(account="inspector").update(is_active=False)
    with clock.at(at(DUE, 9)):
        reminders.sweep()
    told = Notification.objects.filter(thing="campaigns.personalsheet", kind__startswith="ladder_")
    assert {row.recipient.account for row in told} == {"leader"}


def test_a_level_asks_in_words_of_its_own(world, levels):
    key = world.item(1).pk
    form = {
        "name": "党员骨干深入查",
        "audience": "backbone",
        "due_on": "2099-03-06",
        "chosen": [key],
        f"question-{key}": "您的工号是否专人专用？",
        f"question-{world.item(2).pk}": "没有勾选的不问",
    }
    client = signed_in(world.clerk)
    client.post("/campaigns/spring/levels/new/", form)
    level = Level.objects.get(name="党员骨干深入查")
    asked = [(row.item.no, row.prompt) for row in level.asked.all()]
    assert asked == [(1, "您的工号是否专人专用？")]
    address = f"/campaigns/spring/levels/{level.pk}/"
    assert "您的工号是否专人专用？" in client.get(address).content.decode()
    too_long = {**form, f"question-{key}": "问" * 201}
    assert client.post(address, too_long).status_code == 422


def test_the_sheet_of_the_only_one_in_the_office_goes_to_the_chair(world, levels):
    Person.objects.filter(account="clerk").update(level="middle")
    world.campaign.participations.create(department=world.departments["OFFICE"])
    Level.objects.filter(pk=levels[1].pk).update(follows=False)
    levels[1].refresh_from_db()
    layers.open_level(levels[1], by=world.clerk)
    readers = {sheet.person.account: sheet.reviewer for sheet in levels[1].sheets.all()}
    assert readers == {"clerk": world.leader, "head": None}
