"""What upper floors show on lower pages: the finding an answer became."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from lxml import html

from campaigns.models import Answer
from findings import consolidation
from findings.models import Finding
from tests.access.findings import answered
from tests.stage import staged
from tests.visiting import text


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(answered, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def drawn(person, things) -> list:
    """One element a thing, with its panels inside."""
    from django.template import engines

    source = (
        "{% load panels %}{% for thing in things %}<div>{% panels thing among=things %}</div>"
        "{% endfor %}"
    )
    request = RequestFactory().get("/")
    request.user = person
    page = engines["django"].from_string(source).render({"things": things}, request)
    return html.fragments_fromstring(page)


def answers(world) -> list[Answer]:
    rows = Answer.objects.filter(selfcheck=world.sheet("SALES"))
    return list(rows.select_related("selfcheck__campaign"))


def test_an_answer_leads_to_the_finding_it_became(world):
    first = answers(world)[0]
    finding = consolidation.report_finding(world.campaign, [first], by=world.clerk)
    became, waits, compliant = drawn(world.clerk, answers(world))
    assert text(became) == "已形成问题1：资料不全已提出"
    assert became.xpath(".//a/@href") == [finding.get_absolute_url()]
    assert waits.xpath(".//form/@data-act") == ["report_finding"]
    assert waits.xpath(".//input[@name='source']/@value") == [f"answer:{answers(world)[1].pk}"]
    assert text(compliant) == ""


def test_those_who_only_look_get_no_button(world):
    assert [text(element) for element in drawn(world.leader, answers(world))] == ["", "", ""]


def test_a_department_learns_of_a_finding_once_it_is_confirmed(world):
    consolidation.report_finding(world.campaign, answers(world)[:1], by=world.clerk)
    assert text(drawn(world.head, answers(world))[0]) == ""
    Finding.objects.get().confirm(by=world.clerk)
    assert text(drawn(world.head, answers(world))[0]) == "已形成问题1：资料不全已确认"
    Finding.objects.update(restricted=True)
    assert text(drawn(world.head, answers(world))[0]) == ""


def test_a_page_asks_once_however_many_rows_it_has(world):
    rows, clerk = answers(world), world.clerk
    assert clerk.roles
    with CaptureQueriesContext(connection) as one:
        drawn(clerk, rows[:1])
    with CaptureQueriesContext(connection) as three:
        drawn(clerk, rows)
    assert len(three) == len(one)
