"""举一反三 a second time: who gets it is shown, who has answered is asked again with a reason."""

from datetime import timedelta

import pytest

from findings import lessons
from findings.models import Finding, Lesson, LessonAnswer
from organization import clock
from organization.models import NotAllowed
from tests.stage import staged
from tests.visiting import get, post, text
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


def push(world, *, again_reason: str = "") -> Lesson:
    return lessons.push(
        Finding.objects.select_related("campaign").get(number=1),
        [world.departments["SERVICE"]],
        "是否也缺资料",
        DUE,
        by=world.clerk,
        again_reason=again_reason,
    )


def answered(world) -> None:
    push(world)
    row = LessonAnswer.objects.select_related("lesson__campaign", "lesson__finding").get()
    lessons.answer(row, False, "逐份看过", by=world.service_head)


def send(world, status: int = 302, **fields):
    fields = {"text": "再查一次", "due_on": DUE, **fields}
    return post("clerk", "push_lesson", "spring", 1, status=status, **fields)


def test_who_gets_it_is_shown_before_it_is_sent(world):
    keys = [world.departments["SERVICE"].pk]
    page = send(world, status=200, departments=keys).page
    assert "服务部" in text(page) and world.service_head.title in text(page)
    assert not Lesson.objects.exists()
    kept = {box.get("name"): box.get("value") for box in page.xpath("//main//form//input")}
    assert (kept["text"], kept["departments"]) == ("再查一次", str(keys[0]))
    back = send(world, status=200, departments=keys, change="1").page
    assert back.xpath("//textarea[@name='text']")[0].text.strip() == "再查一次"
    assert back.xpath("//input[@name='departments'][@checked]/@value") == [str(keys[0])]
    send(world, departments=keys, send="1")
    assert Lesson.objects.count() == 1


def test_who_has_answered_is_asked_again_only_with_a_reason(world):
    answered(world)
    key = world.departments["SERVICE"].pk
    page = get("clerk", "push_lesson", "spring", 1)
    assert str(key) not in page.xpath("//input[@name='departments']/@value")
    assert "服务部（未发现该情况，3月" in text(page)
    refused = send(world, status=422, again=[key], send="1").page
    assert "请说明再次要求自查的理由" in text(refused)
    assert Lesson.objects.count() == 1
    send(world, again=[key], again_reason="口径已变", send="1")
    second = Lesson.objects.latest("pk")
    assert second.again_reason == "口径已变"
    told = get("service_head", "lesson_answer", "spring", second.answers.get().pk)
    assert "口径已变" in text(told)


def test_the_verb_itself_asks_nobody_anew_without_a_reason(world):
    answered(world)
    with pytest.raises(NotAllowed, match="服务部"):
        push(world, again_reason=" ")
    push(world, again_reason="口径已变")
    assert LessonAnswer.objects.count() == 2


def test_an_open_question_is_not_put_twice(world):
    push(world)
    page = get("clerk", "push_lesson", "spring", 1)
    service = str(world.departments["SERVICE"].pk)
    assert service not in page.xpath("//input[@type='checkbox']/@value")
    with pytest.raises(NotAllowed, match="尚未反馈"):
        push(world, again_reason="口径已变")
    assert LessonAnswer.objects.count() == 1
