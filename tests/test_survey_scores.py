"""系统测评: a worksheet of scores, its columns given to questions, taken once, all or nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from findings.models import Reply, Response, SurveyInvitation
from tests.surveying import draft, opened
from tests.visiting import post, text, visit
from tests.world import start

HEAD = "用户编号,您对服务是否满意？,请给服务态度打分。,您使用过哪些服务？\n"


@pytest.fixture
def running(world):
    return start(world)


def columns_of(survey, lines: str, account: str = "clerk"):
    """The client and the address of the page on which columns are chosen."""
    client = visit(account)
    file = SimpleUploadedFile("scores.csv", (HEAD + lines).encode())
    sent = client.post(reverse("score_import", args=["spring", survey.number]), {"file": file})
    assert sent.status_code == 302
    return client, sent["Location"]


def chosen(client, url: str) -> dict:
    """The form as it stands: what was guessed."""
    page = html.document_fromstring(client.get(url).content.decode())
    [form] = page.xpath("//form[@data-act='score_columns']")
    return {**{n: v or "" for n, v in form.fields.items()}, "on": "2026-03-02"}


def test_scores_are_taken_by_the_headings(running):
    survey = opened(running)
    client, url = columns_of(survey, "A1,满意,5,窗口；热线\nA2,不满意,2.0,\n")
    form = chosen(client, url)
    looked = client.post(url, form)
    assert "将导入2份答卷" in looked.content.decode() and Response.objects.count() == 0
    assert client.post(url, {**form, "confirm": "1"}).status_code == 302
    assert set(Response.objects.values_list("method", flat=True)) == {"scores"}
    assert sorted(Reply.objects.exclude(score=None).values_list("score", flat=True)) == [2, 5]
    options = Reply.objects.exclude(option=None).values_list("option__text", flat=True)
    assert sorted(options) == ["不满意", "满意", "热线", "窗口"]
    assert not Reply.objects.filter(text__contains="A1").exists()
    assert client.post(url, {**form, "confirm": "1"}).status_code == 409  # it was taken once


def test_a_wrong_cell_is_named_and_nothing_is_taken(running):
    survey = opened(running)
    client, url = columns_of(survey, "A1,很满意,5,\nA2,满意,6,\nA3,满意,4,\n")
    sent = client.post(url, {**chosen(client, url), "confirm": "1"})
    shown = text(html.document_fromstring(sent.content.decode()).xpath("//main")[0])
    assert (sent.status_code, Response.objects.count()) == (422, 0)
    assert "B2" in shown and "C3" in shown and "B4" not in shown


def test_a_question_twice_or_none_is_refused(running):
    survey = opened(running)
    client, url = columns_of(survey, "A1,满意,5,\n")
    form = chosen(client, url)
    none = {
        name: value if name in ("on", "csrfmiddlewaretoken") else "" for name, value in form.items()
    }
    assert client.post(url, {**none, "confirm": "1"}).status_code == 422
    assert client.post(url, {**form, "c0": form["c1"], "confirm": "1"}).status_code == 422
    assert Response.objects.count() == 0


def test_what_somebody_else_uploaded_does_not_exist(running):
    survey, other = opened(running), opened(running)
    client, url = columns_of(survey, "A1,满意,5,\n")
    wrong = url.replace("surveys/1/", f"surveys/{other.number}/")
    assert client.get(wrong).status_code == 404


def test_invitations_come_from_a_worksheet(running):
    draft(running, entrance="invited")
    file = SimpleUploadedFile(
        "list.csv", "类别,姓名或单位,联系方式\n媒体,某报社,010\n用户,某单位,\n".encode()
    )
    post("clerk", "survey_invitations", "spring", 1, status=200, file=file)
    rows = SurveyInvitation.objects.values_list("category", "name", "contact")
    assert set(rows) == {("媒体", "某报社", "010"), ("用户", "某单位", "")}


def test_an_empty_list_is_asked_for(running):
    draft(running, entrance="invited")
    page = post("clerk", "survey_invitations", "spring", 1, status=422, lines="").page
    assert "请填写名单或选择文件" in text(page.xpath("//form")[-1])
