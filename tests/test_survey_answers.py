"""Answering: once, without an account, without a trace; refused answers are in the log."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from findings import public, survey_inviting, surveys
from findings.models import Reply, Response, SurveyInvitation
from organization import clock
from organization.models import Event
from tests.no_trace import no_trace, traces
from tests.surveying import ADDRESS, address, answer, fields, keys_for, mark_of, opened
from tests.visiting import visit
from tests.world import at, start


@pytest.fixture(autouse=True)
def calm(monkeypatch):
    """Nothing of this minute is counted yet."""
    for name in ("sent", "guessed", "refused"):
        monkeypatch.setattr(public, name, public.PerMinute())


@pytest.fixture
def running(world):
    return start(world)


def refusals() -> list[str]:
    rows = Event.objects.filter(kind="survey.answer_refused", ok=False).order_by("pk")
    return [row.particulars["why"] for row in rows]


def test_an_answer_is_taken_with_the_day_and_nothing_else(running):
    survey = opened(running)
    response = answer(survey, fields(survey, q5="排队时间长"))
    assert (response.status_code, response["Location"]) == (302, f"{address(survey)}thanks/")
    kept = Response.objects.get()
    assert (kept.answered_on, kept.method, kept.recorded_by) == (clock.today(), "self", None)
    texts = {reply.text or reply.score or reply.option.text for reply in Reply.objects.all()}
    assert texts == {"满意", 5, "排队时间长"}
    assert "感谢" in Client().get(response["Location"]).content.decode()


def test_an_answer_costs_five_statements(running):
    survey, client = opened(running), Client()
    answer(survey, client=client)  # the questions are kept from now on
    form = {**fields(survey), "form": public.new_form(survey.slug)}
    with CaptureQueriesContext(connection) as spent:
        assert client.post(address(survey), form).status_code == 302
    kinds = [row["sql"].split(" ")[0] for row in spent.captured_queries]
    writes = ["INSERT", "INSERT", "INSERT", "UPDATE"]  # mark, answer, replies, place
    assert kinds == ["SELECT", "SAVEPOINT", *writes, "RELEASE"]  # one transaction, nothing nested


def test_nothing_leads_from_an_answer_to_who_gave_it(running, caplog, settings):
    survey = opened(running, entrance="invited")
    (key,) = keys_for(running, survey, 1)
    invited = SurveyInvitation.objects.get(name="用户第0户")
    client = Client(REMOTE_ADDR=ADDRESS, headers={"user-agent": "Traceable/9.9"})
    with no_trace(caplog, settings, ADDRESS, key, key.replace("-", ""), "Traceable") as kept:
        assert answer(survey, key=key, client=client).status_code == 302
    # The one row that names the invited says that there was an answer, and on which day.
    (used,) = kept.rows("findings_surveyinvitation")
    assert invited.pk in used
    rest = [one for one in kept.new if one[0] != "findings_surveyinvitation"]
    assert {place for place, _row in rest} == {
        "findings_response", "findings_reply", "findings_spentform", "findings_survey"
    }  # fmt: skip
    secret = client.cookies["csrftoken"].value
    assert traces(rest, (invited.name, invited.contact, invited.token_hash, secret)) == []


def test_an_account_that_is_signed_in_leaves_no_trace_either(running, caplog, settings):
    survey, client = opened(running), visit("head")
    key = client.session.session_key
    client.get("/")
    with no_trace(caplog, settings, "销售部负责人", key):
        assert answer(survey, client=client).status_code == 302
    assert not client.get(address(survey)).wsgi_request.user.is_authenticated
    assert Session.objects.count() == 1
    assert not Event.objects.filter(kind__startswith="survey.answer").exists()


def test_the_search_for_traces_finds_them():
    new = [("a", ("x", "2026-03-02 10:42:07")), ("log", f"POST from {ADDRESS}")]
    assert traces(new, (ADDRESS,)) == ["a: 2026-03-02 10:42:07", f"log: {ADDRESS}"]


def test_a_form_counts_once(running):
    survey = opened(running)
    client = Client()
    sent = {**fields(survey), "form": mark_of(client.get(address(survey)).content.decode())}
    codes = [client.post(address(survey), sent).status_code for _time in range(2)]
    assert (codes, Response.objects.count(), refusals()) == ([302, 409], 1, ["used"])


def test_a_form_that_is_not_ours_is_not_taken(running):
    survey = opened(running)
    response = Client().post(address(survey), {**fields(survey), "form": "made:up"})
    assert (response.status_code, Response.objects.count(), refusals()) == (404, 0, ["forged"])


def test_a_key_counts_once(running):
    survey = opened(running, entrance="invited")
    (key,) = keys_for(running, survey, 1)
    page = Client().get(address(survey), {"k": key}).content.decode()
    assert answer(survey, key=key).status_code == 302
    late = Client().post(address(survey), {**fields(survey), "form": mark_of(page), "key": key})
    assert (late.status_code, Response.objects.count(), refusals()) == (409, 1, ["used"])


def test_without_a_key_it_is_asked_for(running):
    survey = opened(running, entrance="invited")
    assert "请输入邀请码" in Client().get(address(survey)).content.decode()
    made = Client().post(address(survey), {**fields(survey), "form": public.new_form(survey.slug)})
    assert (made.status_code, Response.objects.count()) == (200, 0)


def test_a_key_of_another_survey_opens_nothing(running):
    survey, other = (opened(running, entrance="invited") for _n in range(2))
    (key,) = keys_for(running, other, 1)
    assert Client().get(address(survey), {"k": key}).status_code == 404
    assert refusals() == ["forged"]


def test_who_guesses_waits_and_the_log_tells_it_without_an_address(running, settings):
    settings.LINK_GUESSES = 3
    survey = opened(running, entrance="invited")
    (key,) = keys_for(running, survey, 1)
    with clock.at(at()):
        client = Client(REMOTE_ADDR=ADDRESS)
        codes = [client.get(address(survey), {"k": f"no-{n}"}).status_code for n in range(4)]
        assert codes == [404, 404, 404, 429]
        assert client.get(address(survey), {"k": key}).status_code == 429
        assert Client().get(address(survey), {"k": key}).status_code == 200  # somebody else
    assert set(refusals()) == {"forged", "many"}
    rows = Event.objects.filter(kind="survey.answer_refused")
    assert set(rows.values_list("address", "request_id", "actor_pk")) == {("", "", None)}
    with clock.at(at(minute=1)):
        assert client.get(address(survey), {"k": key}).status_code == 200


def test_a_flood_is_slowed_down_and_sampled_in_the_log(running, settings):
    settings.PUBLIC_POSTS = 2
    survey, client = opened(running), Client(REMOTE_ADDR=ADDRESS)
    with clock.at(at()):
        codes = [answer(survey, client=client).status_code for _n in range(3)]
        assert codes == [302, 302, 429]
        for _n in range(220):
            client.post(address(survey), {})
    rows = Event.objects.filter(kind="survey.answer_refused", particulars__why="many")
    assert [row.particulars.get("times", 1) for row in rows.order_by("pk")] == [1] * 20 + [100] * 2
    assert Response.objects.count() == 2


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "<a href=x>", "javascript:x"])
def test_code_of_web_pages_is_refused_and_the_words_stay(running, words):
    survey = opened(running)
    response = answer(survey, fields(survey, q5=words))
    assert (response.status_code, Response.objects.count(), refusals()) == (422, 0, ["markup"])
    page = response.content.decode()
    assert "<script>alert" not in page and "<a href=x" not in page and "请只填写文字" in page


def test_what_is_missing_is_asked_for_and_what_was_chosen_stays(running):
    survey = opened(running)
    page = answer(survey, fields(survey, q3=None, q5="很好")).content.decode()
    assert "请回答本题" in page and "很好" in page and page.count("checked") == 1
    assert Response.objects.count() == 0


def test_a_question_with_a_condition_is_asked_of_those_it_concerns(running):
    survey = opened(running)
    assert answer(survey, fields(survey, choice="不满意")).status_code == 422
    assert answer(survey, fields(survey, choice="不满意", q2="等得太久")).status_code == 302
    assert answer(survey, fields(survey, choice="满意", q2="与我无关")).status_code == 302
    assert set(Reply.objects.exclude(text="").values_list("text", flat=True)) == {"等得太久"}


def test_an_answer_that_is_not_offered_is_refused(running):
    survey = opened(running)
    assert answer(survey, fields(survey, q3="9")).status_code == 422
    assert Response.objects.count() == 0


def test_no_more_answers_than_places(running):
    survey = opened(running, places=1)
    page = mark_of(Client().get(address(survey)).content.decode())
    assert answer(survey).status_code == 302
    late = Client().post(address(survey), {**fields(survey), "form": page})
    assert (late.status_code, Response.objects.count(), refusals()) == (410, 1, ["full"])


def test_no_more_answers_of_a_category_than_its_quota(running):
    survey = opened(running, entrance="invited")
    keys = keys_for(running, survey, 2, "媒体")
    survey_inviting.set_quota(survey, "媒体", 1, by=running.clerk)
    assert [answer(survey, key=key).status_code for key in keys] == [302, 410]
    assert answer(survey, key=keys_for(running, survey, 1, "用户")[0]).status_code == 302
    unused = SurveyInvitation.objects.filter(category="媒体", used_on=None)
    assert (Response.objects.count(), unused.count()) == (2, 1)


def test_a_closed_one_says_so_kindly(running):
    survey = opened(running)
    page = mark_of(Client().get(address(survey)).content.decode())
    surveys.close(survey, by=running.clerk)
    shown = Client().get(address(survey))
    assert shown.status_code == 410 and "调查已结束" in shown.content.decode()
    late = Client().post(address(survey), {**fields(survey), "form": page})
    assert (late.status_code, Response.objects.count(), refusals()) == (410, 0, [])


def test_after_its_last_day_nothing_is_taken(running):
    with clock.at(at()):
        survey = opened(running, closes_on=clock.today())
        assert answer(survey).status_code == 302
    with clock.at(at(hour=10).replace(day=3)):
        assert Client().get(address(survey)).status_code == 410


def test_a_draft_has_no_public_page(running):
    from tests.surveying import draft

    assert Client().get(address(draft(running))).status_code == 404


def test_no_script_and_no_stored_page(running):
    response = Client().get(address(opened(running)))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "strict-origin"
    assert "sessionid" not in response.cookies
