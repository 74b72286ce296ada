"""催报: text and names ready to copy, and one reminder a person and day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from organization import clock
from organization.models import Event, Notification
from tests.test_fill_queries import queries_of
from tests.test_filling import signed_in
from tests.world import start, submit

KIND = "return_urged"


@pytest.fixture
def running(world):
    start(world)
    return world


def page(world, person=None) -> str:
    return (
        signed_in(person or world.clerk)
        .get(reverse("nil_reports", args=["spring"]))
        .content.decode()
    )


def urge(world, status: int = 302):
    answered = signed_in(world.clerk).post(reverse("urge_returns", args=["spring"]))
    assert answered.status_code == status


def told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind=KIND).order_by("pk")
    return list(rows.values_list("recipient__account", "text"))


def test_the_text_counts_and_names_who_is_missing(world, running):
    submit(world, "SERVICE")
    seen = page(world)
    assert "应报2个部门，已报1个，未报1个：销售部（" in seen
    assert world.head.name in seen and "须作零报告" in seen
    names = seen.split('id="call-names"')[1].split("</ul>")[0]
    assert "销售部" in names and "服务部" not in names


def test_a_late_department_is_said_to_be_late(world, running):
    due = world.sheet().due_on
    with clock.at(clock.now() + (due - clock.today()) + timedelta(days=3)):
        assert "逾期3天" in page(world)


def test_each_person_is_reminded_once_a_day(world, running):
    urge(world)
    assert sorted(account for account, _text in told()) == ["head", "service_head"]
    urge(world)
    assert len(told()) == 2
    assert Event.objects.filter(kind="campaign.returns_urged").count() == 1
    with clock.at(clock.now() + timedelta(days=1)):
        urge(world)
    assert len(told()) == 4


def test_only_who_is_missing_is_reminded(world, running):
    submit(world, "SERVICE")
    urge(world)
    [(account, text)] = told()
    assert account == "head" and "销售部" in text and "服务部" not in text


def test_the_page_says_when_somebody_was_reminded(world, running):
    assert 'data-label="最近提醒">—' in page(world)
    urge(world)
    assert 'data-label="最近提醒">—' not in page(world)


def test_nobody_is_urged_when_all_have_sent(world, running):
    submit(world, "SERVICE")
    submit(world)
    assert "催报" not in page(world)
    urge(world)
    assert told() == []


def test_a_closed_campaign_urges_nobody(world, running):
    type(world.campaign).objects.update(status="closed")
    urge(world, status=409)
    assert told() == []


def test_inspectors_and_leaders_read_the_list_and_do_not_urge(world, running):
    seen = page(world, world.inspector)
    assert "call-words" in seen and "urge_returns" not in seen


def test_the_list_costs_the_same_for_one_and_for_two(world, running):
    client, url = signed_in(world.clerk), reverse("nil_reports", args=["spring"])
    two = queries_of(client, url, 'th scope="row"', 2)
    submit(world)
    assert queries_of(client, url, 'th scope="row"', 1) == two
