"""What people outside read of a campaign, pages and mails, is in its language."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import override

from campaigns.models import Campaign
from findings import opinion_boxes, survey_inviting, survey_mailing
from findings.models import Survey
from findings.survey_inviting import Invited
from organization import delivery
from organization.traditional import traditional
from tests.surveying import draft, opened
from tests.world import start

LIST = [Invited("用戶", "一號戶", "one@example.org")]
TITLE = {"title": "滿意度調查", "intro": "請您評價。", "entrance": "invited"}


@pytest.fixture
def running(world):
    """A campaign in traditional characters of an installation in simplified ones."""
    Campaign.objects.filter(pk=world.campaign.pk).update(
        language="zh-hant", title="春季自查", organisation_name="甲公司"
    )
    world.campaign.refresh_from_db()
    return start(world)


def page(path: str, **cookies: str):
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    return client.get(path)


def lang(response) -> str:
    return re.search(r'<html lang="([\w-]+)"', response.content.decode())[1]


def said(response) -> str:
    return re.sub(r"(?s)<head>.*?</head>|<[^>]+>", " ", response.content.decode())


@pytest.fixture
def survey(running) -> Survey:
    survey = opened(running, **TITLE)
    survey_inviting.invite(survey, LIST, by=running.clerk)
    return survey


def mailed(survey: Survey, by) -> tuple[str, str]:
    """Subject and words of the one invitation."""
    survey_mailing.send(survey, again=False, by=by)
    mail.outbox.clear()
    delivery.deliver_waiting()
    [letter] = [one for one in mail.outbox if one.to == ["one@example.org"]]
    return letter.subject, letter.body


def test_an_invitation_is_mailed_in_the_characters_of_the_campaign(running, survey):
    with override("en"):
        words = " ".join(mailed(survey, running.clerk))
    assert "邀您參加" in words
    assert traditional(words) == words


def test_an_english_house_mails_english(running, survey, settings):
    settings.LANGUAGE_CODE = "en"
    subject, words = mailed(survey, running.clerk)
    assert subject == "Invitation: 滿意度調查"
    assert "please do not pass it on" in words


def test_the_form_its_refusal_and_the_thanks_are_in_the_characters_of_the_campaign(survey):
    for path in (
        f"/ask/{survey.slug}/",
        f"/ask/{survey.slug}/?k=ABCD",
        f"/ask/{survey.slug}/thanks/",
    ):
        shown = page(path)
        assert (lang(shown), shown.headers["Content-Language"]) == ("zh-Hant", "zh-hant"), path
        assert traditional(said(shown)) == said(shown)


def test_a_language_the_visitor_chose_goes_before_it(survey):
    assert lang(page(f"/ask/{survey.slug}/", language="en")) == "en"
    assert lang(page(f"/ask/{survey.slug}/", language="xx")) == "zh-Hant"


def test_the_next_page_of_the_house_is_in_its_own_language(survey):
    client = Client()
    assert lang(client.get(f"/ask/{survey.slug}/")) == "zh-Hant"
    assert lang(client.get("/accounts/login/")) == "zh-Hans"


def test_an_opinion_box_speaks_the_characters_of_the_campaign(running):
    box = opinion_boxes.put_up(running.campaign, by=running.clerk)
    assert lang(page(f"/say/{box.slug}/")) == "zh-Hant"


def test_what_a_ballot_asks_is_in_the_characters_of_the_campaign(running):
    with override("en"):
        question = draft(running, kind="ballot").questions.get()
    words = [question.text, *(row.text for row in question.options.all())]
    assert words[1:3] == ["滿意", "基本滿意"]
    assert [traditional(word) for word in words] == words
