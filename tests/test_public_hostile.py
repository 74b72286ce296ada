"""Strangers who mean no good, at the pages of surveys, opinion boxes and complaint figures: wrong
types, huge inputs, what is closed, what belongs to another campaign. Nothing breaks, nothing is
kept, and the answer is a page in Chinese."""

import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from campaigns.models import Campaign
from findings import complaints, opinion_boxes, surveys
from findings.models import (
    BoxNote,
    ComplaintCount,
    ComplaintPeriod,
    FindingSource,
    Opinion,
    Reply,
    Response,
)
from organization.models import Event
from tests.access.complaints import counted
from tests.hearing import address as box_address
from tests.hearing import box_of, look_up, note, put_in
from tests.sheet_file import rows_of
from tests.surveying import ADDRESS, address, answer, fields, mark_of, opened
from tests.visiting import post, visit
from tests.world import start

HUGE = "9" * 40
ODD = ["\x00", "%00", "\ud7ff", "𝕏" * 50, HUGE, "-1", "1e9", "None", "[]", "'; DROP TABLE x; --"]


@pytest.fixture
def running(world):
    return start(world)


@pytest.mark.parametrize("value", ODD)
def test_odd_values_in_a_survey_are_refused_with_a_page(running, value):
    survey = opened(running)
    first = survey.questions.first()
    client = Client(REMOTE_ADDR=ADDRESS)
    mark = mark_of(client.get(address(survey)).content.decode())
    for name in (f"q{first.pk}", "form", "key"):
        sent = {**fields(survey), "form": mark, name: value}
        response = client.post(address(survey), sent)
        assert response.status_code in (302, 404, 409, 422), (name, response.status_code)
    assert client.get(address(survey), {"k": value}).status_code in (200, 404)
    assert Response.objects.count() <= 1  # an odd key of an open survey is not looked at


def test_an_option_chosen_a_thousand_times_counts_once(running):
    survey = opened(running)
    used = survey.questions.all()[3]
    option = used.options.first()
    response = answer(survey, {**fields(survey), f"q{used.pk}": [str(option.pk)] * 900})
    assert response.status_code == 302
    assert Reply.objects.filter(option=option).count() == 1


def test_an_option_of_another_survey_is_not_taken(running):
    survey, other = opened(running), opened(running, title="另一份调查")
    wanted = fields(other)
    theirs = next(iter(wanted.values()))
    ours = next(iter(fields(survey)))
    assert answer(survey, {**fields(survey), ours: theirs}).status_code == 422
    assert not Response.objects.exists()


def test_ten_thousand_fields_and_megabytes_are_no_answer(running):
    survey, box = opened(running), box_of(running)
    many = {f"x{n}": "1" for n in range(5000)}
    words = "好" * (2 * 10**6)
    for where in (address(survey), box_address(box)):
        assert Client().post(where, many).status_code == 400
        assert Client().post(where, {"text": words, "form": words}).status_code in (400, 413)
    assert answer(survey, fields(survey, q5="好" * 2001)).status_code == 422
    assert put_in(box, text="好" * 2001).status_code == 422
    assert put_in(box, contact="好" * 121).status_code == 422
    assert not Response.objects.exists() and not BoxNote.objects.exists()


@pytest.mark.parametrize("value", ODD)
def test_odd_values_in_an_opinion_are_refused_with_a_page(running, value):
    box = box_of(running)
    for name in ("category", "topic", "form", "photo"):
        client = Client(REMOTE_ADDR=ADDRESS)
        mark = mark_of(client.get(box_address(box)).content.decode())
        response = client.post(box_address(box), {**note(), "form": mark, name: value})
        wanted = (200,) if name == "photo" else (404, 422)  # words where a file belongs: no file
        assert response.status_code in wanted, (name, response.status_code)
    assert BoxNote.objects.count() == 1
    assert look_up(box, value, Client(REMOTE_ADDR="203.0.113.78")).status_code in (404, 422)


def test_a_picture_that_bursts_is_refused(running):
    box = box_of(running)
    response = put_in(box, photo=SimpleUploadedFile("a.png", bursting(), "image/png"))
    assert response.status_code == 422
    assert not BoxNote.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_ways_of_asking_lead_nowhere(running, method):
    survey, box = opened(running), box_of(running)
    for where in (address(survey), f"{address(survey)}thanks/", box_address(box)):
        assert getattr(Client(), method)(where).status_code == 405


def test_what_is_closed_or_a_draft_takes_nothing_whatever_is_sent(running):
    survey, box = opened(running), box_of(running)
    client = Client()
    ask, say = (
        mark_of(client.get(where).content.decode()) for where in (address(survey), box_address(box))
    )
    surveys.close(survey, by=running.clerk)
    opinion_boxes.close(box, by=running.clerk)
    assert client.post(address(survey), {**fields(survey), "form": ask}).status_code == 410
    assert client.post(box_address(box), {**note(), "form": say}).status_code == 410
    assert not Response.objects.exists() and not BoxNote.objects.exists()


