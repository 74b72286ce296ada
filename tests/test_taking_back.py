"""A decision is taken back while nothing later stands on it."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from campaigns import handing_over, returns, review, taking_back
from campaigns import verification as verifying
from campaigns.models import HandOver, Phase, Return, SelfCheck
from findings.consolidation import report_finding
from organization import clock
from organization.models import Event, NotAllowed, Notification
from organization.models.event import move_all
from organization.models.notification import Delivery
from tests.review_queue import make_queue
from tests.test_filling import saved
from tests.test_review import answer
from tests.world import phase, sign, start, submit

LATER = date(2099, 1, 5)


def submitted(world) -> SelfCheck:
    """销售部 submitted its three items."""
    start(world)
    submit(world, _2={"result": "note", "text": "总体情况良好，未发现问题。"})
    phase(world, "analysis").begin(by=world.clerk)
    return world.sheet()


@pytest.fixture
def sheet(world) -> SelfCheck:
    return submitted(world)


def send_back(world, *nos: int) -> None:
    returns.send_back(
        world.sheet(),
        [answer(no) for no in nos],
        reason="superficial",
        note="写明抽查数量",
        due_on=LATER,
        by=world.clerk,
    )


def take_back_acceptance(world, *nos: int) -> None:
    taking_back.take_back_acceptance(world.sheet(), [answer(no) for no in nos], by=world.clerk)


def state(world) -> tuple:
    now = world.sheet()
    answers = [answer(no) for no in (1, 2, 3)]
    rounds = [row.round for row in answers]
    return (now.status, now.round, now.due_on, rounds, [row.status for row in answers])


def test_an_accepted_item_waits_again(world, sheet):
    before = state(world)
    review.accept(answer(1), by=world.clerk)
    take_back_acceptance(world, 1)
    assert state(world) == before
    assert [e.kind for e in Event.objects.about(answer(1)).order_by("id")][-2:] == [
        "answer.accepted",
        "answer.acceptance_taken_back",
    ]
    review.accept(answer(1), by=world.clerk)
    assert answer(1).status == "accepted"


def test_the_sheet_waits_again_as_it_was_submitted(world, sheet):
    review.accept_all(world.sheet(), by=world.clerk)
    take_back_acceptance(world, 2)
    now = world.sheet()
    assert state(world)[-1] == ["accepted", "answered", "accepted"]
    assert (now.status, now.accepted_by) == ("submitted", None)
    assert (now.submitted_at, now.submitted_by) == (sheet.submitted_at, world.people["head"])
    assert not Notification.objects.filter(kind="sheet_accepted").exists()
    review.accept(answer(2), by=world.clerk)
    assert Notification.objects.filter(kind="sheet_accepted").count() == 1


@pytest.mark.parametrize("how", ["read", "mailed"])
def test_who_has_the_notice_already_is_told_that_it_no_longer_holds(world, sheet, how):
    review.accept_all(world.sheet(), by=world.clerk)
    told = Notification.objects.get(kind="sheet_accepted")
    if how == "read":
        Notification.objects.filter(pk=told.pk).update(read_at=clock.now())
    else:
        Delivery.objects.create(notification=told, address="x@example.org", message_id="1")
    take_back_acceptance(world, 2)
    review.accept(answer(2), by=world.clerk)
    of_head = Notification.objects.filter(recipient=world.people["head"]).order_by("id")
    assert [notice.kind for notice in of_head if "accepted" in notice.kind] == [
        "sheet_accepted",
        "sheet_accepted_corrected",
        "sheet_accepted",
    ]


def test_a_return_is_taken_back_with_round_deadline_and_notice(world, sheet):
    before = state(world)
    review.accept(answer(1), by=world.clerk)
    send_back(world, 2, 3)
    assert (world.sheet().status, world.sheet().due_on) == ("returned", LATER)
    answers = taking_back.take_back_return(world.sheet(), by=world.clerk)
    assert [row.item.no for row in answers] == [2, 3]
    assert state(world) == (*before[:4], ["accepted", "answered", "answered"])
    now = world.sheet()
    assert (now.submitted_at, now.submitted_by) == (sheet.submitted_at, world.people["head"])
    assert not Return.objects.exists()
    assert not Notification.objects.filter(kind="sheet_returned").exists()
    send_back(world, 2)
    assert Notification.objects.filter(kind="sheet_returned").count() == 1
    assert (world.sheet().round, Return.objects.get().round) == (2, 1)


def test_a_torn_down_sheet_is_put_together_again(world, sheet):
    before = state(world)
    returns.tear_down(world.sheet(), reason="superficial", note="", due_on=LATER, by=world.clerk)
    taking_back.take_back_return(world.sheet(), by=world.clerk)
    assert state(world) == before
    assert not Return.objects.exists()


def writes(world) -> None:
    saved(world, no=3, version=1, text="还没退回的项")


def hands_over(world) -> None:
    handing_over.hand_over(world.sheet(), world.item(2), world.member, by=world.head)


def answers_again(world) -> None:
    saved(world, no=2, version=1, text="重查后的文字")


@pytest.mark.parametrize("begins", [writes, hands_over, answers_again])
def test_a_return_stands_once_the_department_has_begun(world, sheet, begins):
    send_back(world, 2)
    begins(world)
    before = state(world)
    with pytest.raises(NotAllowed, match="部门已开始重查"):
        taking_back.take_back_return(world.sheet(), by=world.clerk)
    assert state(world) == before
    assert Return.objects.count() == 1


def test_what_was_done_before_the_return_is_no_beginning(world, sheet):
    hand_overs_and_saves = Event.objects.filter(kind="answer.result").count()
    assert hand_overs_and_saves == 3
    send_back(world, 2)
    taking_back.take_back_return(world.sheet(), by=world.clerk)
    assert world.sheet().status == "submitted"


def goes_back(world) -> None:
    send_back(world, 2)


def goes_back_and_comes_again(world) -> None:
    send_back(world, 2)
    saved(world, no=2, version=1, text="重查后的文字")
    sign(world, by=world.head, signature="销售部负责人")


def is_verified(world) -> None:
    verifying.verify(
        world.campaign, world.item(1), world.departments["SALES"], by=world.inspector,
        result="ok", method="现场查看",
    )  # fmt: skip


def ends(world) -> None:
    review.accept_all(world.sheet(), by=world.clerk)
    ended = phase(world, "analysis")
    type(ended).objects.filter(pk=ended.pk).update(ended_at=clock.now())


def closes(world) -> None:
    type(world.campaign).objects.update(status="closed")


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (goes_back, "此后自查表已退回部门"),
        (goes_back_and_comes_again, "此后自查表已重新提交"),
        (is_verified, "此后第1项已经核查"),
        (ends, "阶段已经结束"),
        (closes, "已结束"),
    ],
)
def test_an_acceptance_stands_once_something_later_stands_on_it(world, sheet, happens, says):
    review.accept(answer(1), by=world.clerk)
    happens(world)
    before = state(world)
    with pytest.raises(NotAllowed) as refused:
        take_back_acceptance(world, 1)
    assert says in refused.value.reason
    assert state(world) == before


def test_a_verification_elsewhere_or_before_is_no_obstacle(world):
    first, second = make_queue(world, 2, 2)
    one, other = (first.answers.get(item__no=101), second.answers.get(item__no=102))

    def verify(sheet: SelfCheck, no: int) -> None:
        verifying.verify(
            world.campaign, world.item(no), sheet.department, by=world.inspector,
            result="ok", method="现场查看",
        )  # fmt: skip

    verify(first, 101)
    review.accept(one, by=world.clerk)
    review.accept(other, by=world.clerk)
    verify(first, 102)
    verify(second, 101)
    answers = [one, other]
    assert taking_back.why_all_accepted_stand(answers) == []
    verify(second, 102)
    assert [reason.text for reason in taking_back.why_all_accepted_stand(answers)] == [
        "此后第102项已经核查。"
    ]


def test_an_acceptance_stands_once_a_finding_came_out_of_it(world, sheet):
    send_back(world, 2)
    saved(world, no=2, version=1, result="no", text="台账不全")
    sign(world, by=world.head, signature="销售部负责人")
    review.accept(answer(2), by=world.clerk)
    finding = report_finding(world.campaign, [answer(2)], by=world.clerk)
    with pytest.raises(NotAllowed, match=f"第{finding.number}号问题"):
        take_back_acceptance(world, 2)
    assert answer(2).status == "accepted"


def test_an_acceptance_stands_once_the_report_is_signed(world, sheet):
    from reports.models import Publication

    review.accept(answer(1), by=world.clerk)
    Publication.objects.create(
        campaign=world.campaign, paper="final", made_by=world.clerk, status="signed",
        signed_at=clock.now() + timedelta(seconds=1),
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="报告已经签发"):
        take_back_acceptance(world, 1)


def test_many_are_moved_by_the_table_or_not_at_all(world, sheet):
    first, second = answer(1), answer(2)
    review.accept(answer(2), by=world.clerk)  # `second` is stale now
    with pytest.raises(NotAllowed), transaction.atomic():
        move_all([first, second], "accepted", by=world.clerk)
    with pytest.raises(NotAllowed):
        move_all([answer(2)], "returned", by=world.clerk)
    assert [answer(no).status for no in (1, 2, 3)] == ["answered", "accepted", "answered"]


def test_a_return_of_an_earlier_round_stays_when_the_last_is_taken_back(world, sheet):
    send_back(world, 2)
    saved(world, no=2, version=1, text="重查后的文字")
    sign(world, by=world.head, signature="销售部负责人")
    first = Return.objects.get()
    assert first.redone_at is not None
    send_back(world, 2, 3)
    taking_back.take_back_return(world.sheet(), by=world.clerk)
    assert list(Return.objects.all()) == [first]
    assert (world.sheet().status, world.sheet().round, answer(2).round) == ("submitted", 2, 2)
    assert answer(3).round == 1


def test_whoever_had_an_item_again_has_it_no_more(world):
    start(world)
    handing_over.hand_over(world.sheet(), world.item(2), world.member, by=world.head)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    send_back(world, 2)
    assert HandOver.objects.get(taken_back_at=None).to.account == "member"
    taking_back.take_back_return(world.sheet(), by=world.clerk)
    assert [row.with_submission for row in HandOver.objects.all()] == [True]


def test_the_end_of_another_phase_is_no_obstacle(world, sheet):
    review.accept(answer(1), by=world.clerk)
    phases = Phase.objects.filter(pk=phase(world, "self_check").pk)
    assert phases.update(ended_at=clock.now()) == 1
    take_back_acceptance(world, 1)
    assert answer(1).status == "answered"
