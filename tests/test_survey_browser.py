"""Surveys in a real browser: answered on a phone without script, built by the office."""

import pytest

from findings import surveys
from findings.models import Question, Response, Survey
from tests.browser.chromium import inaccessible
from tests.browser.scanning import link_of, link_on_the_wall, scan
from tests.surveying import address, answer, draft, fields, keys_for, opened
from tests.test_screens_browser import faults
from tests.world import make_world, start

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
AT = "/campaigns/spring/surveys/"


@pytest.fixture
def running(site):
    return start(make_world())


def fill_in(page, survey: Survey) -> None:
    first, _why, mark, _used, words = survey.questions.all()
    page.locator(f"[name=q{first.pk}]").first.check()
    page.locator(f"[name=q{mark.pk}][value='4']").check()
    page.locator(f"[name=q{words.pk}]").fill("希望增加窗口")


def test_a_question_with_a_condition_comes_when_its_answer_is_chosen(running, visitor):
    survey = opened(running)
    first, why, *_rest = survey.questions.all()
    phone = visitor(width=PHONE)
    page = phone.open(address(survey))
    words = page.locator(f"[name=q{why.pk}]")
    assert not words.is_visible()
    page.locator(f"[name=q{first.pk}]").last.check()
    assert words.is_visible()
    page.locator(f"[name=q{first.pk}]").first.check()
    assert not words.is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_somebody_answers_on_a_phone(running, visitor, script):
    survey = opened(running)
    wall = visitor("clerk", width=DESK)
    wall.open(f"{AT}{survey.number}/code/")
    phone = visitor(width=PHONE, java_script_enabled=script)
    scan(phone, link_on_the_wall(wall))
    page = phone.page
    assert page.url.endswith(address(survey))
    page.locator("form[data-act=survey_answer] button[type=submit]").click()
    phone.sees("尚未提交")
    fill_in(page, survey)
    page.locator("form[data-act=survey_answer] button[type=submit]").click()
    phone.sees("感谢您的参与")
    assert Response.objects.count() == 1


def test_the_code_on_a_slip_opens_the_survey_once(running, visitor):
    survey = opened(running, entrance="invited")
    office = visitor("clerk", width=DESK)
    page = office.open(f"{AT}{survey.number}/invitations/")
    page.locator("[name=lines]").fill("用户,示例小区,13900000000")
    page.locator("form[data-act=survey_invite] button[type=submit]").click()
    link = link_of(page.locator("svg.qr").screenshot())
    phone = visitor(width=PHONE)
    scan(phone, link)
    fill_in(phone.page, survey)
    phone.page.locator("form[data-act=survey_answer] button[type=submit]").click()
    phone.sees("感谢您的参与")
    scan(phone, link)
    phone.sees("已提交过答卷")
    assert Response.objects.count() == 1


def test_the_public_pages_are_accessible_and_never_too_wide(running, visitor):
    survey, asked = opened(running), opened(running, entrance="invited", title="定向调查")
    (key,) = keys_for(running, asked, 1)
    over = opened(running, title="已经结束的调查")
    surveys.close(over, by=running.clerk)
    phone = visitor()
    answered = [address(survey), address(asked), f"{address(asked)}?k={key}",
                f"{address(survey)}thanks/"]  # fmt: skip
    found = {one: faults(phone, one, width) for one in answered for width in (PHONE, DESK)}
    for one in (address(over), "/ask/nothing/"):
        found[one] = inaccessible(phone.open(one))
    assert {one: wrong for one, wrong in found.items() if wrong} == {}


def test_the_pages_of_the_office_are_accessible_and_never_too_wide(running, visitor):
    survey = opened(running, entrance="invited")
    for key in keys_for(running, survey, 3):
        answer(survey, fields(survey, q5="排队时间长"), key=key)
    surveys.close(survey, by=running.clerk)
    ballot = draft(running, kind="ballot", title="行风评议测评", grades="90 优秀\n0 不合格")
    surveys.publish(ballot, by=running.clerk)
    written = draft(running, title="下一轮")
    question = Question.objects.filter(survey=written).first()
    office = visitor("clerk")
    pages = ["", "new/", "1/", "1/results/", "1/invitations/", "2/", "2/code/", "2/visit/",
             "2/scores/", "3/", "3/questions/new/", f"3/questions/{question.pk}/",
             "3/preview/"]  # fmt: skip
    found = {
        f"{page} {width}": faults(office, f"{AT}{page}", width)
        for page in pages
        for width in (PHONE, DESK)
    }
    assert {one: wrong for one, wrong in found.items() if wrong} == {}
