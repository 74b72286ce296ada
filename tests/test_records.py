"""系统取数: the office answers items that are sent to nobody."""

import pytest
from django.urls import reverse

from campaigns import review
from campaigns.models import Phase, RecordedAnswer
from campaigns.results import item_results
from organization.models import Event, NotAllowed
from tests.test_filling import signed_in
from tests.world import phase, start, submit

PAGE = "/campaigns/spring/records/"


@pytest.fixture
def opened(world):
    start(world)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)
    return world


def url(no: int = 4) -> str:
    return reverse("answer_from_records", args=["spring", no])


def test_the_office_answers_and_corrects(opened):
    client = signed_in(opened.clerk)
    assert client.post(url(), {"result": "no", "text": "签阅率99%"}).url == PAGE
    assert client.post(url(), {"result": "ok", "text": "补签后100%"}).url == PAGE
    row = RecordedAnswer.objects.get()
    assert (row.item.no, row.result, row.text) == (4, "ok", "补签后100%")
    assert Event.objects.filter(kind="recordedanswer.recorded").count() == 2
    assert {r.item.no: r.result for r in item_results(opened.campaign)}[4] == "ok"


def test_the_page_lists_the_items_and_what_the_house_knows(opened):
    page = signed_in(opened.clerk).get(PAGE)
    assert [row.item.no for row in page.context["rows"]] == [4]
    assert page.context["facts"] == ["下发自查表2份，已提交1份，已通过审核0份。"]


def test_an_answer_without_its_records_comes_back(opened):
    response = signed_in(opened.clerk).post(url(), {"result": "ok", "text": ""})
    assert response.status_code == 422
    assert not RecordedAnswer.objects.exists()


def test_an_item_that_departments_answer_is_not_answered_here(opened):
    form = {"result": "ok", "text": "x"}
    assert signed_in(opened.clerk).post(url(1), form).status_code == 404
    with pytest.raises(NotAllowed, match="部门"):
        review.answer_from_records(opened.item(1), "ok", "x", by=opened.clerk)


def test_records_are_answered_in_the_analysis_phase(opened):
    Phase.objects.filter(key="analysis").update(status="ended")
    client = signed_in(opened.clerk)
    assert client.post(url(), {"result": "ok", "text": "x"}).status_code == 409
    assert 'data-act="answer_from_records"' not in client.get(PAGE).content.decode()
    assert not RecordedAnswer.objects.exists()


def test_inspectors_and_leaders_read(opened):
    for person in (opened.inspector, opened.leader):
        page = signed_in(person).get(PAGE).content.decode()
        assert "第4个示例项点" in page and 'data-act="answer_from_records"' not in page
