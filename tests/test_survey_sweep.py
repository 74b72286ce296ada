"""A survey whose last day is over is closed by itself, shuffled, and the office is told."""

from datetime import timedelta

import pytest

from findings import survey_sweep
from findings.models import Response, Survey
from organization import clock
from organization.models import Event, Notification, Sweep
from tests.surveying import answer, opened
from tests.world import start


@pytest.fixture
def running(world):
    return start(world)


def later(days: int):
    return clock.at(clock.now() + timedelta(days=days))


def test_the_day_after_the_last_one_it_is_closed_and_shuffled(running):
    survey = opened(running, closes_on=clock.today())
    answer(survey)
    before = set(Response.objects.values_list("pk", flat=True))
    assert survey_sweep.sweep() == 0
    with later(1):
        assert (survey_sweep.sweep(), survey_sweep.sweep()) == (1, 0)
    survey.refresh_from_db()
    assert (survey.status, survey.closed_by) == ("closed", None)
    assert Response.objects.count() == 1
    assert before.isdisjoint(Response.objects.values_list("pk", flat=True))
    assert Event.objects.get(kind="survey.closed").actor == ""


def test_the_office_is_told_once(running):
    survey = opened(running, closes_on=clock.today())
    with later(1):
        survey_sweep.sweep()
    told = Notification.objects.get(kind="survey_closed")
    assert (told.recipient, told.thing_pk) == (running.clerk, survey.pk)
    assert told.title == f"调查1已截止：{survey.title}"
    assert Sweep.objects.filter(name="surveys").exists()


def test_without_a_last_day_or_in_a_closed_campaign_nothing_is_closed(running):
    opened(running)
    survey = opened(running, closes_on=clock.today())
    type(running.campaign).objects.filter(pk=running.campaign.pk).update(status="closed")
    with later(1):
        assert survey_sweep.sweep() == 0
    assert set(Survey.objects.values_list("status", flat=True)) == {"open"}
    assert survey.closes_on is not None
