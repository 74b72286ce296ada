"""Surveys for the tests: a questionnaire, a ballot, people who answer."""

import re
from datetime import date

from django.test import Client
from django.urls import reverse

from findings import survey_inviting, survey_questions, surveys
from findings.models import Option, Question, Survey
from findings.survey_inviting import Invited
from tests.world import World

ADDRESS = "203.0.113.77"


def draft(world: World, **fields) -> Survey:
    """1 how satisfied, 2 why not (only after 不满意), 3 a mark, 4 what you use, 5 own words."""
    given = {"title": "“倾听您的心声”满意度调查", "intro": "请您评价我们的服务。", **fields}
    survey = surveys.write(world.campaign, by=world.clerk, **given)
    if survey.is_ballot:
        return survey
    add(world, survey, "single", "您对服务是否满意？", [("满意", 100), ("一般", 60), ("不满意", 0)])
    condition = Option.objects.get(question__survey=survey, text="不满意")
    add(world, survey, "text", "您为什么不满意？", [], shown_if=condition)
    add(world, survey, "scale_5", "请给服务态度打分。", [])
    add(
        world,
        survey,
        "multiple",
        "您使用过哪些服务？",
        [("窗口", None), ("热线", None)],
        required=False,
    )
    add(world, survey, "text", "您还有什么意见？", [], required=False)
    return survey


def add(world: World, survey: Survey, kind: str, text: str, options: list, **fields) -> Question:
    fields = {"kind": kind, "text": text, "required": True, **fields}
    return survey_questions.add(survey, options, by=world.clerk, **fields)


def opened(world: World, **fields) -> Survey:
    """A survey that takes answers."""
    survey = draft(world, **fields)
    if survey.is_invited:
        keys_for(world, survey, 1, "单位")
    surveys.publish(survey, by=world.clerk)
    return survey


def keys_for(world: World, survey: Survey, number: int, category: str = "用户") -> list[str]:
    people = [Invited(category, f"{category}第{n}户", f"1390000{n:04}") for n in range(number)]
    return [one.key for one in survey_inviting.invite(survey, people, by=world.clerk)]


def fields(survey: Survey, *, choice: str = "满意", **said) -> dict:
    """The form filled in: `q3="4"` answers the third question, `q3=None` leaves it out."""
    questions = list(survey.questions.all())
    given = {
        f"q{questions[0].pk}": str(questions[0].options.get(text=choice).pk),
        f"q{questions[2].pk}": "5",
    }
    for name, value in said.items():
        given[f"q{questions[int(name[1:]) - 1].pk}"] = value
    return {name: value for name, value in given.items() if value is not None}


def address(survey: Survey) -> str:
    return reverse("survey_answer", args=[survey.slug])


def mark_of(page: str) -> str:
    return re.search(r'name="form" value="([^"]+)"', page)[1]


def answer(
    survey: Survey, given: dict | None = None, *, key: str = "", client: Client | None = None
):
    """Somebody opens the page and sends the form."""
    client = client or Client(REMOTE_ADDR=ADDRESS)
    page = client.get(address(survey), {"k": key} if key else {}).content.decode()
    sent = {**(fields(survey) if given is None else given), "form": mark_of(page), "key": key}
    return client.post(address(survey), sent)


LAST_DAY = date(2099, 12, 31)