def test_a_mark_of_one_page_is_none_of_another(running):
    survey, other, box = opened(running), opened(running, title="另一份"), box_of(running)
    mark = mark_of(Client().get(address(survey)).content.decode())
    assert Client().post(address(other), {**fields(other), "form": mark}).status_code == 404
    assert Client().post(box_address(box), {**note(), "form": mark}).status_code == 404
    assert not Response.objects.exists() and not BoxNote.objects.exists()


def test_who_guesses_at_the_thanks_waits_too(running, settings):
    settings.LINK_GUESSES = 3
    client = Client(REMOTE_ADDR=ADDRESS)
    codes = [client.get(f"/ask/guess{n}/thanks/").status_code for n in range(5)]
    assert codes == [404, 404, 404, 429, 429]


@pytest.mark.parametrize(
    "key",
    ["complaint:", "complaint:x", f"complaint:{HUGE}", f"opinion:{HUGE}", "nothing:1",
     "complaint:１", "\x00:1", ":"],
)  # fmt: skip
def test_odd_sources_make_no_finding(running, key):
    for sent in ({"only": key}, {"source": [key, key]}):
        response = visit("clerk").post(reverse("report_finding", args=["spring"]), sent)
        assert response.status_code == 422
    assert not FindingSource.objects.exists()


def test_figures_of_another_campaign_are_not_there(world):
    counted(world)
    other = ComplaintPeriod.objects.create(
        campaign=another(world), level="投诉", starts_on="2026-01-01", ends_on="2026-01-31",
        total=9, made_by=world.clerk,
    )  # fmt: skip
    count = ComplaintCount.objects.create(period=other, cause="服务态度", n=3)
    for act, pk in (
        ("put_complaints_forward", count.pk),
        ("take_complaints_back", count.pk),
        ("correct_complaints", other.pk),
        ("put_complaints_forward", 2**70),
    ):
        client = visit("clerk")
        address_of = f"/campaigns/spring/complaints/{'' if act.startswith('corr') else 'causes/'}"
        verb = {"put": "put-forward", "tak": "take-back", "cor": "correct"}[act[:3]]
        response = client.post(f"{address_of}{pk}/{verb}/", {"total": 1, "reason": "x"})
        assert response.status_code == 404, act
    complaints.put_forward(ComplaintCount.objects.first(), by=world.clerk)
    post("clerk", "report_finding", "spring", status=422, only=f"complaint:{count.pk}")
    assert not FindingSource.objects.filter(complaint__isnull=False).exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("total", HUGE), ("total", "-1"), ("total", "1.5"), ("total", "NaN"), ("n_0", HUGE),
        ("starts_on", "0000-00-00"), ("starts_on", HUGE), ("ends_on", "9999-99-99"),
        ("level", "级" * 41), ("cause_0", "因" * 61), ("level", "\x00"), ("cause_0", "\x00"),
    ],
)  # fmt: skip
def test_odd_figures_are_refused_and_stay_on_the_form(running, name, value):
    typed = {"level": "投诉", "starts_on": "2026-01-01", "ends_on": "2026-01-31", "total": "9"}
    sent = {**typed, "n_0": "3", **({"of_0": "1"} if name == "cause_0" else {}), name: value}
    response = visit("clerk").post(reverse("new_complaints", args=["spring"]), sent)
    assert response.status_code == 422
    assert not ComplaintPeriod.objects.exists()


def test_odd_days_in_the_address_of_the_form_do_no_harm(running):
    page = visit("clerk").get(
        reverse("new_complaints", args=["spring"]), {"starts_on": '"><script>', "ends_on": HUGE}
    )
    assert page.status_code == 200
    assert '"><script>' not in page.content.decode()


def test_an_opinion_that_carries_a_formula_is_no_formula_in_the_export(running):
    put_in(box_of(running), text='=HYPERLINK("http://203.0.113.1","x")')
    opinion_boxes.empty(running.campaign, by=running.clerk)
    assert Opinion.objects.get().text.startswith("=")
    contents = visit("clerk").get(reverse("opinions_export", args=["spring"])).content
    cells = [str(cell) for row in rows_of(contents) for cell in row if cell]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)
    assert not Event.objects.filter(kind="opinion.note_refused").exists()


def another(world):
    """Another campaign of the same office, without anything in it."""
    return Campaign.objects.create(
        code="autumn", title="秋季专项自查", organisation=world.campaign.organisation,
        office=world.campaign.office, created_by=world.clerk, status="running",
        running_at=world.campaign.running_at,
    )  # fmt: skip


def bursting() -> bytes:
    """A PNG of a few kilobytes that says it is 30,000 × 30,000 pixels."""
    file = BytesIO(b"")
    file.write(b"\x89PNG\r\n\x1a\n")
    head = (30000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    for kind, contents in (
        (b"IHDR", head), (b"IDAT", zlib.compress(b"\x00" * (30001 * 2000), 9)), (b"IEND", b"")
    ):  # fmt: skip
        crc = zlib.crc32(kind + contents).to_bytes(4, "big")
        file.write(len(contents).to_bytes(4, "big") + kind + contents + crc)
    return file.getvalue()
