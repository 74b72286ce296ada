"""合作方的黄牌、红牌: the same rules, no score, and no card ends a partnership."""

from datetime import timedelta

import pytest
from django.urls import reverse

from findings import partners
from findings.models import Partner
from organization import clock
from organization.models import NotAllowed, Notification
from rectification import cards
from rectification.models import Card, CardRules
from tests.signed_in import at_browser
from tests.stage import staged
from tests.world import DAY, at, full_world

NAMES = ["甲代理点", "乙代理点"]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    world = scene()
    with clock.at(at(DAY)):
        partners.enter_all(world.campaign, "agent", NAMES, by=world.clerk)
        world.partner, world.other = (Partner.objects.get(name=name) for name in NAMES)
        yield world


def give(world, colour: str = "yellow", *, to: Partner | None = None, days: int = 0, **fields):
    with clock.at(at(DAY + timedelta(days=days))):
        return cards.give(
            world.campaign, colour, to or world.partner, by=world.clerk,
            **{"reason": "违规订购", **fields},
        )  # fmt: skip


def standing(partner: Partner) -> list[tuple]:
    rows = partner.cards.order_by("pk").values_list("colour", "status", "follows", "points")
    return [(*row[:3], float(row[3])) for row in rows]


def page(account: str, url: str, *args, query: str = ""):
    return at_browser(account).get(reverse(url, args=["spring", *args]) + query)


def test_two_yellow_cards_come_to_a_red_one_without_points_whatever_the_rule(world):
    assert CardRules.of(world.campaign).then == "letter"
    give(world)
    give(world, days=10)
    assert standing(world.partner) == [
        ("yellow", "given", "warning", 0),
        ("yellow", "given", "warning", 0),
        ("red", "given", "penalty", 0),
    ]


def test_cards_of_two_partners_are_not_counted_together(world):
    give(world)
    give(world, to=world.other)
    assert [len(standing(one)) for one in (world.partner, world.other)] == [1, 1]


def test_a_card_of_a_partner_does_not_count_for_a_department_nor_the_other_way(world):
    give(world)
    sales = world.departments["SALES"]
    cards.give(world.campaign, "yellow", sales, by=world.clerk, reason="进展缓慢")
    assert Card.objects.filter(gathered_into=None).count() == 2


def test_a_withdrawn_yellow_card_takes_the_red_one_with_it(world):
    first = give(world)
    give(world, days=10)
    cards.withdraw(first, "情况有误", by=world.clerk)
    assert [row[:2] for row in standing(world.partner)] == [
        ("yellow", "withdrawn"), ("yellow", "given"), ("red", "withdrawn"),
    ]  # fmt: skip


def test_no_card_ends_a_partnership(world):
    give(world, "red", follows="removal")
    world.partner.refresh_from_db()
    assert world.partner.ended_on is None
    assert (
        "是否终止合作由主办部门决定" in page("clerk", "partner", world.partner.pk).content.decode()
    )


def test_a_partner_of_before_gets_no_card(world):
    partners.end(world.partner, "违规订购", by=world.clerk)
    with pytest.raises(NotAllowed):
        give(world)
    assert not Card.objects.exists()


def test_its_card_names_no_finding_and_no_site(world):
    with pytest.raises(NotAllowed):
        give(world, matter=world.task)
    assert not Card.objects.exists()


def test_its_points_are_not_entered_into_a_score(world):
    card = give(world, "red")
    finding = world.task.measure.finding
    said = {"kind": "appraisal", "points": 2, "text": "扣分", "on": DAY}
    with pytest.raises(NotAllowed):
        cards.enter(card, finding, by=world.clerk, **said)


def test_leaders_are_told_of_a_red_one_and_no_department_sees_it(world):
    card = give(world, "red")
    told = Notification.objects.filter(kind="card_given").values_list(
        "recipient__account", flat=True
    )
    assert list(told) == ["leader"]
    got = {who: page(who, "card", card.pk).status_code for who in ("clerk", "leader", "head")}
    assert got == {"clerk": 200, "leader": 200, "head": 404}


def test_it_is_given_on_the_page_of_the_partner(world):
    address = reverse("give_card", args=["spring"]) + f"?partner={world.partner.pk}"
    form = page("clerk", "give_card", query=f"?partner={world.partner.pk}").content.decode()
    offered = [f'value="{name}"' in form for name in ("warning", "penalty", "removal", "talk")]
    assert ('name="department"' in form, offered) == (False, [True, True, True, False])
    sent = at_browser("clerk").post(address, {"colour": "yellow", "reason": "违规订购"})
    assert (sent.status_code, world.partner.cards.count()) == (302, 1)
    shown = page("clerk", "partners").content.decode()
    assert "黄牌第1号" in shown or "黄牌1号" in shown


def test_a_department_is_asked_for_where_no_partner_is_named(world):
    address = reverse("give_card", args=["spring"])
    sent = at_browser("clerk").post(address, {"colour": "yellow", "reason": "进展缓慢"})
    assert (sent.status_code, Card.objects.count()) == (422, 0)
