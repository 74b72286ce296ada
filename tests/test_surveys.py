"""The office builds a survey, opens it, closes it; its questions stand once it is open."""

from datetime import date

import pytest

from campaigns import launch
from findings import survey_answering, survey_inviting, survey_questions, surveys
from findings.gates import open_surveys
from findings.models import Option, Question, Reply, Response, Survey, SurveyInvitation
from findings.survey_answering import Said
from findings.survey_asking import questions_of
from organization import clock
from organization.invitation_keys import hash_of
from organization.models import Event, NotAllowed
from tests.surveying import add, answer, draft, fields, keys_for, opened
from tests.visiting import get, post, text
from tests.world import DAY, at, start


@pytest.fixture
def running(world):
    return start(world)


def texts(survey: Survey) -> list[str]:
    return list(survey.questions.values_list("text", flat=True))


def test_a_survey_is_built_in_the_browser(running):
    post("clerk", "new_survey", "spring", kind="questions", entrance="link", title="满意度调查")
    post(
        "clerk", "add_question", "spring", 1,
        kind="single", text="您满意吗？", options="满意|100\n不满意｜0\n不清楚", required="on",
    )  # fmt: skip
    option = Option.objects.get(text="不满意")
    post("clerk", "add_question", "spring", 1, kind="text", text="为什么？", shown_if=option.pk)
    page = get("clerk", "survey", "spring", 1)
    assert "作答条件：1. 不满意" in text(page.xpath("//*[@id='questions']")[0])
    assert list(Option.objects.values_list("text", "weight")) == [
        ("满意", 100), ("不满意", 0), ("不清楚", None)
    ]  # fmt: skip
    post("clerk", "publish_survey", "spring", 1)
    assert Survey.objects.get().status == "open"


def test_a_weight_is_at_most_a_hundred(running):
    draft(running)
    sent = {"kind": "single", "text": "您满意吗？", "options": "满意|101"}
    page = post("clerk", "add_question", "spring", 1, status=422, **sent).page
    assert "分值不得超过100" in text(page.xpath("//form")[-1])


def test_what_is_missing_keeps_it_closed(running):
    survey = surveys.write(
        running.campaign,
        by=running.clerk,
        title="空",
        entrance="invited",
        closes_on=date(2026, 1, 1),
    )
    add(running, survey, "single", "您满意吗？", [("满意", 100)])
    with clock.at(at()), pytest.raises(NotAllowed) as refused:
        surveys.publish(survey, by=running.clerk)
    assert refused.value.reason == (
        "第1题至少须有两个选项。 作答期限已过，请另选日期。 尚无邀请名单，请添加邀请。"
    )


