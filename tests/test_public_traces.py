"""What anonymous pages leave behind, from the first look to the end of the campaign: nothing that
leads to anybody. Every table, the sessions opened, every line of the log, every mail and every
file is searched for what could."""

from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from campaigns.evidence import read_verified
from findings import opinion_boxes, opinion_disposing, surveys
from findings.models import BoxNote, Opinion, SurveyInvitation
from findings.models.opinion_reply import evidence_of
from organization import clock, delivery, digests
from organization.models import Event
from tests.hearing import address as box_address
from tests.hearing import box_of, look_up, photo, put_in, receipt_of
from tests.no_trace import everything, traces
from tests.surveying import ADDRESS, address, answer, fields, keys_for, mark_of, opened
from tests.visiting import visit
from tests.world import at, start

AGENT = "Traceable/9.9"


@pytest.fixture
def running(world):
    return start(world)


def outsider() -> Client:
    return Client(REMOTE_ADDR=ADDRESS, headers={"user-agent": AGENT})


def opened_up(caplog, settings) -> list[tuple[str, object]]:
    """Everything that is kept, what sessions hold in words."""
    rows = [("session", str(one.get_decoded())) for one in Session.objects.all()]
    logged = [("log", str(record.__dict__)) for record in caplog.records]
    return [*everything(caplog, settings), *rows, *logged]


def searched(caplog, settings, words: list[str]) -> list[str]:
    """Where one of the words is kept."""
    found = opened_up(caplog, settings)
    # Times are another test's matter: the office works in the open.
    return traces([(place, str(row)) for place, row in found], tuple(words))


def forms_of(key: str) -> list[str]:
    """A key as it is shown and as it may be typed."""
    return [key, key.replace("-", "")]


def test_nothing_leads_to_who_put_an_opinion_in(running, caplog, settings):
    taken = photo()
    caplog.set_level("DEBUG")
    settings.LINK_GUESSES = 3
    box, client = box_of(running), outsider()
    receipt = receipt_of(put_in(box, client, photo=taken))
    mark = mark_of(client.get(box_address(box)).content.decode())
    client.post(box_address(box), {"form": mark, "text": "<script>", "category": "opinion"})
    client.post(box_address(box), {"form": "made:up", "text": "好", "category": "opinion"})
    guessed = "abcd-efgh-jkmn-pqrs"
    codes = [look_up(box, guessed, client).status_code for _n in range(4)]
    assert codes[-1] == 429
    client.get("/say/nowhere/")
    opinion_boxes.empty(running.campaign, by=running.clerk)
    opinion_disposing.answer(Opinion.objects.get(), "已增开窗口", by=running.clerk)
    assert "已增开窗口" in look_up(box, receipt, Client()).content.decode()
    delivery.deliver_waiting()
    words = [ADDRESS, "Traceable", "IMG_2026", "10:42:07", *forms_of(receipt), *forms_of(guessed)]
    words += [mark, mark.split(":")[0], client.cookies["csrftoken"].value]
    assert searched(caplog, settings, words) == []
    assert {row.particulars["why"] for row in refusals("opinion.note_refused")} == {
        "markup", "forged", "many"
    }  # fmt: skip


def test_nothing_leads_to_who_answered_a_survey(running, caplog, settings):
    caplog.set_level("DEBUG")
    settings.LINK_GUESSES = 3
    survey, client = opened(running, entrance="invited"), outsider()
    key, lost = keys_for(running, survey, 2)
    assert (
        answer(survey, fields(survey, q5="排队时间长"), key=key, client=client).status_code == 302
    )
    mark = mark_of(client.get(address(survey), {"k": lost}).content.decode())
    sent = {**fields(survey, q5="<script>"), "form": mark, "key": lost}
    assert client.post(address(survey), sent).status_code == 422
    assert answer(survey, key=lost, client=outsider()).status_code == 302
    guessed = "abcd-efgh-jkmn-pqrs"
    codes = [client.get(address(survey), {"k": guessed}).status_code for _n in range(4)]
    assert codes[-1] == 429
    surveys.close(survey, by=running.clerk)
    visit("clerk").get(reverse("survey_export", args=["spring", survey.number]))
    delivery.deliver_waiting()
    words = [ADDRESS, "Traceable", *forms_of(key), *forms_of(lost), *forms_of(guessed)]
    words += [mark, mark.split(":")[0], client.cookies["csrftoken"].value]
    assert searched(caplog, settings, words) == []
    hashes = set(SurveyInvitation.objects.values_list("token_hash", flat=True))
    rest = [one for one in everything(caplog, settings) if one[0] != "findings_surveyinvitation"]
    assert traces([(p, str(row)) for p, row in rest], tuple(hashes)) == []
    assert {row.particulars["why"] for row in refusals("survey.answer_refused")} == {
        "markup", "forged", "many"
    }  # fmt: skip


