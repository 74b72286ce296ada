"""People read the house in the language they chose, and nobody is given one by their browser."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from campaigns import returns
from campaigns.models import Answer
from organization import clock, languages
from organization.delivery import deliver_waiting
from organization.models import Event, NotAllowed, Notification, Person
from organization.notices import notify
from tests.signed_in import at_browser, text_of
from tests.world import DAY, at, start, submit

pytestmark = pytest.mark.django_db


def lang(response) -> str:
    return re.search(r'<html lang="([\w-]+)"', response.content.decode())[1]


def choose(client: Client, code: str, **more):
    return client.post(reverse("language"), {"language": code, **more})


def test_whoever_has_chosen_nothing_reads_the_installation(world, settings):
    assert lang(at_browser("head").get("/")) == "zh-Hans"
    settings.LANGUAGE_CODE = "zh-hant"
    page = at_browser("head").get("/")
    assert (lang(page), page.headers["Content-Language"]) == ("zh-Hant", "zh-hant")
    assert "待辦" in text_of(page)


def test_a_choice_is_kept_with_the_person_on_every_machine(world):
    choose(at_browser("head"), "en")
    page = at_browser("head").get("/")
    assert lang(page) == "en"
    assert "To do" in text_of(page)
    assert lang(at_browser("clerk").get("/")) == "zh-Hans"
    assert Event.objects.filter(kind="person.language_chosen", actor_pk=world.head.pk).count() == 1


def test_the_page_of_the_choice_marks_the_language_one_reads(world):
    head = at_browser("head")
    choose(head, "zh-hant")
    page = head.get(reverse("language")).content.decode()
    assert re.findall(r'value="([\w-]+)" checked', page) == ["zh-hant"]
    assert re.findall(r'<span class="w" lang="[\w-]+">([^<]+)<', page) == [
        "簡體中文",
        "繁體中文",
        "English",
    ]


def test_the_switch_beside_the_sign_in_keeps_to_its_browser(world):
    client, other = Client(), Client()
    back = f"{reverse('login')}?next=/campaigns/"
    answer = choose(client, "zh-hant", next=back)
    assert answer.headers["Location"] == back
    assert "登錄" in text_of(client.get(back))
    assert lang(other.get(reverse("login"))) == "zh-Hans"


def test_the_choice_of_the_person_goes_before_that_of_the_browser(world):
    client = at_browser("head")
    client.cookies["language"] = "en"
    assert lang(client.get("/")) == "en"
    Person.objects.filter(account="head").update(language="zh-hant")
    assert lang(client.get("/")) == "zh-Hant"


@pytest.mark.parametrize("cookie", ["de", "zh-hans-x", "../../etc", ""])
def test_a_cookie_somebody_made_up_changes_nothing(world, cookie):
    client = Client()
    client.cookies["language"] = cookie
    assert lang(client.get(reverse("login"))) == "zh-Hans"


def test_what_the_browser_wishes_counts_only_where_the_operator_says_so(world, settings):
    wish = {"Accept-Language": "en-GB,en;q=0.9"}
    assert lang(Client().get(reverse("login"), headers=wish)) == "zh-Hans"
    settings.LANGUAGE_FROM_BROWSER = True
    assert lang(Client().get(reverse("login"), headers=wish)) == "en"


def test_the_switch_leads_to_no_other_site(world):
    assert choose(Client(), "en", next="https://elsewhere.example/").headers["Location"] == "/"


def test_a_language_there_is_not_is_refused(world):
    assert choose(at_browser("head"), "de").status_code == 409
    with pytest.raises(NotAllowed):
        languages.choose(world.head, "de")
    assert world.head.language == ""


def test_the_frame_of_a_mail_is_in_the_language_of_who_gets_it(world, settings, tmp_path):
    settings.MAIL_DIR = tmp_path
    settings.EMAIL_BACKEND = "inspection.mail.FolderBackend"
    Person.objects.filter(account="head").update(language="en")
    Person.objects.filter(account="clerk").update(language="zh-hant")
    notify([world.head, world.clerk, world.leader], world.campaign, "kind", "—")
    deliver_waiting()
    mails = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in tmp_path.glob("*.eml")
    ]
    said = {mail["To"].partition("@")[0]: mail.get_content() for mail in mails}
    assert "Please sign in first." in said["head"]
    assert "請先登錄" in said["clerk"]
    assert "请先登录" in said["leader"]


def test_what_people_are_told_is_in_the_language_of_each_of_them(world):
    Person.objects.filter(account="head").update(language="en")
    Person.objects.filter(account="service_head").update(language="zh-hant")
    start(world)
    titles = dict(
        Notification.objects.filter(kind="sheet_assigned").values_list(
            "recipient__account", "title"
        )
    )
    assert titles == {
        "head": "Please fill in the self-check sheet: 春季专项自查",
        "service_head": "請填報自查表：春季专项自查",
    }


def test_days_and_kinds_in_a_notice_are_in_the_language_too(world):
    """The reader of English sent it; the head reads the reason and the day in Chinese."""
    start(world)
    submit(world, "SALES", _2={"result": "no", "text": "资料不全", "cause": "重视不够"})
    answers = Answer.objects.filter(selfcheck=world.sheet(), item__no=2).select_related("item")
    with clock.at(at(DAY)), override("en"):
        returns.send_back(
            world.sheet(),
            answers,
            by=world.clerk,
            reason="superficial",
            note="写明份数",
            due_on=DAY + timedelta(days=3),
        )
    told = Notification.objects.get(kind="sheet_returned", recipient=world.head)
    assert not re.search(r"[A-Za-z]{2}", f"{told.title}{told.text}")
    assert "3月5日" in told.text