def test_questions_stand_once_people_answer(running):
    survey = opened(running)
    question, before = survey.questions.first(), texts(survey)
    acts = (
        lambda: add(running, survey, "text", "再问一句", []),
        lambda: survey_questions.change(question, [("好", 1)], by=running.clerk, text="改了"),
        lambda: survey_questions.remove(survey.questions.last(), by=running.clerk),
        lambda: survey_questions.shift(question, 1, by=running.clerk),
        lambda: surveys.change(survey, by=running.clerk, title="改了"),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    fresh = Survey.objects.get(pk=survey.pk)
    assert (texts(fresh), fresh.title) == (before, survey.title)


def test_an_answer_others_depend_on_stays(running):
    survey = draft(running)
    first = survey.questions.first()
    for act in (
        lambda: survey_questions.remove(first, by=running.clerk),
        lambda: survey_questions.change(first, [("满意", 100), ("一般", 60)], by=running.clerk),
        lambda: survey_questions.shift(survey.questions.all()[1], -1, by=running.clerk),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert first.options.count() == 3
    assert texts(survey)[0] == first.text


def test_questions_change_places(running):
    survey = draft(running)
    before = texts(survey)
    survey_questions.shift(survey.questions.all()[4], -1, by=running.clerk)
    assert texts(survey) == [*before[:3], before[4], before[3]]


def test_a_condition_of_another_survey_is_no_condition(running):
    other, survey = draft(running), draft(running)
    foreign = Option.objects.filter(question__survey=other).first()
    with pytest.raises(NotAllowed):
        add(running, survey, "text", "为什么？", [], shown_if=foreign)


def test_the_next_wave_asks_the_same(running):
    survey = opened(running)
    twin = surveys.copy(survey, running.campaign, by=running.clerk)
    assert (twin.status, twin.number, twin.slug != survey.slug) == ("draft", 2, True)
    assert texts(twin) == texts(survey)
    condition = twin.questions.all()[1].shown_if
    assert condition.question.survey == twin and condition.text == "不满意"
    assert twin.questions.first().copied_from == survey.questions.first()


def test_closing_shuffles_answers_and_invitations(running, monkeypatch):
    survey = opened(running, entrance="invited")
    for key in keys_for(running, survey, 3):
        assert answer(survey, key=key).status_code == 302
    before = set(Response.objects.values_list("pk", flat=True))
    said = set(Reply.objects.values_list("pk", flat=True))
    counted = Reply.objects.filter(score=5).count()
    mixed = []
    monkeypatch.setattr(
        "findings.survey_shuffling._mixed", lambda rows: mixed.append(len(rows)) or rows[::-1]
    )
    surveys.close(survey, by=running.clerk)
    after = set(Response.objects.values_list("pk", flat=True))
    assert (len(after), after & before) == (3, set())
    assert set(Reply.objects.values_list("pk", flat=True)) & said == set()
    assert Reply.objects.filter(score=5).count() == counted
    assert mixed == [4, 3, len(said)]
    assert SurveyInvitation.objects.exclude(used_on=None).count() == 3


def test_results_are_shown_only_once_it_is_closed(running):
    survey = opened(running)
    answer(survey, fields(survey, q5="排队时间长"))
    page = get("leader", "survey_results", "spring", 1)
    assert "调查结束后方可查看结果" in text(page) and "排队时间长" not in text(page)
    assert page.xpath("//table") == []
    surveys.close(survey, by=running.clerk)
    assert "排队时间长" in text(get("leader", "survey_results", "spring", 1))


def test_it_is_opened_again_with_a_reason(running):
    survey = opened(running)
    surveys.close(survey, by=running.clerk)
    post("clerk", "reopen_survey", "spring", 1, status=422)
    assert Survey.objects.get().status == "closed"
    post("clerk", "reopen_survey", "spring", 1, reason="补充征求意见", closes_on="2099-12-31")
    fresh = Survey.objects.get()
    assert (fresh.status, fresh.reopen_reason) == ("open", "补充征求意见")
    assert Event.objects.get(kind="survey.reopened").particulars["reason"] == "补充征求意见"
    assert answer(fresh).status_code == 302


def test_a_visit_names_who_wrote_it_down_and_nobody_else(running):
    survey = opened(running)
    post("inspector", "survey_visit", "spring", 1, on="2026-03-02", **fields(survey))
    kept = Response.objects.get()
    assert (kept.method, kept.recorded_by.account, kept.answered_on) == ("visit", "inspector", DAY)
    assert Event.objects.get(kind="survey.visit_recorded").actor_pk == running.inspector.pk
    assert Survey.objects.get().taken == 1


def test_a_visit_of_tomorrow_is_not_written_down(running):
    survey = opened(running)
    sent = {**fields(survey, q5="很好"), "on": "2099-01-01"}
    page = post("clerk", "survey_visit", "spring", 1, status=422, **sent).page
    assert "很好" in text(page) and Response.objects.count() == 0


def test_who_recorded_is_known_of_visits_alone(running):
    from django.db import IntegrityError, transaction

    survey, nobody = opened(running), {"recorded_by": None}
    for method, by in (("self", {"recorded_by": running.clerk}), ("visit", nobody)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.create(survey=survey, answered_on=DAY, method=method, **by)


def test_scores_of_a_system_come_all_or_not_at_all(running):
    survey = opened(running, places=2)
    mark = survey.questions.all()[2].pk
    sheets = [{mark: Said(score=score)} for score in (5, 4, 3)]
    with pytest.raises(NotAllowed):
        survey_answering.take_scores(survey, sheets, DAY, by=running.clerk)
    assert Response.objects.count() == 0
    survey_answering.take_scores(survey, sheets[:2], DAY, by=running.clerk)
    assert set(Response.objects.values_list("method", "recorded_by")) == {
        ("scores", running.clerk.pk)
    }
    assert Survey.objects.get().taken == 2


def test_keys_are_shown_once_and_kept_as_a_hash(running):
    survey = draft(running, entrance="invited")
    sent = post(
        "clerk", "survey_invitations", "spring", 1,
        status=200, lines="用户，某单位，13900000001\n媒体\t某报社",
    )  # fmt: skip
    keys = sent.page.xpath("//li[@class='slip']/p/code[not(contains(., '/'))]/text()")
    rows = list(SurveyInvitation.objects.order_by("pk"))
    assert [row.token_hash for row in rows] == [hash_of(key) for key in keys]
    assert [(row.category, row.name) for row in rows] == [("用户", "某单位"), ("媒体", "某报社")]
    later = text(get("clerk", "survey_invitations", "spring", 1))
    assert "某报社" in later and not any(key in later for key in keys)
    assert survey.invitations.count() == 2


def test_a_lost_key_is_replaced_and_opens_nothing_any_more(running):
    survey = opened(running, entrance="invited")
    (old,) = keys_for(running, survey, 1)
    row = SurveyInvitation.objects.get(token_hash=hash_of(old))
    page = post("clerk", "issue_key_anew", "spring", 1, row.pk, status=200).page
    (new,) = page.xpath("//li[@class='slip']/p/code[not(contains(., '/'))]/text()")
    assert answer(survey, key=new).status_code == 302
    with pytest.raises(NotAllowed):
        survey_inviting.issue_anew(row, by=running.clerk)
    from django.test import Client

    from tests.surveying import address

    assert Client().get(address(survey), {"k": old}).status_code == 404


def test_a_quota_is_not_below_what_came_in(running):
    survey = opened(running, entrance="invited")
    keys = keys_for(running, survey, 2, "媒体")
    survey_inviting.set_quota(survey, "媒体", 2, by=running.clerk)
    for key in keys:
        answer(survey, key=key)
    sent = post("clerk", "set_quota", "spring", 1, status=422, category="媒体", places=1)
    [field] = sent.page.xpath("//*[contains(@class, 'has-errors')]")
    assert "该类别已收答卷多于所设名额。" in text(field)
    assert field.xpath(".//input/@value") == ["1"]
    assert survey.quotas.get().places == 2


def test_words_become_an_opinion_once(running):
    survey = opened(running)
    answer(survey, fields(survey, q5="排队时间长"))
    surveys.close(survey, by=running.clerk)
    reply = Reply.objects.get(text="排队时间长")
    post("inspector", "words_to_opinion", "spring", 1, reply.pk)
    post("inspector", "words_to_opinion", "spring", 1, reply.pk, status=409)
    opinion = running.campaign.opinions.get()
    assert (opinion.text, opinion.channel) == ("排队时间长", "survey")
    assert opinion.said_on == Response.objects.get().answered_on


def test_the_code_leads_to_the_public_page(running, settings):
    settings.SITE_URL = "https://inspection.example.org"
    survey = opened(running)
    page = get("leader", "survey_code", "spring", 1)
    assert f"https://inspection.example.org/ask/{survey.slug}/" in text(page)
    assert page.xpath("//*[@id='code']/*[local-name()='path']")


def test_the_preview_sends_nothing(running):
    draft(running)
    page = get("inspector", "survey_preview", "spring", 1)
    assert "您对服务是否满意" in text(page) and page.xpath("//form") == []


def test_lists_cost_the_same_for_one_and_many(running, django_assert_num_queries):
    from tests.signed_in import at_browser, cost

    survey, client = opened(running), at_browser("leader")
    answer(survey, fields(survey, q5="一"))
    surveys.close(survey, by=running.clerk)
    urls = [f"/campaigns/spring/surveys/{tail}" for tail in ("", "1/", "1/results/")]
    before = [cost(client, url) for url in urls]
    surveys.reopen(Survey.objects.get(), by=running.clerk, reason="补充", closes_on=None)
    for words in ("二", "三", "四"):
        answer(survey, fields(survey, q5=words))
    surveys.close(Survey.objects.get(), by=running.clerk)
    for _n in range(2):
        draft(running)
    assert [cost(client, url) for url in urls] == before


def test_a_question_needs_its_survey(running):
    draft(running)
    other = draft(running)
    last = Question.objects.filter(survey=other).last()
    post("clerk", "change_question", "spring", 1, last.pk, status=404, kind="text", text="x")


def test_a_campaign_is_not_closed_over_an_open_survey(running):
    survey = opened(running)
    assert "第1号调查" in open_surveys(running.campaign)[0].text
    with pytest.raises(NotAllowed) as refused:
        launch.close(running.campaign, by=running.clerk)
    assert any("第1号调查" in str(reason.text) for reason in refused.value.reasons)
    surveys.close(survey, by=running.clerk)
    assert open_surveys(running.campaign) == []


def test_an_open_survey_is_read_once_and_a_draft_anew(running):
    survey = draft(running)
    before = len(questions_of(survey))
    add(running, survey, "text", "再问一句", [])
    assert len(questions_of(survey)) == before + 1
    surveys.publish(survey, by=running.clerk)
    assert questions_of(survey)[0] is questions_of(survey)[0]
    twin = surveys.copy(survey, running.campaign, by=running.clerk)
    assert questions_of(twin)[0].survey_id == twin.pk


def test_who_runs_it_is_told_to_close_what_takes_no_more_answers(running):
    with clock.at(at()):
        survey = opened(running, closes_on=clock.today())
        assert "结束第1号调查" not in text(get("clerk", "home"))
    with clock.at(at(hour=10).replace(day=3)):
        assert "结束第1号调查并查看结果" in text(get("clerk", "home"))
        assert "结束第1号调查" not in text(get("leader", "home"))
        surveys.close(survey, by=running.clerk)
        assert "结束第1号调查" not in text(get("clerk", "home"))
