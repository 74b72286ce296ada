"""合作方与服务承诺: who signed, who was removed, and whether promises are kept."""

from datetime import timedelta

import pytest

from findings import partners
from findings.models import Partner, Signature
from organization import clock
from organization.models import Event, NotAllowed
from rectification import commitments
from rectification.models import Commitment, CommitmentTotal
from tests.counting import queries_of
from tests.stage import staged
from tests.test_filling import signed_in
from tests.world import DAY, at, full_world

NAMES = [f"合作方第{n}家" for n in range(1, 4)]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    with clock.at(at(DAY + timedelta(days=20))):
        yield world


@pytest.fixture
def initiative(world):
    for name in NAMES:
        partners.enter(world.campaign, "sp", name, by=world.clerk)
    return partners.propose(world.campaign, "诚信服务倡议", "正文", on=DAY, by=world.clerk)


@pytest.fixture
def promise(world) -> Commitment:
    return commitments.publish(
        world.campaign,
        "time_limit",
        world.departments["SALES"],
        title="障碍修复",
        text="24小时内修复，无节假日",
        hours=24,
        published_on=DAY,
        published_where="营业厅",
        by=world.clerk,
    )


def done(world, promise, name, start, end=None):
    case = commitments.accept(promise, name, at=start, by=world.head)
    if end:
        commitments.finish(case, at=end, by=world.head)
    return case


def test_all_who_are_listed_sign_at_once(world, initiative):
    assert partners.sign(initiative, [*NAMES, ""], on=DAY, by=world.clerk) == 3
    assert initiative.signatures.count() == 3
    assert Event.objects.get(kind="initiative.signed").particulars["n"] == 3


def test_every_wrong_line_is_named_and_nobody_signs(world, initiative):
    partners.sign(initiative, NAMES[:1], on=DAY, by=world.clerk)
    partners.end(Partner.objects.get(name=NAMES[1]), "违规订购", by=world.clerk)
    listed = [NAMES[0], NAMES[1], "合作方第9家", NAMES[2], NAMES[2]]
    with pytest.raises(NotAllowed) as refused:
        partners.sign(initiative, listed, on=DAY, by=world.clerk)
    assert [f"第{no}行" in str(refused.value) for no in range(1, 6)] == [
        True, True, True, False, True
    ]  # fmt: skip
    assert initiative.signatures.count() == 1


def test_the_database_keeps_one_signature_a_partner(world, initiative):
    constraint = next(iter(Signature._meta.constraints))
    assert (constraint.name, constraint.fields) == (
        "one_signature_per_partner", ("initiative", "partner")
    )  # fmt: skip


def test_a_partnership_ends_once_and_for_a_reason(world, initiative):
    partner = Partner.objects.get(name=NAMES[0])
    with pytest.raises(NotAllowed):
        partners.end(partner, " ", by=world.clerk)
    partners.end(partner, "违规订购", by=world.clerk)
    with pytest.raises(NotAllowed):
        partners.end(partner, "再次", by=world.clerk)
    assert (partner.ended_on, partner.end_reason) == (DAY + timedelta(days=20), "违规订购")
    assert Partner.objects.standing().count() == 2


def test_a_name_stands_once(world, initiative):
    with pytest.raises(NotAllowed):
        partners.enter(world.campaign, "agent", NAMES[0], by=world.clerk)
    with pytest.raises(NotAllowed):
        partners.enter(world.campaign, "nothing", "合作方第8家", by=world.clerk)
    assert Partner.objects.count() == 3


def test_office_and_leaders_see_partners_and_the_office_alone_writes(world, initiative):
    seen = [
        Partner.objects.visible_to(person).count()
        for person in (world.clerk, world.leader, world.head, world.inspector)
    ]
    assert seen == [3, 3, 0, 0]
    for person in (world.leader, world.head, world.inspector):
        with pytest.raises(NotAllowed):
            partners.enter(world.campaign, "sp", "合作方第8家", by=person)


def test_the_register_costs_the_same_for_three_partners_and_for_nine(world, initiative):
    client, url = signed_in(world.clerk), "/campaigns/spring/conduct/partners/"
    mark = 'data-thing="partner:'
    three = queries_of(client, url, mark, 3)
    for n in range(4, 10):
        partners.enter(world.campaign, "sp", f"合作方第{n}家", by=world.clerk)
    assert queries_of(client, url, mark, 9) == three


def test_late_by_natural_hours_over_a_weekend(world, promise):
    saturday = at(DAY + timedelta(days=5))
    done(world, promise, "第1件", saturday, saturday + timedelta(hours=23, minutes=59))
    done(world, promise, "第2件", saturday, saturday + timedelta(hours=25))
    done(world, promise, "第3件", saturday)
    done(world, promise, "第4件", clock.now() - timedelta(hours=1))
    days = (DAY, DAY + timedelta(days=20))
    found = commitments.rate(promise, *days)
    assert (found.on_time, found.total) == (1, 3)  # the fourth still runs
    open_for = int((clock.now() - saturday).total_seconds() // 60) - 24 * 60
    assert commitments.late(promise, *days) == [("第2件", 60), ("第3件", open_for)]


def test_nothing_counts_twice(world, promise):
    done(world, promise, "第1件", at(DAY + timedelta(days=8)))
    week = (DAY, DAY + timedelta(days=6))
    commitments.add_total(promise, *week, accepted=10, on_time=9, by=world.head)
    with pytest.raises(NotAllowed):
        commitments.add_total(promise, *week, accepted=1, on_time=1, by=world.head)
    with pytest.raises(NotAllowed):
        next_week = (DAY + timedelta(days=7), DAY + timedelta(days=9))
        commitments.add_total(promise, *next_week, accepted=1, on_time=1, by=world.head)
    with pytest.raises(NotAllowed):
        done(world, promise, "第2件", at(DAY + timedelta(days=2)))
    found = commitments.rate(promise, DAY, DAY + timedelta(days=20))
    assert (found.on_time, found.total) == (9, 11)


def test_no_more_are_in_time_than_were_accepted(world, promise):
    with pytest.raises(NotAllowed):
        commitments.add_total(promise, DAY, DAY, accepted=1, on_time=2, by=world.head)
    assert not CommitmentTotal.objects.exists()


def test_the_lead_department_records_and_nobody_else(world, promise):
    commitments.remedy(promise, count=2, fen=1050, on=DAY, by=world.head)
    for person in (world.leader, world.inspector):
        with pytest.raises(NotAllowed):
            commitments.remedy(promise, count=2, fen=1050, on=DAY, by=person)
    assert list(promise.remedies.values_list("count", "fen")) == [(2, 1050)]
    with pytest.raises(NotAllowed):
        commitments.retire(promise, "已并入", by=world.head)


def test_a_withdrawn_promise_keeps_its_history(world, promise):
    done(world, promise, "第1件", at(), at(hour=12))
    commitments.retire(promise, "已并入", by=world.clerk)
    with pytest.raises(NotAllowed):
        commitments.retire(promise, "再次", by=world.clerk)
    found = commitments.rate(promise, DAY, DAY + timedelta(days=20))
    assert (promise.retire_reason, found.on_time, found.total) == ("已并入", 1, 1)
