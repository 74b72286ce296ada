"""A personal sheet goes back with a reason, words and a deadline, and comes back changed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Level, PersonalReturn, PersonalSheet
from campaigns.permissions import can_review_personal
from organization import clock
from organization.models import Event, NotAllowed, Notification, Person
from organization.waiting import waiting
from tests.access.layers import employees, handed_in
from tests.personal import LATER, NOTHING, SAID, hand_in, sent_back
from tests.signed_in import text_of
from tests.test_filling import signed_in
from tests.world import at

PHRASE = "请联系本人岗位，写明对照哪些规定、怎么查的、查到什么"
ABOUT = "查摆对象：个人 · 退回原因：浮皮潦草"
OF_DEPARTMENTS = "请写明查了哪些资料、抽查多少份、合格多少份"


@pytest.fixture
def sheet(world) -> PersonalSheet:
    """销售部填报人 handed in a sheet that the office reads."""
    employees(world)
    return hand_in(PersonalSheet.objects.get(person=world.member), NOTHING)


@pytest.fixture
def leaders(world) -> PersonalSheet:
    """服务部负责人 handed in as a leader: the chair alone reads it."""
    handed_in(world)
    return PersonalSheet.objects.get(person=world.service_head)


def page_of(person: Person, sheet: PersonalSheet):
    return signed_in(person).get(sheet.get_absolute_url())


def returns_page(person: Person):
    return signed_in(person).get(reverse("returns", args=["spring"]))


def post(person: Person, sheet: PersonalSheet, **form):
    asked = {"reason": "superficial", "note": "", "due_on": "2099-01-05", **form}
    return signed_in(person).post(reverse("return_personal", args=["spring", sheet.pk]), asked)


def test_reason_words_and_deadline_reach_the_person(world, sheet):
    page = page_of(world.clerk, sheet).content.decode()
    assert f'name="phrases" value="{PHRASE}"' in page and OF_DEPARTMENTS not in page
    post(world.clerk, sheet, note="也要查八月的", phrases=[PHRASE])
    sheet.refresh_from_db()
    row = PersonalReturn.objects.get()
    assert (sheet.status, sheet.round, sheet.due_on) == ("returned", 2, LATER)
    assert (row.reason, row.note, row.round) == ("superficial", f"也要查八月的\n{PHRASE}", 1)
    told = Notification.objects.get(kind="personal_sheet_returned")
    assert (told.recipient, told.text) == (world.member, "原因：浮皮潦草。重查期限：1月5日。")
    own = text_of(page_of(world.member, sheet))
    assert "退回重查：浮皮潦草" in own and PHRASE in own and "2099年1月5日" in own
    [entry] = [e for e in waiting(world.member) if e.kind == "check_oneself"]
    assert (entry.returned, entry.why, entry.due_on) == (True, ABOUT, LATER)


@pytest.mark.parametrize(
    "form",
    [
        {"reason": ""},
        {"reason": "dislike"},
        {"reason": "other"},
        {"due_on": "2001-01-01"},
        {"phrases": [OF_DEPARTMENTS]},
    ],
)
def test_what_is_not_said_sends_nothing_back(world, sheet, form):
    assert post(world.clerk, sheet, **form).status_code == 422
    sheet.refresh_from_db()
    assert (sheet.status, PersonalReturn.objects.count()) == ("submitted", 0)


@pytest.mark.parametrize(
    "asked", [{"reason": "other"}, {"reason": "dislike"}, {"due_on": date(2001, 1, 1)}]
)
def test_the_verb_asks_for_the_same(world, sheet, asked):
    with pytest.raises(NotAllowed):
        sent_back(sheet, by=world.clerk, **asked)
    assert PersonalReturn.objects.count() == 0


def test_without_a_day_there_are_as_many_working_days_as_usual(world, sheet):
    with clock.at(at(date(2026, 3, 12))):  # a Thursday
        sent_back(sheet, by=world.clerk, due_on=None)
    assert PersonalSheet.objects.get(pk=sheet.pk).due_on == date(2026, 3, 17)


def test_handed_in_again_it_shows_what_was_changed(world, sheet):
    assert 'id="redone"' not in page_of(world.clerk, sheet).content.decode()
    sent_back(sheet, "请说透", by=world.clerk)
    hand_in(sheet, {**SAID, "problem": "每月只到班组一次"})
    page = page_of(world.clerk, sheet)
    text = text_of(page)
    assert "第1轮" in text and "请说透" in text
    [(item, fields)] = page.context["changes"]
    words = {f.label: ["".join(p.text for p in side) for side in (f.old, f.new)] for f in fields}
    assert item.no == 1
    assert words["结果"] == ["未发现问题", "存在问题"]
    assert words["问题"] == ["", "每月只到班组一次"]
    assert PersonalReturn.objects.get().redone_at == sheet.submitted_at


def test_handed_in_again_unchanged_says_so(world, sheet):
    sent_back(sheet, "请说透", by=world.clerk)
    hand_in(sheet, NOTHING)
    page = page_of(world.clerk, sheet)
    assert page.context["changes"] == []
    assert "退回后没有改动任何文字" in text_of(page)


def test_it_is_counted_by_reason_apart_from_the_departments(world, sheet):
    sent_back(sheet, "请说透", by=world.clerk)
    hand_in(sheet, NOTHING)
    sent_back(sheet, "再想一想", by=world.clerk, reason="copied")
    page = returns_page(world.clerk)
    personal = page.context["personal"]
    assert (personal.sheets, personal.redone, len(personal.rows)) == (1, 0, 2)
    assert personal.by_reason == [("浮皮潦草", 1), ("照抄", 1)]
    assert page.context["every"].items == 0
    assert "退回个人自查表1份，已重查0份" in text_of(page)
    hand_in(sheet, SAID)
    assert returns_page(world.clerk).context["personal"].redone == 1


def test_a_leaders_return_is_read_by_the_chair_and_the_leader_alone(world, leaders):
    sent_back(leaders, "只给本人看的话", by=world.leader, reason="scope")
    for account in ("clerk", "inspector", "head", "member"):
        page = returns_page(getattr(world, account))
        assert "只给本人看的话" not in text_of(page)
        assert page.context["personal"].rows == []
    for account in ("leader", "service_head"):
        assert "只给本人看的话" in text_of(returns_page(getattr(world, account)))
    told = Event.objects.filter(thing="campaigns.personalsheet", kind="personalsheet.returned")
    assert "reason" not in told.get().particulars


def test_colleagues_and_inspectors_read_no_return_of_an_employee(world, sheet):
    sent_back(sheet, "只给本人看的话", by=world.clerk)
    for account in ("inspector", "leader", "head", "service_head"):
        assert "只给本人看的话" not in text_of(returns_page(getattr(world, account)))
    for account in ("clerk", "member"):
        assert "只给本人看的话" in text_of(returns_page(getattr(world, account)))


def test_home_asks_no_more_for_three_sheets_than_for_one(world, sheet):
    sent_back(sheet, by=world.clerk)

    def queries() -> int:
        person = world.member
        with CaptureQueriesContext(connection) as spent:
            assert all(entry.why for entry in waiting(person))
        return len(spent)

    first = queries()
    for order in (2, 3):
        level = Level.objects.create(
            campaign=world.campaign, order=order + 10, name=f"第{order}层", audience="employee",
            due_on=LATER, status="open",
        )  # fmt: skip
        PersonalSheet.objects.create(
            level=level, person=world.member, department=world.departments["SALES"],
            due_on=LATER, status="returned", round=2,
        )  # fmt: skip
    assert len([e for e in waiting(world.member) if e.kind == "check_oneself"]) == 3
    assert queries() == first


def test_the_office_reviews_no_sheet_that_has_a_reviewer(world, leaders):
    assert not can_review_personal(world.clerk, leaders)
    assert can_review_personal(world.leader, leaders)
    PersonalSheet.objects.filter(pk=leaders.pk).update(reviewer=None)
    assert can_review_personal(world.clerk, PersonalSheet.objects.get(pk=leaders.pk))
