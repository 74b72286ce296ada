"""Many at one key, one place, one form at the same instant: one answer."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from findings import public, survey_answering, surveys
from findings.models import Response, Survey, SurveyInvitation
from findings.survey_answering import Said
from tests.surveying import address, fields, keys_for, mark_of, opened
from tests.test_sheet_races import at_once
from tests.world import make_world, start

MANY = 50


@pytest.fixture
def running(transactional_db, settings):
    settings.PUBLIC_POSTS = 10 * MANY
    return start(make_world())


def post_all(forms: list[dict], url: str) -> list[int]:
    """Send all forms as nearly at once as threads can."""
    barrier, codes = Barrier(len(forms)), []

    def send(form: dict) -> None:
        barrier.wait(30)
        try:
            codes.append(Client().post(url, form).status_code)
        finally:
            connection.close()

    threads = [Thread(target=send, args=[form]) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(codes)


def test_a_key_in_fifty_hands_gives_one_answer(running):
    survey = opened(running, entrance="invited")
    (key,) = keys_for(running, survey, 1)
    given = fields(survey)
    forms = [{**given, "key": key, "form": public.new_form(survey.slug)} for _n in range(MANY)]
    assert post_all(forms, address(survey)) == [302] + [409] * (MANY - 1)
    assert Response.objects.count() == 1
    assert SurveyInvitation.objects.exclude(used_on=None).count() == 1


def test_a_form_sent_fifty_times_gives_one_answer(running):
    survey = opened(running)
    form = {**fields(survey), "form": mark_of(Client().get(address(survey)).content.decode())}
    assert post_all([form] * MANY, address(survey)) == [302] + [409] * (MANY - 1)
    assert Response.objects.count() == 1


def test_the_last_places_are_given_once_each(running):
    survey = opened(running, places=3)
    given = fields(survey)
    forms = [{**given, "form": public.new_form(survey.slug)} for _n in range(10)]
    assert post_all(forms, address(survey)) == [302] * 3 + [410] * 7
    assert (Response.objects.count(), Survey.objects.get().taken) == (3, 3)


def test_nothing_is_taken_behind_the_closing(running):
    """An answer that passed the look at the status while the survey is closed."""
    survey = opened(running)
    mark = survey.questions.all()[2].pk
    stale = Survey.objects.get(pk=survey.pk)
    surveys.close(survey, by=running.clerk)

    def answer() -> None:
        with pytest.raises(public.Refused):
            form = public.new_form(stale.slug)
            survey_answering.answer(stale, {mark: Said(score=5)}, form=form)

    at_once(answer)
    assert Response.objects.count() == 0
