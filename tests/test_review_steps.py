"""The last step of a reviewer, and the pages that offer to take a decision back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import filling, returns, review, review_steps, taking_back
from campaigns.bulk_acceptance import Choice, accept_seen, preview, read_seen
from campaigns.models import Answer, Campaign, SelfCheck
from organization.models import NotAllowed
from organization.models.event import Request, current_request
from organization.models.role import grant
from tests.review_queue import make_queue
from tests.signed_in import at_browser, text_of
from tests.test_review import answer, back, url
from tests.test_taking_back import (
    LATER,
    answers_again,
    closes,
    ends,
    is_verified,
    send_back,
    state,
    submitted,
    take_back_acceptance,
)


@pytest.fixture
def sheet(world) -> SelfCheck:
    return submitted(world)


def last(world, account: str = "clerk"):
    campaign = Campaign.objects.get(pk=world.campaign.pk)
    return review_steps.last_step(getattr(world, account), campaign)


def undo(world, account: str = "clerk"):
    key = last(world, account).key
    return review_steps.take_back(key, world.campaign, by=getattr(world, account))


def test_the_last_steps_are_taken_back_one_after_the_other(world, sheet):
    before = state(world)
    client = at_browser("clerk")
    client.post(url("accept_item", 1))
    client.post(url("accept_item", 2))
    client.post(url("send_back"), back(3))
    said = []
    while (step := last(world)) is not None:
        said.append(step.text)
        undo(world)
    assert said == ["销售部自查表：退回1项", "销售部第2项：已通过", "销售部第1项：已通过"]
    assert state(world) == before


def test_many_items_accepted_together_are_one_step(world, sheet):
    before = state(world)
    at_browser("clerk").post(url("accept_all"), {"round": "1"})
    assert last(world).text == "通过3项"
    undo(world)
    assert (state(world), last(world)) == (before, None)


def test_nobody_takes_back_the_step_of_another(world, sheet):
    grant(world.inspector, "office", world.campaign, by=None)
    review.accept(answer(1), by=world.clerk)
    key = last(world).key
    assert last(world, "inspector") is None
    with pytest.raises(NotAllowed):
        review_steps.take_back(key, world.campaign, by=world.inspector)
    assert answer(1).status == "accepted"


def test_a_step_that_was_taken_back_stays_so(world, sheet):
    review.accept(answer(1), by=world.clerk)
    key = last(world).key
    take_back_acceptance(world, 1)
    review.accept(answer(1), by=world.clerk)
    with pytest.raises(NotAllowed):
        review_steps.take_back(key, world.campaign, by=world.clerk)
    assert Answer.objects.filter(status="accepted").count() == 1


def another_sends_it_back(world) -> None:
    grant(world.inspector, "office", world.campaign, by=None)
    returned = {"reason": "superficial", "note": "写明抽查数量", "due_on": LATER}
    returns.send_back(world.sheet(), [answer(3)], by=world.inspector, **returned)


@pytest.mark.parametrize("happens", [is_verified, ends, closes, another_sends_it_back])
def test_no_step_is_offered_once_something_stands_on_it(world, sheet, happens):
    at_browser("clerk").post(url("accept_item", 2))
    at_browser("clerk").post(url("accept_item", 1))
    assert last(world).text == "销售部第1项：已通过"
    happens(world)
    assert last(world) is None
    for name in ("review", "review_matrix", "review_items"):
        page = at_browser("clerk").get(reverse(name, args=["spring"])).content.decode()
        assert 'data-act="take_back_step"' not in page


@pytest.mark.parametrize("begins", [answers_again, closes])
def test_no_return_is_offered_once_the_department_has_begun(world, sheet, begins):
    send_back(world, 2)
    assert last(world).text == "销售部自查表：退回1项"
    begins(world)
    assert last(world) is None


def test_a_step_over_many_sheets_is_read_with_as_many_queries_as_one(world):
    make_queue(world, 4, 2)
    spent = []
    for codes in (["D01"], ["D02", "D03", "D04"]):
        choice = Choice(with_evidence=False, without_hints=False, departments=frozenset(codes))
        seen = read_seen(preview(world.campaign, choice).seen)
        token = current_request.set(Request(request_id=codes[0]))
        accept_seen(world.campaign, choice, seen, by=world.clerk)
        current_request.reset(token)
        person = world.clerk
        with CaptureQueriesContext(connection) as queries:
            step = review_steps.last_step(person, world.campaign)
        spent.append((step.text, len(queries)))
    assert [text for text, _n in spent] == ["通过2项", "通过6项"]
    assert spent[0][1] == spent[1][1]


def test_the_page_offers_it_and_leads_back_to_the_item(world, sheet):
    client = at_browser("clerk")
    page = client.post(url("accept_item", 1), follow=True)
    assert "上一步：销售部第1项：已通过" in text_of(page)
    response = client.post(
        reverse("take_back_step", args=["spring"]), {"step": page.context["step"].key}
    )
    assert response.url == url("review_item", 1)
    assert answer(1).status == "answered"


def test_the_page_of_an_accepted_item_says_why_it_stands(world, sheet):
    review.accept(answer(1), by=world.clerk)
    client = at_browser("clerk")
    assert 'data-act="take_back_acceptance"' in client.get(url("review_item", 1)).content.decode()
    is_verified(world)
    page = client.get(url("review_item", 1))
    assert 'data-act="take_back_acceptance"' not in page.content.decode()
    assert "通过意见不能撤回：此后第1项已经核查。" in text_of(page)
    assert client.post(url("take_back_acceptance", 1)).status_code == 409


def test_the_page_of_a_returned_sheet_offers_it_until_the_department_begins(world, sheet):
    send_back(world, 2)
    client = at_browser("clerk")
    assert 'data-act="take_back_return"' in client.get(url("review_sheet")).content.decode()
    answers_again(world)
    page = client.get(url("review_sheet"))
    assert 'data-act="take_back_return"' not in page.content.decode()
    assert "部门已开始重查" in text_of(page)
    assert client.post(url("take_back_return")).status_code == 409


def test_the_department_fills_nothing_after_the_return_was_taken_back(world, sheet):
    send_back(world, 2)
    taking_back.take_back_return(world.sheet(), by=world.clerk)
    with pytest.raises(NotAllowed):
        filling.save_answer(
            world.sheet(), world.item(2), filling.Draft(1, {"text": "晚了"}), by=world.head
        )
    assert answer(2).text != "晚了"


@pytest.mark.parametrize("name", ["send_back", "tear_down"])
def test_no_act_of_the_office_shows_a_draft(world, sheet, name):
    draft = filling.Draft(0, {"result": "no", "text": "还没有提交的话"})
    filling.save_answer(world.sheet("SERVICE"), world.item(2), draft, by=world.service_head)
    there = ["spring", "SERVICE"]
    said = at_browser("clerk").post(reverse(name, args=there), {"at": "2"})
    assert said.status_code == 409 and "还没有提交的话" not in said.content.decode()
    step = {"step": "0", "department": "SERVICE", "at": "2"}
    url = reverse("take_back_step", args=["spring"])
    said = at_browser("clerk").post(url, step, headers={"HX-Request": "true"})
    assert said.status_code == 409 and "还没有提交的话" not in said.content.decode()
