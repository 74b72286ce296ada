"""应发文书: which slip the ladder asks for on which day, and how they are issued together."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign, ReminderStep
from campaigns.steps import Slip, Step, default_steps
from findings.models import Finding
from organization import clock
from organization.models import NotAllowed, Notification, NumberSeries, Person
from organization.models.role import revoke
from organization.waiting import waiting
from organization.workdays import MONDAY_TO_FRIDAY
from rectification import due_slips, extending, letters, planning
from rectification.ladder import RANK
from rectification.models import Letter, LetterRules, Task
from reports import letters as papers
from tests.stage import staged
from tests.visiting import get, post, text
from tests.world import World, at, full_world, make_task

DUE = date(2026, 3, 20)  # a Friday
LAST_DAY, OVERDUE, RED, CHAIR = (
    date(2026, 3, 19),
    date(2026, 3, 23),
    date(2026, 3, 25),
    date(2026, 3, 31),
)


def with_a_leader_in_charge(world: World) -> None:
    full_world(world)
    world.leader.in_charge_of.add(world.departments["SALES"])


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(with_a_leader_in_charge, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def due(world, day: date) -> list[due_slips.DueSlip]:
    with clock.at(at(day)):
        return due_slips.due_slips([Campaign.objects.get(pk=world.campaign.pk)], world.clerk)


def kinds(world, day: date) -> list[str]:
    return [row.kind for row in due(world, day)]


def marks(world, day: date) -> dict[int, str]:
    pairs = (row.mark.split(".") for row in due(world, day))
    return {int(pk): digest for pk, digest in pairs}


def issue(world, day: date, seen: dict[int, str] | None = None) -> list[Letter]:
    seen = marks(world, day) if seen is None else seen
    campaign = Campaign.objects.get(pk=world.campaign.pk)

    def compose(letter: Letter, by: Person) -> Letter:
        return papers.issue(letter, by=by)

    with clock.at(at(day)):
        return due_slips.issue_all(campaign, seen, compose, by=world.clerk)


def answered(world, letter: Letter, day: date) -> None:
    with clock.at(at(day, 11)):
        letters.sign_for(again(letter), "销售部负责人", by=world.head)
        letters.answer(again(letter), "正在补齐", by=world.head)


def again(letter: Letter) -> Letter:
    return Letter.objects.select_related("campaign", "department", "task").get(pk=letter.pk)


def refused(world, day: date) -> list[str]:
    return [row.why for row in due(world, day)]


def test_the_slips_are_those_of_letters():
    assert tuple(Slip.values) == Letter.Kind.slips
    assert [(s.value, str(s.label)) for s in Slip] == [
        (kind, str(Letter.Kind(kind).label)) for kind in Letter.Kind.slips
    ]
    ladder = [step.slip for step in default_steps() if step.slip]
    assert ladder == sorted(ladder, key=RANK.__getitem__)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 18), []),
        (LAST_DAY, ["reminder"]),
        (DUE, ["reminder"]),
        (date(2026, 3, 21), ["slip"]),  # a Saturday: the day has passed
        (OVERDUE, ["slip"]),
        (date(2026, 3, 24), ["slip"]),
        (RED, ["key_slip"]),
        (CHAIR, ["key_slip"]),
        (date(2027, 3, 31), ["key_slip"]),
    ],
)
def test_the_slip_of_a_day_is_that_of_the_highest_rung(world, day, expected):
    assert kinds(world, day) == expected
    assert Letter.objects.count() == 0  # nothing is drafted by the clock


def test_the_ladder_is_climbed_one_slip_a_rung_each_in_the_place_of_the_last(world):
    days = [date(2026, 3, 9) + timedelta(days=n) for n in range(30)]
    seen = {day: [letter.number for letter in issue(world, day)] for day in days if due(world, day)}
    assert seen == {
        LAST_DAY: ["督〔2026〕1号"],
        date(2026, 3, 21): ["督〔2026〕2号"],
        RED: ["督〔2026〕3号"],
    }
    rows = Letter.objects.order_by("pk").values_list("kind", "status", "task_due_on")
    assert list(rows) == [
        ("reminder", "superseded", DUE),
        ("slip", "superseded", DUE),
        ("key_slip", "sent", DUE),
    ]


def test_after_silent_days_the_open_slip_is_stepped_up_to_the_highest(world):
    [first] = issue(world, LAST_DAY)
    [row] = due(world, RED)
    assert (row.kind, row.open, row.steps_up) == ("key_slip", first, True)
    [key] = issue(world, RED)
    assert (key.kind, again(first).status) == ("key_slip", "superseded")
    assert kinds(world, CHAIR) == []


@pytest.mark.parametrize("status", ["submitted", "closed"])
def test_nothing_is_due_about_what_is_handed_in(world, status):
    task = Task.objects.get()
    task.report_progress("完成", 100, by=world.member)
    task.submit(by=world.head)
    if status == "closed":
        planning.accept(Task.objects.get(), by=world.clerk)
    assert kinds(world, CHAIR) == []


@pytest.mark.parametrize("status", ["draft", "closed", "cancelled"])
def test_nothing_is_due_in_a_campaign_that_does_not_run(world, status):
    Campaign.objects.update(status=status)
    assert kinds(world, CHAIR) == []


def test_long_term_tasks_stand_beside_the_ladder(world):
    Task.objects.update(due_on=None, first_due_on=None)
    assert kinds(world, CHAIR) == []


def test_a_ladder_without_slips_asks_for_none(world):
    ReminderStep.set_for(world.campaign, [Step("late", 1, to_head=True)])
    assert kinds(world, CHAIR) == []


def test_an_extension_starts_the_ladder_anew(world):
    [slip] = issue(world, LAST_DAY)
    with clock.at(at(DUE)):
        task = Task.objects.get()
        task.begin(by=world.head)
        asked = extending.ask(task, date(2026, 4, 17), reason="等待用印", by=world.head)
        extending.approve(asked, by=world.leader, answer="同意")
    assert kinds(world, date(2026, 4, 15)) == []
    [row] = due(world, date(2026, 4, 16))
    assert (row.kind, row.open) == ("reminder", again(slip))
    assert "原时限" in row.why  # the slip of the earlier deadline is still open
    with clock.at(at(date(2026, 4, 16))):
        letters.withdraw(again(slip), "已延期", by=world.clerk)
    [second] = issue(world, date(2026, 4, 16))
    assert (second.kind, second.task_due_on) == ("reminder", date(2026, 4, 17))


@pytest.mark.parametrize("act", ["settled", "withdrawn"])
def test_a_slip_that_was_dealt_with_is_not_due_again_on_its_rung(world, act):
    [slip] = issue(world, OVERDUE)
    if act == "settled":
        answered(world, slip, OVERDUE)
        letters.settle(again(slip), by=world.clerk)
    else:
        letters.withdraw(again(slip), "另行处理", by=world.clerk)
    assert kinds(world, date(2026, 3, 24)) == []
    assert kinds(world, RED) == ["key_slip"]


def test_an_answer_is_looked_at_before_the_matter_is_stepped_up(world):
    [slip] = issue(world, OVERDUE)
    answered(world, slip, date(2026, 3, 24))
    assert refused(world, RED) == ["上一份文书的反馈尚未审阅。"]
    with pytest.raises(NotAllowed):
        issue(world, RED)
    letters.send_back(again(slip), by=world.clerk, opinion="未写完成时间")
    assert refused(world, RED) == [""]


def test_a_draft_of_the_same_kind_is_issued_and_another_stands_in_the_way(world):
    task = Task.objects.select_related("campaign", "department").get()
    draft = letters.draft(
        world.campaign, "slip", task.department, by=world.clerk, task=task, demands="逐日报告"
    )
    assert refused(world, RED) == ["已有另一文书的草稿，请先签发或撤回。"]
    [row] = due(world, OVERDUE)
    assert (row.open, row.steps_up) == (draft, False)
    [issued] = issue(world, OVERDUE)
    assert (issued.pk, issued.demands) == (draft.pk, "逐日报告")


def test_where_nobody_heads_the_department_nothing_is_issued(world):
    revoke(world.head, "head", world.departments["SALES"], by=world.clerk)
    assert ["没有负责人" in why or "无人" in why or bool(why) for why in refused(world, RED)] == [
        True
    ]
    with pytest.raises(NotAllowed):
        issue(world, RED)
    assert Letter.objects.count() == 0


def two_tasks(world) -> Task:
    return make_task(world, DUE, finding=Finding.objects.get())


def test_all_of_them_are_issued_or_none(world):
    other = two_tasks(world)
    seen = marks(world, OVERDUE)
    assert len(seen) == 2
    task = Task.objects.get(pk=other.pk)
    task.report_progress("完成", 100, by=world.member)
    task.submit(by=world.head)
    with pytest.raises(NotAllowed):
        issue(world, OVERDUE, seen)
    assert Letter.objects.count() == 0
    assert not NumberSeries.objects.filter(key__contains="letters").exists()


def test_what_somebody_else_issued_meanwhile_is_not_issued_again(world):
    seen = marks(world, OVERDUE)
    issue(world, OVERDUE, seen)
    with pytest.raises(NotAllowed):
        issue(world, OVERDUE, seen)
    assert Letter.objects.count() == 1


def test_what_was_looked_at_on_another_rung_is_looked_at_again(world):
    seen = marks(world, OVERDUE)
    with pytest.raises(NotAllowed) as refusal:
        issue(world, RED, seen)
    [reason] = refusal.value.reasons
    assert reason.startswith("补齐示例资料：")
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("confirmed", "day", "expected"),
    [(False, RED, set()), (True, RED, {"leader"}), (True, CHAIR, {"leader", "vice"})],
)
def test_copies_go_to_the_leader_in_charge_and_last_to_the_chair(world, confirmed, day, expected):
    vice = Person.objects.create_user(
        "vice", "x" * 20, name="副总经理", post="副总经理", department=world.departments["CO"]
    )
    leading = world.campaign.groups.get(kind="leading")
    leading.memberships.filter(office="chair").update(person=vice)
    if confirmed:
        LetterRules.of(world.campaign).confirm_copies(by=world.clerk)
    [slip] = issue(world, day)
    assert {person.account for person in slip.copies.all()} == expected
    told = Notification.objects.filter(kind="letter_copied")
    assert {row.recipient.account for row in told} == expected


def test_the_office_finds_them_at_home_and_in_the_register_and_issues_them(world):
    def lines(account: str, day: date) -> list[str]:
        with clock.at(at(day)):
            found = waiting(Person.objects.get(account=account))
        return [entry.title for entry in found if entry.kind == "issue_slips"]

    assert lines("clerk", date(2026, 3, 18)) == []
    assert lines("clerk", OVERDUE) == ["签发应发文书1份"]
    assert [lines(who, OVERDUE) for who in ("head", "leader", "inspector")] == [[], [], []]
    with clock.at(at(OVERDUE)):
        assert "按本活动督办阶梯，应发1份" in text(get("clerk", "letters", "spring"))
        assert "应发文书" not in text(get("leader", "letters", "spring"))
        page = get("clerk", "due_slips", "spring")
        ticked = page.xpath("//input[@name='seen'][@checked]/@value")
        post("clerk", "due_slips", "spring", seen=ticked)
    slip = Letter.objects.get()
    assert (slip.kind, slip.number, slip.issued_by) == ("slip", "督〔2026〕1号", world.clerk)
    assert lines("clerk", OVERDUE) == []
    with clock.at(at(OVERDUE)):
        assert "没有应发文书" in text(get("clerk", "due_slips", "spring"))


def test_a_post_without_ticks_issues_nothing(world):
    with clock.at(at(OVERDUE)):
        post("clerk", "due_slips", "spring")
    assert Letter.objects.count() == 0


def test_tasks_of_one_page_take_as_many_queries_as_one(world):
    def count() -> int:
        with clock.at(at(OVERDUE)), CaptureQueriesContext(connection) as found:
            due_slips.due_slips([world.campaign], world.clerk)
        return len(found)

    world.campaign = Campaign.objects.get(pk=world.campaign.pk)
    one = count()
    two_tasks(world)
    assert count() == one


A_YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]


@pytest.mark.parametrize("due_on", A_YEAR[40:54], ids=str)
def test_the_rank_only_rises_as_days_pass(due_on):
    """Without anything issued: never a lower slip than the day before, never one too early."""
    task = Task(title="x", status="assigned", due_on=due_on, first_due_on=due_on)
    ranks = []
    for n in range(-20, 30):
        row = due_slips.due_for(
            task, [], due_on + timedelta(days=n), default_steps(), MONDAY_TO_FRIDAY
        )
        ranks.append(RANK[row.kind] if row else 0)
    assert ranks == sorted(ranks)
    assert (ranks[0], ranks[-1]) == (0, 3)
    assert ranks[20] == 1 and ranks[21] == 2  # the deadline's day, and the day after
