"""Answer a survey without an account: by one and by many at once, against a real server."""

import os
from urllib.parse import urlencode

from benchmarks import clients, organisation
from benchmarks.measuring import Comparison
from benchmarks.serving import beside_empty_view
from findings import public, survey_questions, surveys
from findings.models import Survey
from organization.models import Person

CLIENTS = {1: "≤ 15× an empty view", 10: "≥ 6 % of the empty view", 50: "p99 ≤ 500 ms"}
SATISFIED = [("满意", 100), ("基本满意", 60), ("不满意", 0), ("不了解", None)]
CHOICES, MARKS = 6, 3  # questions of a usual sheet, and one for own words


def run(size: str, rounds: int) -> list[Comparison]:
    """A sheet of ten questions, every answer taken and kept; no address is slowed down here."""
    made = organisation.make("survey", 1)
    survey = opened(made.campaign, made.heads[0])
    os.environ["PUBLIC_POSTS"] = str(10**9)
    return [
        beside_empty_view(
            f"answer a survey, {number} clients",
            [(Answer(survey).message, lambda body: None) for _client in range(number)],
            rounds=rounds, requests=400, goal=goal,
        )
        for number, goal in CLIENTS.items()
    ]  # fmt: skip


def opened(campaign, by: Person) -> Survey:
    """A survey that takes answers."""
    survey = surveys.write(campaign, by=by, title="满意度调查")
    for number in range(CHOICES):
        survey_questions.add(
            survey, SATISFIED, by=by, kind="single", text=f"第{number}项是否满意？"
        )
    for number in range(MARKS):
        survey_questions.add(survey, [], by=by, kind="scale_10", text=f"请给第{number}项打分")
    survey_questions.add(survey, [], by=by, kind="text", text="您还有什么意见？", required=False)
    surveys.publish(survey, by=by)
    return survey


class Answer:
    """Somebody's filled-in form, with a one-time mark of its own each time."""

    def __init__(self, survey: Survey) -> None:
        self.slug = survey.slug
        self.fields = {}
        for question in survey.questions.prefetch_related("options"):
            options = list(question.options.all())
            said = str(options[0].pk) if options else "9" if question.top else "希望增加窗口"
            self.fields[f"q{question.pk}"] = said

    def message(self) -> bytes:
        """The request as it goes over the wire."""
        body = urlencode({**self.fields, "form": public.new_form(self.slug)}).encode()
        secret = "x" * 32
        heads = {
            "Cookie": f"csrftoken={secret}",
            "X-CSRFToken": secret,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return clients.message("POST", f"/ask/{self.slug}/", heads, body)
