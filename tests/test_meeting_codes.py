"""签到码: it signs in the account that scans it, once, within five minutes; or is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns import calling, launch, meeting_codes, meetings
from campaigns.models import Attendance, Meeting
from organization.models import Event
from tests.visiting import get, post, text
from tests.world import DAY, phase


@pytest.fixture
def asked(world) -> Meeting:
    launch.launch(world.campaign, by=world.clerk)
    row = phase(world, "mobilization")
    calling.ask_departments(row, by=world.clerk, on=DAY, title="部门专题会议")
    return Meeting.objects.get(department=world.departments["SALES"])


def status(account: str) -> str:
    return Attendance.objects.get(person__account=account, meeting__department__code="SALES").status


def refused() -> list[str]:
    rows = Event.objects.filter(kind="meeting.sign_in_refused", ok=False)
    return [row.particulars["why"] for row in rows]


def scan(account: str, token: str, answer: int):
    return post(account, "meeting_sign_in", token, status=answer)


def test_who_scans_is_signed_in(asked):
    token = meeting_codes.code_for(asked)
    page = get("member", "meeting_sign_in", token)
    assert "销售部填报人" in text(page.xpath("//form[@data-act='meeting_sign_in']")[0])
    assert status("member") == "expected"  # looking signs nobody in
    scan("member", token, 302)
    assert (status("member"), status("head")) == ("present", "expected")
    assert Attendance.objects.get(person__account="member").by_code is True


def test_one_code_signs_many_people_each_once(asked):
    token = meeting_codes.code_for(asked)
    for account in ("member", "head"):
        scan(account, token, 302)
    answer = scan("member", token, 409)
    assert "您已签到，无须重复签到。" in text(answer.page.xpath("//main")[0])
    assert refused() == ["used"]


@pytest.mark.parametrize(("seconds", "answer"), [(299, 302), (302, 409)])
def test_a_code_is_good_for_five_minutes(asked, monkeypatch, seconds, answer):
    token = meeting_codes.code_for(asked)
    later = timezone.now().timestamp() + timedelta(seconds=seconds).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    scan("member", token, answer)
    assert refused() == ([] if answer == 302 else ["expired"])


def test_a_forged_code_is_refused_and_logged(asked):
    token = meeting_codes.code_for(asked)
    scan("member", f"x{token}", 409)
    scan("member", token[:-1] + ("a" if token[-1] != "a" else "b"), 409)
    assert refused() == ["forged", "forged"]
    assert status("member") == "expected"


def test_who_is_not_called_is_refused_and_logged(asked, world):
    scan("service_head", meeting_codes.code_for(asked), 409)
    event = Event.objects.get(kind="meeting.sign_in_refused")
    assert (event.particulars["why"], event.actor_pk) == ("other", world.service_head.pk)


def test_after_the_meeting_nobody_signs_in(asked, world):
    token = meeting_codes.code_for(asked)
    meetings.waive(asked, "与公司会议合并", by=world.clerk)
    scan("member", token, 409)
    assert refused() == ["over"]


def test_the_wall_shows_a_code(asked):
    page = get("head", "meeting_code", "spring", asked.pk)
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["60"]
    assert page.xpath("//*[@id='code']")
