"""Words of ours that are kept are in the language of the installation, whoever acts."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from findings.masking import masked
from organization import clock
from organization.models import Person
from rectification import cards
from rectification.models import Card, CardRules
from tests.stage import staged
from tests.surveying import draft
from tests.world import DAY, at, full_world


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_a_ballot_asks_in_chinese(world):
    question = draft(world, kind="ballot").questions.get()
    assert question.text == "您的总体评价是？"
    assert [row.text for row in question.options.all()][:3] == ["满意", "基本满意", "不满意"]


def test_the_reason_of_a_red_card_is_chinese(world):
    CardRules.of(world.campaign).change(by=world.clerk, then="red", limit=2)
    for n in range(2):
        with clock.at(at(DAY + timedelta(days=n))):
            department = world.departments["SALES"]
            cards.give(world.campaign, "yellow", department, by=world.clerk, reason="整改缓慢")
    reason = Card.objects.get(colour="red").reason
    assert "天内累计黄牌2张：" in reason and "card" not in reason.lower()


def test_what_evaluators_read_names_somebody_in_chinese(world):
    Person.objects.filter(account__in=("member", "employee")).update(name="吴某某")
    assert masked("吴某某配合").text == "有关人员配合"
