"""延期审批: many extensions answered on one page, each in its own words, all or none."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organization import clock
from organization.models import NotAllowed, Notification, Person
from organization.waiting import waiting
from rectification import deciding, extending
from rectification.models import Extension, Task
from rectification.permissions import can_decide
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import PASSWORD, at, full_world, make_task

DUE = date(2026, 3, 20)
LATER = date(2026, 4, 10)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(three_asked, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


@pytest.fixture(autouse=True)
def _day():
    with clock.at(at(date(2026, 3, 18))):
        yield


def three_asked(world):
    """销售部 asked for more time for three tasks."""
    full_world(world)
    first = Task.objects.get()
    with clock.at(at(date(2026, 3, 18))):
        for number, reason in enumerate(("厂家排期推迟", "人员未到位", "系统待升级"), start=1):
            row = first if number == 1 else make_task(world, DUE, finding=first.finding)
            Task.objects.filter(pk=row.pk).update(title=f"第{number}项整改")
            row.refresh_from_db()
            extending.ask(row, LATER, by=world.head, reason=reason)


def asked() -> list[Extension]:
    return list(Extension.objects.order_by("id"))


def standing() -> list[str]:
    return [row.status for row in asked()]


def say(**by_no) -> dict:
    """The form as the page has it: every row named, `_1=("grant-0", "")` answers the first."""
    fields = {}
    for number, row in enumerate(asked(), start=1):
        said, own = by_no.get(f"_{number}", ("", ""))
        fields |= {f"say_{row.pk}": said, f"own_{row.pk}": own}
    return fields


def decide(account="leader", status=302, rest="", **by_no):
    fields = say(**by_no) | {"rest": rest}
    return post(account, "decide_extensions", "spring", status=status, **fields)


def test_each_gets_its_own_answer(world):
    page = get("leader", "decide_extensions", "spring")
    assert things(page, "extension") == [(f"extension:{row.pk}", "asked") for row in asked()]
    assert all(word in text(page) for word in ("厂家排期推迟", "人员未到位", "系统待升级"))
    sent = decide(_1=("grant-0", ""), _2=("refuse", "请抽调人员按期完成"))
    assert "已同意1项，不同意1项" in text(sent.page)
    first, second, third = asked()
    assert (first.status, first.answer) == ("granted", "理由充分，同意延期，考核仍按原时限计算。")
    assert (second.status, second.answer) == ("refused", "请抽调人员按期完成")
    assert third.status == "asked"
    assert [row.due_on for row in Task.objects.order_by("id")] == [LATER, DUE, DUE]
    told = Notification.objects.filter(kind="extension_answered", recipient__account="head")
    assert told.count() == 2


def test_the_rest_gets_one_answer(world):
    decide(_2=("refuse-0", ""), rest="grant-1")
    assert standing() == ["granted", "refused", "granted"]


def test_what_was_asked_after_the_page_was_read_is_not_answered_with_the_rest(world):
    fields = say() | {"rest": "grant-0"}
    del fields[f"say_{asked()[2].pk}"]
    post("leader", "decide_extensions", "spring", **fields)
    assert standing() == ["granted", "granted", "asked"]


def test_one_that_cannot_be_granted_keeps_all_back_and_says_why_at_its_row(world):
    Task.objects.filter(title="第2项整改").update(status="submitted")
    sent = decide(_1=("grant-0", ""), _2=("grant", "同意"), _3=("refuse-0", ""), status=409)
    assert standing() == ["asked"] * 3
    assert not Notification.objects.filter(kind="extension_answered").exists()
    error = sent.page.get_element_by_id(f"id_say_{asked()[1].pk}_error")
    assert "已提交验收或已销号" in text(error)
    assert "本次均未答复" in text(sent.page)
    kept = sent.page.get_element_by_id(f"id_own_{asked()[1].pk}")
    assert kept.get("value") == "同意"


def test_what_was_answered_meanwhile_is_named_and_nothing_is_done(world):
    fields = say(_1=("grant-0", ""), _2=("grant-0", ""))
    extending.refuse(asked()[0], by=world.leader, answer="不同意")
    sent = post("leader", "decide_extensions", "spring", status=409, **fields)
    assert "其间已答复或已撤回：第1项整改" in text(sent.page)
    assert standing() == ["refused", "asked", "asked"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"_1": ("grant", "")}, "请选择一条意见或者写明理由"),
        ({"_1": ("", "同意")}, "请选择同意或者不同意"),
        ({}, "请至少答复一项"),
    ],
)
def test_an_answer_is_a_decision_with_words(world, said, words):
    sent = decide(status=422, **said)
    assert words in text(sent.page)
    assert standing() == ["asked"] * 3


def test_the_list_holds_what_the_person_may_decide(world):
    """The rules of the single page, found by the database."""
    second = Person.objects.create_user(
        "vice", PASSWORD, name="副总经理", post="副总经理", department=world.departments["CO"]
    )
    world.campaign.groups.get(kind="leading").add(second, by=world.clerk)
    first, asked_by_vice, own = asked()
    Extension.objects.filter(pk=first.pk).update(number=2)  # for the chair
    Extension.objects.filter(pk=asked_by_vice.pk).update(asked_by=second)
    Task.objects.filter(pk=own.task_id).update(responsible=second)
    for person in (Person.objects.get(pk=second.pk), world.leader):
        allowed = [row.pk for row in asked() if can_decide(person, row)]
        assert [row.pk for row in deciding.waiting_for(person)] == allowed
    assert deciding.waiting_for(Person.objects.get(pk=second.pk)) == []
    assert deciding.waiting_for(world.head) == []


def test_a_leader_of_the_department_decides_nothing_of_it(world):
    Person.objects.filter(account="leader").update(department=world.departments["SALES"])
    assert deciding.waiting_for(world.leader) == []
    sent = decide(_1=("grant-0", ""), status=409)
    assert "其间已答复或已撤回" in text(sent.page)
    assert standing() == ["asked"] * 3


def test_the_verb_refuses_whom_the_page_would_not_let_in(world):
    rows = [deciding.Decision(row, True, "同意") for row in asked()]
    refused = deciding.decide_together(rows, by=world.head)
    assert len(refused) == 3
    assert standing() == ["asked"] * 3


def test_nothing_is_decided_in_a_closed_campaign(world):
    type(world.campaign).objects.update(status="closed")
    decide(_1=("grant-0", ""), status=409)
    assert standing() == ["asked"] * 3
    with pytest.raises(NotAllowed):
        extending.approve(asked()[0], by=world.leader, answer="同意")


def test_several_are_one_line_at_home_and_the_last_one_leads_to_its_task(world):
    def lines():
        return [entry for entry in waiting(world.leader) if entry.kind == "decide"]

    [line] = lines()
    assert (line.title, line.why) == ("答复3项延期申请", "销售部")
    assert line.url == "/campaigns/spring/extensions/decide/"
    decide(_1=("grant-0", ""), _2=("grant-0", ""))
    [line] = lines()
    assert line.title == "答复延期申请：第3项整改"


def test_more_rows_need_no_more_queries(world):

    with CaptureQueriesContext(connection) as three:
        get("leader", "decide_extensions", "spring")
    Extension.objects.exclude(pk=asked()[0].pk).delete()
    with CaptureQueriesContext(connection) as one:
        get("leader", "decide_extensions", "spring")
    assert len(one) == len(three)
