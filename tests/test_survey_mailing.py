"""Invitations by mail: everybody gets a link of the own, once; it lies in no table and no log."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from findings import survey_inviting, survey_mailing, surveys
from findings.models import Response, SurveyInvitation
from findings.survey_inviting import Invited
from organization import clock, delivery
from organization.models import Event, NotAllowed
from tests.no_trace import everything, traces
from tests.surveying import answer, draft, fields, opened
from tests.test_public_traces import opened_up
from tests.visiting import get, post, text
from tests.world import at, start

LIST = [
    Invited("用户", "一号户", "one@example.org"),
    Invited("用户", "二号户", " two@example.org "),
    Invited("用户", "三号户", "13900000000"),
    Invited("媒体", "某报社", "no@mail\nBcc: all@example.org"),
]


@pytest.fixture
def survey(world):
    survey = opened(start(world), entrance="invited")
    world.printed = [one.key for one in survey_inviting.invite(survey, LIST, by=world.clerk)]
    delivery.deliver_waiting()  # what the launch told the departments
    mail.outbox.clear()
    return survey


def links() -> dict[str, str]:
    """The link in each mail, by its address."""
    found = {one.to[0]: re.search(r"http\S+\?k=\S+", one.body) for one in mail.outbox}
    return {to: match.group() for to, match in found.items() if match}


def key_of(link: str) -> str:
    return link.partition("?k=")[2]


def states() -> list[str]:
    return list(SurveyInvitation.objects.order_by("pk").values_list("mail_state", flat=True))


def test_everybody_with_an_address_gets_a_link_of_the_own_once(world, survey):
    page = get("clerk", "survey_invitations", "spring", survey.number)
    assert page.xpath("//form[@data-act='mail_survey_links']//button/text()") == ["发送2封邀请"]
    sent = post("clerk", "mail_survey_links", "spring", survey.number)
    assert "2封待发送" in text(sent.page)
    assert [delivery.deliver_waiting() for _sweep in range(3)] == [2, 0, 0]
    found = links()
    assert set(found) == {"one@example.org", "two@example.org"}
    assert len(set(found.values())) == 2
    assert states() == ["", "sent", "sent", "", ""]
    assert answer(survey, key=key_of(found["one@example.org"])).status_code == 302
    assert Response.objects.count() == 1
    assert Client().get(found["one@example.org"]).status_code == 409  # counts once
    for key in world.printed[:2]:  # printed before, void now
        assert Client().get(f"/ask/{survey.slug}/", {"k": key}).status_code == 404
    assert Client().get(f"/ask/{survey.slug}/", {"k": world.printed[2]}).status_code == 200
    assert Event.objects.get(kind="survey.links_mailed").particulars["people"] == 2


def test_again_goes_to_those_who_have_not_answered(world, survey):
    survey_mailing.send(survey, again=False, by=world.clerk)
    delivery.deliver_waiting()
    old = links()
    assert answer(survey, key=key_of(old["one@example.org"])).status_code == 302
    with pytest.raises(NotAllowed):
        survey_mailing.send(survey, again=False, by=world.clerk)
    mail.outbox.clear()
    post("clerk", "mail_survey_links", "spring", survey.number, again="1")
    with pytest.raises(NotAllowed):  # nobody is asked twice for what still waits
        survey_mailing.send(survey, again=True, by=world.clerk)
    delivery.deliver_waiting()
    assert list(links()) == ["two@example.org"]
    assert Client().get(old["two@example.org"]).status_code == 404
    assert Client().get(links()["two@example.org"]).status_code == 200


def test_the_link_lies_in_no_table_and_no_log(world, survey, caplog, settings):
    caplog.set_level("DEBUG")
    survey_mailing.send(survey, again=False, by=world.clerk)
    delivery.deliver_waiting()
    keys = [key_of(link) for link in links().values()]
    words = [part for key in keys for part in (key, key.replace("-", ""))]
    kept = [(place, str(row)) for place, row in opened_up(caplog, settings) if place != "mail"]
    assert traces(kept, tuple(words)) == []
    assert set(SurveyInvitation.objects.values_list("mail_seed", flat=True)) == {""}
    assert any(
        keys[0] in str(row) for place, row in everything(caplog, settings) if place == "mail"
    )


def test_a_server_that_quotes_the_link_leaves_none(world, survey, monkeypatch):
    def refuse(self):
        raise ValueError(f"rejected: {self.body}")

    survey_mailing.send(survey, again=False, by=world.clerk)
    seeds = SurveyInvitation.objects.exclude(mail_seed="").values_list("mail_seed", flat=True)
    keys = [survey_mailing.key_from(seed) for seed in seeds]
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    assert delivery.deliver_waiting() == 0
    assert states() == ["", "failed", "failed", "", ""]
    errors = str(list(SurveyInvitation.objects.values_list("mail_error", flat=True)))
    assert len(keys) == 2 and not any(key in errors for key in keys)
    page = text(get("clerk", "survey_invitations", "spring", survey.number))
    assert "2封发送失败" in page and "再次发送" in page


def test_an_unreachable_server_leaves_the_links_waiting(world, survey, monkeypatch):
    def hang_up(self):
        raise ConnectionRefusedError("no route")

    survey_mailing.send(survey, again=False, by=world.clerk)
    with monkeypatch.context() as patched:
        patched.setattr(
            "django.core.mail.backends.locmem.EmailBackend.open", hang_up, raising=False
        )
        assert delivery.deliver_waiting() == 0
    assert states() == ["", "waiting", "waiting", "", ""]
    assert delivery.deliver_waiting() == 2


def test_what_has_become_needless_is_not_mailed(world, survey):
    survey_mailing.send(survey, again=False, by=world.clerk)
    first = SurveyInvitation.objects.get(contact="one@example.org")
    survey_inviting.issue_anew(first, by=world.clerk)  # given by hand
    SurveyInvitation.objects.exclude(pk=first.pk).update(used_on=clock.today())
    assert delivery.deliver_waiting() == 0
    assert mail.outbox == []


def test_nothing_is_mailed_for_a_closed_survey(world, survey):
    survey_mailing.send(survey, again=False, by=world.clerk)
    surveys.close(survey, by=world.clerk)
    assert delivery.deliver_waiting() == 0
    with pytest.raises(NotAllowed):
        survey_mailing.send(survey, again=False, by=world.clerk)
    page = get("clerk", "survey_invitations", "spring", survey.number)
    assert not page.xpath("//form[@data-act='mail_survey_links']")
    written = draft(world, entrance="invited", title="草稿")
    survey_inviting.invite(written, LIST, by=world.clerk)
    with pytest.raises(NotAllowed):
        survey_mailing.send(written, again=False, by=world.clerk)


def test_two_workers_mail_a_link_once_and_a_dead_one_is_shown(world, survey):
    survey_mailing.send(survey, again=False, by=world.clerk)
    with clock.at(at(hour=9)):
        (first, other), late = survey_mailing.letters(), list(survey_mailing.letters())
        assert [first.claim(), late[0].claim(), other.claim()] == [True, False, True]
        first.close("")
    with clock.at(at(hour=9) + timedelta(minutes=11)):
        assert delivery.deliver_waiting() == 0
    assert states() == ["", "sent", "uncertain", "", ""]
    assert set(SurveyInvitation.objects.values_list("mail_seed", flat=True)) == {""}


def test_an_answer_that_came_by_a_mailed_link_leads_to_nobody(world, survey, caplog, settings):
    survey_mailing.send(survey, again=False, by=world.clerk)
    delivery.deliver_waiting()
    key = key_of(links()["one@example.org"])
    assert answer(survey, fields(survey, q5="排队时间长"), key=key).status_code == 302
    row = SurveyInvitation.objects.get(contact="one@example.org")
    rest = [one for one in everything(caplog, settings)
            if one[0] not in ("findings_surveyinvitation", "mail")]  # fmt: skip
    assert traces([(p, str(r)) for p, r in rest], (row.contact, row.name, row.token_hash)) == []
