"""What the page of a finding offers beside it: cards, a check by other departments."""

import pytest
from django.urls import reverse

from findings import splitting
from findings.models import Finding
from findings.splitting import Part
from rectification import cards
from tests.stage import staged
from tests.visiting import get, text
from tests.world import full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def finding() -> Finding:
    return Finding.objects.select_related("campaign").get(number=1)


def leads_to(account: str, name: str, number: int = 1) -> bool:
    """Does the page of the finding lead to this act on it?"""
    page = get(account, "finding", "spring", number)
    return bool(page.xpath(f"//a[@href='{reverse(name, args=['spring', number])}']"))


def panel(account: str) -> list:
    return get(account, "finding", "spring", 1).xpath(".//*[@aria-labelledby='cards-h']")


def offers(panel, name: str) -> bool:
    return bool(panel.xpath(f".//a[starts-with(@href, '{reverse(name, args=['spring'])}?')]"))


def test_a_card_is_offered_where_none_was_given_to_whoever_gives_them(world):
    (empty,) = panel("clerk")
    assert "未据此发牌" in text(empty) and offers(empty, "give_card")
    assert panel("head") == []


def test_a_card_is_shown_to_its_department_which_gives_none(world):
    row = finding()
    card = cards.give(
        world.campaign, "yellow", row.department, reason="整改进展缓慢", finding=row, by=world.clerk
    )
    for account, may_give in (("clerk", True), ("head", False)):
        (shown,) = panel(account)
        assert shown.xpath(f".//a[@href='{card.get_absolute_url()}']")
        assert offers(shown, "give_card") == may_give


def test_only_a_whole_finding_goes_to_other_departments(world):
    assert leads_to("clerk", "push_lesson") and not leads_to("head", "push_lesson")
    Finding.objects.update(status=Finding.Status.REPORTED)
    parts = splitting.split(finding(), [Part("一", "一"), Part("二", "二")], by=world.clerk)
    assert not any(leads_to("clerk", "push_lesson", part.number) for part in parts)
    assert not any(leads_to("clerk", "ask_feedback", part.number) for part in parts)