@pytest.mark.parametrize("act", ["opinion", "survey", "receipt"])
def test_the_session_of_an_account_does_not_learn_of_it(running, act):
    box, survey = box_of(running), opened(running)
    client = visit("head")
    with clock.at(at(hour=9)):
        client.get("/")
    before = sessions()
    with clock.at(at(hour=9, minute=20)):  # long enough for another page to move the time on
        if act == "survey":
            assert answer(survey, client=client).status_code == 302
        elif act == "opinion":
            assert put_in(box, client).status_code == 200
        else:
            assert look_up(box, "abcd-efgh-jkmn-pqrs", client).status_code == 404
        assert sessions() == before
        client.get("/")
        assert sessions() != before  # an ordinary page does


def sessions() -> list[tuple]:
    return [(one.session_key, one.expire_date, one.get_decoded()) for one in Session.objects.all()]


def test_a_receipt_is_shown_once_and_kept_as_a_hash(running):
    box, client = box_of(running), outsider()
    shown = put_in(box, client)
    receipt = receipt_of(shown)
    assert shown.headers["Cache-Control"].count("no-store") == 1
    assert receipt not in str(shown.headers) + str(client.cookies)
    pages = [client.get(box_address(box)), client.get(reverse("look_up_opinion", args=[box.slug]))]
    pages += [look_up(box, receipt, client)]
    for page in pages[:2]:
        assert receipt not in page.content.decode()
    opinion_boxes.empty(running.campaign, by=running.clerk)
    office = visit("clerk")
    row = Opinion.objects.get()
    for name, args in (("opinions", []), ("opinion", [row.pk]), ("opinion_boxes", [])):
        assert receipt not in office.get(reverse(name, args=["spring", *args])).content.decode()
    assert len(row.receipt_hash) == 64


def test_of_a_picture_with_words_in_it_the_pixels_alone_are_kept(running, caplog, settings):
    info, contents = PngInfo(), BytesIO()
    info.add_text("Author", "Traceable Author")
    info.add_itxt("XML:com.adobe.xmp", "<x>Traceable place 23.1N</x>")
    Image.new("RGB", (60, 40), "teal").save(contents, "PNG", pnginfo=info)
    assert b"Traceable" in contents.getvalue()
    put_in(box_of(running), photo=SimpleUploadedFile("IMG_1.png", contents.getvalue(), "image/png"))
    assert b"Traceable" not in bytes(BoxNote.objects.get().photo)
    opinion_boxes.empty(running.campaign, by=running.clerk)
    (file,) = evidence_of(Opinion.objects.get())
    assert b"Traceable" not in read_verified(file)
    assert searched(caplog, settings, ["Traceable", "IMG_1"]) == []


def test_nobody_is_mailed_an_anonymous_note(running):
    box = box_of(running)
    put_in(box)
    answer(opened(running))
    with clock.at(at(hour=10)):
        delivery.deliver_waiting()
        assert digests.people() is not None
    assert "缴费大厅" not in "".join(str(one.message()) for one in mail.outbox)


def test_a_flood_of_opinions_is_slowed_down_and_sampled_in_the_log(running, settings):
    settings.PUBLIC_POSTS = 2
    box, client = box_of(running), outsider()
    with clock.at(at()):
        codes = [put_in(box, client).status_code for _n in range(3)]
        assert codes == [200, 200, 429]
        for _n in range(220):
            client.post(box_address(box), {})
        assert put_in(box, Client()).status_code == 200  # somebody else
    rows = refusals("opinion.note_refused")
    assert [row.particulars.get("times", 1) for row in rows] == [1] * 20 + [100] * 2
    assert {(row.address, row.request_id, row.actor_pk) for row in rows} == {("", "", None)}
    with clock.at(at(minute=1)):
        assert put_in(box, client).status_code == 200


@pytest.mark.parametrize("page", ["ask", "say"])
def test_who_guesses_addresses_waits_and_is_seen_in_the_log(running, settings, page):
    settings.LINK_GUESSES = 5
    client = outsider()
    with clock.at(at()):
        codes = [client.get(f"/{page}/guess{n}/").status_code for n in range(40)]
    assert codes == [404] * 5 + [429] * 35
    kind = {"ask": "survey.answer_refused", "say": "opinion.note_refused"}[page]
    why = [row.particulars["why"] for row in refusals(kind)]
    assert why == ["forged"] * 5 + ["many"] * 20


@pytest.mark.parametrize("field", ["text", "contact"])
@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "<img src=x onerror=y>", "&#106;"])
def test_code_of_web_pages_is_no_opinion_in_any_field(running, field, words):
    response = put_in(box_of(running), **{field: words})
    assert response.status_code == 422
    assert words not in response.content.decode()
    assert [row.particulars["why"] for row in refusals("opinion.note_refused")] == ["markup"]


def refusals(kind: str) -> list[Event]:
    return list(Event.objects.filter(kind=kind, ok=False).order_by("pk"))
