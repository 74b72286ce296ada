"""验收、销号: somebody else of another department looks, and a number closes the task."""

from datetime import date

import pytest

from findings.models import Finding
from organization import clock
from organization.models import Event, NotAllowed, Notification, Person
from organization.models.role import grant
from rectification import planning
from rectification.models import Acceptance, Task
from rectification.permissions import can_accept
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import at, full_world, make_task


def handed_in(world) -> None:
    full_world(world)
    task = world.task
    task.report_progress("已补齐", 100, by=world.member)
    task.submit(by=world.head)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(handed_in, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def task() -> Task:
    return Task.objects.order_by("id").first()


def accept(account: str, status: int = 302, **fields):
    fields = {"method": "现场查看", "grade": "good", "text": "属实", **fields}
    return post(account, "accept_task", "spring", task().pk, status=status, **fields)


def send_back(account: str, status: int = 302, **fields):
    fields = {"text": "再补一份", "grade": "average", **fields}
    return post(account, "send_back_task", "spring", task().pk, status=status, **fields)


def test_acceptance_closes_with_a_number(world):
    with clock.at(at(date(2026, 3, 19))):
        page = accept("inspector").page
    closed = task()
    assert (closed.status, closed.closed_number) == ("closed", "SPRING-2026-001")
    assert (closed.closed_by, closed.closed_on) == (world.inspector, date(2026, 3, 19))
    assert closed.finding.status == "closed"
    row = Acceptance.objects.get()
    assert (row.round, row.outcome, row.method, row.text) == (1, "passed", "现场查看", "属实")
    assert "SPRING-2026-001" in text(page.xpath("//dl")[0])
    assert things(page, "acceptance") == [(f"acceptance:{row.pk}", "passed")]


def test_an_opinion_is_asked_for(world):
    accept("clerk", status=422, text="")
    accept("clerk", status=422, method="")
    send_back("clerk", status=422, text="")
    assert (Acceptance.objects.count(), task().status) == (0, "submitted")


def test_the_numbers_follow_each_other_within_a_year(world):
    accept("clerk")
    other = make_task(world, finding=_confirmed_again(world))
    other.report_progress("完成", 100, by=world.member)
    other.submit(by=world.head)
    with clock.at(at(date(2026, 12, 31), 23, 59)):
        planning.accept(Task.objects.get(pk=other.pk), by=world.clerk)
    year = clock.day_of(task().closed_at).year
    number = Task.objects.get(pk=other.pk).closed_number
    assert number == ("SPRING-2026-002" if year == 2026 else "SPRING-2026-001")
    third = make_task(world, finding=_confirmed_again(world))
    third.report_progress("完成", 100, by=world.member)
    third.submit(by=world.head)
    with clock.at(at(date(2027, 1, 1), 0, 0)):
        planning.accept(Task.objects.get(pk=third.pk), by=world.clerk)
    assert Task.objects.get(pk=third.pk).closed_number == "SPRING-2027-001"


def _confirmed_again(world) -> Finding:
    number = Finding.objects.count() + 1
    return Finding.objects.create(
        campaign=world.campaign,
        number=number,
        title="又一个问题",
        status="confirmed",
        department=world.departments["SALES"],
        reported_by=world.clerk,
    )


def test_a_refused_acceptance_takes_no_number(world):
    stale = task()
    accept("clerk")
    with pytest.raises(NotAllowed):
        planning.accept(stale, by=world.inspector)
    assert Acceptance.objects.count() == 1
    assert Event.objects.filter(kind="task.closed").count() == 1
    assert planning.closing_number(task())[-3:] == "002"


def test_the_last_task_closes_the_finding(world):
    second = make_task(world, finding=task().finding)
    accept("clerk")
    assert Finding.objects.get().status == "rectifying"
    second.report_progress("完成", 100, by=world.member)
    second.submit(by=world.member)
    planning.accept(Task.objects.get(pk=second.pk), by=world.clerk)
    assert Finding.objects.get().status == "closed"


def test_it_comes_back_with_the_reason(world):
    sent = send_back("inspector", method="抽样检查")
    assert task().status == "returned"
    row = Acceptance.objects.get()
    assert (row.outcome, row.method, row.text) == ("failed", "抽样检查", "再补一份")
    told = Notification.objects.filter(kind="task_returned")
    assert {(n.recipient.account, n.text) for n in told} == {
        ("head", "再补一份"),
        ("member", "再补一份"),
    }
    assert "第1次" in text(sent.page)
    [note] = get("member", "task", "spring", task().pk).xpath("//*[@class='note note-late']")
    assert text(note).endswith("再补一份")
    report = {"text": "已再补", "percent": "100"}
    post("member", "report_progress", "spring", task().pk, **report)
    post("member", "submit_task", "spring", task().pk)
    accept("clerk")
    assert list(Acceptance.objects.values_list("round", "outcome")) == [
        (1, "failed"),
        (2, "passed"),
    ]


def test_every_return_tells_again(world):
    for _round in range(2):
        planning.send_back(task(), by=world.clerk, text="再补")
        task().report_progress("已再补", 100, by=world.member)
        task().submit(by=world.head)
    assert Notification.objects.filter(kind="task_returned", recipient=world.head).count() == 2


@pytest.mark.parametrize("part", ["submitted", "responsible", "reported"])
def test_nobody_accepts_the_own_work(world, part):
    doer = world.inspector
    if part == "submitted":
        Task.objects.update(submitted_by=doer)
    elif part == "responsible":
        Task.objects.update(responsible=doer)
    else:
        task().progress.update(by=doer)
    assert not can_accept(doer, task())
    accept("inspector", status=403)
    with pytest.raises(NotAllowed, match="不能验收自己经办的整改任务"):
        planning.accept(task(), by=doer)
    page = get("inspector", "task", "spring", task().pk)
    assert page.xpath("//form[@data-act='accept_task']") == []
    assert "本任务由他人验收" in text(page)
    assert can_accept(world.clerk, task())


def test_no_department_accepts_its_own_work(world):
    grant(world.stranger, "inspector", world.campaign, by=world.clerk)
    assert can_accept(world.stranger, task())
    Person.objects.filter(account="stranger").update(department=world.departments["SALES"])
    assert not can_accept(world.stranger, task())
    with pytest.raises(NotAllowed, match="不能验收本部门的整改任务"):
        planning.send_back(task(), by=world.stranger, text="再补")
    send_back("stranger", status=403)


def test_a_unit_below_is_the_same_department(world):
    from organization.models import Department

    team = Department.objects.create(
        code="TEAM", name="一班", parent=world.departments["SALES"], kind="team"
    )
    Person.objects.filter(account="inspector").update(department=team)
    assert not can_accept(world.inspector, task())
    with pytest.raises(NotAllowed):
        planning.accept(task(), by=world.inspector)


def test_the_first_of_two_wins(world):
    first, second = task(), task()
    planning.send_back(first, by=world.clerk, text="再补")
    with pytest.raises(NotAllowed):
        planning.accept(second, by=world.inspector)
    assert (task().status, Acceptance.objects.count()) == ("returned", 1)


def test_only_what_was_handed_in_is_accepted(world):
    Task.objects.update(status="in_progress")
    accept("clerk", status=409)
    assert Acceptance.objects.count() == 0


def test_a_closed_task_cannot_lose_its_number(world):
    from django.db import IntegrityError, transaction

    accept("clerk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.update(closed_number=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.update(status="in_progress")


def test_average_and_poor_open_another_round(world):
    for grade in ("average", "poor"):
        accept("clerk", status=422, grade=grade)
        with pytest.raises(NotAllowed, match="须二次整改"):
            planning.accept(task(), by=world.clerk, grade=grade)
    for grade in ("good", "rather_good"):
        send_back("clerk", status=422, grade=grade)
        with pytest.raises(NotAllowed, match="不能退回整改"):
            planning.send_back(task(), by=world.clerk, text="再补", grade=grade)
    assert (task().status, Acceptance.objects.count()) == ("submitted", 0)
    send_back("clerk", grade="poor", fakes=["words", "figures"])
    row = Acceptance.objects.get()
    assert (row.grade, row.fakes, row.fake_words) == (
        "poor",
        ["words", "figures"],
        ["文字整改", "数字整改"],
    )
    shown = text(get("head", "task", "spring", task().pk))
    assert "文字整改" in shown and "数字整改" in shown


def test_the_database_lets_no_average_pass(world):
    from django.db import IntegrityError, transaction

    accept("clerk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Acceptance.objects.update(grade="average")


def test_what_was_seen_is_attached(world, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = tmp_path
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    sent = accept("inspector", files=SimpleUploadedFile("抽查记录.pdf", pdf))
    [use] = Acceptance.objects.get().evidence_uses.all()
    assert (use.evidence.name, use.evidence.by_inspection) == ("抽查记录.pdf", True)
    assert "抽查记录.pdf" in text(sent.page)


@pytest.mark.parametrize("account", ["clerk", "inspector", "leader", "head", "member"])
@pytest.mark.parametrize("path", ["accept_task", "send_back_task"])
def test_the_doer_never_judges_whatever_the_role(world, account, path):
    for role in ("office", "inspector", "leader"):
        grant(getattr(world, account), role, world.campaign, by=world.clerk)
    Task.objects.update(submitted_by=getattr(world, account))
    form = {"method": "现场查看", "text": "属实", "grade": "good"}
    form["grade"] = "good" if path == "accept_task" else "poor"
    post(account, path, "spring", task().pk, status=403, **form)
    verbs = {
        "accept_task": lambda by: planning.accept(task(), by=by),
        "send_back_task": lambda by: planning.send_back(task(), by=by, text="再补"),
    }
    with pytest.raises(NotAllowed):
        verbs[path](getattr(world, account))
    assert (task().status, Acceptance.objects.count()) == ("submitted", 0)
