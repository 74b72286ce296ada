"""Last time: answer, finding and outcome of an earlier campaign beside the item."""

from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.models import Answer, Campaign, CheckItem, SelfCheck
from organization import clock
from tests.test_fill_queries import queries_of
from tests.test_filling import signed_in
from tests.world import fill, full_world, make_campaign, start, submit

URL = "/campaigns/spring/sheets/SALES/%d/"


@pytest.fixture
def later(world) -> Campaign:
    """A campaign with a finding and a task, and one after it with the same codes."""
    full_world(world)
    Campaign.objects.update(code="autumn", title="秋季专项自查")
    world.campaign = make_campaign(world)
    with clock.at(clock.now() + timedelta(minutes=1)):
        start(world)
    return world.campaign


def page(world, no: int, person=None) -> str:
    return signed_in(person or world.head).get(URL % no).content.decode()


def test_answer_finding_and_outcome_stand_beside_the_item(world, later):
    seen = page(world, 2)
    assert "上次" in seen and "秋季专项自查" in seen and "资料不全" in seen
    answer = Answer.objects.get(selfcheck__campaign__code="autumn", item__no=2, result="no")
    assert f'data-thing="answer:{answer.pk}"' in seen
    assert world.task.finding.title in seen
    assert f'data-thing="task:{world.task.pk}"' in seen


def test_a_compliant_item_shows_how_it_was_checked(world, later):
    seen = page(world, 1)
    assert "上次" in seen and 'data-thing="finding:' not in seen


def test_an_item_with_another_code_has_no_last_time(world, later):
    CheckItem.objects.filter(checklist__campaign=later, no=2).update(code="B2")
    assert "上次" not in page(world, 2)


def test_how_the_item_was_worded_is_shown_only_if_it_changed(world, later):
    assert "当时的项点" not in page(world, 1)
    CheckItem.objects.filter(checklist__campaign=later, no=1).update(text="新的说法")
    assert "当时的项点：第1个示例项点" in page(world, 1)


def test_an_answer_of_another_department_is_not_shown(world, later):
    Answer.objects.filter(selfcheck__department__code="SALES", item__no=2).update(text="只归销售部")
    client = signed_in(world.service_head)
    seen = client.get("/campaigns/spring/sheets/SERVICE/2/").content.decode()
    assert "上次" in seen and "只归销售部" not in seen


def test_what_was_not_submitted_is_no_last_time(world, later):
    SelfCheck.objects.filter(campaign__code="autumn").update(status="returned")
    assert "上次" not in page(world, 2)


def test_the_last_one_that_was_submitted_stands_though_a_later_one_was_not(world, later):
    Campaign.objects.filter(pk=later.pk).update(code="winter")
    fill(world, _2={"methods": "写了没有交"})
    world.campaign = make_campaign(world)
    with clock.at(clock.now() + timedelta(minutes=2)):
        start(world)
    seen = page(world, 2)
    assert "资料不全" in seen and "写了没有交" not in seen


def test_a_later_campaign_is_not_the_last_time_of_an_earlier_one(world, later):
    submit(world)
    seen = signed_in(world.head).get("/campaigns/autumn/sheets/SALES/2/").content.decode()
    assert "上次" not in seen


def test_a_restricted_finding_is_not_told(world, later):
    finding = world.task.finding
    type(finding).objects.filter(pk=finding.pk).update(restricted=True)
    seen = page(world, 2)
    assert "资料不全" in seen and 'data-thing="finding:' not in seen


def test_finding_and_outcome_cost_three_statements_more(world, later):
    url = reverse("fill_item", args=["spring", "SALES", 2])
    client = signed_in(world.head)
    full = queries_of(client, url, "data-row=", 3)
    SelfCheck.objects.filter(campaign__code="autumn").update(status="returned")
    assert full == queries_of(client, url, "data-row=", 3) + 3
    assert full <= 15  # twelve without an earlier campaign


def field(seen: str, name: str) -> str:
    return seen.split(f'name="{name}"')[1].split(">", 1)[1].split("<", 1)[0]


def test_last_times_words_are_taken_over_only_on_request_and_nothing_is_saved(world, later):
    assert field(page(world, 2), "text") == ""
    seen = signed_in(world.head).get(URL % 2 + "?take=text").content.decode()
    assert field(seen, "text") == "资料不全"
    assert not Answer.objects.filter(selfcheck__campaign=later, item__no=2).exists()


def test_words_taken_over_stand_behind_those_that_are_there(world, later):
    client = signed_in(world.head)
    client.post(URL % 2, {"version": "0", "result": "no", "text": "今年发现"})
    take = URL % 2 + "?take=text"
    assert field(client.get(take).content.decode(), "text") == "今年发现\n资料不全"
    client.post(URL % 2, {"version": "1", "result": "no", "text": "今年发现\n资料不全"})
    assert field(client.get(take).content.decode(), "text") == "今年发现\n资料不全"


@pytest.mark.parametrize("name", ["statement", "rule", "result", "version", "nothing"])
def test_only_words_are_taken_over(world, later, name):
    before = page(world, 2)
    seen = signed_in(world.head).get(URL % 2 + f"?take={name}").content.decode()
    assert [field(seen, one) for one in ("text", "rule", "cause")] == [
        field(before, one) for one in ("text", "rule", "cause")
    ]


def test_who_only_reads_is_offered_nothing_to_take_over(world, later):
    assert "data-take" in page(world, 2)
    assert "data-take" not in page(world, 2, world.member)


def test_the_review_shows_last_time_beside_the_answer(world, later):
    with clock.at(clock.now() + timedelta(minutes=2)):
        submit(world, _2={"text": "今年的说明", "result": "note"})
    url = reverse("review_item", args=["spring", "SALES", 2])
    seen = signed_in(world.clerk).get(url).content.decode()
    assert "今年的说明" in seen and "上次" in seen and "资料不全" in seen
    assert world.task.finding.title in seen and "data-take" not in seen
    first = signed_in(world.clerk).get(reverse("review_item", args=["autumn", "SALES", 2]))
    assert "上次" not in first.content.decode()
