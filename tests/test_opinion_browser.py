"""Opinions in a real browser: put into a box on a phone, looked up by the receipt, disposed of."""

import pytest
from django.urls import reverse

from campaigns.evidence import read_verified
from findings import opinion_boxes, opinion_disposing, opinions
from findings.models import BoxNote, Opinion
from findings.models.opinion_reply import evidence_of
from tests.browser.chromium import inaccessible
from tests.browser.scanning import link_on_the_wall, scan
from tests.hearing import address, box_of, photo, put_in, said
from tests.test_screens_browser import faults
from tests.test_symposiums import held
from tests.world import make_world, start

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
AT = "/campaigns/spring/opinions/"


@pytest.fixture
def running(site):
    return start(make_world())


@pytest.mark.parametrize("script", [True, False])
def test_written_on_a_phone_with_a_photo_and_looked_up_by_the_receipt(running, visitor, script):
    box, taken = box_of(running), photo()
    wall = visitor("clerk", width=DESK)
    wall.open(f"{AT}boxes/{box.pk}/code/")
    phone = visitor(width=PHONE, java_script_enabled=script)
    scan(phone, link_on_the_wall(wall))
    page = phone.page
    assert page.url.endswith(address(box))
    page.locator("form[data-act=put_in_opinion] button[type=submit]").click()
    assert BoxNote.objects.count() == 0  # the browser, or the page, asks for the words
    page.locator("[name=category][value=complaint]").check()
    page.locator("[name=topic]").select_option("服务态度")
    page.locator("[name=text]").fill("缴费大厅排队时间过长")
    page.locator("[name=photo]").first.set_input_files(
        {"name": taken.name, "mimeType": "image/jpeg", "buffer": taken.read()}
    )
    page.locator("form[data-act=put_in_opinion] button[type=submit]").click()
    phone.sees("意见已提交")
    receipt = page.locator("#receipt").inner_text()
    assert fits(page)
    page.go_back()
    page.reload()
    assert receipt not in page.content()  # shown once
    page.goto(f"{phone.site}{reverse('look_up_opinion', args=[box.slug])}")
    opinion_boxes.empty(running.campaign, by=running.clerk)
    row = Opinion.objects.get()
    assert (row.category, row.topic, row.evidence_uses.count()) == ("complaint", "服务态度", 1)
    (file,) = evidence_of(row)
    assert b"Traceable" not in read_verified(file)  # of the photo the pixels alone
    opinion_disposing.answer(row, "已增开两个缴费窗口", by=running.clerk)
    page.locator("[name=receipt]").fill(receipt)
    page.locator("form[data-act=look_up_opinion] button[type=submit]").click()
    phone.sees("已增开两个缴费窗口")
    assert fits(page)
    assert receipt not in page.url  # an address stands in the history of the telephone


def fits(page) -> bool:
    """Nothing has to be moved sideways."""
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_the_office_empties_the_boxes_and_disposes_of_what_was_in_them(running, visitor):
    put_in(box_of(running))
    office = visitor("clerk", width=PHONE)
    page = office.open(AT)
    page.locator("form[data-act=empty_opinion_boxes] button").first.click()
    page.get_by_role("link", name="缴费大厅排队时间过长").click()
    page.locator("form[data-act=reply_to_opinion] [name=text]").fill("已增开窗口")
    page.locator("button[name=ends]").click()
    office.sees("该意见办结")
    assert Opinion.objects.get().status == "answered"


def test_every_page_is_accessible_and_never_too_wide(running, visitor):
    box = box_of(running)
    rows = [said(running, text=f"{n}号厅排队时间过长，老年用户没有座位") for n in range(3)]
    said(running, topic="服务态度", category="tip", restricted=True)
    opinion_disposing.merge(rows[1], rows[0], by=running.clerk)
    rows[2].set_aside(by=running.clerk, reason="另行答复")
    opinions.hand_over(rows[0], running.departments["SERVICE"], by=running.clerk)
    put_in(box)
    meeting = held(running)
    one = f"{AT}{rows[0].pk}/"
    pages = [AT, f"{AT}?shelf=late", f"{AT}new/", f"{AT}topics/", f"{AT}rules/", f"{AT}boxes/",
             f"{AT}boxes/{box.pk}/code/", one, f"{one}classify/", f"{AT}{rows[1].pk}/",
             f"{AT}{rows[2].pk}/",
             f"/campaigns/spring/meetings/{meeting.pk}/guests/"]  # fmt: skip
    office, phone = visitor("clerk"), visitor()
    public = [address(box), reverse("look_up_opinion", args=[box.slug])]
    found = {
        f"{page} {width}": faults(who, page, width)
        for who, several in ((office, pages), (phone, public))
        for page in several
        for width in (PHONE, DESK)
    }
    found["department"] = faults(visitor("service_head"), AT, PHONE)
    found["refused"] = inaccessible(phone.open("/say/nothing/"))
    assert {page: wrong for page, wrong in found.items() if wrong} == {}
