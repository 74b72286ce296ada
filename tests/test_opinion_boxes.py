"""Opinion boxes: a note without an account and without a trace, and what becomes of it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from campaigns.evidence import read_verified
from findings import opinion_boxes, opinion_disposing, public
from findings.models import BoxNote, Opinion, OpinionBox
from findings.models.opinion_reply import evidence_of
from organization import clock
from organization.models import Event
from tests.hearing import (
    WORDS,
    address,
    box_of,
    look_up,
    note,
    photo,
    put_in,
    receipt_of,
)
from tests.no_trace import no_trace
from tests.surveying import ADDRESS, mark_of
from tests.visiting import post, text, visit
from tests.world import at, start


@pytest.fixture
def running(world):
    return start(world)


def refusals() -> list[str]:
    rows = Event.objects.filter(kind="opinion.note_refused", ok=False).order_by("pk")
    return [row.particulars["why"] for row in rows]


def body(response) -> str:
    return response.content.decode()


def test_a_note_without_a_contact_leads_to_nobody(running, caplog, settings):
    box = box_of(running)
    client = Client(REMOTE_ADDR=ADDRESS, headers={"user-agent": "Traceable/9.9"})
    with no_trace(caplog, settings, ADDRESS, "Traceable") as kept:
        receipt = receipt_of(put_in(box, client))
        assert "已收到，等待登记" in body(look_up(box, receipt, client))
    assert {place for place, _row in kept.new} == {"findings_boxnote", "findings_spentform"}
    said = str(kept.new)
    assert receipt not in said and receipt.replace("-", "") not in said
    secret = client.cookies["csrftoken"].value
    assert secret not in said


def test_of_a_photo_the_pixels_alone_are_kept(running, caplog, settings):
    box, taken, traces = box_of(running), photo(), ("Traceable", "10:42", "IMG_2026")
    with no_trace(caplog, settings, *traces):
        assert put_in(box, photo=taken).status_code == 200
    before = BoxNote.objects.get()
    assert not before.photo or b"Traceable" not in bytes(before.photo)
    opinion_boxes.empty(running.campaign, by=running.clerk)
    (file,) = evidence_of(Opinion.objects.get())
    kept = read_verified(file)
    picture = Image.open(BytesIO(kept))
    assert (picture.size, dict(picture.getexif()), file.name) == ((60, 40), {}, "照片.jpg")
    assert b"Traceable" not in kept
    assert visit("clerk").get(file.get_absolute_url()).status_code == 200


def test_what_is_no_photo_is_not_taken(running):
    made_up = SimpleUploadedFile("a.jpg", b"%PDF-1.4 Traceable", "image/jpeg")
    assert put_in(box_of(running), photo=made_up).status_code == 422
    assert not BoxNote.objects.exists()


def test_an_account_that_is_signed_in_leaves_no_trace_either(running, caplog, settings):
    box, client = box_of(running), visit("head")
    client.get("/")
    with no_trace(caplog, settings, "销售部负责人", client.session.session_key):
        assert put_in(box, client).status_code == 200


def test_of_who_leaves_a_contact_the_clock_runs_at_once(running):
    box = box_of(running)
    with clock.at(at(hour=16)):
        put_in(box, contact="张先生 1390000")
        put_in(box)
    with clock.at(at(hour=17)):
        opinion_boxes.empty(running.campaign, by=running.clerk)
    named = Opinion.objects.exclude(contact="").get()
    anonymous = Opinion.objects.get(contact="")
    hours = (named.reply_due_at - at(hour=16), named.finish_due_at - at(hour=16))
    assert [span.total_seconds() / 3600 for span in hours] == [24, 72]
    # Of the other one only the day is known: its clocks run from the end of that day.
    assert (anonymous.reply_due_at - at(hour=0)).total_seconds() / 3600 == 48


def test_emptied_it_is_in_the_register_and_looked_up_by_its_receipt(running):
    box = box_of(running)
    receipt = receipt_of(put_in(box, category="tip"))
    sent = post("clerk", "empty_opinion_boxes", "spring")
    assert WORDS in text(sent.page)
    row = Opinion.objects.get()
    assert (row.channel, row.said_on, row.topic, row.restricted, row.box) == (
        "mailbox", clock.today(), "服务态度", True, box,
    )  # fmt: skip
    assert not BoxNote.objects.exists()
    assert "正在办理" in body(look_up(box, receipt))
    opinion_disposing.answer(row, "已增开窗口", by=running.clerk)
    told = body(look_up(box, receipt.upper().replace("-", " ")))
    assert "意见已答复" in told and "已增开窗口" in told


def test_emptying_again_takes_nothing_twice(running):
    put_in(box_of(running))
    by = running.clerk
    assert [opinion_boxes.empty(running.campaign, by=by) for _time in range(2)] == [1, 0]
    assert Opinion.objects.count() == 1


def test_the_numbers_do_not_tell_which_came_first(running):
    box = box_of(running)
    for n in range(6):
        put_in(box, text=f"第{n}条")
    keys = list(BoxNote.objects.order_by("id").values_list("text", flat=True))
    opinion_boxes.empty(running.campaign, by=running.clerk)
    assert list(Opinion.objects.order_by("number").values_list("text", flat=True)) == keys


def test_a_form_counts_once(running):
    box, client = box_of(running), Client()
    sent = {**note(), "form": mark_of(body(client.get(address(box))))}
    codes = [client.post(address(box), sent).status_code for _time in range(2)]
    assert (codes, BoxNote.objects.count(), refusals()) == ([200, 409], 1, ["used"])


def test_a_closed_box_takes_nothing_and_still_answers(running):
    box = box_of(running)
    receipt = receipt_of(put_in(box))
    post("clerk", "close_opinion_box", "spring", box.pk)
    assert Client().get(address(box)).status_code == 410
    with pytest.raises(public.Refused, match="closed"):
        _straight(box)
    assert "已收到，等待登记" in body(look_up(box, receipt))
    post("clerk", "reopen_opinion_box", "spring", box.pk)
    assert put_in(box).status_code == 200


def test_a_full_box_keeps_nothing(running, settings):
    settings.BOX_ROOM = 1
    box = box_of(running)
    assert [put_in(box).status_code for _time in range(2)] == [200, 410]
    assert (BoxNote.objects.count(), refusals()) == (1, ["full"])


def test_the_code_of_a_page_is_no_opinion(running):
    response = put_in(box_of(running), text="<script>alert(1)</script>")
    assert (response.status_code, refusals()) == (422, ["markup"])
    assert not BoxNote.objects.exists()


def test_who_guesses_receipts_waits(running, settings):
    settings.LINK_GUESSES = 3
    box = box_of(running)
    with clock.at(at()):
        codes = [look_up(box, f"abcd-{n}").status_code for n in range(4)]
    assert codes == [404, 404, 404, 429]
    assert ADDRESS not in str(list(Event.objects.values()))


def test_one_box_a_site_and_one_for_all(running):
    post("clerk", "opinion_boxes", "spring", intro="请留言")
    post("clerk", "opinion_boxes", "spring", status=422, intro="再设一个")
    assert OpinionBox.objects.count() == 1


def test_the_page_of_a_box_classifies_if_one_likes(running):
    page = body(Client().get(address(box_of(running))))
    assert "可不选" in page and "服务态度" in page and "未归类" not in page


def test_the_poster_leads_to_the_page(running, settings):
    box = box_of(running)
    page = body(visit("clerk").get(reverse("opinion_box_code", args=["spring", box.pk])))
    assert f"{settings.SITE_URL}{address(box)}" in page


def _straight(box: OpinionBox) -> None:
    from findings.opinion_intake import put_in as keep

    keep(box, form=public.new_form(box.slug), **note())
