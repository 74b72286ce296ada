"""举一反三: pushed in one act, answered by each department, back at the finding."""

from datetime import timedelta

import pytest

from findings import consolidation, lessons
from findings.models import Finding, FindingSource, LessonAnswer
from organization import clock
from organization.models import NotAllowed, Notification
from organization.waiting import waiting
from tests.access.selfcheck import pdf
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import DAY, at, full_world

DUE = DAY + timedelta(days=10)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with clock.at(at(DAY)):
        yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    with clock.at(at(DAY)):
        yield scene()


def push(world) -> LessonAnswer:
    service = world.departments["SERVICE"]
    lessons.push(finding(), [service], "是否也缺资料", DUE, by=world.clerk, item=world.item(1))
    return row()


def finding() -> Finding:
    return Finding.objects.select_related("campaign").get(number=1)


def row() -> LessonAnswer:
    return LessonAnswer.objects.select_related("lesson__campaign", "lesson__finding").get()


def test_a_day_that_has_passed_keeps_what_was_typed(world):
    page = post("clerk", "push_lesson", "spring", 1, status=422, text="是否也缺资料",
                due_on=DAY - timedelta(days=1),
                departments=[world.departments["SERVICE"].pk]).page  # fmt: skip
    assert "该日期已过" in text(page.get_element_by_id("id_due_on_error"))
    assert text(page.get_element_by_id("id_text")) == "是否也缺资料"
    assert not LessonAnswer.objects.exists()


def test_one_act_asks_every_department(world):
    post("clerk", "push_lesson", "spring", 1, text="是否也缺资料", due_on=DUE, send="1",
         departments=[world.departments["SERVICE"].pk])  # fmt: skip
    assert (row().status, row().department.code) == ("asked", "SERVICE")
    entry = next(e for e in waiting(world.service_head) if e.kind == "lesson_answer")
    assert (entry.due_on, entry.why) == (DUE, "是否也缺资料")
    assert Notification.objects.filter(recipient=world.service_head, kind="lesson_asked").exists()
    assert "未反馈" in text(get("leader", "finding", "spring", 1))


def test_the_department_reads_what_to_check_and_not_the_finding(world):
    push(world)
    page = get("service_head", "lesson_answer", "spring", row().pk)
    assert "是否也缺资料" in text(page)
    assert "资料不全" not in text(page.xpath("//main")[0])
    get("service_head", "finding", "spring", 1, status=404)
    get("head", "lesson_answer", "spring", row().pk, status=404)


def test_the_answer_comes_back_to_the_finding(world):
    push(world)
    post("service_head", "lesson_answer", "spring", row().pk, found="no", text="逐份看过",
         files=pdf())  # fmt: skip
    assert (row().status, row().answered_by) == ("not_found", world.service_head)
    page = get("clerk", "finding", "spring", 1)
    assert "未发现该情况" in text(page) and "逐份看过" in text(page)
    assert Notification.objects.filter(recipient=world.clerk, kind="lesson_answered").exists()
    assert not [e for e in waiting(world.service_head) if e.kind == "lesson_answer"]
    assert not things(get("clerk", "consolidate", "spring"), "lesson")


def test_found_there_too_it_becomes_a_source_and_the_finding_stays_what_it_was(world):
    FindingSource.objects.update(found_by="inspection")
    lessons.answer(push(world), True, "也缺三份", by=world.service_head)
    page = get("clerk", "consolidate", "spring")
    assert things(page, "lesson") == [(f"lesson:{row().pk}", "no")]
    post("clerk", "add_source", "spring", source=f"lesson:{row().pk}", finding=finding().pk)
    assert finding().found_by == "inspection"
    assert [item.no for item in finding().items.all()] == [1, 2]


def test_found_there_too_it_becomes_a_finding_of_its_own(world):
    lessons.answer(push(world), True, "也缺三份", by=world.service_head)
    post("clerk", "report_finding", "spring", only=f"lesson:{row().pk}")
    made = Finding.objects.get(number=2)
    assert (made.department.code, made.problem, made.found_by) == (
        "SERVICE",
        "也缺三份",
        "self_check",
    )
    made.confirm(by=world.clerk)
    get("service_head", "finding", "spring", 2)


def test_what_was_not_found_feeds_nothing(world):
    lessons.answer(push(world), False, "逐份看过", by=world.service_head)
    with pytest.raises(NotAllowed):
        consolidation.add_source(finding(), row(), by=world.clerk)


def test_a_bare_word_is_no_check(world):
    push(world)
    post("service_head", "lesson_answer", "spring", row().pk, status=422, found="no", text="")
    with pytest.raises(NotAllowed):
        lessons.answer(row(), False, " ", by=world.service_head)
    assert row().status == "asked"


@pytest.mark.parametrize("status", ["found", "not_found"])
def test_answered_it_is_not_answered_again(world, status):
    push(world)
    LessonAnswer.objects.update(status=status)
    post("service_head", "lesson_answer", "spring", row().pk, status=409, found="yes", text="有")
    post("clerk", "lesson_answer", "spring", row().pk, status=403, found="yes", text="有")
    post("head", "lesson_answer", "spring", row().pk, status=404, found="yes", text="有")
    assert (row().status, row().text) == (status, "")


def test_neither_the_own_department_nor_a_stranger_is_asked(world):
    for code in ("SALES", "OTHER"):
        with pytest.raises(NotAllowed):
            lessons.push(finding(), [world.departments[code]], "查", DUE, by=world.clerk)
    assert not LessonAnswer.objects.exists()


def test_a_restricted_finding_is_not_taken_further(world):
    Finding.objects.update(restricted=True)
    with pytest.raises(NotAllowed):
        push(world)
