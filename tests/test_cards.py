"""红黄牌: given for a reason and a time, counted together once, a proposal for the score."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Campaign, Site
from findings.models import Consequence, Finding
from organization import clock
from organization.models import NotAllowed, Notification
from rectification import cards
from rectification.models import Card, CardRules
from tests.signed_in import at_browser, cost
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import DAY, at, full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def give(world, colour: str = "yellow", *, on: date = DAY, **fields) -> Card:
    """A card to 销售部, given on a day."""
    with clock.at(at(on)):
        return cards.give(
            world.campaign,
            colour,
            world.departments["SALES"],
            by=world.clerk,
            **{"reason": "整改进展缓慢", **fields},
        )


def rules(world, **changes) -> None:
    CardRules.of(world.campaign).change(by=world.clerk, **changes)


def standing() -> list[tuple]:
    rows = Card.objects.order_by("pk").values_list("colour", "status", "follows", "points")
    return [(*row[:3], float(row[3])) for row in rows]


def test_the_second_yellow_card_brings_the_letter_and_one_point(world):
    give(world)
    give(world, on=DAY + timedelta(days=10))
    assert standing() == [("yellow", "given", "warning", 0), ("yellow", "given", "letter", 1)]


def test_a_card_is_counted_once(world):
    for n in range(5):
        give(world, on=DAY + timedelta(days=n))
    assert [row[3] for row in standing()] == [0, 1, 0, 1, 0]


@pytest.mark.parametrize(("days", "points"), [(29, 1), (30, 0)])
def test_only_what_lies_within_the_days_is_counted_together(world, days, points):
    rules(world, within_days=30)
    give(world)
    give(world, on=DAY + timedelta(days=days))
    assert standing()[1][3] == points


def test_an_expired_card_counts_no_more_and_nobody_flips_a_flag(world):
    first = give(world, expires_on=DAY + timedelta(days=3))
    assert first.is_valid(DAY + timedelta(days=3)) and not first.is_valid(DAY + timedelta(days=4))
    give(world, on=DAY + timedelta(days=4))
    assert standing()[1][3] == 0
    with clock.at(at(DAY + timedelta(days=5))):
        page = get("clerk", "cards", "spring", query="?shelf=expired")
        assert [key for key, _status in things(page, "card")] == [f"card:{first.pk}"]


def test_the_rules_of_the_house_may_say_red(world):
    rules(world, then="red", limit=3, red_points=Decimal(3))
    for n in range(3):
        give(world, on=DAY + timedelta(days=n))
    assert standing()[3] == ("red", "given", "talk", 3)
    red = Card.objects.get(colour="red")
    assert (red.gathered.count(), red.no, red.given_on) == (3, 1, DAY + timedelta(days=2))
    told = Notification.objects.filter(kind="card_given", thing_pk=red.pk)
    assert set(told.values_list("recipient__account", flat=True)) == {"head", "leader"}


def test_a_yellow_card_withdrawn_takes_back_what_it_came_to(world):
    rules(world, then="red")
    first = give(world)
    give(world)
    cards.withdraw(first, "情况有误", by=world.clerk)
    assert [row[:2] for row in standing()] == [
        ("yellow", "withdrawn"),
        ("yellow", "given"),
        ("red", "withdrawn"),
    ]
    give(world)
    assert standing()[-1][:2] == ("red", "given")


def test_the_letter_falls_with_a_card_it_was_counted_from(world):
    first = give(world)
    give(world)
    cards.withdraw(first, "情况有误", by=world.clerk)
    assert standing()[1] == ("yellow", "given", "warning", 0)


def test_a_partner_site_has_its_own_count(world):
    site = Site.objects.create(
        campaign=world.campaign, department=world.departments["SALES"], kind="partner", name="甲店"
    )
    give(world)
    card = give(world, site=site)
    assert (card.holder, [row[3] for row in standing()]) == ("甲店", [0, 0])


def test_points_are_a_proposal_that_is_entered_once(world):
    card = give(world, "red", matter=world.task)
    assert not Consequence.objects.exists()
    assert "待录入" in text(get("clerk", "consequences", "spring"))
    form = {
        "finding": world.task.measure.finding_id,
        "kind": "appraisal",
        "points": "1.5",
        "text": "扣绩效分",
        "on": "2026-03-02",
    }
    post("clerk", "enter_card", "spring", card.pk, **form)
    post("clerk", "enter_card", "spring", card.pk, status=409, **form)
    assert [row.points for row in Consequence.objects.all()] == [Decimal("1.5")]
    assert "待录入" not in text(get("clerk", "consequences", "spring"))
    post("clerk", "withdraw_card", "spring", card.pk, status=409, reason="情况有误")


def test_a_withdrawn_card_enters_nothing(world):
    card = give(world, "red")
    cards.withdraw(card, "情况有误", by=world.clerk)
    finding = Finding.objects.get(number=1)
    with pytest.raises(NotAllowed):
        cards.enter(card, finding, by=world.clerk, kind="appraisal", points=2, text="扣分", on=DAY)
    assert not Consequence.objects.exists()


def test_one_matter_one_card_of_a_colour(world):
    give(world, matter=world.task)
    with pytest.raises(NotAllowed, match="同色"):
        give(world, matter=world.task)
    give(world, "red", matter=world.task)
    assert Card.objects.count() == 2


def test_nothing_is_named_that_the_department_does_not_see(world):
    Finding.objects.filter(pk=world.task.measure.finding_id).update(restricted=True)
    world.task.measure.refresh_from_db()
    with pytest.raises(NotAllowed, match="未向"):
        give(world, matter=world.task)
    assert not Card.objects.exists()


def test_nobody_gives_a_card_to_the_own_department(world):
    with pytest.raises(NotAllowed, match="本部门"):
        cards.give(
            world.campaign, "red", world.departments["OFFICE"], by=world.clerk, reason="迟报"
        )


def test_a_closed_campaign_gives_no_cards(world):
    Campaign.objects.filter(pk=world.campaign.pk).update(status="closed")
    world.campaign.refresh_from_db()
    with pytest.raises(NotAllowed):
        give(world)


def test_three_cards_cost_what_one_costs(world):
    give(world, "red", matter=type(world.task).objects.get(pk=world.task.pk))
    pages = [reverse(name, args=["spring"]) for name in ("cards", "consequences")]
    before = [cost(at_browser("clerk"), page) for page in pages]
    give(world, "red")
    give(world, "red")
    assert before == [cost(at_browser("clerk"), page) for page in pages]
