"""回头看: planned at the close-out, done by somebody else, held or relapsed."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.models import Campaign
from findings.models import Finding
from organization import clock
from organization.models import NotAllowed, Notification
from organization.waiting import waiting
from rectification import due_notices, looking_back, planning
from rectification.models import LookBack, LookBackEvidence, RectificationRules, Task
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import at, full_world

CLOSED = date(2026, 3, 19)
PLANNED = date(2026, 4, 18)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def closed(world) -> None:
    full_world(world)
    task = world.task
    with clock.at(at(CLOSED)):
        task.report_progress("已补齐", 100, by=world.member)
        task.submit(by=world.head)
        planning.accept(Task.objects.get(pk=task.pk), by=world.clerk, grade="good", text="属实")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(closed, django_db_blocker)


@pytest.fixture
def world(db, scene, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.at(at(PLANNED)):
        yield scene()


def row() -> LookBack:
    return LookBack.objects.get()


def look(account: str, result: str, status: int = 302, **fields):
    fields = {"method": "现场查看", "result": result, "text": "抽查两本台账", **fields}
    return post(account, "look_back", "spring", row().pk, status=status, **fields)


def test_it_is_planned_at_the_close_out(world):
    assert (row().planned_on, row().status) == (PLANNED, "planned")


def test_the_campaign_sets_after_how_many_days(world):
    RectificationRules.of(world.campaign).change(by=world.clerk, answer_days=3, look_back_days=7)
    LookBack.objects.update(status="held")
    again = looking_back.plan_look_back(Task.objects.get(), by=world.clerk)
    assert again.planned_on == date(2026, 4, 25)


def test_it_holds(world):
    look("inspector", "held", files=SimpleUploadedFile("照片.pdf", PDF))
    assert (row().status, row().done_by, row().text) == ("held", world.inspector, "抽查两本台账")
    assert LookBackEvidence.objects.get().evidence.by_inspection
    assert Finding.objects.count() == 1
    assert "巩固" in text(get("head", "task", "spring", row().task_id))


def test_a_relapse_is_a_new_finding_linked_to_the_old_one(world):
    sent = look("clerk", "relapsed", text="又缺一份资料")
    new = Finding.objects.latest("id")
    old = Finding.objects.earliest("id")
    assert (row().status, row().relapse) == ("relapsed", new)
    assert (new.title, new.problem, new.status) == (
        "问题反弹：资料不全",
        "又缺一份资料",
        "reported",
    )
    assert (new.rule_document, new.department, new.track) == (
        old.rule_document,
        old.department,
        old.track,
    )
    assert list(new.items.all()) == list(old.items.all())
    assert Finding.objects.get(pk=old.pk).status == "closed"
    assert text(sent.page.xpath("//h1")[0]).endswith("问题反弹：资料不全")
    told = Notification.objects.filter(kind="look_back_relapsed")
    assert {notice.recipient.account for notice in told} == {"head", "member"}
    page = get("clerk", "task", "spring", row().task_id)
    assert page.xpath("//*[starts-with(@data-thing, 'lookback:')]//a/@href") == [
        new.get_absolute_url()
    ]


def test_a_problem_that_came_back_is_reported_once(world):
    look("clerk", "relapsed", text="又缺一份资料")
    task = Task.objects.get()
    form = "//form[contains(@action, 'look-back')]"
    assert not get("clerk", "task", "spring", task.pk).xpath(form)
    with pytest.raises(NotAllowed, match="请跟踪问题2"):
        looking_back.plan_look_back(task, by=world.clerk)
    Finding.objects.latest("id").dismiss(by=world.clerk, reason="不属实")
    assert get("clerk", "task", "spring", task.pk).xpath(form)
    looking_back.plan_look_back(task, by=world.clerk)
    assert LookBack.objects.planned().count() == 1


@pytest.mark.parametrize("part", ["responsible", "submitted_by"])
def test_nobody_looks_back_at_the_own_work(world, part):
    Task.objects.update(**{part: world.inspector})
    look("inspector", "held", status=403)
    with pytest.raises(NotAllowed, match="不能验收自己经办"):
        looking_back.hold(row(), by=world.inspector, method="现场", text="好")
    assert "look_back" not in [entry.kind for entry in waiting(world.inspector)]
    assert row().status == "planned"


def test_a_department_does_not_look_back_at_itself(world):
    type(world.inspector).objects.filter(account="inspector").update(
        department=world.departments["SALES"]
    )
    look("inspector", "held", status=403)
    with pytest.raises(NotAllowed):
        looking_back.relapse(row(), by=world.inspector, method="现场", text="差")
    assert (row().status, Finding.objects.count()) == ("planned", 1)


def test_it_is_done_once(world):
    first, second = row(), row()
    looking_back.hold(first, by=world.clerk, method="现场", text="好")
    with pytest.raises(NotAllowed):
        looking_back.relapse(second, by=world.inspector, method="现场", text="差")
    assert (row().status, Finding.objects.count()) == ("held", 1)
    look("inspector", "held", status=409)


def test_one_is_planned_at_a_time_and_after_the_close_out_only(world):
    with pytest.raises(NotAllowed, match="已安排回头看"):
        looking_back.plan_look_back(Task.objects.get(), by=world.clerk)
    look("clerk", "held")
    post("clerk", "plan_look_back", "spring", row().task_id, status=422, on="2026-04-01")
    post("clerk", "plan_look_back", "spring", row().task_id, on="2026-10-01")
    assert LookBack.objects.filter(status="planned").get().planned_on == date(2026, 10, 1)
    Task.objects.update(status="returned", closed_number=None)
    LookBack.objects.all().delete()
    with pytest.raises(NotAllowed, match="任务销号后才能安排回头看"):
        looking_back.plan_look_back(Task.objects.get(), by=world.clerk)


def test_it_waits_for_those_who_may_look_and_they_are_told_once(world):
    for account in ("clerk", "inspector"):
        [entry] = [e for e in waiting(getattr(world, account)) if e.kind == "look_back"]
        assert (entry.title, entry.due_on) == ("回头看：补齐示例资料", PLANNED)
    assert "look_back" not in [e.kind for e in waiting(world.head)]
    for _turn in range(2):
        due_notices.tell(world.campaign)
    told = Notification.objects.filter(kind="look_back_due")
    assert sorted(notice.recipient.account for notice in told) == ["clerk", "inspector"]


def test_nobody_is_told_before_the_day(world):
    with clock.at(at(date(2026, 4, 17))):
        due_notices.tell(world.campaign)
    assert not Notification.objects.filter(kind="look_back_due").exists()


def test_it_is_planned_for_today_at_the_earliest(world):
    looking_back.hold(row(), by=world.clerk, method="现场", text="好")
    task = Task.objects.get()
    with pytest.raises(NotAllowed, match="不能早于今天"):
        looking_back.plan_look_back(task, date(2026, 4, 17), by=world.clerk)
    assert looking_back.plan_look_back(task, PLANNED, by=world.clerk).planned_on == PLANNED


def test_none_is_planned_in_a_closed_campaign(world):
    looking_back.hold(row(), by=world.clerk, method="现场", text="好")
    Campaign.objects.update(status="closed")
    with pytest.raises(NotAllowed, match="已结束"):
        looking_back.plan_look_back(Task.objects.get(), by=world.clerk)
    assert LookBack.objects.count() == 1


def test_of_a_relapse_hear_who_does_the_work_and_the_office_but_not_who_found_it(world):
    looking_back.relapse(row(), by=world.clerk, method="现场", text="又缺一份资料")
    told = Notification.objects.filter(kind="look_back_relapsed")
    assert sorted(notice.recipient.account for notice in told) == ["head", "member"]
