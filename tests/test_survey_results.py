"""What came in: counts, shares, indexes with what they were worked out from, waves, ballots."""

import pytest
from openpyxl import load_workbook

from findings import surveys
from findings.survey_ballots import ballot_for, grade_for, grades_of
from findings.survey_results import Line, index_of, results_of
from tests.surveying import answer, draft, fields, keys_for, opened
from tests.visiting import get, text, visit
from tests.world import start


@pytest.fixture
def running(world):
    return start(world)


@pytest.mark.parametrize(
    ("lines", "index"),
    [
        ([Line("满意", 3, 4, 100), Line("不满意", 1, 4, 0)], 75.0),
        ([Line("满意", 1, 4, 100), Line("不了解", 3, 4)], 100.0),
        ([Line("不了解", 3, 3)], None),
        ([Line("满意", 0, 0, 100)], None),
        ([], None),
    ],
)
def test_the_index_is_the_mean_of_what_is_weighed(lines, index):
    assert index_of(lines) == index


def closed(running, *choices: str, **more):
    survey = opened(running, **more)
    for choice in choices:
        said = fields(survey, choice=choice, q2="太慢" if choice == "不满意" else None, q3="3")
        assert answer(survey, said).status_code == 302
    surveys.close(survey, by=running.clerk)
    return survey


def test_counts_and_shares(running):
    results = results_of(closed(running, "满意", "满意", "一般", "不满意"))
    first, why, mark, used, words = results.questions
    assert [(line.label, line.number, line.of) for line in first.lines] == [
        ("满意", 2, 4), ("一般", 1, 4), ("不满意", 1, 4)
    ]  # fmt: skip
    assert (first.answered, first.weighed, first.index) == (4, 4, 65.0)
    assert (why.answered, [reply.text for reply in why.words]) == (1, ["太慢"])
    assert [(line.label, line.number) for line in mark.lines] == [
        ("5", 0), ("4", 0), ("3", 4), ("2", 0), ("1", 0)
    ]  # fmt: skip
    assert (mark.index, used.answered, words.answered) == (50.0, 0, 0)
    assert (results.total, results.index) == (4, 57.5)


def test_several_choices_are_shares_of_who_answered(running):
    survey = opened(running)
    both = [str(option.pk) for option in survey.questions.all()[3].options.all()]
    for chosen in (both, both[:1]):
        assert answer(survey, fields(survey, q4=chosen)).status_code == 302
    surveys.close(survey, by=running.clerk)
    used = results_of(survey).questions[3]
    assert [(line.label, line.number, line.of) for line in used.lines] == [
        ("窗口", 2, 2), ("热线", 1, 2)
    ]  # fmt: skip


def test_the_next_wave_is_compared_with_the_one_before(running):
    before = closed(running, "满意", "不满意")
    twin = surveys.copy(before, running.campaign, by=running.clerk)
    surveys.publish(twin, by=running.clerk)
    for _n in range(2):
        answer(twin, fields(twin, q3="3"))
    surveys.close(twin, by=running.clerk)
    results = results_of(twin)
    assert (results.questions[0].before, results.questions[0].change) == (50.0, 50.0)
    assert (results.before, results.index, results.change) == (50.0, 75.0, 25.0)
    shown = text(get("leader", "survey_results", "spring", 2))
    assert "上一轮 50.0，+50.0" in shown


def test_a_wave_that_is_open_again_is_not_compared(running):
    before = closed(running, "满意")
    twin = surveys.copy(before, running.campaign, by=running.clerk)
    surveys.publish(twin, by=running.clerk)
    surveys.close(twin, by=running.clerk)
    surveys.reopen(before, by=running.clerk, reason="补充", closes_on=None)
    assert results_of(surveys.Survey.objects.get(pk=twin.pk)).before is None


def test_a_ballot_counts_sent_returned_and_valid(running):
    survey = draft(running, kind="ballot", grades="90 优秀\n60 合格\n0 不合格")
    question = survey.questions.get()
    surveys.note_sent(survey, 10, by=running.clerk)
    surveys.publish(survey, by=running.clerk)
    options = {option.text: str(option.pk) for option in question.options.all()}
    for choice in ("满意", "基本满意", "不满意", "不了解", ""):
        said = {f"q{question.pk}": options[choice]} if choice else {}
        assert answer(survey, said).status_code == 302
    surveys.close(survey, by=running.clerk)
    ballot = ballot_for(results_of(survey))
    assert (ballot.sent, ballot.returned, ballot.valid, ballot.blank) == (10, 5, 4, 1)
    assert ballot.return_rate.percent == 50 and ballot.valid_rate.percent == 80
    assert (ballot.satisfaction_rate.number, ballot.satisfaction_rate.of) == (2, 4)
    assert ballot.grade == "不合格"
    shown = text(get("leader", "survey_results", "spring", 1).xpath("//table")[0])
    assert "收回51050.0" in shown and "满意和基本满意2450.0" in shown


def test_a_ballot_by_invitation_was_sent_as_often_as_invited(running):
    survey = draft(running, kind="ballot", entrance="invited")
    keys = keys_for(running, survey, 4)
    surveys.publish(survey, by=running.clerk)
    answer(survey, {}, key=keys[0])
    surveys.close(survey, by=running.clerk)
    ballot = ballot_for(results_of(survey))
    assert (ballot.sent, ballot.returned, ballot.valid, ballot.grade) == (4, 1, 0, "")


@pytest.mark.parametrize(
    ("percent", "grade"),
    [(100, "优秀"), (90, "优秀"), (89.9, "合格"), (60, "合格"), (59.9, ""), (None, "")],
)
def test_the_grade_is_the_best_whose_limit_is_reached(percent, grade):
    survey = surveys.Survey(grades="60% 合格\n\n没有数字\n90 优秀")
    assert grade_for(percent, grades_of(survey)) == grade


def test_the_worksheet_says_what_the_page_says(running):
    from io import BytesIO

    survey = opened(running)
    answer(survey, fields(survey, q5="=1+1"))
    surveys.close(survey, by=running.clerk)
    sheet = load_workbook(
        BytesIO(visit("leader").get("/campaigns/spring/surveys/1/results/export/").content)
    ).active
    rows = [tuple(cell.value for cell in row) for row in sheet]
    assert rows[0][:6] == ("序号", "题目", "回答", "数量", "总数", "占比（%）")
    assert rows[1][2:8] == ("满意", 1, 1, 100, 100, 100)
    assert rows[-1][2] == "'=1+1"
